//! When something was, in words.

use js_sys::{Array, Date, Intl, Object, Reflect};
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::account::Time;
use wasm_bindgen::JsValue;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// How long ago something was.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Ago {
    /// Less than a minute, or in the future by a clock that was set back.
    JustNow,
    /// So many of that unit.
    Some(f64, &'static str),
    /// So long that a date says more.
    Long,
}

fn ago(then: Time, now: Time) -> Ago {
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

/// When that was, as it stands within a sentence: "just now", "5 minutes ago", "yesterday", "3 Mar 2026".
pub fn in_words(then: Time, now: Time) -> String {
    match ago(then, now) {
        Ago::JustNow => i18n::message("popup_just_now", &[]),
        Ago::Some(amount, unit) => {
            let format = Intl::RelativeTimeFormat::new(&locales(), &settings(&[("numeric", "auto")]));
            format.format(-amount, unit).into()
        }
        Ago::Long => formatted(then, &[("dateStyle", "medium")]),
    }
}

/// The day and the minute of it.
pub fn exactly(then: Time) -> String {
    formatted(then, &[("dateStyle", "full"), ("timeStyle", "short")])
}

fn formatted(then: Time, how: &[(&str, &str)]) -> String {
    let format = Intl::DateTimeFormat::new(&locales(), &settings(how)).format();
    // Throws at a number that is no date: then there is none to show.
    let text = format.call1(&JsValue::UNDEFINED, &Date::new(&then.into())).map_err(EdgeError::from);
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn locales() -> Array {
    Array::of1(&crate::language::of_times().into())
}

fn settings(all: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for &(name, value) in all {
        // A plain object takes any property.
        let _ = Reflect::set(&object, &name.into(), &value.into());
    }
    object
}

#[cfg(test)]
mod tests {
    use super::{Ago, DAY, HOUR, MINUTE, ago};

    #[test]
    fn how_long_ago() {
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
            assert_eq!(ago(1e12 - past, 1e12), expected, "{past}");
        }
    }
}
