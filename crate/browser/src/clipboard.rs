//! Copying. Not by `navigator.clipboard`, which a page's `Permissions-Policy: clipboard-write=()` closes to content
//! scripts in Chromium: by `execCommand('copy')` with a listener of our own that sets the data. It needs no permission,
//! works in both browsers in a trusted event's handler, and touches neither the DOM nor what is selected.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Document, Event, HtmlDocument, Selection};
use zeroize::Zeroizing;

use crate::EdgeError;

thread_local! {
    /// The text that is being copied, until it is; it may be a secret.
    static COPYING: RefCell<Option<Zeroizing<String>>> = const { RefCell::new(None) };
}

/// Puts this text, and nothing else, on the clipboard. Only works while a trusted event is handled.
pub fn copy(document: &Document, text: &str) -> Result<(), EdgeError> {
    let window = document.default_view().ok_or(EdgeError::Missing("window"))?;
    let document = document.dyn_ref::<HtmlDocument>().ok_or(EdgeError::Missing("an HTML document"))?;
    COPYING.set(Some(Zeroizing::new(text.to_owned())));
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let _listener = EventListener::new_with_options(&window, "copy", options, |event| {
        takes(event);
    });
    let runs = || document.exec_command("copy").map(|ran| ran && COPYING.with_borrow(Option::is_none));
    let is_done = runs().and_then(|is_done| {
        if is_done {
            return Ok(true);
        }
        // Firefox asks where the selection is. A press during a view transition has put it into the picture of that, which is
        // gone by now, and nobody hears.
        match window.get_selection()?.filter(Selection::is_collapsed) {
            Some(selection) => selection.remove_all_ranges().and_then(|()| runs()),
            None => Ok(false),
        }
    });
    COPYING.take();
    if is_done? { Ok(()) } else { Err(EdgeError::Thrown("the browser did not copy".to_owned())) }
}

/// Takes the event by which the browser asks what to copy, if we copy; false if it is somebody else's. A page may listen
/// too, and cancel it or put something else there: whoever hears earlier than the page does, calls this.
pub fn takes(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<ClipboardEvent>().filter(|event| event.type_() == "copy") else { return false };
    let Some(text) = COPYING.take() else { return false };
    event.stop_immediate_propagation();
    match event.clipboard_data().map(|data| data.set_data("text/plain", &text)) {
        Some(Ok(())) => event.prevent_default(),
        // Nothing was copied: it is still to be done.
        _ => COPYING.set(Some(text)),
    }
    true
}
