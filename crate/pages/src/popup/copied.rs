//! "Copied", said once for each copy and taken back after a while.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::callback::Timeout;
use keyturn_browser::{EdgeError, i18n};
use web_sys::{Document, Element};

use crate::piece;

/// How long it stands there, in milliseconds.
const STANDS: u32 = 4_000;
/// How long it is gone before it is said again, in milliseconds: the same words in the same place are not read out
/// twice.
const GONE: u32 = 80;

/// The place where it is said.
pub struct Copied {
    status: Element,
    control: Rc<RefCell<Option<Element>>>,
    /// What is still to come: it does not, once it is dropped.
    next: RefCell<Vec<Timeout>>,
}

impl Copied {
    /// Finds its place in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        let status = piece::by_id(document, "status")?;
        Ok(Self { status, control: Rc::default(), next: RefCell::default() })
    }

    /// Says that what this control copies was copied.
    pub fn say(&self, control: &Element) {
        let was_said = self.status.text_content().is_some_and(|text| !text.is_empty());
        self.clear();
        // Throws only for a name that is no attribute's.
        let _ = control.set_attribute("data-copied", "");
        self.control.replace(Some(control.clone()));
        let words = i18n::message("popup_copied", &[]);
        let mut next = Vec::new();
        if was_said {
            let status = self.status.clone();
            next.push(Timeout::new(GONE, move || status.set_text_content(Some(&words))));
        } else {
            self.status.set_text_content(Some(&words));
        }
        let (status, marked) = (self.status.clone(), Rc::clone(&self.control));
        next.push(Timeout::new(STANDS, move || {
            status.set_text_content(None);
            unmark(&marked);
        }));
        self.next.replace(next);
    }

    /// Takes back what stands there.
    pub fn clear(&self) {
        self.next.take();
        self.status.set_text_content(None);
        unmark(&self.control);
    }
}

fn unmark(control: &RefCell<Option<Element>>) {
    if let Some(control) = control.take() {
        let _ = control.remove_attribute("data-copied");
    }
}
