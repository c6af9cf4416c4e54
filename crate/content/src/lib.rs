//! What runs in every page of the console: it holds the reset, and finds where the page speaks of an account number or of a
//! provisioning hash. What is what is decided in `keyturn-core`; here it is only carried out. What reads and paints a number,
//! and what asks and tells, come later and only where they are needed ([`parts`]): this module is loaded into every page, and
//! each byte counts.
//!
//! The loader (`extension/hold.js`) listened before any script of the page and hands every event to [`handle`].
#![forbid(unsafe_code)]

mod controls;
mod guard;
mod look;
mod matching;
mod page;
mod parts;

use keyturn_browser::texts;
use keyturn_core::engine::Engine;
use keyturn_core::message::plain;
use keyturn_core::words::Words;
use keyturn_page::messages;
use wasm_bindgen::prelude::*;

pub use page::Page;
use parts::dialogs::{self, Dialogs};

/// A tenth of the usual one's size.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Begins in this page, anew if it runs already. `engine` is which of the two runs this, `change` what differs from the
/// words that ship. Throws if nothing can be held here; the loader then asks by itself.
#[wasm_bindgen]
pub fn begin(engine: &str, change: JsValue) -> Result<(), JsValue> {
    let engine = if engine == "wasm" { Engine::Wasm } else { Engine::Js };
    page::begin(engine, words(&change), change).map_err(|error| error.said().into())
}

/// What these changes of the shipped words would match in this page, for the options.
#[wasm_bindgen]
pub fn matches(change: JsValue) -> JsValue {
    let matches = page::current().map(|page| page.matches(words(&change), &change));
    matches.map_or(JsValue::NULL, |matches| messages::object(plain::matches(matches)))
}

/// The words in use. What of a change cannot be read changes nothing.
fn words(change: &JsValue) -> Words {
    let change = plain::change(&|part, list| texts(change, part, list));
    change.over(&Words::shipped())
}

/// Decides on an event that the loader saw, and stops it if it is the reset's or meant for our own controls.
#[wasm_bindgen]
pub fn handle(event: &web_sys::Event) {
    if let Some(page) = page::current() {
        page.handle(event);
    }
}

/// Asks before the press of this control goes on, if it is the reset; false if it is not.
#[wasm_bindgen]
pub fn hold(control: web_sys::Element) -> bool {
    page::current().is_some_and(|page| page.hold(control))
}

/// How it goes in this page, for the popup.
#[wasm_bindgen]
pub fn state() -> JsValue {
    let state = page::current().map_or_else(|| plain::state(None, Vec::new(), None), |page| page.state());
    messages::object(state)
}

/// Takes everything of ours off the page: the extension was updated or removed under it.
#[wasm_bindgen]
pub fn end() {
    page::end();
}

/// A module that was asked for has come, or, null, did not come or broke down; `content` is what this one exports.
#[wasm_bindgen]
pub fn part(name: &str, part: JsValue, content: JsValue) {
    if part.is_null() {
        parts::failed(name);
    } else {
        parts::came(name, part, content);
    }
}

/// Looks at the page now. This is asked by what reads the numbers; it has them read before this returns.
#[wasm_bindgen]
pub fn look() {
    if let Some(page) = page::current() {
        page.look();
    }
}

/// Whether the hash was on the clipboard, and what was just copied has taken its place.
#[wasm_bindgen(js_name = wasOverwritten)]
pub fn was_overwritten() -> bool {
    dialogs::ask(Dialogs::was_overwritten) == Some(true)
}

/// Says these words once, for a moment. What follows is said by the dialogs.
#[wasm_bindgen]
pub fn say(words: &str) {
    if let Some(page) = page::current() {
        page.say(words);
    }
}

/// The press that is held goes on.
#[wasm_bindgen]
pub fn release() {
    if let Some(page) = page::current() {
        page.release();
    }
}

/// It does not.
#[wasm_bindgen]
pub fn cancelled() {
    if let Some(page) = page::current() {
        page.cancelled();
    }
}

/// The next press of this control goes through untouched.
#[wasm_bindgen(js_name = allowOnce)]
pub fn allow_once(control: web_sys::Element) {
    if let Some(page) = page::current() {
        page.allow_once(control);
    }
}
