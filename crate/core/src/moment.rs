//! How long ago something was.

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
}
