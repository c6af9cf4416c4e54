//! Telling the background which accounts the page shows, once they have stood still for a moment: a number that arrives
//! in pieces is no account before it is whole.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use js_sys::Set;
use keyturn_browser::timers::{Later, after};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::plain;
use keyturn_core::secret::{Field, is_secret};
use keyturn_core::text;
use keyturn_page::found::Found;
use keyturn_page::labels;
use keyturn_page::roots;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, Node};

use super::Accounts;
use super::observed::all;
use crate::messages;
use crate::page::Surroundings;

/// How long a number stands still before it is an account, in milliseconds.
const STILL: u32 = 1_000;

type Shown = Vec<(AccountNumber, Option<String>)>;

/// What the page shows and what was told of it.
pub struct Remember {
    surroundings: Rc<Surroundings>,
    /// The roots that were found on the page.
    roots: Set,
    shown: RefCell<Shown>,
    /// What was told of it and is shown since: an account that is forgotten meanwhile stays so.
    told: RefCell<Shown>,
    pending: RefCell<Option<Later>>,
    /// They have stood still, and only the page's layout is waited for.
    waits_for_layout: Cell<bool>,
    /// Who looks at the page.
    accounts: RefCell<Weak<Accounts>>,
}

impl Remember {
    /// Nothing was told yet.
    pub fn new(surroundings: &Rc<Surroundings>, roots: &Set) -> Rc<Self> {
        let surroundings = Rc::clone(surroundings);
        Rc::new(Self {
            surroundings,
            roots: roots.clone(),
            shown: RefCell::default(),
            told: RefCell::default(),
            pending: RefCell::new(None),
            waits_for_layout: Cell::new(false),
            accounts: RefCell::default(),
        })
    }

    /// Asks these what the page shows.
    pub fn asks(&self, accounts: &Rc<Accounts>) {
        *self.accounts.borrow_mut() = Rc::downgrade(accounts);
    }

    /// The page shows these now.
    pub fn shows(self: &Rc<Self>, found: &[Found]) {
        let shown: Shown = found.iter().map(|found| (found.number.clone(), found.company.clone())).collect();
        if *self.shown.borrow() == shown {
            return;
        }
        let is_nothing = shown.is_empty();
        self.told.borrow_mut().retain(|told| shown.contains(told));
        *self.shown.borrow_mut() = shown;
        // One that held this would keep it beyond the page's end, and tell what nobody asks any more.
        let weak = Rc::downgrade(self);
        let settled = move || {
            if let Some(this) = weak.upgrade() {
                this.settled();
            }
        };
        let pending = (!is_nothing).then(|| after(STILL, Box::new(settled)));
        *self.pending.borrow_mut() = pending;
        self.waits_for_layout.set(false);
    }

    /// The page is laid out now.
    pub fn is_laid_out(&self) {
        if self.waits_for_layout.replace(false) {
            self.settled();
        }
    }

    fn settled(&self) {
        // On a slow machine a look may wait for longer than a number has to stand still: what counts is what stands there now.
        let before = self.shown.borrow().clone();
        let accounts = self.accounts.borrow().upgrade();
        if accounts.is_some_and(|accounts| accounts.first().is_none()) || *self.shown.borrow() != before {
            return;
        }
        // Which fields show is not known before.
        if !self.surroundings.is_laid_out() {
            return self.waits_for_layout.set(true);
        }
        if !self.may() {
            return;
        }
        for one in self.shown.borrow().iter() {
            let mut told = self.told.borrow_mut();
            if !told.contains(one) {
                told.push(one.clone());
                let (number, company) = one;
                messages::tell(plain::seen(number, company.as_deref()));
            }
        }
    }

    /// Nothing is captured on a page where somebody is logging in.
    pub fn may(&self) -> bool {
        let document: &Node = &self.surroundings.document;
        let in_document = roots::select(document, FIELDS);
        let in_roots = all(&self.roots).flat_map(|root| roots::select(&root, FIELDS));
        !in_document.chain(in_roots).any(|field| field.get_client_rects().length() > 0 && asks_for_secret(&field))
    }
}

/// Fields that may ask for a secret.
const FIELDS: &str = "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit], [type=button])";

fn asks_for_secret(field: &Element) -> bool {
    let Some(field) = field.dyn_ref::<HtmlInputElement>() else { return false };
    let mut words = labels::of_field(field);
    words.extend([field.name(), field.id()]);
    let autocomplete = field.get_attribute("autocomplete").unwrap_or_default();
    is_secret(&Field {
        kind: &field.type_(),
        autocomplete: &autocomplete,
        words: &text::spaced(words.iter().map(String::as_str)),
    })
}
