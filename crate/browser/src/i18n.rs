//! The words of `_locales`.

use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

use crate::EdgeError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    fn get_message(name: &str, substitutions: JsValue) -> Result<JsValue, JsValue>;
}

/// The message of that name with `$1`, `$2`… filled in. A message that is not there, or cannot be had any more (the
/// extension was updated under the page), gives its name: ugly, but never nothing.
pub fn message(name: &str, fill: &[&str]) -> String {
    let fill: js_sys::Array = fill.iter().map(|&text| JsValue::from_str(text)).collect();
    let text = get_message(name, fill.into()).ok().and_then(|text| text.as_string()).unwrap_or_default();
    if text.is_empty() { name.to_owned() } else { text }
}

/// The message for that many things: `NAME_one` or `NAME_other`, with `$1` the number and `$2`… the rest.
/// English needs no more; further plurals come with further locales.
pub fn counted(name: &str, count: usize, fill: &[&str]) -> String {
    let number = count.to_string();
    let mut all = vec![number.as_str()];
    all.extend_from_slice(fill);
    message(&format!("{name}_{}", if count == 1 { "one" } else { "other" }), &all)
}

/// Puts the messages into a piece of HTML: `data-i18n="name"` into an element's text, `data-i18n-ATTRIBUTE="name"` into
/// that attribute.
pub fn fill(root: &Node) -> Result<(), EdgeError> {
    const ATTRIBUTES: [&str; 4] = ["aria-label", "placeholder", "title", "alt"];
    for element in descendants(root, "[data-i18n]")? {
        if let Some(name) = element.get_attribute("data-i18n") {
            element.set_text_content(Some(&message(&name, &[])));
        }
    }
    for attribute in ATTRIBUTES {
        let key = format!("data-i18n-{attribute}");
        for element in descendants(root, &format!("[{key}]"))? {
            if let Some(name) = element.get_attribute(&key) {
                element.set_attribute(attribute, &message(&name, &[]))?;
            }
        }
    }
    Ok(())
}

#[wasm_bindgen]
extern "C" {
    /// A document, an element, a fragment or a shadow root.
    type ParentNode;
    #[wasm_bindgen(method, catch, js_name = querySelectorAll)]
    fn query_selector_all(this: &ParentNode, selector: &str) -> Result<web_sys::NodeList, JsValue>;
}

fn descendants(root: &Node, selector: &str) -> Result<Vec<Element>, EdgeError> {
    let found = root.unchecked_ref::<ParentNode>().query_selector_all(selector)?;
    Ok((0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect())
}
