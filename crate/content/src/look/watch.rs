//! When the page is looked at: once at the start, then where it changed, at most once a frame and for at most a twentieth
//! of the time, however much it changes. Nothing runs while nothing changes.
//!
//! Within a frame it is looked at right after the browser has laid it out: asking where something stands costs nothing then,
//! and what is painted is seen in that very frame. A ResizeObserver is told at that moment, of whatever it observes anew.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use keyturn_browser::timers::{Frames, Later, after};
use keyturn_browser::{EdgeError, now};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{
    Event, EventTarget, MutationRecord, Node, PerformanceObserver, PerformanceObserverEntryList,
    PerformanceObserverInit, ResizeObserver, ShadowRoot,
};

use super::Look;
use super::observed::Observed;

/// Looking takes at most one part in this many of the time.
const SHARE: f64 = 20.0;
/// The longest that a change waits, in milliseconds, on a page that takes long to read.
const LONGEST_REST: f64 = 2_000.0;

/// What watches the page. Dropped, it is unhooked.
pub struct Watch {
    due: Rc<Due>,
    resized: ResizeObserver,
    loads: PerformanceObserver,
    _listeners: Vec<EventListener>,
    _callbacks: [Closure<dyn FnMut(js_sys::Array)>; 4],
}

/// How long a script that has come takes to run, in milliseconds.
const RUNS_WITHIN: u32 = 200;

/// When a component that had no root is asked again, in milliseconds after the time before: no event tells that it has
/// got one. So often and no more.
const LATER: [u32; 3] = [500, 1_000, 2_500];

/// What is due.
struct Due {
    look: Weak<Look>,
    observed: Observed,
    is_look_due: Cell<bool>,
    is_due: Cell<bool>,
    rest_until: Cell<f64>,
    frames: Frames,
    /// The next frame is that in whose layout it is looked.
    is_laying_out: Cell<bool>,
    /// Is told when a frame has been laid out.
    laid_out: ResizeObserver,
    rest: RefCell<Option<Later>>,
    loaded: RefCell<Option<Later>>,
    /// How many of [`LATER`] have passed since a component without a root was met.
    asked: Cell<usize>,
    asks: RefCell<Option<Later>>,
}

impl Watch {
    /// Begins to watch.
    pub fn begin(look: &Rc<Look>) -> Result<Self, EdgeError> {
        let surroundings = &look.surroundings;
        let waiting: Rc<RefCell<Weak<Due>>> = Rc::default();
        let callback = |run: fn(&Rc<Due>, &js_sys::Array)| {
            let due = Rc::clone(&waiting);
            Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| {
                if let Some(due) = due.borrow().upgrade() {
                    run(&due, &records);
                }
            })
        };
        let callbacks = [
            callback(Due::changed),
            callback(|due, _| due.may_have_new_roots()),
            callback(|due, entries| due.has_loaded(entries.unchecked_ref())),
            callback(|due, _| due.run()),
        ];
        // A root that is attached late, or a script that fills one, tells nobody: but the page mostly grows by it.
        let resized = ResizeObserver::new(callbacks[1].as_ref().unchecked_ref())?;
        let in_frame = {
            let due = Rc::clone(&waiting);
            Box::new(move || {
                if let Some(due) = due.borrow().upgrade() {
                    due.in_frame();
                }
            })
        };
        let due = Rc::new(Due {
            look: Rc::downgrade(look),
            observed: Observed::begin(&surroundings.document, &look.roots, callbacks[0].as_ref().unchecked_ref())?,
            is_look_due: Cell::new(false),
            is_due: Cell::new(false),
            rest_until: Cell::new(0.0),
            frames: Frames::new(in_frame),
            is_laying_out: Cell::new(false),
            laid_out: ResizeObserver::new(callbacks[3].as_ref().unchecked_ref())?,
            rest: RefCell::new(None),
            loaded: RefCell::new(None),
            asked: Cell::new(LATER.len()),
            asks: RefCell::new(None),
        });
        *waiting.borrow_mut() = Rc::downgrade(&due);
        if let Some(element) = surroundings.document.document_element() {
            resized.observe(&element);
        }

        // Nor does an element that becomes a component when its script, which another one asked for, has come.
        let loads = PerformanceObserver::new(callbacks[2].as_ref().unchecked_ref())?;
        // A page is painted once it is laid out, and what has waited for that goes on.
        loads.observe(&PerformanceObserverInit::new(&js_sys::Array::of2(&"resource".into(), &"paint".into())));

        let mut listeners = follow(&due, &surroundings.window);
        listeners.push(listen(&due, &surroundings.window, "load", |due, _| due.is_laid_out()));
        let read_again = ["load", "focusin", "input", "change"];
        listeners.extend(read_again.map(|event| listen(&due, &surroundings.document, event, Due::may_have_changed)));
        Ok(Self { due, resized, loads, _listeners: listeners, _callbacks: callbacks })
    }

    /// What changed since the last look, so far as it is known by now. True if the search for roots goes on.
    pub fn changed(&self) -> (Vec<Node>, bool) {
        self.due.observed.changed()
    }

    /// Looks again at the next frame.
    pub fn look_again(&self) {
        self.due.is_look_due.set(true);
        self.due.moved();
    }

    /// Listens to what moves things in a root: a scroll within it is heard in it alone.
    pub fn follow(&self, root: &ShadowRoot) -> Vec<EventListener> {
        follow(&self.due, root)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.resized.disconnect();
        self.due.laid_out.disconnect();
        self.loads.disconnect();
    }
}

fn follow(due: &Rc<Due>, target: &EventTarget) -> Vec<EventListener> {
    let moves = ["scroll", "resize", "transitionend", "animationend", "toggle"];
    moves.map(|event| listen(due, target, event, |due, _| due.moved())).into()
}

fn listen(due: &Rc<Due>, target: &EventTarget, event: &'static str, run: fn(&Rc<Due>, &Event)) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    let due = Rc::downgrade(due);
    EventListener::new_with_options(target, event, options, move |event| {
        if let Some(due) = due.upgrade() {
            run(&due, event);
        }
    })
}

impl Due {
    /// For a timer or a frame of its own. One that held it would keep it, and what it observes with, beyond the watch.
    fn later(self: &Rc<Self>, run: fn(&Rc<Self>)) -> Box<dyn FnMut()> {
        let due = Rc::downgrade(self);
        Box::new(move || {
            if let Some(due) = due.upgrade() {
                run(&due);
            }
        })
    }

    fn changed(self: &Rc<Self>, records: &js_sys::Array) {
        let Some(look) = self.look.upgrade() else { return };
        let mut before = None;
        for record in records.iter() {
            let record: MutationRecord = record.unchecked_into();
            let Some(target) = record.target() else { continue };
            // Rows that leave and come are a record each, of one table.
            let is_again = before.as_ref() == Some(&target);
            if (is_again || !is_our_host_alone(&record, &target, &look))
                && self.observed.note(&record, &target, is_again)
            {
                look.is_to_be_looked_at();
                self.is_look_due.set(true);
                before = Some(target);
            }
        }
        self.moved();
    }

    /// A script has run, or somebody is at work: what no record tells may have changed.
    fn may_have_changed(self: &Rc<Self>, event: &Event) {
        let Some(look) = self.look.upgrade() else { return };
        let target = event.target();
        let is_ours = target.as_ref().is_some_and(|target| look.controls.is_host(target));
        let is_script = || target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if is_ours {
        } else if event.type_() != "load" || is_script().is_some_and(|element| element.local_name() == "script") {
            self.may_have_new_roots();
        } else {
            self.moved();
        }
    }

    /// The page stands where it stands: what waited for that is done now.
    fn is_laid_out(self: &Rc<Self>) {
        let Some(look) = self.look.upgrade() else { return };
        if look.is_laid_out() {
            self.is_look_due.set(true);
            self.moved();
        }
    }

    /// Something has come from the server, or the page was painted. A script that came runs a moment later.
    fn has_loaded(self: &Rc<Self>, entries: &PerformanceObserverEntryList) {
        self.is_laid_out();
        let is_script = |entry: JsValue| {
            let kind = js_sys::Reflect::get(&entry, &"initiatorType".into()).ok().and_then(|kind| kind.as_string());
            kind.is_some_and(|kind| matches!(kind.as_str(), "script" | "other" | "link"))
        };
        if entries.get_entries().iter().any(is_script) {
            *self.loaded.borrow_mut() = Some(after(RUNS_WITHIN, self.later(Self::may_have_new_roots)));
        }
    }

    /// Asks once more, if it was not asked often enough.
    fn ask_later(self: &Rc<Self>) {
        let Some(wait) = LATER.get(self.asked.get()) else { return };
        let ask = self.later(|due| {
            due.asked.set(due.asked.get() + 1);
            due.may_have_new_roots();
            due.ask_later();
        });
        *self.asks.borrow_mut() = Some(after(*wait, ask));
    }

    fn may_have_new_roots(self: &Rc<Self>) {
        let Some(look) = self.look.upgrade() else { return };
        self.observed.search_again();
        look.is_to_be_looked_at();
        self.is_look_due.set(true);
        self.moved();
    }

    /// Something may stand elsewhere now.
    fn moved(self: &Rc<Self>) {
        if self.is_due.replace(true) {
            return;
        }
        // A clock that was set back must not keep anybody waiting.
        let wait = (self.rest_until.get() - now()).min(LONGEST_REST);
        if self.is_look_due.get() && wait > 0.0 {
            *self.rest.borrow_mut() = Some(after(wait.ceil() as u32, self.later(Self::at_next_frame)));
        } else {
            self.at_next_frame();
        }
    }

    fn at_next_frame(self: &Rc<Self>) {
        self.is_laying_out.set(true);
        self.frames.next();
    }

    /// Waits for this frame's layout. Only from here: who observes anew when he is told, is told of as an error to the page.
    fn in_frame(self: &Rc<Self>) {
        if !self.is_laying_out.replace(false) {
            return self.run();
        }
        let Some(look) = self.look.upgrade() else { return };
        if let Some(element) = look.surroundings.document.document_element() {
            self.laid_out.unobserve(&element);
            self.laid_out.observe(&element);
        }
        // A document without a box of its own is never told of.
        self.frames.next();
    }

    fn run(self: &Rc<Self>) {
        if !self.is_due.replace(false) {
            return;
        }
        self.frames.cancel();
        let Some(look) = self.look.upgrade() else { return };
        if self.is_look_due.replace(false) {
            let began = now();
            look.look();
            let ended = now();
            let rest = (ended - began).max(0.0) * (SHARE - 1.0);
            self.rest_until.set(ended + rest.min(LONGEST_REST));
            if self.observed.has_met_rootless() {
                self.asked.set(0);
                self.ask_later();
            }
        } else {
            look.place();
        }
    }
}

/// Whether all that changed is that our host came or went.
fn is_our_host_alone(record: &MutationRecord, target: &Node, look: &Look) -> bool {
    let is_root = look.surroundings.document.document_element().is_some_and(|root| *target == root.into());
    let ours = |nodes: web_sys::NodeList| {
        (0..nodes.length()).all(|at| nodes.get(at).is_some_and(|node| look.controls.is_host(&node)))
    };
    is_root && ours(record.added_nodes()) && ours(record.removed_nodes())
}
