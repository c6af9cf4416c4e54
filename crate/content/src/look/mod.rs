//! The look at the page: where it speaks of an account number or of a hash, when it changes, and whom that is told.

mod observed;
mod places;
mod watch;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::events::EventListener;
use js_sys::{Array, Reflect, Set, global};
use keyturn_browser::EdgeError;
use keyturn_core::words::Words;
use keyturn_page::roots::{self, Roots, hosts_around, root_around};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Event, Node, ShadowRoot};

use crate::controls::Controls;
use crate::page::Surroundings;
use crate::parts::account::{self, Account};
use crate::parts::dialogs::{self, Dialogs};
use places::Places;
use watch::Watch;

/// Where these words would look for account numbers: at which labels, and in which fields.
pub fn places(document: &Document, words: &Words) -> (Array, Array) {
    let mut places = Places::new(words, false);
    places.look_in(document);
    Roots::of(document).for_each(|root| places.look_in(&root));
    (list(places.labels()), list(places.fields()))
}

/// From some moment on a hash is expected in this document, whichever engine runs in it by then: it lies outside of the
/// memory of one, which is wiped when that breaks down.
const HASH_EXPECTED: &str = "keyturnHashExpected";

fn is_hash_expected() -> bool {
    // An element of the page's with this name is no answer.
    Reflect::get(&global(), &HASH_EXPECTED.into()) == Ok(JsValue::TRUE)
}

/// An account, as far as the page shows it.
#[derive(Default)]
pub struct Shown {
    /// Its number.
    pub number: Option<String>,
    /// The company's name.
    pub company: Option<String>,
}

/// The look at a page.
pub struct Look {
    surroundings: Rc<Surroundings>,
    controls: Rc<Controls>,
    /// The roots that were found on the page.
    roots: Set,
    places: RefCell<Places>,
    watch: RefCell<Option<Watch>>,
    followed: RefCell<Vec<(ShadowRoot, Vec<EventListener>)>>,
    is_stale: Cell<bool>,
    /// What was pressed last before the dialogs were there, and what there was by then.
    pressed: RefCell<Option<(JsValue, Places)>>,
    /// Something was left until the page is laid out.
    waits_for_layout: Cell<bool>,
}

impl Look {
    /// Nothing is looked at yet.
    pub fn new(surroundings: &Rc<Surroundings>, controls: &Rc<Controls>) -> Rc<Self> {
        Rc::new(Self {
            surroundings: Rc::clone(surroundings),
            controls: Rc::clone(controls),
            places: RefCell::new(Places::new(&surroundings.words, is_hash_expected())),
            roots: Set::new(&JsValue::UNDEFINED),
            watch: RefCell::new(None),
            followed: RefCell::default(),
            is_stale: Cell::new(true),
            pressed: RefCell::default(),
            waits_for_layout: Cell::new(false),
        })
    }

    /// Looks now, and whenever the page changes from now on.
    pub fn begin(self: &Rc<Self>) -> Result<(), EdgeError> {
        let watch = Watch::begin(self)?;
        watch.look_again();
        *self.watch.borrow_mut() = Some(watch);
        Ok(())
    }

    /// Looks no more, whoever still waits for an answer.
    pub fn end(&self) {
        self.watch.take();
    }

    /// The account that the page is about: the first that it shows. The page may have changed a moment ago.
    pub fn first(&self) -> Shown {
        if self.is_stale.get() {
            self.look();
        }
        first()
    }

    /// Whether the page speaks of an account number, and what reads it is still on its way.
    pub fn awaits_number(&self) -> bool {
        account::is_expected() && self.places.borrow().speak_of_number()
    }

    /// The page has changed; it is looked at soon.
    fn is_to_be_looked_at(&self) {
        self.is_stale.set(true);
    }

    /// Reads what changed on the page, and brings what is ours into line with it.
    pub fn look(&self) {
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
        self.look_for_numbers(is_laid_out);
        self.look_for_hashes();
        self.follow();
        self.place();
    }

    /// Has the numbers read where the page speaks of them.
    fn look_for_numbers(&self, is_laid_out: bool) {
        if !account::is_there() {
            if account::is_left_to_ask_for() && self.places.borrow().speak_of_number() {
                account::foresee();
            }
            return;
        }
        let (labels, fields) = {
            let places = self.places.borrow();
            (list(places.labels()), list(places.fields()))
        };
        account::ask(|account| account.read(&labels, &fields, is_laid_out));
    }

    /// Has the hashes read where the page speaks of them.
    fn look_for_hashes(&self) {
        let spoken = {
            let places = self.places.borrow();
            let is_spoken = places.speak_of_hash() || is_hash_expected();
            is_spoken.then(|| (list(places.hashes()), list(places.fields())))
        };
        let Some((hashes, fields)) = spoken else {
            dialogs::ask(Dialogs::hash_free);
            return;
        };
        dialogs::foresee();
        let number = first().number;
        dialogs::ask(|dialogs| dialogs.look(&hashes, &fields, number.as_deref()));
    }

    /// Listens to what moves the numbers: in the roots that they stand in, a scroll is heard in these alone.
    fn follow(&self) {
        // Nothing is borrowed while a part is asked: it may break down.
        let spoken = [account::ask(Account::nodes), dialogs::ask(Dialogs::nodes)].map(Option::unwrap_or_default);
        let Some(watch) = &*self.watch.borrow() else { return };
        let mut followed = self.followed.borrow_mut();
        let mut before = std::mem::take(&mut *followed);
        let nodes = spoken.into_iter().flatten().filter_map(|node| node.dyn_into::<Node>().ok());
        for node in nodes {
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

    /// Puts what is ours where its place on the page is now.
    fn place(&self) {
        if !self.surroundings.is_laid_out() {
            return self.waits_for_layout.set(true);
        }
        // The panel first: no copy button is to lie over it.
        dialogs::ask(Dialogs::place);
        account::ask(Account::place);
    }

    /// The page stands where it stands now. True if something has waited for that.
    fn is_laid_out(&self) -> bool {
        account::ask(Account::is_laid_out);
        self.waits_for_layout.replace(false)
    }

    /// A new hash is to be expected on the page: what has its shape is one from now on, unless it is there already.
    pub fn expects_hash(&self) {
        self.expects_hash_but(self.with_shapes());
    }

    /// The places that speak of a hash, or have the shape of one.
    fn with_shapes(&self) -> Places {
        let mut places = Places::new(&self.surroundings.words, true);
        places.look_in(&self.surroundings.document);
        roots::in_set(&self.roots).for_each(|root| places.look_in(&root));
        places
    }

    fn expects_hash_but(&self, places: Places) {
        dialogs::ask(|dialogs| dialogs.expect(&list(places.hashes()), &list(places.fields())));
        let _ = Reflect::set(&global(), &HASH_EXPECTED.into(), &JsValue::TRUE);
        self.places.replace(places);
    }

    /// Hears what the admin does on the page: pressing Create, copying.
    pub fn heard(&self, event: &Event) {
        if !event.is_trusted() {
            return;
        }
        match event.type_().as_str() {
            "click" => self.heard_press(target_of(event)),
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

    /// Looks again at the next frame.
    pub fn look_again(&self) {
        if let Some(watch) = &*self.watch.borrow() {
            watch.look_again();
        }
    }

    /// What reads and paints the numbers has come. False if it is not there.
    pub fn begins_to_read(&self, change: &JsValue) -> bool {
        account::begin_in(&self.controls.root, change, &self.roots)
    }
}

/// What an event is on, as far as it can be seen from where it is heard. (The path is long where roots are nested.)
fn target_of(event: &Event) -> JsValue {
    if event.current_target().is_some_and(|here| here.is_instance_of::<Node>()) {
        return event.target().into();
    }
    event.composed_path().get(0)
}

/// The first account that is known to be on the page.
fn first() -> Shown {
    let Some(first) = account::ask(Account::first) else { return Shown::default() };
    Shown { number: first.get(0).as_string(), company: first.get(1).as_string() }
}

fn list<T: AsRef<JsValue>>(nodes: &[T]) -> Array {
    let list = Array::new();
    for node in nodes {
        list.push(node.as_ref());
    }
    list
}
