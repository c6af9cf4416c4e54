//! What other words would match on this page: for the editor in the options. Nothing is painted, held or kept for it.

use std::{cell::Cell, rc::Rc};

use keyturn_core::message::Matches;
use keyturn_core::text;
use keyturn_core::words::Words;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use crate::account;
use crate::guard::is_reset;
use crate::page::Surroundings;
use crate::roots::{Roots, select};

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
    let numbers = numbers.map(|(number, node)| (number.to_string(), around(number.as_str(), node))).collect();
    let other = Surroundings { window: window.clone(), document: document.clone(), words, passing: Cell::new(false) };
    Matches { title: document.title(), numbers, controls: controls(&Rc::new(other)) }
}

fn controls(surroundings: &Surroundings) -> Vec<String> {
    let document: Node = surroundings.document.clone().into();
    let roots = Roots::of(&document).map(Node::from);
    let all = std::iter::once(document.clone()).chain(roots).flat_map(|scope| select(&scope, CONTROLS));
    let held = all.filter(|control| is_reset(control, surroundings));
    held.take(MOST).map(|control| says(&control)).collect()
}

/// What a control says, for people: its text, or else what it is called.
fn says(control: &Element) -> String {
    let attribute = |name: &&str| control.get_attribute(name);
    let text = control.text_content().map(|text| line(&text)).filter(|text| !text.is_empty());
    let called = || ["aria-label", "value", "title", "alt"].iter().filter_map(attribute).find(|text| !text.is_empty());
    text.or_else(called).unwrap_or_else(|| control.local_name())
}

/// What stands around a number, up to a line's length.
fn around(number: &str, mut node: Option<Node>) -> String {
    let mut text = number.to_owned();
    while let Some(at) = node {
        // As it is laid out: what stands in two places does not run together.
        let laid_out = at.dyn_ref::<HtmlElement>().map(HtmlElement::inner_text);
        let wider = line(&laid_out.or_else(|| at.text_content()).unwrap_or_default());
        if wider.chars().count() > AROUND {
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
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
