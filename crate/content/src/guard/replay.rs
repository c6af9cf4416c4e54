//! Letting a held press go on: once, on the control that it was meant for, also if the page has drawn it anew.

use keyturn_core::press::Press;
use keyturn_page::roots;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, HtmlElement, HtmlFormElement};

use super::Held;
use super::control::{is_guarded, leads_to, wrapped};
use crate::page::Surroundings;
use crate::parts::dialogs;

#[wasm_bindgen]
extern "C" {
    type Submittable;
    #[wasm_bindgen(method, catch, js_name = requestSubmit)]
    fn request_submit(this: &Submittable, button: Option<&Element>) -> Result<(), JsValue>;
}

/// The control that a held press is to go on with; none if it is no longer on the page.
pub fn control_now(held: &Held, surroundings: &Surroundings) -> Option<Element> {
    let leads = || leads_to(&held.control, surroundings).filter(|_| held.press == Press::Key);
    let is_what_it_was =
        || held.press == Press::Submit || is_guarded(&held.control, surroundings).or_else(leads) == Some(held.what);
    if held.control.is_connected() && is_what_it_was() {
        return Some(held.control.clone());
    }
    // The page has drawn it anew.
    const CONTROLS: &str = "button, a, summary, input, [role], [tabindex]";
    let is_it = |control: &Element| is_guarded(control, surroundings) == Some(held.what);
    roots::all(&surroundings.document).iter().find_map(|root| roots::select(root, CONTROLS).find(is_it))
}

/// Plays the press again on this control; false if it could not be.
pub fn replay(held: &Held, control: &Element, surroundings: &Surroundings) -> bool {
    surroundings.passing.set(true);
    let done = play(held, control);
    surroundings.passing.set(false);
    done
}

fn play(held: &Held, control: &Element) -> bool {
    // A component takes its presses from the control inside it, as a person's press would come.
    let inside = if held.press == Press::Submit { None } else { wrapped(control) };
    let pressed = inside.as_ref().unwrap_or(control);
    let form = held.form.as_ref().filter(|form| form.is_connected());
    if !dialogs::are_there() {
        return press(pressed, form);
    }
    // Where they break down over it, it may have been played: not twice.
    dialogs::ask(|dialogs| dialogs.play(control, pressed, held.press.name(), &held.key, form)) == Some(true)
}

/// Without the dialogs, who know how, the browser presses it.
fn press(control: &Element, form: Option<&HtmlFormElement>) -> bool {
    let button = if control.is_instance_of::<HtmlFormElement>() { None } else { Some(control) };
    match (form, control.dyn_ref::<HtmlElement>()) {
        (Some(form), _) => form.unchecked_ref::<Submittable>().request_submit(button).is_ok(),
        (None, Some(element)) => {
            element.click();
            true
        }
        _ => false,
    }
}
