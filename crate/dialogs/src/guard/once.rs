//! The question whether the next press of the button shall go through untouched.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use keyturn_browser::EdgeError;
use keyturn_browser::template::Step;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use crate::root::Root;

const HTML: &[Step] = include!(concat!(env!("OUT_DIR"), "/once.rs"));

/// The open question. Dropped, it is closed, and the answer is no.
pub struct Once {
    dialog: HtmlDialogElement,
    _stays: EventListener,
}

impl Once {
    /// Asks.
    pub fn ask(root: &Rc<Root>) -> Result<Self, EdgeError> {
        let dialog: HtmlDialogElement =
            root.add(HTML)?.dyn_into().map_err(|_| EdgeError::Missing("a dialog element"))?;
        let options = EventListenerOptions::enable_prevent_default();
        // Escape and a back gesture are answered where every key is; a dialog that closed by itself would still count as open.
        let stays = EventListener::new_with_options(&dialog, "cancel", options, web_sys::Event::prevent_default);
        dialog.show_modal()?;
        Ok(Self { dialog, _stays: stays })
    }
}

impl Drop for Once {
    fn drop(&mut self) {
        self.dialog.close();
        self.dialog.remove();
    }
}
