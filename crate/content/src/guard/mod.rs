//! The guard: a press of the reset is held, the dialogs ask ([`crate::parts::dialogs`]), and only then it goes on, or not.

mod control;
mod prompt;
mod quick;
mod replay;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use keyturn_browser::timers::{Afterwards, Later, after};
use keyturn_browser::{i18n, now};
use keyturn_core::message::plain;
use keyturn_core::one_press::{OnePress, part};
use keyturn_core::press::Press;
use keyturn_core::prompt::Brought;
use keyturn_page::messages;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlFormElement, KeyboardEvent};

use crate::controls::Controls;
use crate::look::{Look, Shown};
use crate::page::Surroundings;
use crate::parts::dialogs::{self, Dialogs};
use control::Pressed;
pub use control::is_reset;
pub use quick::Quick;

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

/// The guard of a page.
pub struct Guard {
    surroundings: Rc<Surroundings>,
    controls: Rc<Controls>,
    look: Rc<Look>,
    held: RefCell<Option<Held>>,
    /// Somebody is being asked about it, or was.
    is_asked: Cell<bool>,
    /// The browser's own question was answered with yes: it goes on as soon as that is written down.
    is_agreed: Cell<bool>,
    brought: Cell<Brought>,
    one_press: Cell<OnePress>,
    /// The button that it is given for.
    allowed_for: RefCell<Option<Element>>,
    settles: RefCell<Option<Later>>,
    /// Asks once the press was dealt with: what pressed it, a script of the page's perhaps, does not wait for the dialog.
    asks: Afterwards,
}

impl Guard {
    /// Nothing is held yet.
    pub fn new(surroundings: &Rc<Surroundings>, controls: &Rc<Controls>, look: &Rc<Look>) -> Rc<Self> {
        let (surroundings, controls, look) = (Rc::clone(surroundings), Rc::clone(controls), Rc::clone(look));
        Rc::new_cyclic(|weak| Self {
            surroundings,
            controls,
            look,
            held: RefCell::new(None),
            is_asked: Cell::new(false),
            is_agreed: Cell::new(false),
            brought: Cell::default(),
            one_press: Cell::default(),
            allowed_for: RefCell::new(None),
            settles: RefCell::new(None),
            asks: Afterwards::new({
                let weak: Weak<Self> = Weak::clone(weak);
                Box::new(move || {
                    if let Some(guard) = weak.upgrade() {
                        guard.ask();
                    }
                })
            }),
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
            messages::tell(plain::prompt_answered(left));
        }
        lets
    }

    /// Whether an event belongs to the one press that goes through, of a button whose replay changed nothing.
    fn is_the_one_press(self: &Rc<Self>, event: &Event, control: &Element) -> bool {
        let mut press = self.one_press.get();
        if press == OnePress::None {
            return false;
        }
        let is_that_button =
            self.allowed_for.borrow().as_ref().is_none_or(|allowed| allowed == control || !allowed.is_connected());
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
            *self.settles.borrow_mut() = Some(after(
                0,
                Box::new(move || {
                    if let Some(guard) = weak.upgrade() {
                        let mut press = guard.one_press.get();
                        press.settles();
                        guard.one_press.set(press);
                    }
                }),
            ));
        }
        gets
    }

    /// Holds a press that the loader has kept, of what was pressed there; false if it is not ours to hold.
    pub fn hold_kept(self: &Rc<Self>, pressed: Element) -> bool {
        let form = pressed.dyn_ref::<HtmlFormElement>().cloned();
        let press = if form.is_some() { Press::Submit } else { Press::Click };
        let guarded = match &form {
            Some(form) => control::submits(form, None, &self.surroundings).map(|what| (pressed, what)),
            None => control::in_path(&pressed, None, &self.surroundings),
        };
        match guarded {
            Some((_, What::Leaves)) | None => false,
            Some((control, what)) => {
                self.hold(Held { control, what, press, key: String::new(), form });
                true
            }
        }
    }

    fn hold(self: &Rc<Self>, held: Held) {
        if self.held.borrow().is_some() {
            return;
        }
        *self.held.borrow_mut() = Some(held);
        self.is_asked.set(false);
        self.is_agreed.set(false);
        if !dialogs::are_there() {
            dialogs::bring();
        }
        self.asks.next();
    }

    /// Asks, if something is held and what asks is there. The number stands in the question: what reads it is waited for.
    pub fn ask(&self) {
        if self.held.borrow().is_none() || self.is_asked.get() {
            return;
        }
        let shown = self.look.first();
        if !self.look.awaits_number() {
            self.ask_about(&shown);
        }
    }

    /// Asks without a number, if something is held that nobody is asked about: what reads it did not come.
    pub fn ask_without_number(&self) {
        if !self.is_asked.get() {
            self.ask_about(&Shown::default());
        }
    }

    fn ask_about(&self, shown: &Shown) {
        let what = self.held.borrow().as_ref().map(|held| held.what);
        let Some(what) = what else { return };
        // Our host may have been thrown out before.
        let _ = self.controls.stand();
        let (number, company) = (shown.number.as_deref(), shown.company.as_deref());
        let asks = dialogs::ask(|dialogs| dialogs.ask(number, company, what == What::Ok));
        self.is_asked.set(asks.is_some() || self.is_asked.get());
    }

    /// There are no dialogs: the browser's own question stands in for them, as where there is no engine.
    pub fn asks_alone(&self) {
        // Asked for again meanwhile, the dialogs may once more not have come.
        if self.held.borrow().is_none() || self.is_agreed.get() {
            return;
        }
        self.is_asked.set(true);
        let asked = self.surroundings.window.confirm_with_message(&i18n::message("guard_without_engine", &[]));
        if asked == Ok(true) {
            self.is_agreed.set(true);
            messages::release(plain::releasing(self.look.first().number.as_deref()));
        } else {
            self.cancelled();
        }
    }

    /// What is held does not go on, whoever is being asked.
    pub fn cancel(&self) {
        if self.cancelled() {
            dialogs::ask(Dialogs::cancel);
        }
    }

    /// What is held does not go on; false if nothing was.
    pub fn cancelled(&self) -> bool {
        let held = self.held.borrow_mut().take();
        held.is_some()
    }

    /// What is held goes on, once.
    pub fn release(&self) {
        let Some(held) = self.held.borrow_mut().take() else { return };
        let control = replay::control_now(&held, &self.surroundings);
        if let Some(control) = &control {
            let mut brought = self.brought.get();
            brought.released(now());
            self.brought.set(brought);
            self.look.expects_hash();
            if replay::replay(&held, control, &self.surroundings) {
                return;
            }
        }
        self.controls.say(&i18n::message("guard_button_gone", &[]));
    }

    /// The next press of this control goes through untouched.
    pub fn allow_once(&self, control: Element) {
        self.allowed_for.replace(Some(control));
        self.one_press.set(OnePress::Offered(now()));
    }
}
