//! The copy button beside a number.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use keyturn_browser::EdgeError;
use keyturn_core::account_number::AccountNumber;
use web_sys::{DomRect, Element, HtmlElement, Node};

use super::Found;
use crate::controls::{Controls, Step, set_shown};
use crate::page::Surroundings;

const HTML: &[Step] = include!(concat!(env!("OUT_DIR"), "/copy_button.rs"));
/// Between the number and the button, in CSS pixels.
const GAP: f64 = 6.0;
/// The button's side, in CSS pixels; `controls.css` says the same.
const SIDE: f64 = 24.0;
/// How long it shows that it has copied, in milliseconds.
const SHOWS_COPIED: u32 = 2_000;
/// Set on the button for so long; `controls.css` draws a tick then.
const COPIED: &str = "data-copied";

/// A copy button. Dropped, it goes.
pub struct CopyButton {
    controls: Rc<Controls>,
    element: HtmlElement,
    number: Option<AccountNumber>,
    copied: Option<Timeout>,
}

impl CopyButton {
    /// A button that is not shown yet.
    pub fn new(controls: &Rc<Controls>) -> Result<Self, EdgeError> {
        Ok(Self { controls: Rc::clone(controls), element: controls.add(HTML)?, number: None, copied: None })
    }

    /// Puts it beside its number, or hides it while the number is not to be seen.
    pub fn place(&mut self, found: &Found, surroundings: &Surroundings) {
        self.number = Some(found.number.clone());
        let rect = found.range.get_bounding_client_rect();
        let is_shown = self.controls.stand().is_ok() && self.is_seen(found, &rect, surroundings);
        // Styled by the object model: the page's policy on style attributes binds attributes only.
        let style = self.element.style();
        let _ = style.set_property("left", &format!("{}px", rect.right() + GAP));
        let _ = style.set_property("top", &format!("{}px", rect.top() + (rect.height() - SIDE) / 2.0));
        let _ = set_shown(&self.element, is_shown);
    }

    /// The number that this button copies, if it is this button.
    pub fn number_if(&self, control: &Element) -> Option<AccountNumber> {
        let is_this = control == AsRef::<Element>::as_ref(&self.element);
        if is_this { self.number.clone() } else { None }
    }

    /// Shows for a moment that it has copied.
    pub fn show_copied(&mut self) {
        if self.element.set_attribute(COPIED, "").is_ok() {
            let element = self.element.clone();
            self.copied = Some(Timeout::new(SHOWS_COPIED, move || {
                let _ = element.remove_attribute(COPIED);
            }));
        }
    }

    /// Whether a person can see the number: it has a size, is in the window, and nothing of the page lies over it.
    fn is_seen(&self, found: &Found, rect: &DomRect, surroundings: &Surroundings) -> bool {
        if rect.width() < 1.0 || rect.height() < 1.0 {
            return false;
        }
        let (x, y) = (rect.left() + rect.width() / 2.0, rect.top() + rect.height() / 2.0);
        let Some(above) = surroundings.document.element_from_point(x as f32, y as f32) else { return false };
        let Ok(node) = found.range.start_container() else { return false };
        let above: &Node = above.as_ref();
        above.contains(Some(&node)) || node.contains(Some(above)) || self.controls.is_host(above)
    }
}

impl Drop for CopyButton {
    fn drop(&mut self) {
        self.element.remove();
    }
}
