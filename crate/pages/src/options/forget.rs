//! Forgetting: one account, or everything. What goes is said before, and ten seconds are left to think better of it. What
//! was forgotten is in this page's memory alone meanwhile: who closes the page has forgotten it.

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use keyturn_browser::{EdgeError, i18n, now, runtime};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::{FromPage, PageReply};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event, HtmlElement};

use crate::action::{Busy, Pressed, listen};
use crate::{piece, trouble};

mod dialog;

use dialog::Dialog;

/// How long it can be undone, in milliseconds.
const UNDOABLE: f64 = 10_000.0;

struct Forget {
    document: Document,
    dialog: Dialog,
    list: Element,
    heading: HtmlElement,
    line: Element,
    status: Element,
    undo: HtmlElement,
    left: Element,
    /// What the dialog asks about: an account, or everything.
    asked: RefCell<Option<Option<AccountNumber>>>,
    accounts: RefCell<Vec<AccountNumber>>,
    undoable: RefCell<Option<Undoable>>,
    listeners: RefCell<Vec<EventListener>>,
}

/// What can be undone, until when, and what counts the seconds.
struct Undoable {
    kept: String,
    /// It is not just one account.
    everything: bool,
    until: f64,
    _seconds: Interval,
}

thread_local! {
    /// The page lives as long as its document.
    static OPEN: RefCell<Option<Rc<Forget>>> = const { RefCell::new(None) };
}

/// Opens the section in its document.
pub fn open(document: &Document) -> Result<(), EdgeError> {
    let forget = Rc::new(Forget {
        document: document.clone(),
        dialog: Dialog::find(document)?,
        list: piece::by_id(document, "forget-accounts")?,
        heading: piece::by_id(document, "forget-heading")?,
        line: piece::by_id(document, "forget-said")?,
        status: piece::by_id(document, "forget-status")?,
        undo: piece::by_id(document, "forget-undo")?,
        left: piece::by_id(document, "forget-left")?,
        asked: RefCell::default(),
        accounts: RefCell::default(),
        undoable: RefCell::default(),
        listeners: RefCell::default(),
    });
    let press = |forget: Rc<Forget>, event: &Event| {
        if let Some(pressed) = Pressed::by(event) {
            forget.press(&pressed);
        }
    };
    let section: Element = piece::by_id(document, "forget")?;
    forget.listeners.replace(vec![
        listen(&forget, &section, "click", press),
        listen(&forget, forget.dialog.element(), "click", press),
        // An account may have been seen while another tab was in front.
        listen(&forget, document, "visibilitychange", |forget, _| spawn_local(forget.load())),
    ]);
    spawn_local(Rc::clone(&forget).load());
    OPEN.set(Some(forget));
    Ok(())
}

impl Forget {
    async fn load(self: Rc<Self>) {
        match runtime::send(&FromPage::Overview).await {
            Ok(PageReply::Overview { accounts, .. }) => {
                // The places are in the page that ships.
                let _ = self.dialog.list_accounts(&self.document, &self.list, &accounts);
                self.accounts.replace(accounts.into_iter().map(|account| account.number).collect());
            }
            answer => self.say(&failure(answer), "warn"),
        }
    }

    fn press(self: Rc<Self>, pressed: &Pressed) {
        match pressed.action.as_str() {
            "forget-account" => {
                let digits = pressed.around("data-number").unwrap_or_default();
                let number = self.accounts.borrow().iter().find(|number| number.as_str() == digits).cloned();
                if number.is_some() {
                    self.ask_first(number, pressed);
                }
            }
            "forget-everything" => self.ask_first(None, pressed),
            "forget-cancel" => self.dialog.close(),
            "forget-go" => self.go(pressed),
            "forget-undo" => self.put_back(pressed),
            _ => {}
        }
    }

    /// Says what would go.
    fn ask_first(self: Rc<Self>, number: Option<AccountNumber>, pressed: &Pressed) {
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            match runtime::send(&FromPage::Forgettable { number: number.clone() }).await {
                Ok(PageReply::Forgettable { extent }) => {
                    self.asked.replace(Some(number.clone()));
                    let opened = self.dialog.open(&self.document, number.as_ref(), &extent);
                    match opened {
                        Ok(true) => {}
                        Ok(false) => self.say(&i18n::message("forget_nothing", &[]), "good"),
                        Err(error) => self.say(&trouble::edge(&error), "warn"),
                    }
                }
                answer => self.say(&failure(answer), "warn"),
            }
            drop(busy);
        });
    }

    fn go(self: Rc<Self>, pressed: &Pressed) {
        let Some(number) = self.asked.take() else { return };
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            let answer = runtime::send(&FromPage::Forget { number: number.clone() }).await;
            self.dialog.close();
            match answer {
                Ok(PageReply::Forgotten { kept }) => {
                    let said = match &number {
                        Some(number) => i18n::message("forget_done", &[number.as_str()]),
                        None => i18n::message("forget_done_everything", &[]),
                    };
                    self.say(&said, "good");
                    Rc::clone(&self).offer_undo(kept, number.is_none());
                    self.show_all(number.is_none()).await;
                }
                answer => self.say(&failure(answer), "warn"),
            }
            drop(busy);
        });
    }

    /// Shows what is left, in every part of the page. Words and settings are no account's: what is typed there stays, unless
    /// everything is meant.
    async fn show_all(self: Rc<Self>, everything: bool) {
        super::reload();
        super::rotation::reload();
        super::history::reload();
        if everything {
            super::reminders::reload();
            super::words::reload();
        }
        self.load().await;
    }

    fn offer_undo(self: Rc<Self>, kept: String, everything: bool) {
        let weak = Rc::downgrade(&self);
        let seconds = Interval::new(250, move || {
            if let Some(forget) = weak.upgrade() {
                forget.count();
            }
        });
        self.undoable.replace(Some(Undoable { kept, everything, until: now() + UNDOABLE, _seconds: seconds }));
        self.count();
        piece::show(&self.undo, true);
        // The row that was pressed has gone. The focus has nowhere better to be.
        let _ = self.undo.focus();
    }

    /// Shows how many seconds are left; for the eyes alone. After the last it is forgotten for good.
    fn count(&self) {
        let until = self.undoable.borrow().as_ref().map_or(0.0, |undoable| undoable.until);
        let left = ((until - now()) / 1_000.0).ceil();
        if left > 0.0 {
            return self.left.set_text_content(Some(&i18n::message("forget_left", &[&(left as u32).to_string()])));
        }
        self.no_undo();
    }

    fn no_undo(&self) {
        let had_focus = self.document.active_element().as_ref() == Some(self.undo.as_ref());
        piece::show(&self.undo, false);
        if had_focus {
            let _ = self.heading.focus();
        }
        // Last: this may be called by the interval that goes with it.
        self.undoable.replace(None);
    }

    fn put_back(self: Rc<Self>, pressed: &Pressed) {
        let undoable = self.undoable.borrow().as_ref().map(|undoable| (undoable.kept.clone(), undoable.everything));
        let Some((kept, everything)) = undoable else { return };
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            match runtime::send(&FromPage::PutBackForgotten { kept }).await {
                Ok(PageReply::Done) => {
                    self.no_undo();
                    self.say(&i18n::message("forget_undone", &[]), "good");
                    self.show_all(everything).await;
                }
                // It can still be put back: the button stays as long as it would have.
                answer => self.say(&failure(answer), "warn"),
            }
            drop(busy);
        });
    }

    fn say(&self, words: &str, tone: &str) {
        self.status.set_text_content(Some(words));
        // Throws only for a name that is no attribute's.
        let _ = self.line.set_attribute("data-tone", tone);
    }
}

fn failure(answer: Result<PageReply, EdgeError>) -> String {
    match answer {
        Ok(PageReply::Failed { trouble }) => trouble::words(&trouble),
        Ok(_) => trouble::another_answer(),
        Err(error) => trouble::edge(&error),
    }
}
