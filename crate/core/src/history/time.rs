//! Moments as text, for files: no library for the calendar is worth its weight in every page.

use crate::account::Time;

const DAY: f64 = 86_400_000.0;
/// The last moment of the year 9999: what follows has no text in this form.
const LAST: Time = 253_402_300_799_999.0;

/// A moment as ISO 8601 in UTC (`2026-11-25T03:30:00.000Z`); empty if it is none, or outside the years 1970 to 9999.
pub fn iso(at: Time) -> String {
    if !(0.0..=LAST).contains(&at) {
        return String::new();
    }
    let (days, rest) = ((at / DAY).floor(), (at % DAY).floor() as u32);
    let (year, month, day) = civil(days as u32);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    let milliseconds = rest % 1_000;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z")
}

/// Year, month and day of a day since 1970-01-01: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>.
fn civil(days: u32) -> (u32, u32, u32) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u32::from(month <= 2), month, day)
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (at, expected) in [
        (0.0, "1970-01-01T00:00:00.000Z"),
        (1.0, "1970-01-01T00:00:00.001Z"),
        (86_399_999.0, "1970-01-01T23:59:59.999Z"),
        (86_400_000.0, "1970-01-02T00:00:00.000Z"),
        (951_782_400_000.0, "2000-02-29T00:00:00.000Z"),
        (951_868_800_000.0, "2000-03-01T00:00:00.000Z"),
        (1_709_164_800_000.0, "2024-02-29T00:00:00.000Z"),
        (1_735_689_599_000.0, "2024-12-31T23:59:59.000Z"),
        (1_795_577_400_123.0, "2026-11-25T03:30:00.123Z"),
        (4_107_542_400_000.0, "2100-03-01T00:00:00.000Z"),
        (4_107_456_000_000.0, "2100-02-28T00:00:00.000Z"),
        (LAST, "9999-12-31T23:59:59.999Z"),
        (LAST + 1.0, ""),
        (-1.0, ""),
        (f64::NAN, ""),
        (f64::INFINITY, ""),
        (1_795_577_400_123.9, "2026-11-25T03:30:00.123Z"),
    ] {
        report.check("a moment as text", &at, &iso(at).as_str(), &expected);
    }
}
