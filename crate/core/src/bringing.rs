//! When a module that only some pages need is brought into one (`extension/parts.js`), and when not any more: what does not
//! come, or breaks down, is asked for anew a few times, and then left alone.

/// So often it may break down in a page.
const MOST_BREAKDOWNS: u8 = 3;
/// So often it is asked for anew that did not come, while nobody waits for it.
const MOST_TRIES: u8 = 3;
/// The page is left alone for so long after a breakdown, in milliseconds; after a second one, twice as long.
const PAUSE: u32 = 1_000;

/// How it went so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Course {
    /// So often it was asked for in vain since it last came.
    pub failures: u8,
    /// So often it broke down in this page.
    pub breakdowns: u8,
}

impl Course {
    /// Whether it is worth waiting for: what once did not come, or did not last, may never come.
    pub fn is_smooth(self) -> bool {
        self == Self::default()
    }
}

/// Who needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Something is held up until it is there.
    Waiting,
    /// The page has what it is for.
    Urgent,
    /// It may be needed soon.
    Foreseen,
}

/// When it is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At once.
    Now,
    /// When the page has a moment, so many milliseconds from now at the earliest.
    Later(u32),
    /// Not in this page.
    Never,
}

/// When it is brought for this need, as it went so far.
pub fn when(need: Need, course: Course) -> When {
    let Course { failures, breakdowns } = course;
    match need {
        _ if breakdowns > MOST_BREAKDOWNS => When::Never,
        Need::Waiting => When::Now,
        _ if failures > MOST_TRIES => When::Never,
        Need::Urgent if course.is_smooth() => When::Now,
        Need::Urgent | Need::Foreseen => When::Later(PAUSE * u32::from(breakdowns)),
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    use Need::{Foreseen, Urgent, Waiting};
    use When::{Later, Never, Now};

    for (need, failures, breakdowns, expected) in [
        (Waiting, 0, 0, Now),
        (Waiting, 4, 0, Now),
        (Waiting, u8::MAX, 3, Now),
        (Waiting, 0, 4, Never),
        (Urgent, 0, 0, Now),
        (Urgent, 1, 0, Later(0)),
        (Urgent, 3, 0, Later(0)),
        (Urgent, 4, 0, Never),
        (Urgent, 0, 1, Later(1_000)),
        (Urgent, 2, 3, Later(3_000)),
        (Urgent, 0, 4, Never),
        (Foreseen, 0, 0, Later(0)),
        (Foreseen, 3, 0, Later(0)),
        (Foreseen, 4, 0, Never),
        (Foreseen, 0, 2, Later(2_000)),
        (Foreseen, 0, 4, Never),
        (Foreseen, u8::MAX, u8::MAX, Never),
    ] {
        let course = Course { failures, breakdowns };
        report.check("bringing", &(need, course), &when(need, course), &expected);
    }
}
