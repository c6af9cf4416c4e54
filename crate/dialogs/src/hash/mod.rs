//! The new provisioning hash on the page, which shows it once: painted, given a panel to copy it from, and kept from being
//! lost. Where the page speaks of one, the account numbers' look tells (`keyturn-content`); what is known of a hash's copy is in
//! [`memory`].

mod admin;
mod hand;
mod leaving;
mod memory;
mod panel;
mod reader;
mod seen;
mod tasks;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use keyturn_browser::timers::{Later, after};
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::provisioning_hash::{DIGITS, Hash};
use keyturn_core::words::Words;
use keyturn_page::outline::Outline;
use keyturn_page::paint::{PROVISIONING_HASH, Paint};
use keyturn_page::sight::Sight;
use wasm_bindgen::JsValue;
use web_sys::{Element, Event, HtmlInputElement, Node};

use crate::content::Content;
use hand::Hand;
use keyturn_page::root::Root;
use reader::Found;

/// How long a hash of an unusual length stands still before it is whole, in milliseconds: it may arrive in pieces.
const STILL: u32 = 500;

/// Where a page speaks of hashes.
pub struct Places {
    /// The elements, or roots, that hold a hash's label or shape, in reading order.
    pub hashes: Vec<Node>,
    /// The fields that nobody can type in.
    pub fields: Vec<HtmlInputElement>,
}

/// The hashes on the page, and the one that the panel is about.
pub struct Hashes {
    root: Rc<Root>,
    content: Rc<Content>,
    words: Words,
    paint: Paint,
    found: RefCell<Vec<Found>>,
    outlines: RefCell<Vec<Option<Outline>>>,
    number: RefCell<Option<AccountNumber>>,
    hand: RefCell<Option<Rc<Hand>>>,
    /// A hash that is not known to be whole yet, and what takes it once it has stood still.
    unsettled: RefCell<Option<Hash>>,
    settles: RefCell<Option<Later>>,
    is_on_clipboard: Cell<bool>,
}

impl Hashes {
    /// Nothing is looked at yet.
    pub fn new(root: &Rc<Root>, content: &Rc<Content>, words: Words) -> Result<Rc<Self>, EdgeError> {
        Ok(Rc::new(Self {
            root: Rc::clone(root),
            content: Rc::clone(content),
            words,
            paint: Paint::new(PROVISIONING_HASH)?,
            found: RefCell::default(),
            outlines: RefCell::default(),
            number: RefCell::new(None),
            hand: RefCell::new(None),
            unsettled: RefCell::new(None),
            settles: RefCell::new(None),
            is_on_clipboard: Cell::new(false),
        }))
    }

    /// From now on the shape of a hash alone tells one, but for what is at these places.
    pub fn expect(&self, places: &Places) {
        memory::expect(reader::marks(places));
    }

    /// Reads what stands at these places now, and brings what is ours into line with it.
    pub fn look(self: &Rc<Self>, places: &Places, number: Option<AccountNumber>) {
        if number.is_some() {
            self.number.replace(number);
        }
        let found = reader::read(&self.root.document, places, &self.words);
        self.paint.set(found.iter().filter_map(|found| found.spot.range()));
        *self.found.borrow_mut() = found;
        self.show();
        if let (Some(hand), Some(number)) = (self.hand.borrow().as_ref(), self.number.borrow().as_ref()) {
            hand.is_of(number);
        }
    }

    /// The nodes that hashes stand in.
    pub fn nodes(&self) -> Vec<Node> {
        self.found.borrow().iter().filter_map(|found| found.spot.node()).collect()
    }

    /// Puts the outlines around the fields that hold one, and the panel where it covers less of it.
    pub fn place(&self) {
        let sight = Sight { window: &self.root.window, ours: &self.root };
        let found = self.found.borrow();
        let mut outlines = self.outlines.borrow_mut();
        outlines.resize_with(found.len(), || None);
        let hand = self.hand.borrow();
        for (outline, found) in outlines.iter_mut().zip(found.iter()) {
            if let Some(hand) = hand.as_ref().filter(|hand| hand.hash == found.hash) {
                hand.keeps_clear_of(&found.spot.rect(), sight.size());
            }
            if found.spot.range().is_some_and(|range| self.paint.reaches(range)) {
                *outline = None;
                continue;
            }
            let rect = found.spot.rect();
            *outline = outline.take().or_else(|| Outline::of_hash(&self.root).ok());
            if let Some(outline) = outline {
                outline.place(&rect, sight.is_seen(&found.spot, &rect));
            }
        }
    }

    /// Brings the panel into line with what the page shows: it is about the newest of the hashes.
    fn show(self: &Rc<Self>) {
        let newest = {
            let found = self.found.borrow();
            let hashes = found.iter().map(|found| &found.hash);
            hashes.max_by_key(|hash| memory::age(hash.mark())).cloned()
        };
        let hand = self.hand.borrow().clone();
        if *self.unsettled.borrow() != newest {
            self.unsettled.take();
        }
        let Some(hash) = newest else {
            if let Some(hand) = hand
                && !hand.has_left(self)
            {
                self.let_go();
            }
            return;
        };
        if let Some(hand) = hand.filter(|hand| hand.hash == hash) {
            return hand.is_back();
        }
        if hash.as_str().len() == DIGITS {
            return self.take(hash);
        }
        // The page around it may change all the time.
        if self.unsettled.borrow().is_some() {
            return;
        }
        self.unsettled.replace(Some(hash));
        let weak = Rc::downgrade(self);
        let is_still = move || {
            if let Some(this) = weak.upgrade()
                && let Some(hash) = this.unsettled.take()
            {
                this.take(hash);
                this.place();
            }
        };
        *self.settles.borrow_mut() = Some(after(STILL, Box::new(is_still)));
    }

    /// Takes a hash in hand, in place of another one.
    fn take(&self, hash: Hash) {
        let number = self.number.borrow().clone();
        let hand = Hand::take(hash, number, &self.root).ok();
        // Dropped after the borrow.
        let before = self.hand.replace(hand);
        drop(before);
    }

    /// Lets go of the hash: it is zeroed, and its panel goes.
    pub fn let_go(&self) {
        let hand = self.hand.borrow_mut().take();
        drop(hand);
    }

    /// Lets go of it though it may still be needed: what runs here ends before its time is over.
    pub fn end(&self) {
        let hand = self.hand.borrow_mut().take();
        if let Some(hand) = hand {
            hand.ends();
        }
    }

    /// Its time is over.
    fn is_over(&self) {
        self.let_go();
        self.content.say(&i18n::message("hash_gone", &[]));
        self.content.look();
    }

    /// Takes a click on a control of the panel; false if it is none.
    pub fn takes_click(self: &Rc<Self>, control: &Element) -> bool {
        let hand = self.hand.borrow().clone();
        hand.is_some_and(|hand| hand.takes_click(control, self))
    }

    /// Hears what the admin presses on the page. True if that makes a hash.
    pub fn heard_press(&self, target: &JsValue) -> bool {
        let Some(control) = admin::pressed(target) else { return false };
        if admin::creates(&control, &self.words) {
            return true;
        }
        self.page_is_pressed(&control);
        false
    }

    /// Hears a copying of the page's.
    pub fn page_copies(&self, event: &Event) {
        let Some(hand) = self.hand.borrow().clone() else { return };
        let is_it = admin::copies(event, &hand.hash, &self.root.window);
        self.is_on_clipboard.set(is_it);
        if is_it {
            hand.was_copied("hash_copied_on_page");
        }
    }

    /// What the console's own button puts on the clipboard, nobody can see: that it says so must do.
    fn page_is_pressed(&self, control: &Element) {
        let Some(hand) = self.hand.borrow().clone() else { return };
        let found = self.found.borrow();
        let mut nodes = found.iter().filter(|found| found.hash == hand.hash).filter_map(|found| found.spot.node());
        if nodes.any(|node| admin::copies_from(control, &node)) {
            self.is_on_clipboard.set(true);
            hand.was_copied("hash_copied_on_page");
        }
    }

    /// Whether the hash was on the clipboard, and what was just copied has taken its place.
    pub fn was_overwritten(&self) -> bool {
        self.is_on_clipboard.replace(false)
    }
}
