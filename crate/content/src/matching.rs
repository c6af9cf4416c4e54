//! What other words would match on this page: for the editor in the options. Nothing is painted, held or kept for it.

use keyturn_core::message::Matches;
use keyturn_core::text;
use keyturn_core::words::Words;
use keyturn_page::labels::labels;
use keyturn_page::roots;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use crate::account;
use crate::guard::is_reset;
use crate::page::Surroundings;

/// The most of each that are told.
const MOST: usize = 20;
/// How much of the text around a number is told, in characters.
const AROUND: usize = 120;
/// What may be a control.
const CONTROLS: &str = "button, a, area, summary, label, input, [role], [tabindex]";

/// What these words would match.
pub fn matches(surroundings: &Surroundings, words: Words) -> Matches {
    let Surroundings { window, document, .. } = surroundings;
    let numbers = account::find(document, &words).into_iter().take(MOST);
    let numbers = numbers.map(|(number, node)| (number.as_str().to_owned(), around(number.as_str(), node))).collect();
    let other = Surroundings::new(window.clone(), document.clone(), words);
    Matches { title: document.title(), numbers, controls: controls(&other) }
}

fn controls(surroundings: &Surroundings) -> Vec<String> {
    let mut held = Vec::new();
    for scope in roots::all(&surroundings.document) {
        for control in roots::select(&scope, CONTROLS) {
            if held.len() < MOST && is_reset(&control, surroundings) {
                held.push(says(&control));
            }
        }
    }
    held
}

/// What a control says, for people: its text, or else what it is called.
fn says(control: &Element) -> String {
    let said = labels(control).unwrap_or_default();
    said.iter().map(|label| line(label)).find(|label| !label.is_empty()).unwrap_or_else(|| control.local_name())
}

/// What stands around a number, up to a line's length.
fn around(number: &str, mut node: Option<Node>) -> String {
    let mut text = number.to_owned();
    while let Some(at) = node {
        // As it is laid out: what stands in two places does not run together.
        let laid_out = at.dyn_ref::<HtmlElement>().map(HtmlElement::inner_text);
        let wider = line(&laid_out.or_else(|| at.text_content()).unwrap_or_default());
        if wider.chars().nth(AROUND).is_some() {
            break;
        }
        text = wider;
        node = at.parent_node().filter(|parent| parent.node_type() == Node::ELEMENT_NODE);
    }
    text
}

/// As one line, without what cannot be seen.
fn line(text: &str) -> String {
    let seen: String = text.chars().filter(|&c| !text::is_invisible(c)).collect();
    text::spaced(seen.split_whitespace())
}
