//! Letting a held press go on: once, on the control that it was meant for, also if the page has drawn it anew.

use keyturn_core::press::{Press, Step, is_native, steps};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{
    Element, Event, HtmlElement, HtmlFormElement, KeyboardEvent, KeyboardEventInit, MouseEvent, MouseEventInit,
    PointerEvent, PointerEventInit,
};

use super::{Held, control};
use crate::page::Surroundings;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlFormElement)]
    type Submittable;
    #[wasm_bindgen(method, catch, js_name = requestSubmit)]
    fn request_submit(this: &Submittable) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestSubmit)]
    fn request_submit_by(this: &Submittable, submitter: &Element) -> Result<(), JsValue>;
}

/// Lets it go on. False if its control is no longer on the page.
pub fn replay(held: &Held, surroundings: &Surroundings) -> bool {
    let is_there =
        held.control.is_connected() && (held.press == Press::Submit || control::is_reset(&held.control, surroundings));
    let control = if is_there { Some(held.control.clone()) } else { same_again(surroundings) };
    let Some(control) = control else { return false };
    surroundings.passing.set(true);
    let done = play(held, &control);
    surroundings.passing.set(false);
    done.is_some()
}

/// The reset on the page as it is now.
fn same_again(surroundings: &Surroundings) -> Option<Element> {
    const CONTROLS: &str = "button, a, summary, input, [role], [tabindex]";
    let controls = surroundings.document.query_selector_all(CONTROLS).ok()?;
    let control = |at| controls.get(at).and_then(|node| node.dyn_into::<Element>().ok());
    (0..controls.length()).filter_map(control).find(|control| control::is_reset(control, surroundings))
}

fn play(held: &Held, control: &Element) -> Option<()> {
    let element: &HtmlElement = control.dyn_ref()?;
    let mut is_taken = false;
    for step in steps(held.press, is_native(&control.local_name())) {
        match step {
            Step::Event(kind) => is_taken |= !dispatch(kind, held, control)?,
            Step::ClickUnlessTaken if is_taken => {}
            Step::Click | Step::ClickUnlessTaken => element.click(),
            Step::Submit => submit(held, control)?,
        }
    }
    Some(())
}

/// Dispatches one event; false if the page has taken it for itself.
fn dispatch(kind: &str, held: &Held, control: &Element) -> Option<bool> {
    let rect = control.get_bounding_client_rect();
    let (x, y) = ((rect.left() + rect.width() / 2.0) as i32, (rect.top() + rect.height() / 2.0) as i32);
    let event: Event = if kind.starts_with("key") {
        let init = KeyboardEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_composed(true);
        init.set_key(&held.key);
        init.set_code(if held.key == "Enter" { "Enter" } else { "Space" });
        KeyboardEvent::new_with_keyboard_event_init_dict(kind, &init).ok()?.into()
    } else if kind.starts_with("pointer") {
        let init = PointerEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_composed(true);
        init.set_client_x(x);
        init.set_client_y(y);
        init.set_pointer_type("mouse");
        init.set_is_primary(true);
        PointerEvent::new_with_event_init_dict(kind, &init).ok()?.into()
    } else {
        let init = MouseEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_composed(true);
        init.set_client_x(x);
        init.set_client_y(y);
        init.set_detail(1);
        MouseEvent::new_with_mouse_event_init_dict(kind, &init).ok()?.into()
    };
    control.dispatch_event(&event).ok()
}

/// Submits the form as it was: by the same button or, if a script did it, by none.
fn submit(held: &Held, control: &Element) -> Option<()> {
    let own = control.closest("form").ok()??.dyn_into::<HtmlFormElement>().ok();
    let form = held.form.clone().filter(|form| form.is_connected()).or(own)?;
    let form: &Submittable = form.unchecked_ref();
    let by_button = control.dyn_ref::<HtmlFormElement>().is_none();
    if by_button { form.request_submit_by(control) } else { form.request_submit() }.ok()
}
