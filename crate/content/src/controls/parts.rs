//! The parts of a piece of ours, by their ids. A part that is missing is not written to: what is there goes on.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The part of that id.
pub fn part(of: &Element, id: &str) -> Option<Element> {
    of.query_selector(&["#", id].concat()).ok().flatten()
}

/// Puts words into it.
pub fn write(of: &Element, id: &str, words: &str) {
    if let Some(part) = part(of, id) {
        part.set_text_content(Some(words));
    }
}

/// Hides it, or shows it.
pub fn set_hidden(of: &Element, id: &str, hidden: bool) {
    if let Some(part) = part(of, id) {
        let _ = part.toggle_attribute_with_force("hidden", hidden);
    }
}

/// Gives it the focus.
pub fn focus(of: &Element, id: &str) {
    if let Some(part) = part(of, id).and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
        let _ = part.focus();
    }
}
