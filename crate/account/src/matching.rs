//! The numbers that other words would match on this page: for the editor in the options.

use js_sys::{Array, JsString};
use keyturn_core::text;
use keyturn_core::words::Words;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use crate::reader::{Places, Reader};

/// The most that are told.
const MOST: usize = 20;
/// How much of the text around a number is told, in characters.
const AROUND: usize = 120;

/// A number, what stands around it, the next number.
pub fn find(words: &Words, places: &Places) -> Array {
    let told = Array::new();
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return told };
    let found = Reader::new(words.clone()).read(&document, places, true);
    for one in found.into_iter().take(MOST) {
        told.push(&JsString::from(one.number.as_str()));
        told.push(&JsString::from(around(one.number.as_str(), one.node()).as_str()));
    }
    told
}

/// What stands around a number, up to a line's length.
fn around(number: &str, mut node: Option<Node>) -> String {
    let mut around = number.to_owned();
    while let Some(at) = node {
        // As it is laid out: what stands in two places does not run together.
        let laid_out = at.dyn_ref::<HtmlElement>().map(HtmlElement::inner_text);
        let wider = text::line(&laid_out.or_else(|| at.text_content()).unwrap_or_default());
        if wider.chars().nth(AROUND).is_some() {
            break;
        }
        around = wider;
        node = at.parent_node().filter(|parent| parent.node_type() == Node::ELEMENT_NODE);
    }
    around
}
