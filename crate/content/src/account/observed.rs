//! What of the page is observed (the document and each root in it, since an observer does not see into roots), and what
//! changed there.

use std::cell::{Cell, RefCell};

use js_sys::Set;
use keyturn_browser::EdgeError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, MutationObserver, MutationObserverInit, MutationRecord, Node, ShadowRoot};

use crate::roots::{Roots, Step, root_of};

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

/// What is observed, and what changed. Dropped, it is unhooked.
pub struct Observed {
    document: Document,
    observer: MutationObserver,
    what: MutationObserverInit,
    /// Every root that is on the page, as far as it was found.
    roots: Set,
    is_something_removed: Cell<bool>,
    searches: RefCell<Vec<Search>>,
    parts: RefCell<Parts>,
}

/// A search for roots that is not at its end.
struct Search {
    roots: Roots,
    is_of_all: bool,
}

/// The parts of the page that changed.
enum Parts {
    These(Vec<Node>),
    All,
}

impl Observed {
    /// Begins with all of the document.
    pub fn begin(document: &Document, changed: &js_sys::Function) -> Result<Self, EdgeError> {
        let observer = MutationObserver::new(changed)?;
        let what = MutationObserverInit::new();
        what.set_subtree(true);
        what.set_child_list(true);
        what.set_character_data(true);
        let attributes: js_sys::Array = MOVES.iter().chain(&READS).map(|&name| js_sys::JsString::from(name)).collect();
        what.set_attribute_filter(&attributes);
        observer.observe_with_options(document, &what)?;
        let this = Self {
            document: document.clone(),
            observer,
            what,
            roots: Set::new(&JsValue::UNDEFINED),
            is_something_removed: Cell::new(false),
            searches: RefCell::default(),
            parts: RefCell::new(Parts::All),
        };
        this.search_again(document);
        Ok(this)
    }

    /// Takes in that all of the page may hold roots that it did not hold before.
    pub fn search_again(&self, document: &Document) {
        let mut searches = self.searches.borrow_mut();
        if searches.iter().all(|search| !search.is_of_all) {
            searches.push(Search { roots: Roots::of(document), is_of_all: true });
        }
    }

    /// Takes in a change. False if no text is to be read again for it.
    pub fn note(&self, record: &MutationRecord, target: Node) -> bool {
        if record.attribute_name().is_some_and(|name| MOVES.contains(&name.as_str())) {
            return false;
        }
        let added = record.added_nodes();
        for node in (0..added.length()).filter_map(|at| added.get(at)) {
            if node.node_type() == Node::ELEMENT_NODE {
                self.searches.borrow_mut().push(Search { roots: Roots::of(&node), is_of_all: false });
            }
        }
        if record.removed_nodes().length() > 0 {
            self.is_something_removed.set(true);
        }
        let part = self.near(target);
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
            let is_small = match parent.dyn_ref::<Element>() {
                Some(parent) => parent.child_element_count() <= MOST_NEAR && parent.local_name() != "html",
                None => parent.is_instance_of::<ShadowRoot>(),
            };
            if !is_small {
                break;
            }
            part = parent;
        }
        part
    }

    /// Asks an element and its children for roots: no event tells of one that is attached late.
    fn ask_around(&self, node: &Node) {
        let Some(element) = node.dyn_ref::<Element>() else { return };
        let mut asked = Some(element.clone());
        let mut child = element.first_element_child();
        for _ in 0..MOST_NEAR {
            let Some(element) = asked else { break };
            if let Some(root) = root_of(&element)
                && !self.roots.has(&root)
            {
                self.searches.borrow_mut().push(Search { roots: Roots::of(&element), is_of_all: false });
            }
            asked = child;
            child = asked.as_ref().and_then(Element::next_element_sibling);
        }
    }

    /// The parts that changed since the last time, new roots among them; those are searched for until `end`. True if the
    /// search is not at its end.
    pub fn changed(&self, end: f64) -> (Vec<Node>, bool) {
        if self.is_something_removed.replace(false) {
            for root in self.roots().filter(|root| !root.is_connected()) {
                self.roots.delete(&root);
            }
        }
        let mut fresh = Vec::new();
        let is_at_end = self.search(end, &mut fresh);
        let parts = match self.parts.replace(Parts::These(Vec::new())) {
            Parts::These(these) => these.into_iter().chain(fresh).collect(),
            Parts::All => std::iter::once(self.document.clone().into()).chain(self.roots().map(Into::into)).collect(),
        };
        (parts, !is_at_end)
    }

    /// Goes on searching; true at the end of it.
    fn search(&self, end: f64, fresh: &mut Vec<Node>) -> bool {
        let mut searches = self.searches.borrow_mut();
        while let Some(search) = searches.last_mut() {
            match search.roots.step(end) {
                Step::Root(root) if self.roots.has(&root) => {}
                Step::Root(root) => {
                    // What cannot be observed is read this once.
                    let _ = self.observer.observe_with_options(&root, &self.what);
                    self.roots.add(&root);
                    fresh.push(root.into());
                }
                Step::Pause => return false,
                Step::End => drop(searches.pop()),
            }
        }
        true
    }

    /// Every root that is on the page, as far as it was found.
    pub fn roots(&self) -> impl Iterator<Item = ShadowRoot> {
        self.roots.values().into_iter().filter_map(|root| root.ok()?.dyn_into().ok())
    }
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
