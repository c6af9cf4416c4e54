//! Asking before a press that is held goes on: what it breaks is listed, what the admin answers is written down.

mod dialog;
mod list;
mod once;
mod picker;
mod presence;
mod reaction;
mod replay;
mod texts;

use std::{cell::RefCell, rc::Rc};

use keyturn_browser::runtime::send_within;
use keyturn_browser::timers::sleep;
use keyturn_browser::{EdgeError, clipboard, i18n, now};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::{ConsoleReply, FromConsole};
use keyturn_core::one_press::ASKED_AFTER;
use web_sys::{Element, KeyboardEvent};

use crate::content::Content;
use crate::tell::{PATIENCE, moment, tell};
use dialog::{Dialog, Listed};
use keyturn_page::root::Root;
use once::Once;
use presence::Presence;
use reaction::Reaction;
pub use replay::Held;

/// A page that throws out what we say as well, does so within this time, in milliseconds.
const THROWN_OUT_WITHIN: u32 = 300;

/// What stands while a press is held.
struct Open {
    number: Option<AccountNumber>,
    dialog: Rc<Dialog>,
    /// Continue was pressed and is being written down.
    is_releasing: bool,
    /// It could not be written down; Continue goes on without.
    is_unwritten: bool,
    _presence: Option<Presence>,
    reaction: Option<Reaction>,
}

/// A press that was let go, and what the page makes of it.
struct Released {
    control: Element,
    _reaction: Reaction,
    once: Option<Rc<Once>>,
}

/// The questions of the guard.
pub struct Guard {
    root: Rc<Root>,
    content: Rc<Content>,
    open: RefCell<Option<Open>>,
    /// What is let go: the page is watched from before on.
    going: RefCell<Option<Reaction>>,
    released: RefCell<Option<Released>>,
}

impl Guard {
    /// Nothing is asked yet.
    pub fn new(root: &Rc<Root>, content: &Rc<Content>) -> Rc<Self> {
        let (root, content) = (Rc::clone(root), Rc::clone(content));
        Rc::new(Self {
            root,
            content,
            open: RefCell::new(None),
            going: RefCell::new(None),
            released: RefCell::new(None),
        })
    }

    /// Asks, before anybody knows what the reset breaks.
    pub fn ask(
        self: &Rc<Self>,
        number: Option<AccountNumber>,
        company: Option<String>,
        is_prompts: bool,
    ) -> Result<(), EdgeError> {
        // Dropped after the borrow: what it takes down with it, the page may answer at once.
        let before = self.released.borrow_mut().take();
        drop(before);
        let dialog = Dialog::open(&self.root, self, number.as_ref(), company.as_deref())?;
        let open = Open {
            number: number.clone(),
            dialog: Rc::clone(&dialog),
            is_releasing: false,
            is_unwritten: false,
            _presence: Presence::watch(self).ok(),
            reaction: None,
        };
        *self.open.borrow_mut() = Some(open);
        let this = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            this.watch();
            let reply = send_within(&FromConsole::Held { number }, PATIENCE).await;
            match reply {
                // Continue was pressed in another frame, or on the page before this one.
                Ok(ConsoleReply::Broken { released: true, .. }) if is_prompts => this.release(&dialog),
                reply => this.list(&dialog, reply),
            }
        });
        Ok(())
    }

    /// Watches the page while the dialog is open, once that can be seen.
    fn watch(self: &Rc<Self>) {
        let reaction = Reaction::watch(self).ok();
        if let Some(open) = self.open.borrow_mut().as_mut() {
            open.reaction = reaction;
        }
    }

    /// Shows what a reset breaks, or why that cannot be told.
    fn list(&self, dialog: &Rc<Dialog>, reply: Result<ConsoleReply, EdgeError>) {
        match reply {
            Ok(ConsoleReply::Broken { number, company, integrations, catalog, .. }) => {
                dialog.list(Listed::These { number, company, integrations, catalog });
            }
            Ok(ConsoleReply::Failed { said }) => dialog.list(Listed::Unknown(said)),
            Ok(_) => dialog.list(Listed::Unknown(i18n::message("guard_no_answer", &[]))),
            Err(error) => dialog.list(Listed::Unknown(error.to_string())),
        }
    }

    /// The admin does not go on. What was held is let go of, and that is told: a reset that was not made is evidence too.
    pub fn cancel(&self) {
        let open = self.open.borrow_mut().take();
        if let Some(open) = open {
            open.dialog.close();
            tell(FromConsole::Cancelled { number: open.number, listed: open.dialog.listed(), moment: moment() });
            self.content.cancelled();
        }
    }

    /// Nothing is asked any more.
    pub fn end(&self) {
        self.cancel();
        let released = self.released.borrow_mut().take();
        drop(released);
    }

    /// Our host has been thrown out of the page: nobody can see the dialog, so nobody has agreed.
    fn was_removed(self: &Rc<Self>) {
        if self.root.stands() {
            return;
        }
        self.cancel();
        let words = i18n::message("guard_removed", &[]);
        self.content.say(&words);
        let weak = Rc::downgrade(self);
        wasm_bindgen_futures::spawn_local(async move {
            sleep(THROWN_OUT_WITHIN).await;
            if let Some(guard) = weak.upgrade().filter(|guard| !guard.root.stands()) {
                let _ = guard.root.window.alert_with_message(&words);
            }
        });
    }

    /// The page covers what is asked again and again: nobody can tell what the admin sees, so nobody has agreed. The browser
    /// itself says so, because the page would cover what we say as well.
    fn is_lost(&self) {
        self.cancel();
        self.once_is_answered(false);
        let _ = self.root.window.alert_with_message(&i18n::message("guard_lost", &[]));
    }

    /// Takes a key while a dialog is open; false if it is none of its business.
    pub fn takes_key(&self, event: &KeyboardEvent, is_ours: bool) -> bool {
        let is_escape = event.key() == "Escape" && event.is_trusted();
        if is_escape && (self.dialog().is_some() || self.asks_once()) {
            event.stop_immediate_propagation();
            event.prevent_default();
            if event.type_() == "keydown" {
                self.cancel();
                self.once_is_answered(false);
            }
            return true;
        }
        let Some(dialog) = self.dialog() else { return false };
        if is_ours {
            event.stop_immediate_propagation();
            // The key that pressed the reset may still be down: what it repeats presses nothing here.
            if keyturn_core::control::presses(&event.key()) && !dialog.is_fresh_key(event) {
                event.prevent_default();
            }
        }
        is_ours
    }

    /// Takes a click on one of the dialogs' controls; false if the browser shall do with it what it does.
    pub fn takes_click(self: &Rc<Self>, control: &Element) -> bool {
        let id = control.closest("button").ok().flatten().map(|button| button.id()).unwrap_or_default();
        if id.starts_with("once-") {
            let allows = id == "once-allow";
            if !allows || self.once_counts() {
                self.once_is_answered(allows);
            }
            return true;
        }
        let Some(dialog) = self.dialog() else { return false };
        if id != "cancel" && !dialog.is_seen() {
            return true;
        }
        match id.as_str() {
            "cancel" => self.cancel(),
            "continue" if dialog.is_ready() => self.continue_(&dialog),
            "pick" => self.pick(&dialog),
            "copy" => self.copy(&dialog, &dialog.as_text(), "guard_list_copied"),
            "copy-texts" => self.copy(&dialog, &dialog.as_texts(), "guard_texts_copied"),
            "leaked" => dialog.turn_round(),
            "options" => tell(FromConsole::OpenOptions),
            _ => return false,
        }
        true
    }

    fn dialog(&self) -> Option<Rc<Dialog>> {
        self.open.borrow().as_ref().map(|open| Rc::clone(&open.dialog))
    }

    fn copy(&self, dialog: &Dialog, text: &str, copied: &str) {
        let failed = clipboard::copy(&self.root.document, text).err();
        dialog.was_copied(copied, failed.as_ref());
    }

    /// Adds what was picked in the catalog, and lists anew.
    fn pick(self: &Rc<Self>, dialog: &Rc<Dialog>) {
        let names = dialog.picked();
        let number = self.open.borrow().as_ref().and_then(|open| open.number.clone());
        let (this, dialog) = (Rc::clone(self), Rc::clone(dialog));
        wasm_bindgen_futures::spawn_local(async move {
            let reply = send_within(&FromConsole::Picked { number, names }, PATIENCE).await;
            this.list(&dialog, reply);
        });
    }

    /// Writes down that the reset is let go, then lets it go.
    fn continue_(self: &Rc<Self>, dialog: &Rc<Dialog>) {
        let note = {
            let mut open = self.open.borrow_mut();
            let Some(open) = open.as_mut().filter(|open| !open.is_releasing) else { return };
            if open.is_unwritten {
                None
            } else {
                open.is_releasing = true;
                open.dialog.waits();
                Some(FromConsole::Releasing {
                    number: open.number.clone(),
                    listed: open.dialog.listed(),
                    leaked: open.dialog.leaked(),
                    at: Some(now()),
                    moment: moment(),
                })
            }
        };
        let Some(note) = note else { return self.release(dialog) };
        let (this, dialog) = (Rc::clone(self), Rc::clone(dialog));
        wasm_bindgen_futures::spawn_local(async move {
            match send_within(&note, PATIENCE).await {
                Ok(ConsoleReply::Done) => this.release(&dialog),
                Ok(ConsoleReply::Failed { said }) => this.could_not_write(&dialog, &said),
                Ok(_) => this.could_not_write(&dialog, &i18n::message("guard_no_answer", &[])),
                Err(error) => this.could_not_write(&dialog, &error.to_string()),
            }
        });
    }

    fn could_not_write(&self, dialog: &Rc<Dialog>, said: &str) {
        let mut open = self.open.borrow_mut();
        if let Some(open) = open.as_mut().filter(|open| Rc::ptr_eq(&open.dialog, dialog)) {
            open.is_releasing = false;
            open.is_unwritten = true;
            open.dialog.could_not_write(said);
        }
    }

    fn release(&self, dialog: &Rc<Dialog>) {
        // Cancelled while it was being written down: then it does not go, nor does another press that is asked about by now.
        let open = self.open.borrow_mut().take_if(|open| Rc::ptr_eq(&open.dialog, dialog));
        let Some(open) = open else { return };
        open.dialog.close();
        self.going.replace(open.reaction);
        self.content.release();
        self.going.take();
    }

    /// Plays what was held again on this control; false if it could not be.
    pub fn plays(self: &Rc<Self>, held: &Held<'_>, control: &Element, pressed: &Element) -> bool {
        let reaction = self.going.take();
        if let Some(reaction) = &reaction {
            reaction.released(self);
        }
        let began = now();
        if replay::play(held, pressed).is_none() {
            return false;
        }
        if let Some(reaction) = reaction {
            reaction.played();
            if now() - began > ASKED_AFTER {
                reaction.reacted();
            }
            // One to which the page has reacted already is not watched on.
            let waits = !reaction.has_reacted();
            let released = Released { control: control.clone(), _reaction: reaction, once: None };
            self.released.replace(Some(released).filter(|_| waits));
        }
        true
    }

    /// Nothing on the page has changed since the press was let go. It may obey trusted events only.
    fn did_not_react(self: &Rc<Self>) {
        let mut released = self.released.borrow_mut();
        if let Some(released) = released.as_mut().filter(|released| released.control.is_connected()) {
            released.once = Once::ask(&self.root, self).ok().map(Rc::new);
        }
    }

    /// The page has reacted, soon or late: nothing more is needed, and the page is not watched any more.
    fn reacted(&self) {
        let released = self.released.take();
        // Not here: what tells of it is part of that.
        wasm_bindgen_futures::spawn_local(async move { drop(released) });
    }

    fn asks_once(&self) -> bool {
        self.released.borrow().as_ref().is_some_and(|released| released.once.is_some())
    }

    /// Whether a yes to that question counts: it was seen, and is.
    fn once_counts(&self) -> bool {
        let once = self.released.borrow().as_ref().and_then(|released| released.once.clone());
        once.is_some_and(|once| once.is_seen() && once.counts())
    }

    fn once_is_answered(&self, allowed: bool) {
        // Taken out whole: from here on it is the admin who knows, and what the press itself changes is no reaction.
        let asking = self.released.borrow_mut().take_if(|released| released.once.is_some());
        if let Some(released) = asking
            && allowed
        {
            self.content.allow_once(&released.control);
        }
    }
}
