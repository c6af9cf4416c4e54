//! The guard: a press of the reset is held, the integrations that it breaks are listed, and only then it goes on, or not.

mod control;
mod dialog;
mod picker;
mod presence;
mod replay;

use std::{cell::RefCell, pin::pin, rc::Rc};

use futures_util::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use keyturn_browser::{EdgeError, i18n, runtime};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::{ConsoleReply, FromConsole};
use keyturn_core::press::Press;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, KeyboardEvent};

use crate::account::Accounts;
use crate::controls::Controls;
use crate::page::Surroundings;
use control::Pressed;
use dialog::{Dialog, Listed};
use presence::Presence;

/// How long the background may take for an answer, in milliseconds. It may have to be started first.
const PATIENCE: u32 = 5_000;

/// A press that is held.
#[derive(Clone)]
pub struct Held {
    /// The control.
    pub control: Element,
    /// How it was pressed.
    pub press: Press,
    /// The key, if it was one.
    pub key: String,
    /// The form, if it was submitted.
    pub form: Option<HtmlFormElement>,
}

/// What stands while a press is held.
struct Open {
    held: Held,
    number: Option<AccountNumber>,
    dialog: Rc<Dialog>,
    /// Continue was pressed and is being written down.
    is_releasing: bool,
    /// It could not be written down; Continue goes on without.
    is_unwritten: bool,
    _presence: Option<Presence>,
}

/// The guard of a page.
pub struct Guard {
    surroundings: Rc<Surroundings>,
    controls: Rc<Controls>,
    accounts: Rc<Accounts>,
    open: RefCell<Option<Open>>,
}

impl Guard {
    /// Nothing is held yet.
    pub fn new(surroundings: &Rc<Surroundings>, controls: &Rc<Controls>, accounts: &Rc<Accounts>) -> Rc<Self> {
        let (surroundings, controls, accounts) = (Rc::clone(surroundings), Rc::clone(controls), Rc::clone(accounts));
        Rc::new(Self { surroundings, controls, accounts, open: RefCell::new(None) })
    }

    /// Stops an event that is part of pressing the reset, and opens the dialog when the press is complete.
    pub fn handle(self: &Rc<Self>, event: &Event) {
        if self.surroundings.passing.get() {
            return;
        }
        let Some(pressed) = control::pressed(event, &self.surroundings) else { return };
        event.stop_immediate_propagation();
        if let Pressed::Complete(held) = pressed {
            event.prevent_default();
            self.hold(held);
        }
    }

    /// Holds a press that the loader has kept; false if it is not the reset's.
    pub fn hold_kept(self: &Rc<Self>, control: Element) -> bool {
        let form = control.dyn_ref::<HtmlFormElement>().cloned();
        let press = if form.is_some() { Press::Submit } else { Press::Click };
        let is_reset = match &form {
            Some(form) => control::submits_reset(form, None, &self.surroundings),
            None => control::is_reset(&control, &self.surroundings),
        };
        if is_reset {
            self.hold(Held { control, press, key: String::new(), form });
        }
        is_reset
    }

    fn hold(self: &Rc<Self>, held: Held) {
        if self.open.borrow().is_some() {
            return;
        }
        let found = self.accounts.first();
        let number = found.as_ref().map(|found| found.number.clone());
        let company = found.and_then(|found| found.company);
        // Without a dialog there is no asking, and without asking there is no reset: the press stays held for good.
        let Ok(dialog) = Dialog::open(&self.controls, self, number.as_ref(), company.as_deref()) else {
            self.controls.say(&i18n::message("guard_no_dialog", &[]));
            return;
        };
        let presence = Presence::watch(self).ok();
        let open = Open {
            held,
            number: number.clone(),
            dialog: Rc::clone(&dialog),
            is_releasing: false,
            is_unwritten: false,
            _presence: presence,
        };
        *self.open.borrow_mut() = Some(open);
        let this = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let reply = ask(&FromConsole::Held { number }).await;
            this.list(&dialog, reply);
        });
    }

    /// Shows what a reset breaks, or why that cannot be told.
    fn list(&self, dialog: &Rc<Dialog>, reply: Result<ConsoleReply, EdgeError>) {
        match reply {
            Ok(ConsoleReply::Broken { company, integrations, catalog }) => {
                dialog.list(Listed::These { company, integrations, catalog });
            }
            Ok(ConsoleReply::Failed { said }) => dialog.list(Listed::Unknown(said)),
            Ok(_) => dialog.list(Listed::Unknown(i18n::message("guard_no_answer", &[]))),
            Err(error) => dialog.list(Listed::Unknown(error.to_string())),
        }
    }

    /// The admin does not go on. What was held is let go of.
    pub fn cancel(&self) {
        let open = self.open.borrow_mut().take();
        if let Some(open) = open {
            open.dialog.close();
        }
    }

    /// Our host has been thrown out of the page: nobody can see the dialog, so nobody has agreed.
    fn was_removed(&self) {
        if !self.controls.stands() {
            self.cancel();
            self.controls.say(&i18n::message("guard_removed", &[]));
        }
    }

    /// Takes a key while the dialog is open; false if it is none of its business.
    pub fn takes_key(&self, event: &KeyboardEvent, is_ours: bool) -> bool {
        let Some(dialog) = self.dialog() else { return false };
        if event.key() == "Escape" && event.is_trusted() {
            event.stop_immediate_propagation();
            event.prevent_default();
            if event.type_() == "keydown" {
                self.cancel();
            }
            return true;
        }
        if is_ours {
            event.stop_immediate_propagation();
            // The key that pressed the reset may still be down: what it repeats presses nothing here.
            if keyturn_core::control::presses(&event.key()) && !dialog.is_fresh_key(event) {
                event.prevent_default();
            }
        }
        is_ours
    }

    /// Takes a click on one of the dialog's controls; false if the browser shall do with it what it does.
    pub fn takes_click(self: &Rc<Self>, control: &Element) -> bool {
        let Some(dialog) = self.dialog() else { return false };
        let id = control.closest("button").ok().flatten().map(|button| button.id()).unwrap_or_default();
        match id.as_str() {
            "cancel" => self.cancel(),
            "continue" if dialog.is_ready() => self.continue_(),
            "pick" => self.pick(&dialog),
            "options" => self.tell(FromConsole::OpenOptions),
            _ => return false,
        }
        true
    }

    fn dialog(&self) -> Option<Rc<Dialog>> {
        self.open.borrow().as_ref().map(|open| Rc::clone(&open.dialog))
    }

    fn tell(&self, message: FromConsole) {
        wasm_bindgen_futures::spawn_local(async move {
            let _: Result<ConsoleReply, _> = runtime::send(&message).await;
        });
    }

    /// Adds what was picked in the catalog, and lists anew.
    fn pick(self: &Rc<Self>, dialog: &Rc<Dialog>) {
        let names = dialog.picked();
        let number = self.open.borrow().as_ref().and_then(|open| open.number.clone());
        let (this, dialog) = (Rc::clone(self), Rc::clone(dialog));
        wasm_bindgen_futures::spawn_local(async move {
            let reply = ask(&FromConsole::Picked { number, names }).await;
            this.list(&dialog, reply);
        });
    }

    /// Writes down that the reset is let go, then lets it go.
    fn continue_(self: &Rc<Self>) {
        let note = {
            let mut open = self.open.borrow_mut();
            let Some(open) = open.as_mut().filter(|open| !open.is_releasing) else { return };
            if open.is_unwritten {
                None
            } else {
                open.is_releasing = true;
                open.dialog.waits();
                Some(FromConsole::Releasing { number: open.number.clone(), listed: open.dialog.listed() })
            }
        };
        let Some(note) = note else { return self.release() };
        let this = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            match ask(&note).await {
                Ok(ConsoleReply::Done) => this.release(),
                Ok(ConsoleReply::Failed { said }) => this.could_not_write(&said),
                Ok(_) => this.could_not_write(&i18n::message("guard_no_answer", &[])),
                Err(error) => this.could_not_write(&error.to_string()),
            }
        });
    }

    fn could_not_write(&self, said: &str) {
        if let Some(open) = self.open.borrow_mut().as_mut() {
            open.is_releasing = false;
            open.is_unwritten = true;
            open.dialog.could_not_write(said);
        }
    }

    fn release(&self) {
        // Cancelled while it was being written down: then it does not go.
        let Some(open) = self.open.borrow_mut().take() else { return };
        open.dialog.close();
        if !replay::replay(&open.held, &self.surroundings) {
            self.controls.say(&i18n::message("guard_button_gone", &[]));
        }
    }
}

/// Asks the background, and waits no longer than a person would.
async fn ask(message: &FromConsole) -> Result<ConsoleReply, EdgeError> {
    let answer = pin!(runtime::send(message));
    let patience = pin!(TimeoutFuture::new(PATIENCE));
    match select(answer, patience).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(EdgeError::Thrown(i18n::message("guard_no_answer", &[]))),
    }
}
