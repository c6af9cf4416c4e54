//! What other words would match on this page: for the editor in the options. Nothing is painted, held or kept for it.

use keyturn_core::message::Matches;
use keyturn_core::text::line;
use keyturn_core::words::Words;
use keyturn_page::labels::labels;
use keyturn_page::roots;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::guard::is_reset;
use crate::look::places;
use crate::page::Surroundings;
use crate::parts::account;

/// The most of each that are told.
const MOST: usize = 20;
/// What may be a control.
const CONTROLS: &str = "button, a, area, summary, label, input, [role], [tabindex]";

/// What these words would match; they differ so from those that ship.
pub fn matches(surroundings: &Surroundings, words: Words, change: &JsValue) -> Matches {
    let Surroundings { window, document, .. } = surroundings;
    let (labels, fields) = places(document, &words);
    let found = account::ask(|account| account.find(change, &labels, &fields)).unwrap_or_default();
    let mut texts = found.into_iter().map(|text| text.as_string().unwrap_or_default());
    let numbers = std::iter::from_fn(|| Some((texts.next()?, texts.next()?))).collect();
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
