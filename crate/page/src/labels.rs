//! What a control says, and what a field is called.

use js_sys::JsString;
use keyturn_core::control::{self, LONGEST_WORDS, MOST_NODES};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlInputElement, Node, ShadowRoot};

use crate::flat::text_of;
use crate::said::{Most, said};

/// The most text that is read of one label of a field.
const MOST_TEXT: u32 = 10_000;

/// What an element says, in every way that it can be read. None if it says more than a control does.
pub fn labels(element: &Element) -> Option<Vec<String>> {
    const MOST: Most = Most { text: 4 * LONGEST_WORDS as usize, nodes: MOST_NODES };
    let mut labels = control::readings(&said(element, MOST)?.pieces);
    if element.local_name() == "input" {
        labels.extend(property(element, "value").filter(|value| value.length() <= LONGEST_WORDS).map(String::from));
    }
    in_attributes(element, &["title", "aria-label", "alt", "label"], &mut labels);
    in_others(element, u32::MAX, &mut labels);
    Some(labels)
}

fn in_attributes(element: &Element, names: &[&str], labels: &mut Vec<String>) {
    for name in names {
        labels.extend(element.get_attribute(name));
    }
}

/// What the elements say that `aria-labelledby` names, as one label.
fn in_others(element: &Element, most_text: u32, labels: &mut Vec<String>) {
    let Some(ids) = element.get_attribute("aria-labelledby") else { return };
    let root = element.get_root_node();
    let mut label = String::new();
    for text in ids.split_whitespace().filter_map(|id| text(&by_id(&root, id)?.into(), most_text)) {
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(&text);
    }
    labels.push(label);
}

/// The text in a node, unless it is more than that.
fn text(node: &Node, most: u32) -> Option<String> {
    text_of(node).filter(|text| text.length() <= most).map(String::from)
}

/// The element of that id in the same document or shadow root.
fn by_id(root: &Node, id: &str) -> Option<Element> {
    match root.dyn_ref::<Document>() {
        Some(document) => document.get_element_by_id(id),
        None => root.dyn_ref::<ShadowRoot>()?.get_element_by_id(id),
    }
}

fn property(element: &Element, name: &str) -> Option<JsString> {
    js_sys::Reflect::get(element, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

/// What a field is called: by labels, by other elements, by itself.
pub fn of_field(field: &HtmlInputElement) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    if let Some(own) = field.labels() {
        labels.extend((0..own.length()).filter_map(|at| text(&own.get(at)?, MOST_TEXT)));
    }
    in_others(field, MOST_TEXT, &mut labels);
    in_attributes(field, &["aria-label", "title", "placeholder"], &mut labels);
    labels
}
