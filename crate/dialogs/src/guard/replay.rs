//! Playing a press again that was held, as it came.

use keyturn_core::press::{Press, Step, is_native, steps};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlFormElement, KeyboardEvent, KeyboardEventInit, MouseEvent,
    MouseEventInit, PointerEvent, PointerEventInit, Touch, TouchEvent, TouchEventInit, TouchInit,
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlFormElement)]
    type Submittable;
    #[wasm_bindgen(method, catch, js_name = requestSubmit)]
    fn request_submit(this: &Submittable) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestSubmit)]
    fn request_submit_by(this: &Submittable, submitter: &Element) -> Result<(), JsValue>;
}

/// A press that goes on.
pub struct Held<'a> {
    /// How it was pressed.
    pub press: Press,
    /// The key, if it was one.
    pub key: &'a str,
    /// The form, if it was submitted and is still on the page.
    pub form: Option<HtmlFormElement>,
}

/// Plays the press again on this control; none if it could not be.
pub fn play(held: &Held<'_>, control: &Element) -> Option<()> {
    let element: &HtmlElement = control.dyn_ref()?;
    let mut is_taken = false;
    for step in steps(held.press, is_native(&control.local_name())) {
        match step {
            Step::Event(kind) => is_taken |= !dispatch(kind, held, control)?,
            Step::EventUnlessTaken(_) if is_taken => {}
            Step::EventUnlessTaken(kind) => is_taken |= !dispatch(kind, held, control)?,
            Step::ClickUnlessTaken if is_taken => {}
            Step::Click | Step::ClickUnlessTaken => element.click(),
            Step::Submit => submit(held, control)?,
        }
    }
    Some(())
}

/// Dispatches one event; false if the page has taken it for itself.
fn dispatch(kind: &str, held: &Held<'_>, control: &Element) -> Option<bool> {
    let rect = control.get_bounding_client_rect();
    let (x, y) = ((rect.left() + rect.width() / 2.0) as i32, (rect.top() + rect.height() / 2.0) as i32);
    let buttons = u16::from(kind.ends_with("down"));
    let event: Event = if kind.starts_with("key") {
        let init = KeyboardEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_composed(true);
        init.set_key(held.key);
        // Old pages go by the numbers alone.
        let (code, number) = if held.key == "Enter" { ("Enter", 13) } else { ("Space", 32) };
        init.set_code(code);
        init.set_key_code(number);
        init.set_which(number);
        if kind == "keypress" {
            init.set_char_code(number);
        }
        KeyboardEvent::new_with_keyboard_event_init_dict(kind, &init).ok()?.into()
    } else if kind.starts_with("touch") {
        touch(kind, control, x, y)?
    } else if kind.starts_with("pointer") {
        let init = PointerEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_composed(true);
        init.set_client_x(x);
        init.set_client_y(y);
        init.set_buttons(buttons);
        init.set_pointer_type(if held.press == Press::Touch { "touch" } else { "mouse" });
        init.set_is_primary(true);
        PointerEvent::new_with_event_init_dict(kind, &init).ok()?.into()
    } else {
        let init = MouseEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_composed(true);
        init.set_client_x(x);
        init.set_client_y(y);
        init.set_buttons(buttons);
        init.set_detail(1);
        MouseEvent::new_with_mouse_event_init_dict(kind, &init).ok()?.into()
    };
    control.dispatch_event(&event).ok()
}

/// A finger's event. Firefox has none of this kind where there is no touch screen, and pages act on its type then.
fn touch(kind: &str, control: &Element, x: i32, y: i32) -> Option<Event> {
    let init = TouchEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_composed(true);
    let finger = TouchInit::new(0, control);
    finger.set_client_x(x);
    finger.set_client_y(y);
    if let Ok(finger) = Touch::new(&finger) {
        let fingers = js_sys::Array::of1(&finger);
        init.set_changed_touches(&fingers);
        if kind == "touchstart" {
            init.set_touches(&fingers);
            init.set_target_touches(&fingers);
        }
    }
    let plain = EventInit::new();
    plain.set_bubbles(true);
    plain.set_cancelable(true);
    plain.set_composed(true);
    let event = TouchEvent::new_with_event_init_dict(kind, &init).map(Event::from);
    event.or_else(|_| Event::new_with_event_init_dict(kind, &plain)).ok()
}

/// Submits the form as it was: by the same button or, if a script did it, by none.
fn submit(held: &Held<'_>, control: &Element) -> Option<()> {
    let own = control.closest("form").ok()??.dyn_into::<HtmlFormElement>().ok();
    let form = held.form.clone().or(own)?;
    let form: &Submittable = form.unchecked_ref();
    let by_button = control.dyn_ref::<HtmlFormElement>().is_none();
    if by_button { form.request_submit_by(control) } else { form.request_submit() }.ok()
}
