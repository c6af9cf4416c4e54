//! Telling the background which accounts the page shows, once they have stood still for a moment: a number that arrives
//! in pieces is no account before it is whole.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::Set;
use keyturn_browser::timers::{Later, after};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::plain;
use keyturn_core::secret::{Field, is_secret};
use keyturn_core::text;
use keyturn_page::found::Found;
use keyturn_page::labels;
use keyturn_page::messages;
use keyturn_page::roots;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement};

use crate::content::Content;

/// How long a number stands still before it is an account, in milliseconds.
const STILL: u32 = 1_000;

type Shown = Vec<(AccountNumber, Option<String>)>;

/// What the page shows and what was told of it.
pub struct Remember {
    document: Document,
    /// The roots that were found on the page.
    roots: Set,
    content: Rc<Content>,
    shown: RefCell<Shown>,
    /// What was told of it and is shown since: an account that is forgotten meanwhile stays so.
    told: RefCell<Shown>,
    pending: RefCell<Option<Later>>,
    is_laid_out: Cell<bool>,
    /// They have stood still, and only the page's layout is waited for.
    waits_for_layout: Cell<bool>,
}

impl Remember {
    /// Nothing was told yet.
    pub fn new(document: &Document, roots: Set, content: &Rc<Content>) -> Rc<Self> {
        Rc::new(Self {
            document: document.clone(),
            roots,
            content: Rc::clone(content),
            shown: RefCell::default(),
            told: RefCell::default(),
            pending: RefCell::new(None),
            is_laid_out: Cell::new(false),
            waits_for_layout: Cell::new(false),
        })
    }

    /// The page shows these now.
    pub fn shows(self: &Rc<Self>, found: &[Found], is_laid_out: bool) {
        self.is_laid_out.set(is_laid_out);
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
        self.is_laid_out.set(true);
        if self.waits_for_layout.replace(false) {
            self.settled();
        }
    }

    fn settled(&self) {
        // On a slow machine a look may wait for longer than a number has to stand still: what counts is what stands there now.
        let before = self.shown.borrow().clone();
        self.content.look();
        if *self.shown.borrow() != before {
            return;
        }
        // Which fields show is not known before.
        if !self.is_laid_out.get() {
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
        let in_document = roots::select(&self.document, FIELDS);
        let in_roots = roots::in_set(&self.roots).flat_map(|root| roots::select(&root, FIELDS));
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
