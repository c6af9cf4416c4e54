//! What runs in a page of the console: it looks for the account number, paints it, puts a copy button beside it, holds the
//! reset, and sees to it that a new provisioning hash is not lost. What is what is decided in `keyturn-core`; here it is only carried out.
//!
//! The loader (`extension/hold.js`) listened before any script of the page and hands every event to [`handle`].

mod account;
mod controls;
mod guard;
mod hash;
mod matching;
mod page;
mod roots;

use keyturn_core::engine::Engine;
use keyturn_core::message::PageState;
use keyturn_core::words::{Words, change::Change, sent::SentChange};
use wasm_bindgen::prelude::*;

pub use page::Page;

/// Begins in this page, anew if it runs already. `engine` is which of the two runs this, `change` what differs from the
/// words that ship. Throws if nothing can be held here; the loader then asks by itself.
#[wasm_bindgen]
pub fn begin(engine: &str, change: JsValue) -> Result<(), JsValue> {
    let engine = if engine == "wasm" { Engine::Wasm } else { Engine::Js };
    page::begin(engine, words(change)).map_err(|error| error.to_string().into())
}

/// What these changes of the shipped words would match in this page, for the options.
#[wasm_bindgen]
pub fn matches(change: JsValue) -> JsValue {
    let matches = page::current().map(|page| page.matches(words(change)));
    keyturn_browser::to_js(&matches).unwrap_or(JsValue::NULL)
}

/// The words in use. A change that cannot be read changes nothing.
fn words(change: JsValue) -> Words {
    let change = keyturn_browser::from_js::<SentChange>(change).map(Change::from).unwrap_or_default();
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
    let state = page::current().map_or_else(PageState::default, |page| page.state());
    keyturn_browser::to_js(&state).unwrap_or(JsValue::NULL)
}

/// Takes everything of ours off the page: the extension was updated or removed under it.
#[wasm_bindgen]
pub fn end() {
    page::end();
}
