//! The dialog that asks: an alertdialog in the top layer, with what the reset breaks.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::events::{EventListener, EventListenerOptions};
use keyturn_browser::template::Step;
use keyturn_browser::{EdgeError, i18n, parts};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::SentEntry;
use keyturn_core::store::IntegrationRecord;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::Guard;
use super::list::List;
use super::picker::Picker;
use crate::watch::{Told, Watch};
use keyturn_page::root::Root;

const HTML: &[Step] = include!(concat!(env!("OUT_DIR"), "/guard.rs"));

/// What the dialog lists.
pub enum Listed {
    /// What the inventory says.
    These {
        /// The account, if this frame or another one shows it.
        number: Option<AccountNumber>,
        /// The company's name, if it is known.
        company: Option<String>,
        /// The integrations that the reset breaks.
        integrations: Vec<IntegrationRecord>,
        /// The catalog to pick from, if nothing is listed yet.
        catalog: Vec<SentEntry>,
    },
    /// The inventory could not be read; what the browser said.
    Unknown(String),
}

/// The open dialog. Closed and dropped, it leaves nothing behind.
pub struct Dialog {
    root: Rc<Root>,
    dialog: HtmlDialogElement,
    number: RefCell<Option<AccountNumber>>,
    list: List,
    picker: Picker,
    listed: Cell<u32>,
    /// What the reset breaks, in words.
    about: RefCell<String>,
    /// The hash in use has leaked: reset first, list after.
    leaked: Cell<bool>,
    is_waiting: Cell<bool>,
    has_fresh_key: Cell<bool>,
    was_covered: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
    watch: RefCell<Option<Rc<Watch>>>,
}

impl Dialog {
    /// Opens it, before anybody knows what it will list.
    pub fn open(
        root: &Rc<Root>,
        guard: &Rc<Guard>,
        number: Option<&AccountNumber>,
        company: Option<&str>,
    ) -> Result<Rc<Self>, EdgeError> {
        let dialog: HtmlDialogElement =
            root.add(HTML)?.dyn_into().map_err(|_| EdgeError::Missing("a dialog element"))?;
        let (list, picker) = (List::new(root, &dialog)?, Picker::new(root, &dialog)?);
        let this = Rc::new(Self {
            root: Rc::clone(root),
            dialog,
            number: RefCell::new(number.cloned()),
            list,
            picker,
            listed: Cell::new(0),
            about: RefCell::default(),
            leaked: Cell::new(false),
            is_waiting: Cell::new(false),
            has_fresh_key: Cell::new(false),
            was_covered: Cell::new(false),
            listeners: RefCell::default(),
            watch: RefCell::default(),
        });
        this.title(company);
        this.set_about(i18n::message("guard_looking", &[]));
        parts::set_hidden(&this.dialog, "listed", true);
        parts::set_hidden(&this.dialog, "picker", true);
        this.set_ready_words(0);
        if let Some(ready) = this.ready() {
            ready.set_disabled(true);
        }
        this.listen(guard);
        let (weak, asks) = (Rc::downgrade(&this), Rc::downgrade(guard));
        let watch = Watch::open(root, &this.dialog, move |told| match told {
            Told::Covered => weak.upgrade().into_iter().for_each(|dialog| dialog.is_covered(true)),
            Told::Counts => weak.upgrade().into_iter().for_each(|dialog| dialog.is_covered(false)),
            Told::Lost => asks.upgrade().into_iter().for_each(|guard| guard.is_lost()),
        })?;
        *this.watch.borrow_mut() = Some(watch);
        if let Some(cancel) =
            parts::part(&this.dialog, "cancel").and_then(|cancel| cancel.dyn_into::<HtmlElement>().ok())
        {
            cancel.focus()?;
        }
        Ok(this)
    }

    fn listen(self: &Rc<Self>, guard: &Rc<Guard>) {
        let on_change = {
            let weak = Rc::downgrade(self);
            move |_: &web_sys::Event| {
                if let Some(dialog) = weak.upgrade() {
                    dialog.list.refresh();
                    dialog.picker.refresh();
                    dialog.refresh();
                }
            }
        };
        // Neither of them leaves our root: the page cannot see or stop them.
        let changed = EventListener::new(&self.dialog, "change", on_change.clone());
        let typed = EventListener::new(&self.dialog, "input", on_change);
        let weak = Rc::downgrade(guard);
        let options = EventListenerOptions::enable_prevent_default();
        // The browser's own way to close a dialog (Escape, a back gesture) is Cancel.
        let closed = EventListener::new_with_options(&self.dialog, "cancel", options, move |event| {
            event.prevent_default();
            if let Some(guard) = weak.upgrade() {
                guard.cancel();
            }
        });
        *self.listeners.borrow_mut() = vec![changed, typed, closed];
    }

    /// Lists what came.
    pub fn list(&self, listed: Listed) {
        match listed {
            Listed::These { number, company, integrations, catalog } => {
                let is_new = number.is_some() && self.number.borrow().is_none();
                if is_new {
                    self.number.replace(number);
                }
                if is_new || company.is_some() {
                    self.title(company.as_deref());
                }
                self.list_these(&integrations, &catalog);
            }
            Listed::Unknown(said) => {
                self.set_about(i18n::message("guard_list_unknown", &[&said]));
                self.set_ready_words(0);
                self.set_answerable();
            }
        }
        self.refresh();
    }

    fn list_these(&self, integrations: &[IntegrationRecord], catalog: &[SentEntry]) {
        let count = integrations.len();
        let was_picking = parts::part(&self.dialog, "picker").is_some_and(|picker| !picker.has_attribute("hidden"));
        self.listed.set(u32::try_from(count).unwrap_or(u32::MAX));
        let about = match (count, catalog.is_empty()) {
            (0, false) => i18n::message("guard_about_none", &[]),
            (0, true) => i18n::message("guard_about_none_here", &[]),
            _ => i18n::counted("guard_about", count, &[]),
        };
        self.set_about(about);
        parts::set_hidden(&self.dialog, "listed", count == 0);
        parts::set_hidden(&self.dialog, "picker", count > 0 || catalog.is_empty());
        self.list.show(integrations);
        self.picker.offer(catalog);
        self.set_ready_words(count);
        self.set_answerable();
        if was_picking && count > 0 {
            // What had the focus is gone; what comes next has it now.
            let _ = self.ready().map(|ready| ready.focus());
        }
    }

    /// What the reset breaks is said, as far as it is known: now it can be agreed to.
    fn set_answerable(&self) {
        if let Some(ready) = self.ready() {
            ready.set_disabled(false);
        }
    }

    /// The list as text, for a ticket or a mail.
    pub fn as_text(&self) -> String {
        let title = parts::part(&self.dialog, "title").and_then(|title| title.text_content()).unwrap_or_default();
        // No-break spaces keep a dialog's title together; in a text they only get in the way.
        self.list.as_text(&title.replace('\u{a0}', " "))
    }

    /// A text for each owner, to be sent before the reset.
    pub fn as_texts(&self) -> String {
        self.list.as_texts(self.number.borrow().as_ref())
    }

    /// Says that it was copied, by this message, or why not.
    pub fn was_copied(&self, copied: &str, failed: Option<&EdgeError>) {
        let words = match failed {
            None => i18n::message(copied, &[]),
            Some(error) => i18n::message("guard_list_not_copied", &[&error.to_string()]),
        };
        parts::write(&self.dialog, "found", &words);
    }

    /// Turns the order round, or back: the hash in use has leaked, so that each minute counts more than the list.
    pub fn turn_round(&self) {
        let leaked = !self.leaked.get();
        self.leaked.set(leaked);
        if let Some(button) = parts::part(&self.dialog, "leaked") {
            let _ = button.set_attribute("aria-pressed", if leaked { "true" } else { "false" });
        }
        self.say_about();
        parts::write(
            &self.dialog,
            "status",
            &if leaked { i18n::message("guard_leaked_said", &[]) } else { String::new() },
        );
        self.refresh();
    }

    /// Whether the order was turned round.
    pub fn leaked(&self) -> bool {
        self.leaked.get()
    }

    fn set_about(&self, words: String) {
        self.about.replace(words);
        self.say_about();
    }

    fn say_about(&self) {
        match self.leaked.get() {
            true => parts::write(&self.dialog, "about", &i18n::message("guard_about_leaked", &[])),
            false => parts::write(&self.dialog, "about", &self.about.borrow()),
        }
    }

    fn title(&self, company: Option<&str>) {
        let title = match (self.number.borrow().as_ref(), company) {
            (Some(number), Some(company)) => i18n::message("guard_title_company", &[number.as_str(), company]),
            (Some(number), None) => i18n::message("guard_title", &[number.as_str()]),
            (None, _) => i18n::message("guard_title_unknown", &[]),
        };
        parts::write(&self.dialog, "title", &title);
    }

    fn set_ready_words(&self, count: usize) {
        let words = match count {
            0 => i18n::message("guard_ready_every", &[]),
            _ => i18n::counted("guard_ready", count, &[]),
        };
        parts::write(&self.dialog, "ready-words", &words);
    }

    /// Whether Continue may be pressed.
    pub fn is_ready(&self) -> bool {
        let agrees = || self.ready().is_some_and(|ready| ready.checked() && !ready.disabled());
        let was_seen = || self.watch.borrow().as_ref().is_some_and(|watch| watch.counts());
        !self.is_waiting.get() && (self.leaked.get() || agrees()) && was_seen()
    }

    /// Whether a press of its buttons counts: it is plainly seen.
    pub fn is_seen(&self) -> bool {
        let watch = self.watch.borrow().clone();
        watch.is_some_and(|watch| watch.is_seen())
    }

    /// The page has covered it, or it was seen again for long enough.
    fn is_covered(&self, is_covered: bool) {
        if self.was_covered.replace(is_covered) || is_covered {
            let said = if is_covered { "guard_covered" } else { "guard_uncovered" };
            parts::write(&self.dialog, "status", &i18n::message(said, &[]));
        }
        self.refresh();
    }

    fn refresh(&self) {
        if let Some(button) = parts::part(&self.dialog, "continue") {
            let _ = button.toggle_attribute_with_force("disabled", !self.is_ready());
        }
    }

    /// The reset is being written down.
    pub fn waits(&self) {
        self.is_waiting.set(true);
        parts::write(&self.dialog, "status", &i18n::message("guard_writing", &[]));
        self.refresh();
    }

    /// It could not be written down: Continue once more goes on without.
    pub fn could_not_write(&self, said: &str) {
        self.is_waiting.set(false);
        parts::write(&self.dialog, "status", &i18n::message("guard_not_written", &[said]));
        self.refresh();
    }

    /// How many integrations are listed.
    pub fn listed(&self) -> u32 {
        self.listed.get()
    }

    /// The names that are ticked in the catalog.
    pub fn picked(&self) -> Vec<String> {
        self.picker.picked()
    }

    /// Whether a key that presses was pressed since the dialog opened, and is not one that is held down since before.
    pub fn is_fresh_key(&self, event: &KeyboardEvent) -> bool {
        match (event.type_().as_str(), event.repeat()) {
            ("keydown", false) => {
                self.has_fresh_key.set(true);
                true
            }
            ("keydown", true) => {
                self.root.focused().is_some_and(|focused| matches!(focused.id().as_str(), "search" | "find"))
            }
            _ => self.has_fresh_key.get(),
        }
    }

    /// Closes it.
    pub fn close(&self) {
        self.watch.take();
        self.dialog.close();
        self.dialog.remove();
    }

    fn ready(&self) -> Option<HtmlInputElement> {
        parts::part(&self.dialog, "ready")?.dyn_into().ok()
    }
}

impl Drop for Dialog {
    fn drop(&mut self) {
        self.dialog.remove();
    }
}
