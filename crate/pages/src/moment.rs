//! When something was, in words.

use js_sys::{Array, Date, Intl, Object, Reflect};
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::account::Time;
use keyturn_core::moment::{Ago, ago};
use wasm_bindgen::JsValue;

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
