//! Leaving the page while its hash was not copied.

use std::cell::Cell;

use gloo::events::{EventListener, EventListenerOptions};
use keyturn_browser::timers::{Later, every};
use keyturn_browser::{i18n, now};
use keyturn_core::provisioning_hash::keeping::Kept;
use wasm_bindgen::JsValue;
use web_sys::Window;

/// Makes the browser ask before the page is left. Dropped, it does no longer: a listener for `beforeunload` keeps a page out
/// of the back/forward cache, so it is there only while it is needed.
pub struct Asks {
    _listener: EventListener,
}

impl Asks {
    /// Asks from now on.
    pub fn begin(window: &Window) -> Self {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(window, "beforeunload", options, |event| {
            event.prevent_default();
            // What Chromium before 119 goes by.
            let _ = js_sys::Reflect::set(event, &JsValue::from_str("returnValue"), &JsValue::TRUE);
        });
        Self { _listener: listener }
    }
}

/// Counts the seconds of a hash that has left the page.
pub struct Countdown {
    kept: Cell<Kept>,
    /// What is said if it is let go of before: once the extension is updated or gone, nobody tells its words.
    pub lost: String,
    _ticks: Later,
}

impl Countdown {
    /// Counts from now on.
    pub fn begin(tick: impl FnMut() + 'static) -> Self {
        let lost = i18n::message("hash_lost", &[]);
        Self { kept: Cell::new(Kept::begin(now())), lost, _ticks: every(1_000, Box::new(tick)) }
    }

    /// How many of them are left; none when its time is over.
    pub fn left(&self) -> Option<u32> {
        let mut kept = self.kept.get();
        let left = kept.left(now());
        self.kept.set(kept);
        left
    }
}
