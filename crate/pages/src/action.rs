//! What was pressed: one listener for a whole page instead of one for each of a thousand buttons.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

/// Listens for a part of the page as long as what this gives lives. It keeps the part from nothing: one that has gone hears
/// nothing.
pub fn listen<T: 'static>(
    part: &Rc<T>,
    on: &EventTarget,
    event: &'static str,
    then: impl Fn(Rc<T>, &Event) + 'static,
) -> EventListener {
    let weak = Rc::downgrade(part);
    // A form is kept from being sent.
    let not_passive = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(on, event, not_passive, move |event| {
        if let Some(part) = weak.upgrade() {
            then(part, event);
        }
    })
}

/// A control with `data-action`, pressed.
pub struct Pressed {
    /// What it is there for.
    pub action: String,
    /// The control.
    pub control: Element,
}

impl Pressed {
    /// What this click pressed, if it pressed anything. A control that is still busy with the last press is not
    /// pressed again.
    pub fn by(event: &Event) -> Option<Self> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let control = target.closest("[data-action]").ok()??;
        let action = control.get_attribute("data-action")?;
        if control.has_attribute("aria-busy") { None } else { Some(Self { action, control }) }
    }

    /// What the nearest element around the control holds in this attribute.
    pub fn around(&self, attribute: &str) -> Option<String> {
        self.control.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
    }
}

/// Marks a control as busy until this is dropped.
pub struct Busy(Element);

impl Busy {
    /// Marks it.
    pub fn mark(control: &Element) -> Self {
        // Throws only for a name that is no attribute's.
        let _ = control.set_attribute("aria-busy", "true");
        Self(control.clone())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let _ = self.0.remove_attribute("aria-busy");
    }
}
