//! The question whether the next press of the button shall go through untouched.

use std::{cell::Cell, rc::Rc};

use gloo::events::{EventListener, EventListenerOptions};
use keyturn_browser::template::Step;
use keyturn_browser::{EdgeError, i18n, parts};
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::Guard;
use crate::watch::{Told, Watch};
use keyturn_page::root::Root;

const HTML: &[Step] = include!(concat!(env!("OUT_DIR"), "/once.rs"));

/// The open question. Dropped, it is closed, and the answer is no.
pub struct Once {
    dialog: HtmlDialogElement,
    watch: Rc<Watch>,
    _stays: EventListener,
}

impl Once {
    /// Asks.
    pub fn ask(root: &Rc<Root>, guard: &Rc<Guard>) -> Result<Self, EdgeError> {
        let dialog: HtmlDialogElement =
            root.add(HTML)?.dyn_into().map_err(|_| EdgeError::Missing("a dialog element"))?;
        let options = EventListenerOptions::enable_prevent_default();
        // Escape and a back gesture are answered where every key is; a dialog that closed by itself would still count as open.
        let stays = EventListener::new_with_options(&dialog, "cancel", options, web_sys::Event::prevent_default);
        let weak = Rc::downgrade(guard);
        let said = dialog.clone();
        let was_covered = Cell::new(false);
        let tells = move |told| match told {
            Told::Covered => {
                was_covered.set(true);
                refresh(&said, false, Some("once_covered"));
            }
            Told::Counts => refresh(&said, true, was_covered.take().then_some("once_uncovered")),
            Told::Lost => {
                if let Some(guard) = weak.upgrade() {
                    guard.is_lost();
                }
            }
        };
        refresh(&dialog, false, None);
        Ok(Self { watch: Watch::open(root, &dialog, tells)?, dialog, _stays: stays })
    }

    /// Whether a press of its buttons counts: it is plainly seen.
    pub fn is_seen(&self) -> bool {
        self.watch.is_seen()
    }

    /// Whether it was seen long enough that a yes counts.
    pub fn counts(&self) -> bool {
        self.watch.counts()
    }
}

fn refresh(dialog: &HtmlDialogElement, counts: bool, said: Option<&str>) {
    if let Some(button) = parts::part(dialog, "once-allow") {
        let _ = button.toggle_attribute_with_force("disabled", !counts);
    }
    if let Some(said) = said {
        parts::write(dialog, "once-status", &i18n::message(said, &[]));
    }
}

impl Drop for Once {
    fn drop(&mut self) {
        self.dialog.close();
        self.dialog.remove();
    }
}
