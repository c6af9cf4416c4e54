//! Reading, of an event, which control it presses, just as far as core needs to tell whether that is the reset.

use js_sys::JsString;
use keyturn_core::control::{self, Element as Facts, HIGHEST, LONGEST_WORDS};
use keyturn_core::press::Press;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlFormElement, KeyboardEvent, MouseEvent, PointerEvent, SubmitEvent};

use super::Held;
use crate::page::Surroundings;

/// A press of the reset.
pub enum Pressed {
    /// It has begun, or it was complete before: nothing is decided by this event, and the page does not get it.
    Partly,
    /// It is complete.
    Complete(Held),
}

/// The reset's press that this event is part of; none for every other event.
pub fn pressed(event: &Event, surroundings: &Surroundings) -> Option<Pressed> {
    let kind = event.type_();
    if kind == "submit" {
        return submitted(event, surroundings);
    }
    if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
        let is_press = control::presses(&key.key()) && !key.ctrl_key() && !key.meta_key() && !key.alt_key();
        if !is_press {
            return None;
        }
        let control = reset_of(event, surroundings)?;
        let is_complete = kind == "keydown" && !key.repeat();
        let held = Held { control, press: Press::Key, key: key.key(), form: None };
        if kind == "keydown" {
            // Not complete a second time, but Space must not scroll nor Enter click either.
            event.prevent_default();
        }
        return Some(if is_complete { Pressed::Complete(held) } else { Pressed::Partly });
    }
    let mouse = event.dyn_ref::<MouseEvent>()?;
    if mouse.button() > 0 {
        return None;
    }
    let control = reset_of(event, surroundings)?;
    if kind != "click" {
        return Some(Pressed::Partly);
    }
    let by_pointer = event.is_trusted() && mouse.detail() > 0 && event.dyn_ref::<PointerEvent>().is_some();
    let press = if by_pointer { Press::Pointer } else { Press::Click };
    Some(Pressed::Complete(Held { control, press, key: String::new(), form: None }))
}

fn submitted(event: &Event, surroundings: &Surroundings) -> Option<Pressed> {
    let submit = event.dyn_ref::<SubmitEvent>()?;
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let submitter = submit.submitter().map(Element::from);
    if !submits_reset(&form, submitter.as_ref(), surroundings) {
        return None;
    }
    let control = submitter.unwrap_or_else(|| form.clone().into());
    Some(Pressed::Complete(Held { control, press: Press::Submit, key: String::new(), form: Some(form) }))
}

/// Whether a form's submit is the reset: its submitter's or, where a script submits it, its only submit button's.
pub fn submits_reset(form: &HtmlFormElement, submitter: Option<&Element>, surroundings: &Surroundings) -> bool {
    if let Some(submitter) = submitter {
        return is_reset(submitter, surroundings);
    }
    const SUBMITS: &str = "button:not([type]), button[type=submit], input[type=submit], input[type=image]";
    let Ok(buttons) = form.query_selector_all(SUBMITS) else { return false };
    let button = |at| buttons.get(at).and_then(|node| node.dyn_into::<Element>().ok());
    buttons.length() == 1 && button(0).is_some_and(|button| is_reset(&button, surroundings))
}

/// The reset that an event is on: its target or what is around it.
fn reset_of(event: &Event, surroundings: &Surroundings) -> Option<Element> {
    for node in event.composed_path().iter().take(HIGHEST) {
        let Ok(element) = node.dyn_into::<Element>() else { continue };
        match labels(&element, surroundings) {
            // What is around it is longer still.
            None => return None,
            Some(labels) => {
                let is_reset = control::is_reset(labels.iter().map(String::as_str), &surroundings.words);
                if is_reset && control::is_control(&facts(&element, surroundings)) {
                    return Some(element);
                }
            }
        }
    }
    None
}

/// Whether this very element is the reset.
pub fn is_reset(element: &Element, surroundings: &Surroundings) -> bool {
    labels(element, surroundings).is_some_and(|labels| {
        control::is_reset(labels.iter().map(String::as_str), &surroundings.words)
            && control::is_control(&facts(element, surroundings))
    })
}

/// What an element says: its text, value, title, and accessible names. None if it says more than a control does.
fn labels(element: &Element, surroundings: &Surroundings) -> Option<Vec<String>> {
    let mut labels = Vec::new();
    let text = property(element, "textContent");
    if let Some(text) = text {
        if text.length() > LONGEST_WORDS {
            return None;
        }
        labels.push(String::from(text));
    }
    if element.local_name() == "input" {
        labels.extend(property(element, "value").filter(|value| value.length() <= LONGEST_WORDS).map(String::from));
    }
    labels.extend(["title", "aria-label", "alt"].into_iter().filter_map(|name| element.get_attribute(name)));
    if let Some(ids) = element.get_attribute("aria-labelledby") {
        let text = |id: &str| surroundings.document.get_element_by_id(id)?.text_content();
        labels.push(ids.split_whitespace().filter_map(text).collect::<Vec<_>>().join(" "));
    }
    Some(labels)
}

fn property(element: &Element, name: &str) -> Option<JsString> {
    js_sys::Reflect::get(element, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn facts(element: &Element, surroundings: &Surroundings) -> Facts {
    let attribute = |name| element.get_attribute(name).unwrap_or_default().to_ascii_lowercase();
    let facts = Facts {
        name: element.local_name().to_ascii_lowercase(),
        kind: attribute("type"),
        role: attribute("role"),
        has_tabindex: element.has_attribute("tabindex"),
        has_pointer: false,
    };
    if control::is_control(&facts) {
        return facts;
    }
    // Asked last: it makes the browser bring its styles up to date.
    let style = surroundings.window.get_computed_style(element).ok().flatten();
    let cursor = style.and_then(|style| style.get_property_value("cursor").ok());
    Facts { has_pointer: cursor.as_deref() == Some("pointer"), ..facts }
}
