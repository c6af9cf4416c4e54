//! Where the copy button of a number stands: beside it, and never over a control of the page.

use crate::rect::Rect;

/// The button's side.
const SIDE: f64 = 24.0;
/// Between the number and the button.
const GAP: f64 = 6.0;
/// How wide the handle is that the button shrinks to.
const HANDLE: f64 = 10.0;

/// What people press, as a selector.
pub const CONTROLS: &str = "a[href], button, input, select, textarea, summary, option, iframe, object, embed, \
    audio[controls], video[controls], [role=button], [role=link], [role=menuitem], [role=option], [role=tab], \
    [role=switch], [role=checkbox], [role=radio], [role=slider], [role=textbox], [role=combobox], [contenteditable]";
/// What may be pressed as well, but is no control where the number itself stands in it: a whole page may be such an area.
pub const AREAS: &str = "label, [tabindex], [onclick], [role=gridcell], [role=row]";

/// What a button would cover if it stood in some place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covers {
    /// Nothing that anybody reads or presses.
    Nothing,
    /// Words.
    Words,
    /// Something that people press.
    Control,
}

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// As the button that it is.
    Button(Rect),
    /// As a handle, which opens, over the number and nothing else, while it is pointed at or has the focus.
    Handle {
        /// As it rests.
        rest: Rect,
        /// As it opens.
        open: Rect,
    },
}

/// The best place for the button of a number in a window of this width and height: to the right, to the left, below or
/// above it, rather over nothing than over words. Where it would cover a control, whichever side it stood on, it is a handle.
pub fn place(number: &Rect, window: (f64, f64), mut covers: impl FnMut(&Rect) -> Covers) -> Place {
    let middle = number.top + (number.height - SIDE) / 2.0;
    let raised = number.bottom() - SIDE;
    let at = |left, top| Rect { left, top, width: SIDE, height: SIDE };
    let (right, left) = (number.right() + GAP, number.left - GAP - SIDE);
    let beside = [
        at(right, middle),
        // Two lines below one another may leave no room for it in the middle of one.
        at(right, raised),
        at(right, number.top),
        at(left, middle),
        at(left, raised),
        at(left, number.top),
        at(number.right() - SIDE, number.bottom() + GAP),
        at(number.right() - SIDE, number.top - GAP - SIDE),
    ];
    match best(&beside, window, Covers::Words, &mut covers) {
        Some(button) => Place::Button(button),
        None => handle(number, window, &mut covers),
    }
}

/// The handle: at the number's edge, over the number where there is no room for that either.
fn handle(number: &Rect, window: (f64, f64), covers: &mut impl FnMut(&Rect) -> Covers) -> Place {
    let at = |left| Rect { left, width: HANDLE, ..*number };
    let inside = at(number.right() - HANDLE);
    let outside = [at(number.right()), at(number.left - HANDLE)];
    let rest = best(&outside, window, Covers::Nothing, covers).unwrap_or(inside);
    // It opens over the number, away from what it must not cover.
    let width = SIDE.min(number.width.max(HANDLE));
    let left = if rest.left < number.left { rest.left } else { rest.right() - width };
    let open = Rect { left, width, ..*number };
    let taller = Rect { top: number.top + (number.height - SIDE) / 2.0, height: SIDE, ..open };
    let open = if number.height < SIDE && covers(&taller) != Covers::Control { taller } else { open };
    Place::Handle { rest, open }
}

/// The first of these in the window that covers nothing; else the first that covers no more than `most`.
fn best(
    places: &[Rect],
    (width, height): (f64, f64),
    most: Covers,
    covers: &mut impl FnMut(&Rect) -> Covers,
) -> Option<Rect> {
    let mut next_best = None;
    for place in places {
        let is_in_window = place.left >= 0.0 && place.top >= 0.0 && place.right() <= width && place.bottom() <= height;
        if !is_in_window {
            continue;
        }
        let covered = covers(place);
        if covered == Covers::Nothing {
            return Some(*place);
        }
        if covered <= most {
            next_best.get_or_insert(*place);
        }
    }
    next_best
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    const WINDOW: (f64, f64) = (1000.0, 800.0);
    const NUMBER: Rect = Rect { left: 400.0, top: 300.0, width: 70.0, height: 18.0 };
    let rect = |left: f64, top: f64, width: f64, height: f64| Rect { left, top, width, height };
    let (right, left) = (rect(470.0, 280.0, 200.0, 60.0), rect(200.0, 280.0, 200.0, 60.0));
    let (below, above) = (rect(380.0, 318.0, 110.0, 40.0), rect(380.0, 260.0, 110.0, 40.0));
    let button = |left: f64, top: f64| Place::Button(rect(left, top, 24.0, 24.0));
    let handle = |rest: Rect, open: Rect| Place::Handle { rest, open };
    let all = [right, left, below, above];
    // What stands around the number: controls, and words.
    type Case<'a> = (&'a str, Rect, &'a [Rect], &'a [Rect], Place);
    let cases: [Case<'_>; 16] = [
        ("nothing around", NUMBER, &[], &[], button(476.0, 297.0)),
        ("a control to the right", NUMBER, &[right], &[], button(370.0, 297.0)),
        ("on both sides", NUMBER, &[right, left], &[], button(446.0, 324.0)),
        ("a control close below the line", NUMBER, &[rect(200.0, 320.0, 400.0, 30.0)], &[], button(476.0, 294.0)),
        ("a control close above the line", NUMBER, &[rect(200.0, 270.0, 400.0, 28.0)], &[], button(476.0, 300.0)),
        ("and below", NUMBER, &[right, left, below], &[], button(446.0, 270.0)),
        ("words to the right", NUMBER, &[], &[right], button(370.0, 297.0)),
        ("words all around", NUMBER, &[], &all, button(476.0, 297.0)),
        ("controls but for words below", NUMBER, &[right, left, above], &[below], button(446.0, 324.0)),
        (
            "a control that begins where the button ends",
            NUMBER,
            &[rect(500.0, 280.0, 90.0, 60.0)],
            &[],
            button(476.0, 297.0),
        ),
        (
            "controls all around, as far as the number's edge",
            NUMBER,
            &all,
            &[],
            handle(rect(460.0, 300.0, 10.0, 18.0), rect(446.0, 300.0, 24.0, 18.0)),
        ),
        (
            "a little room to the right",
            NUMBER,
            &[rect(482.0, 280.0, 90.0, 60.0), left, below, above],
            &[],
            handle(rect(470.0, 300.0, 10.0, 18.0), rect(456.0, 300.0, 24.0, 18.0)),
        ),
        (
            "a little room to the left",
            NUMBER,
            &[right, rect(200.0, 280.0, 188.0, 60.0), below, above],
            &[],
            handle(rect(390.0, 300.0, 10.0, 18.0), rect(390.0, 300.0, 24.0, 18.0)),
        ),
        (
            "a little room above and below",
            NUMBER,
            &[right, left, rect(380.0, 322.0, 110.0, 40.0), rect(380.0, 260.0, 110.0, 36.0)],
            &[],
            handle(rect(460.0, 300.0, 10.0, 18.0), rect(446.0, 297.0, 24.0, 24.0)),
        ),
        ("at the window's right edge", rect(920.0, 300.0, 70.0, 18.0), &[], &[], button(890.0, 297.0)),
        ("as wide as the window", rect(0.0, 0.0, 1000.0, 18.0), &[], &[], button(976.0, 24.0)),
    ];
    for (what, number, controls, words, expected) in cases {
        let covers = |place: &Rect| {
            let any = |rects: &[Rect]| rects.iter().any(|rect| rect.overlaps(place));
            match (any(controls), any(words)) {
                (true, _) => Covers::Control,
                (_, true) => Covers::Words,
                _ => Covers::Nothing,
            }
        };
        report.check("placement", &what, &place(&number, WINDOW, covers), &expected);
    }
    // Of two digits, the handle is no wider than they are.
    let small = place(&rect(400.0, 300.0, 16.0, 30.0), WINDOW, |_| Covers::Control);
    let expected = handle(rect(406.0, 300.0, 10.0, 30.0), rect(400.0, 300.0, 16.0, 30.0));
    report.check("placement", &"two digits", &small, &expected);
}
