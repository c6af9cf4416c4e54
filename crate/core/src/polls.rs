//! How often an integration polls LastPass: kept in minutes, typed and shown in the largest unit that fits.

/// The longest interval, in minutes: a leap year.
pub const LONGEST: u32 = 366 * DAY;

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// A unit of the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
}

impl Unit {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Minutes, Self::Hours, Self::Days];

    /// Its name in the form and in the names of messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
        }
    }

    /// The unit of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    fn minutes(self) -> u32 {
        match self {
            Self::Minutes => 1,
            Self::Hours => HOUR,
            Self::Days => DAY,
        }
    }
}

/// What was typed is no interval: not a whole number, or not between one minute and [`LONGEST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnInterval;

/// The minutes of what was typed; none if nothing was: then it is not known.
pub fn minutes(typed: &str, unit: Unit) -> Result<Option<u32>, NotAnInterval> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let is_plain = typed.bytes().all(|byte| byte.is_ascii_digit());
    let amount = if is_plain { typed.parse::<u32>().ok() } else { None };
    let minutes = amount.and_then(|amount| amount.checked_mul(unit.minutes())).ok_or(NotAnInterval)?;
    check(minutes).map(Some)
}

/// The interval, if it is one.
pub fn check(minutes: u32) -> Result<u32, NotAnInterval> {
    if (1..=LONGEST).contains(&minutes) { Ok(minutes) } else { Err(NotAnInterval) }
}

/// The interval in the largest unit in which it is a whole number.
pub fn in_largest(minutes: u32) -> (u32, Unit) {
    let fits = |unit: &Unit| minutes > 0 && minutes.is_multiple_of(unit.minutes());
    let unit = Unit::ALL.into_iter().rev().find(fits).unwrap_or(Unit::Minutes);
    (minutes / unit.minutes(), unit)
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    use Unit::{Days, Hours, Minutes};
    for (typed, unit, expected) in [
        ("", Minutes, Ok(None)),
        (" ", Days, Ok(None)),
        ("5", Minutes, Ok(Some(5))),
        (" 5 ", Hours, Ok(Some(300))),
        ("1", Days, Ok(Some(1_440))),
        ("366", Days, Ok(Some(LONGEST))),
        ("527040", Minutes, Ok(Some(LONGEST))),
        ("367", Days, Err(NotAnInterval)),
        ("527041", Minutes, Err(NotAnInterval)),
        ("0", Minutes, Err(NotAnInterval)),
        ("-5", Minutes, Err(NotAnInterval)),
        ("+5", Minutes, Err(NotAnInterval)),
        ("1.5", Hours, Err(NotAnInterval)),
        ("1e3", Minutes, Err(NotAnInterval)),
        ("five", Minutes, Err(NotAnInterval)),
        ("٥", Minutes, Err(NotAnInterval)),
        ("4294967295", Days, Err(NotAnInterval)),
        ("99999999999999999999", Minutes, Err(NotAnInterval)),
    ] {
        report.check("polls every", &(typed, unit), &minutes(typed, unit), &expected);
    }
    for (minutes, expected) in [
        (1, (1, Minutes)),
        (59, (59, Minutes)),
        (60, (1, Hours)),
        (90, (90, Minutes)),
        (1_440, (1, Days)),
        (1_500, (25, Hours)),
        (10_080, (7, Days)),
        (0, (0, Minutes)),
    ] {
        report.check("polls every, as shown", &minutes, &in_largest(minutes), &expected);
    }
    for unit in Unit::ALL {
        report.check("unit by its name", &unit, &Unit::named(unit.name()), &Some(unit));
    }
    report.check("unit by its name", &"weeks", &Unit::named("weeks"), &None);
}
