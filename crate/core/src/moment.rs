//! How long ago something was, and how long something took.

use crate::account::Time;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// How long ago something was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ago {
    /// Less than a minute, or in the future by a clock that was set back.
    JustNow,
    /// So many of that unit.
    Some(f64, &'static str),
    /// So long that a date says more.
    Long,
}

/// How long ago `then` was at `now`.
pub fn ago(then: Time, now: Time) -> Ago {
    let past = now - then;
    if past.is_nan() || past >= 30.0 * DAY {
        Ago::Long
    } else if past < MINUTE {
        Ago::JustNow
    } else if past < HOUR {
        Ago::Some((past / MINUTE).floor(), "minute")
    } else if past < DAY {
        Ago::Some((past / HOUR).floor(), "hour")
    } else {
        Ago::Some((past / DAY).floor(), "day")
    }
}

/// How many whole days ago `then` was at `now`; none of a clock that was set back.
pub fn days(then: Time, now: Time) -> f64 {
    ((now - then) / DAY).floor().max(0.0)
}

/// How long something took: in two units, the larger first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasted {
    /// So many minutes.
    Minutes(u32),
    /// So many hours, and minutes beside them.
    Hours(u32, u32),
    /// So many days, and hours beside them.
    Days(u32, u32),
}

/// How long it was from `from` to `until`; no time at all by a clock that was set back.
pub fn lasted(from: Time, until: Time) -> Lasted {
    // A cast of a float keeps to what the integer can hold.
    let minutes = ((until - from) / MINUTE).floor() as u32;
    match (minutes / 60 / 24, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => Lasted::Minutes(minutes),
        (0, hours, minutes) => Lasted::Hours(hours, minutes),
        (days, hours, _) => Lasted::Days(days, hours),
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (past, expected) in [
        (0.0, Ago::JustNow),
        (-5.0 * DAY, Ago::JustNow),
        (MINUTE - 1.0, Ago::JustNow),
        (MINUTE, Ago::Some(1.0, "minute")),
        (HOUR - 1.0, Ago::Some(59.0, "minute")),
        (HOUR, Ago::Some(1.0, "hour")),
        (DAY - 1.0, Ago::Some(23.0, "hour")),
        (DAY, Ago::Some(1.0, "day")),
        (30.0 * DAY - 1.0, Ago::Some(29.0, "day")),
        (30.0 * DAY, Ago::Long),
        (f64::NAN, Ago::Long),
        (f64::INFINITY, Ago::Long),
    ] {
        report.check("how long ago", &past, &ago(1e12 - past, 1e12), &expected);
    }
    for (past, expected) in [(0.0, 0.0), (DAY - 1.0, 0.0), (DAY, 1.0), (95.5 * DAY, 95.0), (-DAY, 0.0), (f64::NAN, 0.0)]
    {
        report.check("how many days ago", &past, &days(1e12 - past, 1e12), &expected);
    }
    for (took, expected) in [
        (0.0, Lasted::Minutes(0)),
        (-DAY, Lasted::Minutes(0)),
        (f64::NAN, Lasted::Minutes(0)),
        (MINUTE - 1.0, Lasted::Minutes(0)),
        (59.0 * MINUTE, Lasted::Minutes(59)),
        (HOUR, Lasted::Hours(1, 0)),
        (DAY - 1.0, Lasted::Hours(23, 59)),
        (DAY, Lasted::Days(1, 0)),
        (2.0 * DAY + 3.5 * HOUR, Lasted::Days(2, 3)),
    ] {
        report.check("how long it took", &took, &lasted(1e12, 1e12 + took), &expected);
    }
}
