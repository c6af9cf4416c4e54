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
}
