//! The copy button beside a number.

use std::rc::Rc;

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

/// A copy button. Dropped, it goes.
pub struct CopyButton {
    controls: Rc<Controls>,
    element: HtmlElement,
    number: Option<AccountNumber>,
}

impl CopyButton {
    /// A button that is not shown yet.
    pub fn new(controls: &Rc<Controls>) -> Result<Self, EdgeError> {
        Ok(Self { controls: Rc::clone(controls), element: controls.add(HTML)?, number: None })
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
