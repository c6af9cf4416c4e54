//! What of the page is observed (the document and each root in it, since an observer does not see into roots), and what
//! changed there.

use std::cell::{Cell, RefCell};

use js_sys::{Set, WeakSet};
use keyturn_browser::{EdgeError, now};
use keyturn_page::roots::{self, Roots, Step, as_element, root_of};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, MutationObserver, MutationObserverInit, MutationRecord, Node, ShadowRoot};

/// What shows, hides and moves things; no text is read again for it.
const MOVES: [&str; 4] = ["class", "style", "hidden", "open"];
/// What makes a text another text, or one that is not read.
const READS: [&str; 9] = [
    "contenteditable",
    "role",
    "aria-readonly",
    "readonly",
    "disabled",
    "value",
    "aria-label",
    "aria-labelledby",
    "for",
];
/// How far around a change a label may stand that the change completes, and the most elements in one that is around it.
const NEAR: usize = 3;
const MOST_NEAR: u32 = 50;
/// The most changed parts of the page that are looked at one by one; more than these, and all of it is.
const MOST_PARTS: usize = 100;

/// How long one look searches for roots, in milliseconds, in what was added and in all of the page; what is left is
/// searched in the next.
const SEARCH_ADDED: f64 = 100.0;
const SEARCH_ALL: f64 = 10.0;

/// What is observed, and what changed. Dropped, it is unhooked.
pub struct Observed {
    document: Document,
    observer: MutationObserver,
    what: MutationObserverInit,
    /// Every root that is on the page, as far as it was found.
    roots: Set,
    is_something_removed: Cell<bool>,
    /// The searches for roots in what was added, and the one of all of the page, as far as they are not at their end.
    added: RefCell<Vec<Roots>>,
    all: RefCell<Option<Roots>>,
    is_all_due: Cell<bool>,
    /// The components that were met without a root, and whether one was met lately.
    rootless: WeakSet,
    has_met_rootless: Cell<bool>,
    is_first: Cell<bool>,
    parts: RefCell<Parts>,
}

/// The parts of the page that changed.
enum Parts {
    These(Vec<Node>),
    All,
}

impl Observed {
    /// Begins with all of the document. The roots that are found are put into `roots`, and taken out when they go.
    pub fn begin(document: &Document, roots: &Set, changed: &js_sys::Function) -> Result<Self, EdgeError> {
        let observer = MutationObserver::new(changed)?;
        let what = MutationObserverInit::new();
        what.set_subtree(true);
        what.set_child_list(true);
        what.set_character_data(true);
        let attributes: js_sys::Array = MOVES.iter().chain(&READS).map(|&name| js_sys::JsString::from(name)).collect();
        what.set_attribute_filter(&attributes);
        observer.observe_with_options(document, &what)?;
        Ok(Self {
            document: document.clone(),
            observer,
            what,
            roots: roots.clone(),
            is_something_removed: Cell::new(false),
            added: RefCell::default(),
            all: RefCell::default(),
            is_all_due: Cell::new(true),
            rootless: WeakSet::new(),
            has_met_rootless: Cell::new(false),
            is_first: Cell::new(true),
            parts: RefCell::new(Parts::All),
        })
    }

    /// Takes in that all of the page may hold roots that it did not hold before.
    pub fn search_again(&self) {
        self.is_all_due.set(true);
    }

    /// Whether a component without a root was met since this was asked last. It may get one, and nothing tells of it.
    pub fn has_met_rootless(&self) -> bool {
        self.has_met_rootless.replace(false)
    }

    /// Takes in that there may be a root in this element.
    fn search_in(&self, node: &Node) {
        let mut added = self.added.borrow_mut();
        if added.len() < MOST_PARTS {
            added.push(Roots::of(node));
        } else {
            // A page in the background is not looked at, and may go on and on.
            added.clear();
            self.is_all_due.set(true);
        }
    }

    /// Takes in a change; `is_again` if the one before was of the same node. False if no text is to be read again for it.
    pub fn note(&self, record: &MutationRecord, target: &Node, is_again: bool) -> bool {
        if record.attribute_name().is_some_and(|name| MOVES.contains(&name.as_str())) {
            return false;
        }
        let added = record.added_nodes();
        for node in (0..added.length()).filter_map(|at| added.get(at)) {
            if node.node_type() == Node::ELEMENT_NODE {
                self.search_in(&node);
            }
        }
        if record.removed_nodes().length() > 0 {
            self.is_something_removed.set(true);
        }
        if is_again {
            return true;
        }
        let part = self.near(target.clone());
        let mut parts = self.parts.borrow_mut();
        if let Parts::These(these) = &mut *parts {
            let is_in = |outer: &Node| outer.contains(Some(&part));
            if these.iter().any(is_in) {
            } else if these.len() < MOST_PARTS {
                these.push(part);
            } else {
                *parts = Parts::All;
            }
        }
        true
    }

    /// The part of the page around a change; new roots in it are found by the way.
    fn near(&self, target: Node) -> Node {
        let mut part = target;
        for _ in 0..NEAR {
            self.ask_around(&part);
            let Some(parent) = part.parent_node() else { break };
            let is_small = match as_element(&parent) {
                // (Its children are not counted: there may be 100,000.)
                Some(parent) => parent.children().item(MOST_NEAR).is_none() && !self.is_root_element(parent),
                None => parent.is_instance_of::<ShadowRoot>(),
            };
            if !is_small {
                break;
            }
            part = parent;
        }
        part
    }

    /// (By a comparison: each name that is asked for is a string that is made.)
    fn is_root_element(&self, element: &Element) -> bool {
        self.document.document_element().as_ref() == Some(element)
    }

    /// Asks an element and its children for roots: no event tells of one that is attached late.
    fn ask_around(&self, node: &Node) {
        let Some(element) = as_element(node) else { return };
        let mut asked = Some(element.clone());
        let mut child = element.first_element_child();
        for _ in 0..MOST_NEAR {
            let Some(element) = asked else { break };
            if let Some(root) = root_of(&element)
                && !self.roots.has(&root)
            {
                self.search_in(&element);
            }
            asked = child;
            child = asked.as_ref().and_then(Element::next_element_sibling);
        }
    }

    /// The parts that changed since the last time, new roots among them. True if the search for roots is not at its end.
    pub fn changed(&self) -> (Vec<Node>, bool) {
        if self.is_something_removed.replace(false) {
            for root in self.roots().filter(|root| !root.is_connected()) {
                self.roots.delete(&root);
            }
        }
        let mut fresh = Vec::new();
        let is_at_end = self.search(&mut fresh);
        let parts = match self.parts.replace(Parts::These(Vec::new())) {
            Parts::These(these) => these.into_iter().chain(fresh).collect(),
            Parts::All => std::iter::once(self.document.clone().into()).chain(self.roots().map(Into::into)).collect(),
        };
        (parts, !is_at_end)
    }

    /// Goes on searching, in what was added first; true at the end of it.
    fn search(&self, fresh: &mut Vec<Node>) -> bool {
        let mut added = self.added.borrow_mut();
        let end = if added.is_empty() { 0.0 } else { now() + SEARCH_ADDED };
        while let Some(roots) = added.last_mut() {
            if !self.search_on(roots, end, fresh) {
                return false;
            }
            added.pop();
        }
        let mut all = self.all.borrow_mut();
        if all.is_none() && self.is_all_due.replace(false) {
            *all = Some(Roots::of(&self.document));
        }
        let Some(roots) = &mut *all else { return true };
        // The first time, all of it is new.
        let time = if self.is_first.replace(false) { SEARCH_ADDED } else { SEARCH_ALL };
        if !self.search_on(roots, now() + time, fresh) {
            return false;
        }
        *all = None;
        !self.is_all_due.get()
    }

    /// Goes on with one search until `end`; true at the end of it.
    fn search_on(&self, roots: &mut Roots, end: f64, fresh: &mut Vec<Node>) -> bool {
        let is_at_end = loop {
            match roots.step(end) {
                Step::Pause => break false,
                Step::End => break true,
                Step::Root(root) if !self.roots.has(&root) => {
                    // What cannot be observed is read this once.
                    let _ = self.observer.observe_with_options(&root, &self.what);
                    self.roots.add(&root);
                    fresh.push(root.into());
                }
                Step::Root(_) => {}
            }
            if now() > end {
                break false;
            }
        };
        for element in roots.take_rootless().into_iter().filter(|element| !self.rootless.has(element)) {
            self.rootless.add(&element);
            self.has_met_rootless.set(true);
        }
        is_at_end
    }

    fn roots(&self) -> impl Iterator<Item = ShadowRoot> {
        roots::in_set(&self.roots)
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
