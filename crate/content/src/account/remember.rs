//! Telling the background which accounts the page shows, once they have stood still for a moment: a number that arrives
//! in pieces is no account before it is whole.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::callback::Timeout;
use keyturn_browser::runtime;
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::{ConsoleReply, FromConsole};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::Found;
use crate::page::Surroundings;

/// How long a number stands still before it is an account, in milliseconds.
const STILL: u32 = 1_000;

type Shown = Vec<(AccountNumber, Option<String>)>;

/// What the page shows and what was told of it.
pub struct Remember {
    surroundings: Rc<Surroundings>,
    shown: RefCell<Shown>,
    pending: RefCell<Option<Timeout>>,
}

impl Remember {
    /// Nothing was told yet.
    pub fn new(surroundings: &Rc<Surroundings>) -> Rc<Self> {
        let surroundings = Rc::clone(surroundings);
        Rc::new(Self { surroundings, shown: RefCell::default(), pending: RefCell::new(None) })
    }

    /// The page shows these now.
    pub fn shows(self: &Rc<Self>, found: &[Found]) {
        let shown: Shown = found.iter().map(|found| (found.number.clone(), found.company.clone())).collect();
        if *self.shown.borrow() == shown {
            return;
        }
        let is_nothing = shown.is_empty();
        *self.shown.borrow_mut() = shown;
        let this = Rc::clone(self);
        let pending = (!is_nothing).then(|| Timeout::new(STILL, move || this.settled()));
        *self.pending.borrow_mut() = pending;
    }

    fn settled(&self) {
        if !self.may() {
            return;
        }
        for (number, company) in self.shown.borrow().clone() {
            self.tell(FromConsole::Seen { number, company });
        }
    }

    /// Nothing is captured on a page where somebody is logging in.
    pub fn may(&self) -> bool {
        const SECRETS: &str = "input[type=password], input[autocomplete~=one-time-code]";
        let Ok(fields) = self.surroundings.document.query_selector_all(SECRETS) else { return false };
        let field = |at| fields.get(at).and_then(|node| node.dyn_into::<Element>().ok());
        let is_visible = |field: Element| field.get_client_rects().length() > 0;
        !(0..fields.length()).filter_map(field).any(is_visible)
    }

    /// Tells the background. What does not arrive is told again when the page shows it anew.
    pub fn tell(&self, message: FromConsole) {
        wasm_bindgen_futures::spawn_local(async move {
            let _: Result<ConsoleReply, _> = runtime::send(&message).await;
        });
    }
}
