//! One page of the console, and what stands in it of ours. Dropped, it leaves nothing behind.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use keyturn_browser::{EdgeError, clipboard};
use keyturn_core::engine::Engine;
use keyturn_core::message::Matches;
use keyturn_core::message::plain::{self, Fields};
use keyturn_core::words::Words;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, Event, Window};

use crate::account::Accounts;
use crate::controls::Controls;
use crate::dialogs;
use crate::guard::{Guard, Quick};
use crate::matching;

thread_local! {
    static PAGE: RefCell<Option<Rc<Page>>> = const { RefCell::new(None) };
}

/// A page, its parts, and which engine runs them.
pub struct Page {
    engine: Engine,
    /// What differs from the words that ship, for the dialogs.
    change: JsValue,
    surroundings: Rc<Surroundings>,
    accounts: Rc<Accounts>,
    controls: Rc<Controls>,
    guard: Rc<Guard>,
    /// What the popup is to say of this page.
    trouble: RefCell<Option<String>>,
}

/// Begins in this page with these words, anew if it has begun before: what is painted goes and comes again, a dialog that
/// is open is cancelled.
pub fn begin(engine: Engine, words: Words, change: JsValue) -> Result<(), EdgeError> {
    end();
    let window = web_sys::window().ok_or(EdgeError::Missing("window"))?;
    let document = window.document().ok_or(EdgeError::Missing("document"))?;
    let surroundings = Surroundings::new(window, document, words);
    let controls = Controls::new(&surroundings)?;
    let accounts = Accounts::new(&surroundings, &controls)?;
    let guard = Guard::new(&surroundings, &controls, &accounts);
    let page = Rc::new(Page {
        engine,
        change,
        surroundings,
        accounts,
        controls: Rc::clone(&controls),
        guard,
        trouble: RefCell::new(None),
    });
    PAGE.with(|current| *current.borrow_mut() = Some(Rc::clone(&page)));
    // The guard stands by now, also where the numbers cannot be watched.
    controls.lends_root(&page.change);
    *page.trouble.borrow_mut() = page.accounts.begin().err().map(|error| error.said());
    Ok(())
}

/// The page, once it has begun.
pub fn current() -> Option<Rc<Page>> {
    PAGE.with(|page| page.borrow().clone())
}

/// Ends in this page: what is dropped unhooks.
pub fn end() {
    let page = PAGE.with(|page| page.borrow_mut().take());
    if let Some(page) = page {
        page.guard.cancel();
        dialogs::end();
        page.accounts.end();
    }
}

/// What every part needs.
pub struct Surroundings {
    /// The page's window.
    pub window: Window,
    /// The page's document.
    pub document: Document,
    /// The words that are looked for.
    pub words: Words,
    /// A quick look for what they make the guard's business.
    pub quick: Quick,
    /// A reset that was confirmed is being let go: nothing is held meanwhile.
    pub passing: Cell<bool>,
    /// It is known that the page has been laid out.
    was_laid_out: Cell<bool>,
}

impl Surroundings {
    /// A page's, for these words.
    pub fn new(window: Window, document: Document, words: Words) -> Rc<Self> {
        let quick = Quick::new(&words);
        Rc::new(Self { window, document, words, quick, passing: Cell::new(false), was_laid_out: Cell::new(false) })
    }

    /// Whether the page has been laid out, so that asking where something stands costs it nothing: it was painted, or has
    /// loaded (nobody paints a tab in the background). Earlier a page would be laid out without its style sheets.
    pub fn is_laid_out(&self) -> bool {
        let was_painted = || {
            let performance = self.window.performance();
            performance.is_some_and(|performance| performance.get_entries_by_type("paint").length() > 0)
        };
        if !self.was_laid_out.get() {
            self.was_laid_out.set(self.document.ready_state() == "complete" || was_painted());
        }
        self.was_laid_out.get()
    }
}

impl Page {
    /// Decides on an event.
    pub fn handle(&self, event: &Event) {
        let is_copied = || event.type_() == "copy" && dialogs::ask(|dialogs| dialogs.copies(event)) == Some(true);
        if clipboard::takes(event) || is_copied() {
            return;
        }
        if !self.controls.takes(event, &self.accounts) {
            self.accounts.heard(event);
            self.guard.handle(event);
        }
    }

    /// Holds a press that the loader has kept, if it is the reset's.
    pub fn hold(&self, control: Element) -> bool {
        self.guard.hold_kept(control)
    }

    /// The dialogs have come: what has waited for them is asked and told now.
    pub fn has_dialogs(&self) {
        if self.controls.lends_root(&self.change) {
            self.guard.ask();
            self.accounts.has_dialogs();
        }
    }

    /// They did not come, or have broken down.
    pub fn has_no_dialogs(&self) {
        self.controls.clear();
        self.guard.asks_alone();
    }

    /// Says these words once, for a moment.
    pub fn say(&self, words: &str) {
        self.controls.say(words);
    }

    /// The press that is held goes on.
    pub fn release(&self) {
        self.guard.release();
    }

    /// It does not.
    pub fn cancelled(&self) {
        self.guard.cancelled();
    }

    /// The next press of this control goes through untouched.
    pub fn allow_once(&self, control: Element) {
        self.guard.allow_once(control);
    }

    /// What these words would match here.
    pub fn matches(&self, words: Words) -> Matches {
        matching::matches(&self.surroundings, words)
    }

    /// How it goes.
    pub fn state(&self) -> Fields {
        plain::state(Some(self.engine), &self.accounts.numbers(), self.trouble.borrow().as_deref())
    }
}
