//! Copying. Not by `navigator.clipboard`, which a page's `Permissions-Policy: clipboard-write=()` closes to content
//! scripts in Chromium: by `execCommand('copy')` with a listener of our own that sets the data. It needs no permission,
//! works in both browsers in a trusted event's handler, and touches neither the DOM nor the selection.

use std::{cell::Cell, rc::Rc};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Document, HtmlDocument};

use crate::EdgeError;

/// Puts this text, and nothing else, on the clipboard. Only works while a trusted event is handled.
pub fn copy(document: &Document, text: &str) -> Result<(), EdgeError> {
    let window = document.default_view().ok_or(EdgeError::Missing("window"))?;
    let done = Rc::new(Cell::new(false));
    let set = {
        let (done, text) = (Rc::clone(&done), text.to_owned());
        move |event: &web_sys::Event| {
            event.stop_immediate_propagation();
            let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
            if data.set_data("text/plain", &text).is_ok() {
                event.prevent_default();
                done.set(true);
            }
        }
    };
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let _listener = EventListener::new_with_options(&window, "copy", options, set);
    let document = document.dyn_ref::<HtmlDocument>().ok_or(EdgeError::Missing("an HTML document"))?;
    let ran = document.exec_command("copy")?;
    if ran && done.get() { Ok(()) } else { Err(EdgeError::Thrown("the browser did not copy".to_owned())) }
}
