//! Reading, of an event, which control it presses, just as far as core needs to tell whether that is the reset.

use keyturn_core::control::{self, Element as Facts, HIGHEST, MOST_NODES};
use keyturn_core::press::Press;
use keyturn_page::labels::{MOST, by_id, called, labels, says};
use keyturn_page::roots::{as_element, root_of};
use keyturn_page::said::{path_of, said};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlFormElement, KeyboardEvent, MouseEvent, Node, PointerEvent, ShadowRootMode, SubmitEvent,
};

use super::quick::has_more;
use super::{Held, What, prompt};
use crate::page::Surroundings;

/// Into so many closed roots within one another is looked before the page hears of a press.
const MOST_ROOTS: u32 = 40;
/// What is typed or chosen in, and has no words of its own.
const FIELDS: &str = "select, textarea, input:not([type=button], [type=submit], [type=image])";

/// A press of the reset, or of the OK of the page's own prompt about it.
pub enum Pressed {
    /// It has begun, or it was complete before: nothing is decided by this event, and the page does not get it.
    Partly(Element, What),
    /// It is complete.
    Complete(Held),
}

impl Pressed {
    /// The control.
    pub fn control(&self) -> &Element {
        match self {
            Self::Partly(control, _) => control,
            Self::Complete(held) => &held.control,
        }
    }

    /// What it is.
    pub fn what(&self) -> What {
        match self {
            Self::Partly(_, what) => *what,
            Self::Complete(held) => held.what,
        }
    }
}

/// The press that this event is part of; none for every other event.
pub fn pressed(event: &Event, surroundings: &Surroundings) -> Option<Pressed> {
    let kind = event.type_();
    if kind == "copy" {
        return None;
    }
    if kind == "submit" {
        return submitted(event, surroundings);
    }
    if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
        let is_press = control::presses(&key.key()) && !key.ctrl_key() && !key.meta_key() && !key.alt_key();
        if !is_press {
            return None;
        }
        let (control, what) = led(event, key, surroundings).or_else(|| guarded(event, surroundings))?;
        let is_complete = kind == "keydown" && !key.repeat();
        let held = Held { control, what, press: Press::Key, key: key.key(), form: None };
        return Some(if is_complete { Pressed::Complete(held) } else { Pressed::Partly(held.control, what) });
    }
    let (control, what) = guarded(event, surroundings)?;
    let button = event.dyn_ref::<MouseEvent>().map_or(0, MouseEvent::button);
    // The right button opens the browser's menu, and presses nothing.
    let is_complete = kind == "click" || (kind == "auxclick" && button == 1);
    if !is_complete {
        return Some(Pressed::Partly(control, what));
    }
    let press = match event.dyn_ref::<PointerEvent>() {
        Some(pointer) if event.is_trusted() && (pointer.detail() > 0 || kind == "auxclick") => {
            if pointer.pointer_type() == "touch" { Press::Touch } else { Press::Pointer }
        }
        _ => Press::Click,
    };
    Some(Pressed::Complete(Held { control, what, press, key: String::new(), form: None }))
}

fn submitted(event: &Event, surroundings: &Surroundings) -> Option<Pressed> {
    let submit = event.dyn_ref::<SubmitEvent>()?;
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let submitter = submit.submitter().map(Element::from);
    let what = submits(&form, submitter.as_ref(), surroundings)?;
    let control = submitter.unwrap_or_else(|| form.clone().into());
    Some(Pressed::Complete(Held { control, what, press: Press::Submit, key: String::new(), form: Some(form) }))
}

/// What a form's submit is, if it is ours to hold: what its submitter is or, where a script submits it, its first submit
/// button, which the browser takes for Enter too.
pub fn submits(form: &HtmlFormElement, submitter: Option<&Element>, surroundings: &Surroundings) -> Option<What> {
    if let Some(submitter) = submitter {
        return is_guarded(submitter, surroundings);
    }
    const SUBMITS: &str = "button:not([type]), button[type=submit], input[type=submit], input[type=image]";
    // Its elements, and not what is in it: a button elsewhere may belong to it.
    let elements = form.elements();
    let element = |at| elements.item(at).filter(|element| element.matches(SUBMITS).unwrap_or(false));
    let first = (0..elements.length()).find_map(element);
    first.and_then(|button| is_guarded(&button, surroundings))
}

/// The control that an event is on, and what it is, if it is ours to hold.
fn guarded(event: &Event, surroundings: &Surroundings) -> Option<(Element, What)> {
    if let Some(root) = event.current_target().and_then(|here| here.dyn_into::<Node>().ok()) {
        return in_path(&event.target()?.dyn_into().ok()?, Some(&root), surroundings);
    }
    let path = event.composed_path();
    let target: Element = path.get(0).dyn_into().ok()?;
    if let Some(inside) = in_closed_root(&target, event) {
        return in_path(&inside, None, surroundings);
    }
    let quick = &surroundings.quick;
    let reset = if quick.may_be_reset(&path) { reset_in(&target, None, surroundings) } else { None };
    let prompt = || if quick.may_be_prompt(&path) { prompt_in(&target, None, surroundings) } else { None };
    reset.map(|reset| (reset, What::Reset)).or_else(prompt)
}

/// What has the focus while a key presses something else that it leads to, and what that is, if it is ours to hold.
fn led(event: &Event, key: &KeyboardEvent, surroundings: &Surroundings) -> Option<(Element, What)> {
    let target: Element = event.composed_path().get(0).dyn_into().ok()?;
    let focused = in_closed_root(&target, event).unwrap_or(target);
    let what = leads_to(&focused, surroundings)?;
    // Space is typed into a field.
    (key.key() == "Enter" || focused.matches(FIELDS) != Ok(true)).then_some((focused, what))
}

/// What the option is that a menu or a field leads to while it has the focus, if it is ours to hold.
pub fn leads_to(focused: &Element, surroundings: &Surroundings) -> Option<What> {
    let option = by_id(&focused.get_root_node(), &focused.get_attribute("aria-activedescendant")?)?;
    in_path(&option, None, surroundings).map(|(_, what)| what)
}

/// What an event is on inside a closed root, of which only the host can be seen from outside: what is under the pointer, or
/// what has the focus. A script's click tells nothing; the listener that listen.js puts on the root hears it.
fn in_closed_root(target: &Element, event: &Event) -> Option<Element> {
    let mut innermost = None;
    let mut left = MOST_ROOTS;
    let mut root = root_of(target).filter(|root| root.mode() == ShadowRootMode::Closed);
    while let Some(here) = root {
        // What is deeper is heard by the listener on its own root.
        left = left.checked_sub(1)?;
        let mouse = event.dyn_ref::<MouseEvent>().filter(|_| event.is_trusted());
        let inner = match mouse {
            Some(mouse) if mouse.detail() > 0 || mouse.client_x() != 0 || mouse.client_y() != 0 => {
                here.element_from_point(mouse.client_x() as f32, mouse.client_y() as f32)
            }
            _ => here.active_element(),
        };
        let Some(inner) = inner else { break };
        let is_here = inner.get_root_node() == **here;
        // What is slotted stands outside, below the host.
        if !is_here && !here.host().contains(Some(&inner)) {
            break;
        }
        root = root_of(&inner).filter(|_| is_here);
        innermost = Some(inner);
    }
    innermost
}

/// Whether this very element is the reset.
pub fn is_reset(element: &Element, surroundings: &Surroundings) -> bool {
    reset_in(element, None, surroundings).as_ref() == Some(element)
}

/// What this very element is, if it is ours to hold.
pub fn is_guarded(element: &Element, surroundings: &Surroundings) -> Option<What> {
    let (control, what) = in_path(element, None, surroundings)?;
    (control == *element).then_some(what)
}

/// The control that an element is, or that is around it; in that root alone, if there is one: whoever listens outside has
/// seen what is there. Of thousands of roots within one another each hears a press.
pub fn in_path(element: &Element, within: Option<&Node>, surroundings: &Surroundings) -> Option<(Element, What)> {
    let reset = reset_in(element, within, surroundings).map(|reset| (reset, What::Reset));
    reset.or_else(|| prompt_in(element, within, surroundings))
}

fn prompt_in(element: &Element, within: Option<&Node>, surroundings: &Surroundings) -> Option<(Element, What)> {
    match prompt::control_in(element, within, surroundings)? {
        prompt::Control::Ok(control) => Some((control, What::Ok)),
        prompt::Control::Leaves(control) => Some((control, What::Leaves)),
    }
}

fn reset_in(pressed: &Element, within: Option<&Node>, surroundings: &Surroundings) -> Option<Element> {
    for node in path_of(pressed).take(HIGHEST as usize) {
        if Some(&node) == within {
            return None;
        }
        let Some(element) = as_element(&node) else { continue };
        // What says more than a control does is none, and what is around it says more still.
        if has_more(element, MOST_NODES) {
            return None;
        }
        // Reading what it says takes longest, and is seldom needed.
        if !surroundings.quick.may_say_reset(element) {
            continue;
        }
        let facts = facts(element, surroundings);
        if !control::is_control(&facts) {
            continue;
        }
        let is_reset = |labels: &[String]| control::is_reset(labels.iter().map(String::as_str), &surroundings.words);
        if is_reset(&called(element))
            && let Some(control) = what_is_called(element, &facts, pressed, surroundings)
        {
            return Some(control);
        }
        if is_reset(&says(element)?) {
            return Some(element.clone());
        }
    }
    None
}

/// The control that an element's name is the name of: itself, or the one without words that it is put around, as a tooltip is.
/// None where it is the heading of what else there is to press: a dialog that can have the focus is none of its buttons.
fn what_is_called(element: &Element, facts: &Facts, pressed: &Element, surroundings: &Surroundings) -> Option<Element> {
    if control::is_control_by_kind(facts) {
        return Some(element.clone());
    }
    if control::holds_others(&facts.name, &facts.role) {
        return None;
    }
    let own = wrapped(element);
    // A component is called for its own control, whatever else its root holds.
    if own.as_ref().is_some_and(|own| own.contains(Some(pressed)) && is_wordless(own, surroundings)) {
        return Some(element.clone());
    }
    let said = said(element, MOST)?;
    match said.controls.as_slice() {
        [] => Some(element.clone()),
        [inner] if own.as_ref() == Some(inner) => Some(element.clone()),
        [inner] if is_wordless(inner, surroundings) => {
            Some(if inner.contains(Some(pressed)) { inner } else { element }.clone())
        }
        _ => None,
    }
}

fn is_wordless(control: &Element, surroundings: &Surroundings) -> bool {
    let is_wordless =
        |labels: Vec<String>| control::is_wordless(labels.iter().map(String::as_str), &surroundings.words);
    control.matches(FIELDS) != Ok(true) && labels(control).is_some_and(is_wordless)
}

/// Whether an element is something that people press.
pub fn is_control(element: &Element, surroundings: &Surroundings) -> bool {
    control::is_control(&facts(element, surroundings))
}

/// The control in the shadow root of a component, and of those within: the component's words are that control's.
pub fn wrapped(element: &Element) -> Option<Element> {
    const CONTROLS: &str = "button, a, input, summary, [role=button], [role=link], [role=menuitem], [tabindex]";
    let mut innermost = None;
    let mut component = Some(element.clone());
    while let Some(element) = component.filter(is_component) {
        let inside = root_of(&element).and_then(|root| root.query_selector(CONTROLS).ok().flatten());
        innermost = inside.clone().or(innermost);
        component = inside;
    }
    innermost
}

fn is_component(element: &Element) -> bool {
    element.local_name().bytes().any(|byte| byte == b'-')
}

/// Whether an element is a component with a control in its shadow root.
pub fn wraps_control(element: &Element) -> bool {
    let is_one =
        |inner: Element| !control::holds_others(&inner.local_name(), &inner.get_attribute("role").unwrap_or_default());
    is_component(element) && wrapped(element).is_some_and(is_one)
}

fn facts(element: &Element, surroundings: &Surroundings) -> Facts {
    let attribute = |name| element.get_attribute(name).unwrap_or_default().to_ascii_lowercase();
    let facts = Facts {
        name: element.local_name().to_ascii_lowercase(),
        kind: attribute("type"),
        role: attribute("role"),
        has_tabindex: element.has_attribute("tabindex"),
        has_pointer: false,
        wraps_control: wraps_control(element),
        is_disabled: element.matches(":disabled").unwrap_or(false),
    };
    if facts.is_disabled || control::is_control(&facts) {
        return facts;
    }
    // Asked last: it makes the browser bring its styles up to date.
    let cursor = style(element, "cursor", surroundings);
    Facts { has_pointer: cursor.as_deref() == Some("pointer"), ..facts }
}

/// A property of an element's style, as it is now.
pub fn style(element: &Element, property: &str, surroundings: &Surroundings) -> Option<String> {
    surroundings.window.get_computed_style(element).ok()??.get_property_value(property).ok()
}
