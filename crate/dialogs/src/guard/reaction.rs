//! Whether the page reacts to a press that was let go. Some pages obey trusted events only, and a replayed one is not:
//! there nothing happens, and the admin would press Continue for ever.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::WeakSet;
use keyturn_browser::EdgeError;
use keyturn_browser::timers::{Later, after};
use keyturn_core::one_press::REACTS_WITHIN;
use keyturn_page::roots;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Event, MutationObserver, MutationObserverInit, MutationRecord, Node, Window};

use super::Guard;

/// What else a page does than change its own document: it leaves, opens a window, goes to another route.
const SIGNS: [&str; 5] = ["beforeunload", "pagehide", "visibilitychange", "blur", "popstate"];

/// Watches from the moment a press is held. Dropped, it is unhooked.
pub struct Reaction {
    seen: Rc<Seen>,
    _changed: Closure<dyn FnMut(js_sys::Array)>,
    signs: RefCell<Vec<EventListener>>,
    waits: RefCell<Option<Later>>,
}

struct Seen {
    guard: Weak<Guard>,
    observer: RefCell<Option<MutationObserver>>,
    /// What changed while the press was held: a clock that ticks is no reaction.
    noise: WeakSet,
    is_released: Cell<bool>,
    has_reacted: Cell<bool>,
}

impl Reaction {
    /// Watches the page while a press is held.
    pub fn watch(guard: &Rc<Guard>) -> Result<Self, EdgeError> {
        let seen = Rc::new(Seen {
            guard: Rc::downgrade(guard),
            observer: RefCell::new(None),
            noise: WeakSet::new(),
            is_released: Cell::new(false),
            has_reacted: Cell::new(false),
        });
        let changed = {
            let seen = Rc::clone(&seen);
            Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| seen.changed(&records))
        };
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref())?;
        let what = MutationObserverInit::new();
        what.set_subtree(true);
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_attributes(true);
        for root in roots::all(&guard.root.document).into_iter().chain(around(&guard.root.window)) {
            observer.observe_with_options(&root, &what)?;
        }
        *seen.observer.borrow_mut() = Some(observer);
        Ok(Self { seen, _changed: changed, signs: RefCell::default(), waits: RefCell::new(None) })
    }

    /// The press is let go now: what changes from here on is a reaction.
    pub fn released(&self, guard: &Rc<Guard>) {
        let observer = self.seen.observer.borrow().clone();
        if let Some(observer) = observer {
            self.seen.changed(&observer.take_records());
        }
        self.seen.is_released.set(true);
        let window = &guard.root.window;
        let listen = |sign: &'static str| {
            let seen = Rc::clone(&self.seen);
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
            EventListener::new_with_options(window, sign, options, move |event| seen.sign(event))
        };
        *self.signs.borrow_mut() = SIGNS.map(listen).into();
    }

    /// The press has been played: what a page does takes a moment.
    pub fn played(&self) {
        let weak = Rc::downgrade(&self.seen);
        let is_over = move || {
            if let Some(seen) = weak.upgrade()
                && let Some(guard) = seen.guard.upgrade()
                && !seen.has_reacted.get()
            {
                guard.did_not_react();
            }
        };
        *self.waits.borrow_mut() = Some(after(REACTS_WITHIN, Box::new(is_over)));
    }

    /// Whether the page has reacted.
    pub fn has_reacted(&self) -> bool {
        self.seen.has_reacted.get()
    }

    /// The page has reacted, as we know from elsewhere.
    pub fn reacted(&self) {
        self.seen.react();
    }
}

impl Seen {
    fn changed(&self, records: &js_sys::Array) {
        if self.has_reacted.get() {
            return;
        }
        for record in records.iter() {
            let record: MutationRecord = record.unchecked_into();
            let Some(target) = record.target() else { continue };
            if !self.is_released.get() {
                self.noise.add(&target);
            } else if (adds_element(&record) || !self.noise.has(&target)) && !self.is_ours(&record) {
                self.react();
            }
        }
    }

    /// Our own host comes and goes, and gets its own style again.
    fn is_ours(&self, record: &MutationRecord) -> bool {
        let Some(guard) = self.guard.upgrade() else { return true };
        if record.target().is_some_and(|target| guard.root.is_host(&target)) {
            return true;
        }
        let all_ours = |nodes: web_sys::NodeList| {
            (0..nodes.length()).filter_map(|at| nodes.get(at)).all(|node| guard.root.is_host(&node))
        };
        record.type_() == "childList" && all_ours(record.added_nodes()) && all_ours(record.removed_nodes())
    }

    fn sign(&self, event: &Event) {
        // Elements lose the focus for many reasons; a window, because another one has it now.
        let is_window = event.target().is_some_and(|target| target.is_instance_of::<Window>());
        if event.type_() != "blur" || is_window {
            self.react();
        }
    }

    fn react(&self) {
        if self.is_released.get()
            && !self.has_reacted.replace(true)
            && let Some(guard) = self.guard.upgrade()
        {
            guard.reacted();
        }
    }
}

/// The documents around this frame, as far as they are of the same origin: a portal asks in its own.
fn around(window: &Window) -> Vec<Node> {
    let mut documents = Vec::new();
    let mut inner = window.clone();
    while let Ok(Some(outer)) = inner.parent()
        && outer != inner
    {
        // Throws for another origin's.
        match js_sys::Reflect::get(&outer, &"document".into()).map(JsCast::dyn_into::<Node>) {
            Ok(Ok(document)) => documents.push(document),
            _ => break,
        }
        inner = outer;
    }
    documents
}

fn adds_element(record: &MutationRecord) -> bool {
    let nodes = record.added_nodes();
    (0..nodes.length()).filter_map(|at| nodes.get(at)).any(|node| node.node_type() == Node::ELEMENT_NODE)
}

impl Drop for Reaction {
    fn drop(&mut self) {
        if let Some(observer) = self.seen.observer.borrow_mut().take() {
            observer.disconnect();
        }
    }
}
