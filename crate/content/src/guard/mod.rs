//! The guard: a press of the reset is held, the integrations that it breaks are listed, and only then it goes on, or not.

mod control;
mod dialog;
mod list;
mod once;
mod picker;
mod presence;
mod prompt;
mod reaction;
mod replay;
mod said;
mod texts;

use std::{
    cell::{Cell, RefCell},
    pin::pin,
    rc::Rc,
};

use futures_util::future::{Either, select};
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use keyturn_browser::{EdgeError, clipboard, i18n, now, runtime};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::{ConsoleReply, FromConsole};
use keyturn_core::one_press::{ASKED_AFTER, OnePress, part};
use keyturn_core::press::Press;
use keyturn_core::prompt::Brought;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, KeyboardEvent, Node};

use crate::account::Accounts;
use crate::controls::Controls;
use crate::page::Surroundings;
use crate::roots::Roots;
use control::Pressed;
pub use control::{is_reset, labels};
use dialog::{Dialog, Listed};
use once::Once;
use presence::Presence;
use reaction::Reaction;

/// How long the background may take for an answer, in milliseconds. It may have to be started first.
const PATIENCE: u32 = 5_000;

/// What a control is to the guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The reset.
    Reset,
    /// The OK of the page's own prompt about the reset.
    Ok,
    /// What leaves that prompt: never held.
    Leaves,
}

/// A press that is held.
#[derive(Clone)]
pub struct Held {
    /// The control.
    pub control: Element,
    /// What it is.
    pub what: What,
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
    reaction: Option<Reaction>,
}

/// A press that was let go, and what the page makes of it.
struct Released {
    control: Element,
    _reaction: Reaction,
    once: Option<Once>,
}

/// The guard of a page.
pub struct Guard {
    surroundings: Rc<Surroundings>,
    controls: Rc<Controls>,
    accounts: Rc<Accounts>,
    open: RefCell<Option<Open>>,
    released: RefCell<Option<Released>>,
    brought: Cell<Brought>,
    one_press: Cell<OnePress>,
    /// The button that it is given for.
    allowed_for: RefCell<Option<Element>>,
    settles: RefCell<Option<Timeout>>,
}

impl Guard {
    /// Nothing is held yet.
    pub fn new(surroundings: &Rc<Surroundings>, controls: &Rc<Controls>, accounts: &Rc<Accounts>) -> Rc<Self> {
        let (surroundings, controls, accounts) = (Rc::clone(surroundings), Rc::clone(controls), Rc::clone(accounts));
        Rc::new(Self {
            surroundings,
            controls,
            accounts,
            open: RefCell::new(None),
            released: RefCell::new(None),
            brought: Cell::default(),
            one_press: Cell::default(),
            allowed_for: RefCell::new(None),
            settles: RefCell::new(None),
        })
    }

    /// Stops an event that is part of pressing the reset, or the OK of a prompt that no Continue has brought, and opens the
    /// dialog when the press is complete.
    pub fn handle(self: &Rc<Self>, event: &Event) {
        if self.surroundings.passing.get() {
            return;
        }
        let Some(pressed) = control::pressed(event, &self.surroundings) else { return };
        if self.lets_through(&pressed) || self.is_the_one_press(event, pressed.control()) {
            return;
        }
        event.stop_immediate_propagation();
        if event.type_() == "keydown" {
            // Not complete a second time, but Space must not scroll nor Enter click either.
            event.prevent_default();
        }
        if let Pressed::Complete(held) = pressed {
            event.prevent_default();
            self.hold(held);
        }
    }

    /// A prompt that a Continue has brought is the page's own business, and so is leaving one.
    fn lets_through(&self, pressed: &Pressed) -> bool {
        let mut brought = self.brought.get();
        let is_complete = matches!(pressed, Pressed::Complete(_));
        let lets = match pressed.what() {
            What::Reset => false,
            What::Ok => brought.is(now()),
            What::Leaves => true,
        };
        if lets && is_complete {
            let left = pressed.what() == What::Leaves;
            if left {
                brought.left()
            } else {
                brought.answered(now())
            }
            self.brought.set(brought);
            self.tell(FromConsole::PromptAnswered { left });
        }
        lets
    }

    /// Whether an event belongs to the one press that goes through, of a button whose replay changed nothing.
    fn is_the_one_press(self: &Rc<Self>, event: &Event, control: &Element) -> bool {
        let mut press = self.one_press.get();
        if press == OnePress::None {
            return false;
        }
        let is_that_button = self
            .released
            .borrow()
            .as_ref()
            .is_none_or(|released| released.control == *control || !released.control.is_connected());
        if !is_that_button {
            return false;
        }
        let repeats = event.dyn_ref::<KeyboardEvent>().is_some_and(KeyboardEvent::repeat);
        let gets = press.takes(part(&event.type_(), repeats), event.is_trusted(), now());
        self.one_press.set(press);
        if gets {
            let mut brought = self.brought.get();
            brought.released(now());
            self.brought.set(brought);
            // What the browser does on account of it, it does in this turn.
            let weak = Rc::downgrade(self);
            *self.settles.borrow_mut() = Some(Timeout::new(0, move || {
                if let Some(guard) = weak.upgrade() {
                    let mut press = guard.one_press.get();
                    press.settles();
                    guard.one_press.set(press);
                }
            }));
        }
        gets
    }

    /// Holds a press that the loader has kept; false if it is not ours to hold.
    pub fn hold_kept(self: &Rc<Self>, control: Element) -> bool {
        let form = control.dyn_ref::<HtmlFormElement>().cloned();
        let press = if form.is_some() { Press::Submit } else { Press::Click };
        let what = match &form {
            Some(form) => control::submits(form, None, &self.surroundings),
            None => control::is_guarded(&control, &self.surroundings),
        };
        match what {
            Some(What::Leaves) | None => false,
            Some(what) => {
                self.hold(Held { control, what, press, key: String::new(), form });
                true
            }
        }
    }

    /// The document and the roots in it, but for our own.
    fn roots(&self) -> Vec<Node> {
        let document: Node = self.surroundings.document.clone().into();
        let roots = Roots::of(&document).filter(|root| !self.controls.is_host(&root.host())).map(Node::from);
        std::iter::once(document.clone()).chain(roots).collect()
    }

    fn hold(self: &Rc<Self>, held: Held) {
        if self.open.borrow().is_some() {
            return;
        }
        // Dropped after the borrow: what it takes down with it, the page may answer at once.
        let before = self.released.borrow_mut().take();
        drop(before);
        let found = self.accounts.first();
        let number = found.as_ref().map(|found| found.number.clone());
        let company = found.and_then(|found| found.company);
        // Without a dialog there is no asking, and without asking there is no reset: the press stays held for good.
        let Ok(dialog) = Dialog::open(&self.controls, self, number.as_ref(), company.as_deref()) else {
            self.controls.say(&i18n::message("guard_no_dialog", &[]));
            return;
        };
        let is_prompts = held.what == What::Ok;
        let open = Open {
            held,
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
            let reply = ask(&FromConsole::Held { number }).await;
            match reply {
                // Continue was pressed in another frame, or on the page before this one.
                Ok(ConsoleReply::Broken { released: true, .. }) if is_prompts => this.release(),
                reply => this.list(&dialog, reply),
            }
        });
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
            self.tell(FromConsole::Cancelled { number: open.number, listed: open.dialog.listed() });
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

    /// Takes a click on one of the dialog's controls; false if the browser shall do with it what it does.
    pub fn takes_click(self: &Rc<Self>, control: &Element) -> bool {
        let id = control.closest("button").ok().flatten().map(|button| button.id()).unwrap_or_default();
        if id.starts_with("once-") {
            self.once_is_answered(id == "once-allow");
            return true;
        }
        let Some(dialog) = self.dialog() else { return false };
        match id.as_str() {
            "cancel" => self.cancel(),
            "continue" if dialog.is_ready() => self.continue_(),
            "pick" => self.pick(&dialog),
            "copy" => self.copy(&dialog, &dialog.as_text(), "guard_list_copied"),
            "copy-texts" => self.copy(&dialog, &dialog.as_texts(), "guard_texts_copied"),
            "leaked" => dialog.turn_round(),
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

    fn copy(&self, dialog: &Dialog, text: &str, copied: &str) {
        let failed = clipboard::copy(&self.surroundings.document, text).err();
        dialog.was_copied(copied, failed.as_ref());
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
                Some(FromConsole::Releasing {
                    number: open.number.clone(),
                    listed: open.dialog.listed(),
                    leaked: open.dialog.leaked(),
                })
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

    fn release(self: &Rc<Self>) {
        // Cancelled while it was being written down: then it does not go.
        let Some(open) = self.open.borrow_mut().take() else { return };
        open.dialog.close();
        let Some(control) = replay::control_now(&open.held, self) else {
            return self.controls.say(&i18n::message("guard_button_gone", &[]));
        };
        let mut brought = self.brought.get();
        brought.released(now());
        self.brought.set(brought);
        if let Some(reaction) = &open.reaction {
            reaction.released(self);
        }
        self.accounts.expects_hash();
        let began = now();
        if !replay::replay(&open.held, &control, self) {
            self.controls.say(&i18n::message("guard_button_gone", &[]));
        } else if let Some(reaction) = open.reaction {
            reaction.played();
            if now() - began > ASKED_AFTER {
                reaction.reacted();
            }
            *self.released.borrow_mut() = Some(Released { control, _reaction: reaction, once: None });
        }
    }

    /// Nothing on the page has changed since the press was let go. It may obey trusted events only.
    fn did_not_react(self: &Rc<Self>) {
        let mut released = self.released.borrow_mut();
        if let Some(released) = released.as_mut().filter(|released| released.control.is_connected()) {
            released.once = Once::ask(&self.controls).ok();
        }
    }

    /// The page has reacted, soon or late: nothing more is needed.
    fn reacted(&self) {
        let once = self.released.borrow_mut().as_mut().and_then(|released| released.once.take());
        drop(once);
    }

    fn asks_once(&self) -> bool {
        self.released.borrow().as_ref().is_some_and(|released| released.once.is_some())
    }

    fn once_is_answered(&self, allowed: bool) {
        // Taken out whole: from here on it is the admin who knows, and what the press itself changes is no reaction.
        let asking = self.released.borrow_mut().take_if(|released| released.once.is_some());
        if let Some(released) = asking
            && allowed
        {
            self.allowed_for.replace(Some(released.control.clone()));
            self.one_press.set(OnePress::Offered(now()));
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
