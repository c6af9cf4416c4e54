//! When something was, in words.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::account::Time;
use keyturn_core::moment::{Ago, Lasted, ago, days, lasted};
use wasm_bindgen::JsValue;

/// When that was, as it stands within a sentence: "just now", "5 minutes ago", "yesterday", "3 Mar 2026".
pub fn in_words(then: Time, now: Time) -> String {
    match ago(then, now) {
        Ago::JustNow => i18n::message("popup_just_now", &[]),
        Ago::Some(amount, unit) => relatively(amount, unit),
        Ago::Long => formatted(then, &[("dateStyle", "medium")]),
    }
}

/// The day and the minute of it.
pub fn exactly(then: Time) -> String {
    formatted(then, &[("dateStyle", "full"), ("timeStyle", "short")])
}

/// How many days ago that was, however many: "today", "yesterday", "95 days ago".
pub fn in_days(then: Time, now: Time) -> String {
    relatively(days(then, now), "day")
}

/// How long it took: "2 d 3 h".
pub fn span(from: Time, until: Time) -> String {
    let (name, first, second) = match lasted(from, until) {
        Lasted::Minutes(minutes) => ("rotation_took_minutes", minutes, 0),
        Lasted::Hours(hours, minutes) => ("rotation_took_hours", hours, minutes),
        Lasted::Days(days, hours) => ("rotation_took_days", days, hours),
    };
    i18n::message(name, &[&first.to_string(), &second.to_string()])
}

/// Writes many moments to the second, with the time zone: made once for a whole list, because the making is slow.
pub struct Stamp(Function);

impl Stamp {
    /// In the language for times.
    pub fn new() -> Self {
        let how = [("dateStyle", "medium"), ("timeStyle", "long")];
        Self(Intl::DateTimeFormat::new(&locales(), &settings(&how)).format())
    }

    /// That moment.
    pub fn of(&self, then: Time) -> String {
        said(&self.0, then)
    }
}

fn relatively(amount: f64, unit: &str) -> String {
    let format = Intl::RelativeTimeFormat::new(&locales(), &settings(&[("numeric", "auto")]));
    format.format(-amount, unit).into()
}

fn formatted(then: Time, how: &[(&str, &str)]) -> String {
    said(&Intl::DateTimeFormat::new(&locales(), &settings(how)).format(), then)
}

fn said(format: &Function, then: Time) -> String {
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
