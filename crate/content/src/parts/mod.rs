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

use keyturn_core::bringing::{Course, Need, When, when};
use wasm_bindgen::prelude::*;

use crate::page;

#[wasm_bindgen]
extern "C" {
    /// Has the loader bring one (`extension/parts.js`).
    #[wasm_bindgen(js_namespace = keyturnParts, js_name = now)]
    fn bring_now(name: &str);
    /// When the page has a moment, after so many milliseconds.
    #[wasm_bindgen(js_namespace = keyturnParts, js_name = soon)]
    fn bring_soon(name: &str, after: u32);
    /// Not at all: a moment later it has not come.
    #[wasm_bindgen(js_namespace = keyturnParts, js_name = never)]
    fn bring_never(name: &str);
}

/// One of them.
pub struct Part {
    name: &'static str,
    /// It, and what it shall take for our exports.
    there: RefCell<Option<(JsValue, JsValue)>>,
    /// It has broken down when it was asked something, and was not brought anew.
    is_broken: Cell<bool>,
    /// It was asked for, or it was foreseen that it would be.
    is_awaited: Cell<bool>,
    course: Cell<Course>,
}

type Key = LocalKey<Part>;

impl Part {
    const fn new(name: &'static str) -> Self {
        Self {
            name,
            there: RefCell::new(None),
            is_broken: Cell::new(false),
            is_awaited: Cell::new(false),
            course: Cell::new(Course { failures: 0, breakdowns: 0 }),
        }
    }

    /// Has it come: something waits for it.
    fn bring(&self) {
        self.is_broken.set(false);
        self.ask_for(Need::Waiting);
    }

    /// Has it come, unless it is on its way, for what the page has or may need soon.
    fn foresee(&self, need: Need) {
        if self.is_left_to_ask_for(need) {
            self.ask_for(need);
        }
    }

    fn ask_for(&self, need: Need) {
        self.is_awaited.set(true);
        match when(need, self.course.get()) {
            When::Now => bring_now(self.name),
            When::Later(after) => bring_soon(self.name, after),
            When::Never => bring_never(self.name),
        }
    }

    /// Whether it is on its way, and worth waiting for.
    fn is_expected(&self) -> bool {
        self.is_awaited.get() && self.course.get().is_smooth()
    }

    /// Whether it is neither there nor on its way, though it may still come.
    fn is_left_to_ask_for(&self, need: Need) -> bool {
        !self.is_there() && !self.is_awaited.get() && when(need, self.course.get()) != When::Never
    }

    fn goes_on(&self, change: impl FnOnce(&mut Course)) {
        let mut course = self.course.get();
        change(&mut course);
        self.course.set(course);
    }

    fn broke_down(&self) {
        self.there.take();
        self.is_awaited.set(false);
        self.goes_on(|course| course.breakdowns = course.breakdowns.saturating_add(1));
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
        part.goes_on(|course| course.failures = 0);
    });
    if let Some(page) = page::current() {
        page.has(name);
    }
}

/// It did not come, or has broken down by itself.
pub fn failed(name: &str) {
    let Some(key) = named(name) else { return };
    let is_dealt_with = key.with(|part| {
        // Where it broke down when it was asked something, that is dealt with.
        let is_dealt_with = part.is_broken.replace(false);
        if part.is_there() {
            part.broke_down();
        } else if !is_dealt_with {
            part.is_awaited.set(false);
            part.goes_on(|course| course.failures = course.failures.saturating_add(1));
        }
        is_dealt_with
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
        part.broke_down();
        part.is_broken.set(true);
        part.name
    });
    if let Some(page) = page::current() {
        page.lacks(name);
    }
}
