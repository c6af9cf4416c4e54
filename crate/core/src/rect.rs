//! Rectangles on a page, in CSS pixels from the window's upper left corner.

/// A rectangle.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rect {
    /// From the left.
    pub left: f64,
    /// From the top.
    pub top: f64,
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

impl Rect {
    /// Where it ends to the right.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Where it ends below.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// Whether two have something in common; to touch is not enough.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// How much two have in common, in square pixels.
    fn shared(&self, other: &Rect) -> f64 {
        let width = self.right().min(other.right()) - self.left.max(other.left);
        let height = self.bottom().min(other.bottom()) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    /// The same at the other side of a window of this width.
    fn at_other_side(&self, window: f64) -> Rect {
        Rect { left: window - self.right(), ..*self }
    }

    /// Whether it covers less of `other` at the other side of a window of this width.
    pub fn covers_less_at_other_side(&self, other: &Rect, window: f64) -> bool {
        self.at_other_side(window).shared(other) < self.shared(other)
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    let rect = |left, top, width, height| Rect { left, top, width, height };
    // In a window that is 1,280 wide, what we show: over it, at the other side, and whether it covers less there.
    let panel = rect(868.0, 254.0, 392.0, 540.0);
    let cases = [
        ("nowhere near", rect(300.0, 100.0, 560.0, 38.0), (0.0, 0.0, false)),
        ("it touches", rect(300.0, 304.0, 568.0, 38.0), (0.0, 112.0 * 38.0, false)),
        ("its end is under it", rect(300.0, 304.0, 595.0, 38.0), (27.0 * 38.0, 112.0 * 38.0, false)),
        ("all of it is", rect(900.0, 304.0, 200.0, 38.0), (200.0 * 38.0, 0.0, true)),
        ("more than half is", rect(400.0, 304.0, 600.0, 38.0), (132.0 * 38.0, 12.0 * 38.0, true)),
        ("as much at both sides", rect(300.0, 304.0, 680.0, 38.0), (112.0 * 38.0, 112.0 * 38.0, false)),
        ("half above it", rect(900.0, 235.0, 100.0, 38.0), (1900.0, 0.0, true)),
    ];
    for (what, other, expected) in cases {
        let there = panel.at_other_side(1280.0);
        let is_less = panel.covers_less_at_other_side(&other, 1280.0);
        let found = (panel.shared(&other), there.shared(&other), is_less);
        report.check("rect", &what, &found, &expected);
        report.check("rect, overlap", &what, &panel.overlaps(&other), &(found.0 > 0.0));
    }
    report.check("rect, other side", &"the panel", &panel.at_other_side(1280.0), &rect(20.0, 254.0, 392.0, 540.0));
}
