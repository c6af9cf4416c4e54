//! The module that asks and tells (`keyturn-dialogs`): what it offers, and how it comes into this page. It is asked for when
//! a page speaks of the hash, at the latest by a press of the reset; until it is there, a press waits.
//!
//! What it throws, it broke down with: then it is taken for not there at all, and the guard asks by itself.

use std::cell::{Cell, RefCell};

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlFormElement, KeyboardEvent, ShadowRoot};

use crate::page;

#[wasm_bindgen]
extern "C" {
    /// Its exports (`crate/dialogs/src/lib.rs`).
    #[derive(Clone)]
    pub type Dialogs;
    #[wasm_bindgen(method, catch)]
    fn begin(this: &Dialogs, root: &ShadowRoot, change: &JsValue, content: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn end(this: &Dialogs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn ask(this: &Dialogs, number: Option<&str>, company: Option<&str>, is_prompts: bool) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn cancel(this: &Dialogs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn play(
        this: &Dialogs,
        control: &Element,
        pressed: &Element,
        press: &str,
        key: &str,
        form: Option<&HtmlFormElement>,
    ) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn key(this: &Dialogs, event: &KeyboardEvent, is_ours: bool) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn click(this: &Dialogs, control: &Element) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn copies(this: &Dialogs, event: &Event) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn look(this: &Dialogs, places: &Array, fields: &Array, number: Option<&str>) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = hashFree)]
    pub fn hash_free(this: &Dialogs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn expect(this: &Dialogs, places: &Array, fields: &Array) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn place(this: &Dialogs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn nodes(this: &Dialogs) -> Result<Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn pressed(this: &Dialogs, target: &JsValue) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn copied(this: &Dialogs, event: &Event) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = wasOverwritten)]
    pub fn was_overwritten(this: &Dialogs) -> Result<bool, JsValue>;

    /// Has the loader bring it (`extension/dialogs.js`): now, or when the page has a moment.
    #[wasm_bindgen(js_namespace = keyturnDialogs, js_name = bring)]
    fn have_brought(is_urgent: bool);
}

thread_local! {
    /// It, and what it shall take for our exports.
    static DIALOGS: RefCell<Option<(Dialogs, JsValue)>> = const { RefCell::new(None) };
    /// It has broken down when it was asked something, and was not brought anew.
    static IS_BROKEN: Cell<bool> = const { Cell::new(false) };
    /// It was foreseen that it would be needed.
    static IS_FORESEEN: Cell<bool> = const { Cell::new(false) };
}

/// Has it come: something is held.
pub fn bring() {
    IS_BROKEN.set(false);
    have_brought(true);
}

/// Has it come when the page has a moment: it may be needed soon, and is to be there at once then.
pub fn foresee() {
    if !IS_FORESEEN.replace(true) {
        have_brought(false);
    }
}

/// It has come.
pub fn came(dialogs: Dialogs, content: JsValue) {
    DIALOGS.set(Some((dialogs, content)));
    if let Some(page) = page::current() {
        page.has_dialogs();
    }
}

/// It did not come, or has broken down by itself.
pub fn failed() {
    if DIALOGS.take().is_some() {
        IS_FORESEEN.set(false);
    }
    // Where it broke down when it was asked something, that is dealt with.
    if !IS_BROKEN.get()
        && let Some(page) = page::current()
    {
        page.has_no_dialogs();
    }
}

/// Whether it is there.
pub fn are_there() -> bool {
    DIALOGS.with_borrow(Option::is_some)
}

/// Begins in this root of ours, if it is there. False if it is not.
pub fn begin_in(root: &ShadowRoot, change: &JsValue) -> bool {
    with(|dialogs, content| dialogs.begin(root, change, content)).is_some()
}

/// Takes everything of its away.
pub fn end() {
    with(|dialogs, _| dialogs.end());
}

/// Asks something of it; none if it is not there, or breaks down.
pub fn ask<T>(what: impl FnOnce(&Dialogs) -> Result<T, JsValue>) -> Option<T> {
    with(|dialogs, _| what(dialogs))
}

fn with<T>(ask: impl FnOnce(&Dialogs, &JsValue) -> Result<T, JsValue>) -> Option<T> {
    // Not borrowed meanwhile: it may answer at once.
    let (dialogs, content) = DIALOGS.with_borrow(Clone::clone)?;
    let said = ask(&dialogs, &content).ok();
    if said.is_none() {
        DIALOGS.take();
        IS_BROKEN.set(true);
        IS_FORESEEN.set(false);
        if let Some(page) = page::current() {
            page.has_no_dialogs();
        }
    }
    said
}
