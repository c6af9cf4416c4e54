//! The language of the words and of the dates among them.

use keyturn_browser::i18n;
use keyturn_core::language::{choose, known};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;
    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(catch, method)]
    fn of(this: &DisplayNames, tag: &str) -> Result<Option<String>, JsValue>;
}

/// A language as people call it, with its tag: `German (de)`. Its tag alone where the browser has no name for it.
pub fn name(tag: &str) -> String {
    let options = js_sys::Object::new();
    // A plain object takes any property.
    let _ = js_sys::Reflect::set(&options, &"type".into(), &"language".into());
    let name = DisplayNames::new(&of_words(), &options).and_then(|names| names.of(tag)).ok().flatten();
    match name {
        Some(name) if name != tag => format!("{name} ({tag})"),
        _ => tag.to_owned(),
    }
}

/// The language of the words.
pub fn of_words() -> String {
    known(&i18n::message("popup_language", &[]))
}

/// The language for dates and times.
pub fn of_times() -> String {
    let browsers = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
    choose(&of_words(), &browsers)
}
