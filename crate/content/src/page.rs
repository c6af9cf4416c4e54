//! One page of the console, and what stands in it of ours. Dropped, it leaves nothing behind.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::engine::Engine;
use keyturn_core::message::Matches;
use keyturn_core::message::plain::{self, Fields};
use keyturn_core::words::Words;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element, Event, Window};

use crate::controls::Controls;
use crate::guard::{Guard, Quick};
use crate::look::Look;
use crate::matching;
use crate::parts::account::{self, Account};
use crate::parts::dialogs;

thread_local! {
    static PAGE: RefCell<Option<Rc<Page>>> = const { RefCell::new(None) };
}

/// A page, its parts, and which engine runs them.
pub struct Page {
    engine: Engine,
    /// What differs from the words that ship, for the parts.
    change: JsValue,
    surroundings: Rc<Surroundings>,
    look: Rc<Look>,
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
    let look = Look::new(&surroundings, &controls);
    let guard = Guard::new(&surroundings, &controls, &look);
    let page = Rc::new(Page {
        engine,
        change,
        surroundings,
        look,
        controls: Rc::clone(&controls),
        guard,
        trouble: RefCell::new(None),
    });
    PAGE.with(|current| *current.borrow_mut() = Some(Rc::clone(&page)));
    // The guard stands by now, also where the numbers cannot be watched.
    controls.lends_root(&page.change);
    page.look.begins_to_read(&page.change);
    *page.trouble.borrow_mut() = page.look.begin().err().map(|error| error.said());
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
        account::end();
        page.look.end();
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
        if event.type_() == "copy"
            && (account::ask(|account| account.copies(event)) == Some(true)
                || dialogs::ask(|dialogs| dialogs.copies(event)) == Some(true))
        {
            return;
        }
        if !self.controls.takes(event) {
            self.look.heard(event);
            self.guard.handle(event);
        } else if event.type_() == "click" {
            // It may have closed the panel, and a number was under that.
            self.look.look_again();
        }
    }

    /// Holds a press that the loader has kept, if it is the reset's.
    pub fn hold(&self, control: Element) -> bool {
        self.guard.hold_kept(control)
    }

    /// A part has come: what has waited for it is done now.
    pub fn has(&self, part: &str) {
        match part {
            account::NAME if self.look.begins_to_read(&self.change) => {
                self.look.look();
                self.guard.ask();
            }
            dialogs::NAME if self.controls.lends_root(&self.change) => {
                self.guard.ask();
                self.look.has_dialogs();
            }
            _ => {}
        }
    }

    /// It did not come, or has broken down.
    pub fn lacks(&self, part: &str) {
        let hash = self.controls.hash_stands();
        self.controls.clear(part);
        match part {
            account::NAME => {
                self.guard.ask_without_number();
                // Where the page still speaks of a number, another one is asked for.
                self.look.look_again();
            }
            _ => {
                if let Some(hash) = hash {
                    self.lacks_panel(&hash);
                }
                self.guard.asks_alone();
            }
        }
    }

    /// The panel of a hash that stood like this broke down. Where the page still shows the hash, another one reads it again.
    fn lacks_panel(&self, hash: &str) {
        match hash {
            "fresh" => self.say(&i18n::message("hash_broken", &[])),
            // It was nowhere else. The browser itself says so, and waits until that is read.
            "left" => {
                let _ = self.surroundings.window.alert_with_message(&i18n::message("hash_lost", &[]));
            }
            _ => {}
        }
        self.look.look_again();
    }

    /// Looks at the page now.
    pub fn look(&self) {
        self.look.look();
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
    pub fn matches(&self, words: Words, change: &JsValue) -> Matches {
        matching::matches(&self.surroundings, words, change)
    }

    /// How it goes.
    pub fn state(&self) -> Fields {
        let numbers = account::ask(Account::numbers).unwrap_or_default();
        let numbers = numbers.into_iter().filter_map(|number| number.as_string()).collect();
        let missing = account::is_missing().then_some("what reads it did not come");
        plain::state(Some(self.engine), numbers, self.trouble.borrow().as_deref().or(missing))
    }
}
