//! What a control says, and what a field is called.

use js_sys::JsString;
use keyturn_core::control::{self, LONGEST_WORDS, MOST_NODES};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlInputElement, Node, NodeList, ShadowRoot};

use crate::flat::text_of;
use crate::said::{Most, Said, said};

/// The most text that is read of one label of a field.
const MOST_TEXT: u32 = 10_000;

/// As much as a control says.
pub const MOST: Most = Most { text: 4 * LONGEST_WORDS as usize, nodes: MOST_NODES };

/// What an element says and what it is called. None if it says more than a control does.
pub fn labels(element: &Element) -> Option<Vec<String>> {
    let mut labels = says(element)?;
    labels.extend(called(element));
    Some(labels)
}

/// What an element says, in every way that it can be read. None if that is more than a control says.
pub fn says(element: &Element) -> Option<Vec<String>> {
    let mut labels = control::readings(&said(element, MOST)?.pieces);
    if element.local_name() == "input" {
        labels.extend(property(element, "value").filter(|value| value.length() <= LONGEST_WORDS).map(String::from));
    }
    Some(labels)
}

/// What an element is called, by attributes of its own and by other elements.
pub fn called(element: &Element) -> Vec<String> {
    let mut labels = Vec::new();
    in_attributes(element, &["title", "aria-label", "alt", "label"], &mut labels);
    let own: Option<NodeList> =
        js_sys::Reflect::get(element, &"labels".into()).ok().and_then(|own| own.dyn_into().ok());
    let own = own.iter().flat_map(|own| (0..own.length()).filter_map(|at| own.get(at)?.dyn_into().ok()));
    labels.extend(own.flat_map(|label| all_said([label])));
    let root = element.get_root_node();
    let others = element.get_attribute("aria-labelledby").unwrap_or_default();
    labels.extend(all_said(others.split_whitespace().filter_map(|id| by_id(&root, id))));
    labels
}

/// What several elements say as one; nothing if that is more than a control does.
fn all_said(elements: impl IntoIterator<Item = Element>) -> Vec<String> {
    let mut all: Option<Said> = None;
    for element in elements {
        let is_read = match &mut all {
            Some(all) => all.adds(&element).is_some(),
            none => {
                *none = said(&element, MOST);
                none.is_some()
            }
        };
        if !is_read {
            return Vec::new();
        }
    }
    all.map_or_else(Vec::new, |all| control::readings(&all.pieces))
}

fn in_attributes(element: &Element, names: &[&str], labels: &mut Vec<String>) {
    for name in names {
        labels.extend(element.get_attribute(name));
    }
}

/// What the elements say that `aria-labelledby` names, as one label of a field.
fn in_others(element: &Element, labels: &mut Vec<String>) {
    let Some(ids) = element.get_attribute("aria-labelledby") else { return };
    let root = element.get_root_node();
    let mut label = String::new();
    for text in ids.split_whitespace().filter_map(|id| text(&by_id(&root, id)?.into())) {
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(&text);
    }
    labels.push(label);
}

/// The text in a node, unless it is more than [`MOST_TEXT`].
fn text(node: &Node) -> Option<String> {
    text_of(node).filter(|text| text.length() <= MOST_TEXT).map(String::from)
}

/// The element of that id in the same document or shadow root.
pub fn by_id(root: &Node, id: &str) -> Option<Element> {
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
        labels.extend((0..own.length()).filter_map(|at| text(&own.get(at)?)));
    }
    in_others(field, &mut labels);
    in_attributes(field, &["aria-label", "title", "placeholder"], &mut labels);
    labels
}
