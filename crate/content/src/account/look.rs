//! When the page is looked at: once at the start, then after it changed, at most once a frame and for at most a twentieth
//! of the time, however much it changes. Nothing runs while nothing changes.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;
use keyturn_browser::{EdgeError, now};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{MutationObserver, MutationObserverInit, MutationRecord};

use super::Accounts;

/// Looking takes at most one part in this many of the time.
const SHARE: f64 = 20.0;

/// What watches the page. Dropped, it is unhooked.
pub struct Watch {
    observer: MutationObserver,
    _changed: Closure<dyn FnMut(js_sys::Array)>,
    _moved: Vec<EventListener>,
}

/// What is due.
struct Due {
    accounts: Weak<Accounts>,
    is_look_due: Cell<bool>,
    is_due: Cell<bool>,
    rest_until: Cell<f64>,
    frame: RefCell<Option<AnimationFrame>>,
    rest: RefCell<Option<Timeout>>,
}

impl Watch {
    /// Begins to watch.
    pub fn begin(accounts: &Rc<Accounts>) -> Result<Self, EdgeError> {
        let due = Rc::new(Due {
            accounts: Rc::downgrade(accounts),
            is_look_due: Cell::new(false),
            is_due: Cell::new(false),
            rest_until: Cell::new(0.0),
            frame: RefCell::new(None),
            rest: RefCell::new(None),
        });
        let changed = {
            let due = Rc::clone(&due);
            Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| due.changed(&records))
        };
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref())?;
        let what = MutationObserverInit::new();
        what.set_subtree(true);
        what.set_child_list(true);
        what.set_character_data(true);
        // What shows, hides and moves things; the text is not read again for it.
        let shows: js_sys::Array = ["class", "style", "hidden", "open"].map(JsValue::from_str).iter().collect();
        what.set_attribute_filter(&shows);
        let surroundings = &accounts.surroundings;
        observer.observe_with_options(&surroundings.document, &what)?;

        let listen = |event: &'static str| {
            let due = Rc::clone(&due);
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
            EventListener::new_with_options(&surroundings.window, event, options, move |_| due.moved())
        };
        let moved = ["scroll", "resize", "transitionend", "toggle"].map(listen).into();
        Ok(Self { observer, _changed: changed, _moved: moved })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Due {
    fn changed(self: &Rc<Self>, records: &js_sys::Array) {
        let Some(accounts) = self.accounts.upgrade() else { return };
        let is_text = |record: JsValue| {
            let record: MutationRecord = record.unchecked_into();
            record.type_() != "attributes"
                && !record.target().is_some_and(|target| is_our_host_alone(&record, &target, &accounts))
        };
        if records.iter().any(is_text) {
            accounts.is_to_be_looked_at();
            self.is_look_due.set(true);
        }
        self.moved();
    }

    /// Something may stand elsewhere now.
    fn moved(self: &Rc<Self>) {
        if self.is_due.replace(true) {
            return;
        }
        let wait = self.rest_until.get() - now();
        if self.is_look_due.get() && wait > 0.0 {
            let due = Rc::clone(self);
            *self.rest.borrow_mut() = Some(Timeout::new(wait.ceil() as u32, move || due.at_next_frame()));
        } else {
            self.at_next_frame();
        }
    }

    fn at_next_frame(self: &Rc<Self>) {
        let due = Rc::clone(self);
        *self.frame.borrow_mut() = Some(request_animation_frame(move |_| due.run()));
    }

    fn run(&self) {
        self.is_due.set(false);
        let Some(accounts) = self.accounts.upgrade() else { return };
        if self.is_look_due.replace(false) {
            let began = now();
            accounts.look();
            let ended = now();
            self.rest_until.set(ended + (ended - began).max(0.0) * (SHARE - 1.0));
        } else {
            accounts.place();
        }
    }
}

/// Whether all that changed is that our host came or went.
fn is_our_host_alone(record: &MutationRecord, target: &web_sys::Node, accounts: &Accounts) -> bool {
    let is_root = target.dyn_ref::<web_sys::Element>().is_some_and(|element| element.local_name() == "html");
    let ours = |nodes: web_sys::NodeList| {
        (0..nodes.length()).all(|at| nodes.get(at).is_some_and(|node| accounts.controls.is_host(&node)))
    };
    is_root && ours(record.added_nodes()) && ours(record.removed_nodes())
}
