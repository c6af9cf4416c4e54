//! The modules that come into a page only where they are needed: what they offer, and how they come. Until one is there, what
//! needs it waits.
//!
//! What one throws, it broke down with: then it is taken for not there at all, until another one comes.

pub mod account;
pub mod dialogs;

use std::{
    cell::{Cell, RefCell},
    thread::LocalKey,
};

use wasm_bindgen::prelude::*;

use crate::page;

#[wasm_bindgen]
extern "C" {
    /// Has the loader bring one (`extension/parts.js`): now, or when the page has a moment.
    #[wasm_bindgen(js_namespace = keyturnParts, js_name = bring)]
    fn have_brought(name: &str, is_urgent: bool);
}

/// So often one is asked for anew that did not come, without that anybody waits for it.
const TRIES: u8 = 3;

/// One of them.
pub struct Part {
    name: &'static str,
    /// It, and what it shall take for our exports.
    there: RefCell<Option<(JsValue, JsValue)>>,
    /// It has broken down when it was asked something, and was not brought anew.
    is_broken: Cell<bool>,
    /// It was asked for, or it was foreseen that it would be.
    is_awaited: Cell<bool>,
    /// How often it did not come.
    failures: Cell<u8>,
}

type Key = LocalKey<Part>;

impl Part {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            there: RefCell::new(None),
            is_broken: Cell::new(false),
            is_awaited: Cell::new(false),
            failures: Cell::new(0),
        }
    }

    /// Has it come: something waits for it.
    fn bring(&self) {
        self.is_broken.set(false);
        self.is_awaited.set(true);
        have_brought(self.name, true);
    }

    /// Has it come, unless it did not come too often: it may be needed soon.
    fn foresee(&self, is_urgent: bool) {
        if !self.is_there() && !self.is_awaited.get() && self.failures.get() <= TRIES {
            self.is_awaited.set(true);
            have_brought(self.name, is_urgent && self.failures.get() == 0);
        }
    }

    /// Whether it is on its way, and worth waiting for: what did not come once may never come.
    fn is_expected(&self) -> bool {
        self.is_awaited.get() && self.failures.get() == 0
    }

    fn is_there(&self) -> bool {
        self.there.borrow().is_some()
    }
}

/// It has come.
pub fn came(name: &str, module: JsValue, content: JsValue) {
    let Some(key) = named(name) else { return };
    key.with(|part| {
        part.there.replace(Some((module, content)));
        part.is_broken.set(false);
        part.is_awaited.set(false);
        part.failures.set(0);
    });
    if let Some(page) = page::current() {
        page.has(name);
    }
}

/// It did not come, or has broken down by itself.
pub fn failed(name: &str) {
    let Some(key) = named(name) else { return };
    let is_dealt_with = key.with(|part| {
        part.there.take();
        part.is_awaited.set(false);
        part.failures.set(part.failures.get().saturating_add(1));
        // Where it broke down when it was asked something, that is dealt with.
        part.is_broken.get()
    });
    if !is_dealt_with && let Some(page) = page::current() {
        page.lacks(name);
    }
}

fn named(name: &str) -> Option<&'static Key> {
    [&account::PART, &dialogs::PART].into_iter().find(|key| key.with(|part| part.name == name))
}

/// Asks something of it; none if it is not there, or breaks down.
fn ask<T>(key: &'static Key, what: impl FnOnce(&JsValue, &JsValue) -> Result<T, JsValue>) -> Option<T> {
    // Not borrowed meanwhile: it may answer at once.
    let (module, content) = key.with(|part| part.there.borrow().clone())?;
    let said = what(&module, &content).ok();
    if said.is_none() {
        breaks(key);
    }
    said
}

fn breaks(key: &'static Key) {
    let name = key.with(|part| {
        part.there.take();
        part.is_broken.set(true);
        part.is_awaited.set(false);
        part.name
    });
    if let Some(page) = page::current() {
        page.lacks(name);
    }
}
