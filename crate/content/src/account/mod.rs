//! The account numbers on the page: looked for, painted, given a copy button, remembered. The look is the hash's as well.

mod copy_button;
mod look;
mod observed;
mod places;
mod reader;
mod remember;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::events::EventListener;
use js_sys::{Array, Set};
use keyturn_browser::{EdgeError, clipboard, i18n};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::message::plain;
use keyturn_core::words::Words;
use keyturn_page::found::Found;
use keyturn_page::outline::Outline;
use keyturn_page::paint::{ACCOUNT_NUMBER, Paint};
use keyturn_page::roots::{Roots, hosts_around, root_around};
use keyturn_page::sight::Sight;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, Node, ShadowRoot};

use crate::controls::Controls;
use crate::dialogs::{self, Dialogs};
use crate::messages;
use crate::page::Surroundings;
use copy_button::CopyButton;
use look::Watch;
use places::Places;
use reader::Reader;
use remember::Remember;

/// The numbers that these words would find on the page, each with the node that it stands in. Nothing is painted or told.
pub fn find(document: &Document, words: &Words) -> Vec<(AccountNumber, Option<Node>)> {
    let mut places = Places::new(words, false);
    places.look_in(document);
    Roots::of(document).for_each(|root| places.look_in(&root));
    let found = Reader::new(words).read(document, &places, true);
    found.into_iter().map(|found| (found.number.clone(), found.node())).collect()
}

thread_local! {
    /// From some moment on a hash is expected in this document, whichever engine runs in it by then.
    static IS_HASH_EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// The account numbers on the page.
pub struct Accounts {
    surroundings: Rc<Surroundings>,
    controls: Rc<Controls>,
    /// The roots that were found on the page.
    roots: Set,
    reader: Reader,
    places: RefCell<Places>,
    paint: Paint,
    remember: Rc<Remember>,
    found: RefCell<Vec<Found>>,
    marks: RefCell<Vec<Mark>>,
    watch: RefCell<Option<Watch>>,
    followed: RefCell<Vec<(ShadowRoot, Vec<EventListener>)>>,
    is_stale: Cell<bool>,
    /// What was pressed last before the dialogs were there, and what there was by then.
    pressed: RefCell<Option<(JsValue, Places)>>,
    /// Something was left until the page is laid out.
    waits_for_layout: Cell<bool>,
}

/// What is ours beside one number.
struct Mark {
    button: CopyButton,
    outline: Option<Outline>,
}

impl Accounts {
    /// Nothing is looked at yet.
    pub fn new(surroundings: &Rc<Surroundings>, controls: &Rc<Controls>) -> Result<Rc<Self>, EdgeError> {
        let roots = Set::new(&JsValue::UNDEFINED);
        Ok(Rc::new(Self {
            surroundings: Rc::clone(surroundings),
            controls: Rc::clone(controls),
            reader: Reader::new(&surroundings.words),
            places: RefCell::new(Places::new(&surroundings.words, IS_HASH_EXPECTED.get())),
            paint: Paint::new(ACCOUNT_NUMBER)?,
            remember: Remember::new(surroundings, &roots),
            roots,
            found: RefCell::default(),
            marks: RefCell::default(),
            watch: RefCell::new(None),
            followed: RefCell::default(),
            is_stale: Cell::new(true),
            pressed: RefCell::default(),
            waits_for_layout: Cell::new(false),
        }))
    }

    /// Looks now, and whenever the page changes from now on.
    pub fn begin(self: &Rc<Self>) -> Result<(), EdgeError> {
        self.remember.asks(self);
        let watch = Watch::begin(self)?;
        watch.look_again();
        *self.watch.borrow_mut() = Some(watch);
        Ok(())
    }

    /// Looks no more, whoever still waits for an answer.
    pub fn end(&self) {
        self.watch.take();
    }

    /// The numbers that are on the page.
    pub fn numbers(&self) -> Vec<AccountNumber> {
        let mut numbers: Vec<AccountNumber> = Vec::new();
        for found in self.found.borrow().iter() {
            if !numbers.contains(&found.number) {
                numbers.push(found.number.clone());
            }
        }
        numbers
    }

    /// The account that the page is about: the first that it shows. The page may have changed a moment ago.
    pub fn first(&self) -> Option<Found> {
        if self.is_stale.get() {
            self.look();
        }
        self.found.borrow().first().cloned()
    }

    /// The page has changed; it is looked at soon.
    fn is_to_be_looked_at(&self) {
        self.is_stale.set(true);
    }

    /// Reads what changed on the page, and brings what is ours into line with it.
    fn look(&self) {
        self.is_stale.set(false);
        if let Some(watch) = &*self.watch.borrow() {
            let (parts, goes_on) = watch.changed();
            let mut places = self.places.borrow_mut();
            parts.iter().for_each(|part| places.look_in(part));
            places.tidy();
            if goes_on {
                watch.look_again();
            }
        }
        let is_laid_out = self.surroundings.is_laid_out();
        self.waits_for_layout.set(!is_laid_out);
        let found = self.reader.read(&self.surroundings.document, &self.places.borrow(), is_laid_out);
        self.paint.set(found.iter().filter_map(Found::range));
        self.remember.shows(&found);
        *self.found.borrow_mut() = found;
        self.look_for_hashes();
        self.follow();
        self.place();
    }

    /// Has the hashes read where the page speaks of them.
    fn look_for_hashes(&self) {
        // Nothing is borrowed while the dialogs are asked: they may break down.
        let spoken = {
            let places = self.places.borrow();
            let is_spoken = places.speak_of_hash() || IS_HASH_EXPECTED.get();
            is_spoken.then(|| (list(places.hashes()), list(places.fields())))
        };
        let Some((hashes, fields)) = spoken else {
            dialogs::ask(Dialogs::hash_free);
            return;
        };
        dialogs::foresee();
        let number = self.found.borrow().first().map(|found| found.number.clone());
        let number = number.as_ref().map(AccountNumber::as_str);
        dialogs::ask(|dialogs| dialogs.look(&hashes, &fields, number));
    }

    /// Listens to what moves the numbers: in the roots that they stand in, a scroll is heard in these alone.
    fn follow(&self) {
        let Some(watch) = &*self.watch.borrow() else { return };
        let mut followed = self.followed.borrow_mut();
        let mut before = std::mem::take(&mut *followed);
        let numbers: Vec<Node> = self.found.borrow().iter().filter_map(Found::node).collect();
        for node in numbers.into_iter().chain(hash_nodes()) {
            let hosts = hosts_around(&node);
            let inner = std::iter::once(node).chain(hosts.map(Into::into));
            for there in inner.filter_map(|node| root_around(&node)) {
                if followed.iter().all(|(root, _)| *root != there) {
                    let old = before.iter().position(|(root, _)| *root == there).map(|at| before.swap_remove(at));
                    followed.push(old.unwrap_or_else(|| {
                        let listeners = watch.follow(&there);
                        (there, listeners)
                    }));
                }
            }
        }
    }

    /// Puts a copy button beside each number, and takes away those whose number has gone.
    fn place(&self) {
        if !self.surroundings.is_laid_out() {
            return self.waits_for_layout.set(true);
        }
        let found = self.found.borrow();
        let mut marks = self.marks.borrow_mut();
        marks.truncate(found.len());
        while marks.len() < found.len() {
            match CopyButton::new(&self.controls) {
                Ok(button) => marks.push(Mark { button, outline: None }),
                Err(_) => break,
            }
        }
        let sight = Sight { window: &self.surroundings.window, ours: &self.controls };
        for (mark, found) in marks.iter_mut().zip(found.iter()) {
            let rect = found.rect();
            let is_seen = sight.is_seen(&found.spot, &rect);
            let is_painted = found.range().is_some_and(|range| self.paint.reaches(range));
            mark.outline =
                if is_painted { None } else { mark.outline.take().or_else(|| Outline::new(&self.controls).ok()) };
            if let Some(outline) = &mark.outline {
                outline.place(&rect, is_seen);
            }
            mark.button.place(found, &rect, is_seen, &sight);
        }
        dialogs::ask(Dialogs::place);
    }

    /// A new hash is to be expected on the page: what has its shape is one from now on, unless it is there already.
    pub fn expects_hash(&self) {
        self.expects_hash_but(self.with_shapes());
    }

    /// The places that speak of a hash, or have the shape of one.
    fn with_shapes(&self) -> Places {
        let mut places = Places::new(&self.surroundings.words, true);
        places.look_in(&self.surroundings.document);
        observed::all(&self.roots).for_each(|root| places.look_in(&root));
        places
    }

    fn expects_hash_but(&self, places: Places) {
        dialogs::ask(|dialogs| dialogs.expect(&list(places.hashes()), &list(places.fields())));
        IS_HASH_EXPECTED.set(true);
        self.places.replace(places);
    }

    /// Hears what the admin does on the page: pressing Create, copying.
    pub fn heard(&self, event: &Event) {
        if !event.is_trusted() {
            return;
        }
        match event.type_().as_str() {
            "click" => self.heard_press(event.composed_path().get(0)),
            "copy" => drop(dialogs::ask(|dialogs| dialogs.copied(event))),
            _ => {}
        }
    }

    fn heard_press(&self, target: JsValue) {
        match dialogs::ask(|dialogs| dialogs.pressed(&target)) {
            Some(true) => self.expects_hash(),
            // It may be Create: what is there now is no new hash, whenever the dialogs come to tell.
            None if self.places.borrow().speak_of_hash() => {
                self.pressed.replace(Some((target, self.with_shapes())));
                dialogs::bring();
            }
            _ => {}
        }
    }

    /// The dialogs have come: what was left to them is done now.
    pub fn has_dialogs(&self) {
        if let Some((target, before)) = self.pressed.take()
            && dialogs::ask(|dialogs| dialogs.pressed(&target)) == Some(true)
        {
            self.expects_hash_but(before);
        }
        self.look();
    }

    /// Takes a click on a copy button; false if it is none.
    pub fn takes_click(&self, control: &Element) -> bool {
        let number = || self.marks.borrow().iter().find_map(|mark| mark.button.number_if(control));
        let Some(meant) = number() else { return false };
        // What is copied is what stands there now: a script may have changed a field's value, and no event told.
        self.look();
        let is_there = self.found.borrow().iter().any(|found| found.number == meant);
        let Some(number) = (if is_there { Some(meant) } else { number() }) else { return true };
        match clipboard::copy(&self.surroundings.document, number.as_str()) {
            Ok(()) => {
                let mut marks = self.marks.borrow_mut();
                let pressed = marks.iter_mut().filter(|mark| mark.button.number_if(control).is_some());
                pressed.for_each(|mark| mark.button.show_copied());
                let done =
                    if dialogs::ask(Dialogs::was_overwritten) == Some(true) { "hash_overwritten" } else { "copy_done" };
                self.controls.say(&i18n::message(done, &[number.as_str()]));
                if self.remember.may() {
                    messages::tell(plain::copied(&number));
                }
            }
            Err(error) => self.controls.say(&i18n::message("copy_failed", &[&error.said()])),
        }
        true
    }
}

/// The nodes that hashes stand in.
fn hash_nodes() -> Vec<Node> {
    let nodes = dialogs::ask(Dialogs::nodes).unwrap_or_default();
    (0..nodes.length()).filter_map(|at| nodes.get(at).dyn_into().ok()).collect()
}

fn list<T: AsRef<JsValue>>(nodes: &[T]) -> Array {
    let list = Array::new();
    for node in nodes {
        list.push(node.as_ref());
    }
    list
}
