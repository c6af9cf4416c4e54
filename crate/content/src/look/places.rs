//! The places on the page where a label stands: found once, then only looked for where something changed.

use std::cmp::Ordering;

use js_sys::{JsString, RegExp};
use keyturn_core::text::{Inside, inside};
use keyturn_core::words::Words;
use keyturn_core::{account_number, provisioning_hash};
use keyturn_page::flat::{in_field, text_of};
use keyturn_page::{labels, roots};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement, Node, ShadowRoot};

/// The most places that are read on one page: a page may hold a million labels.
const MOST: usize = 200;
/// How deep a label is looked for in elements in one another.
const DEEPEST: usize = 2_000;

/// Where labels stand.
pub struct Places {
    quick: Quick,
    labels: Vec<Node>,
    hashes: Vec<Node>,
    fields: Vec<HtmlInputElement>,
    is_hash_field: bool,
}

/// What is looked for: either of both at first, since most of a page holds neither.
struct Quick {
    either: RegExp,
    number: RegExp,
    hash: RegExp,
}

/// What a text holds.
#[derive(Clone, Copy, Default)]
struct Speaks {
    number: bool,
    hash: bool,
}

impl Places {
    /// None yet. Where a hash is expected, its shape is looked for as well.
    pub fn new(words: &Words, is_hash_expected: bool) -> Self {
        let (number, hash) =
            (account_number::quick_look(words), provisioning_hash::quick_look(words, is_hash_expected));
        let pattern = |source: &str| RegExp::new(source, "i");
        let either = pattern(&[number.as_str(), "|", &hash].concat());
        let quick = Quick { either, number: pattern(&number), hash: pattern(&hash) };
        Self { quick, labels: Vec::new(), hashes: Vec::new(), fields: Vec::new(), is_hash_field: false }
    }

    /// The innermost elements (or roots) that hold an account number's label, in reading order.
    pub fn labels(&self) -> &[Node] {
        &self.labels
    }

    /// Likewise those that hold a hash's label or shape.
    pub fn hashes(&self) -> &[Node] {
        &self.hashes
    }

    /// The fields that nobody can type in; they may have a label of their own.
    pub fn fields(&self) -> &[HtmlInputElement] {
        &self.fields
    }

    /// Whether there is anything that may be an account number's.
    pub fn speak_of_number(&self) -> bool {
        let is_so =
            |field: &HtmlInputElement| labels::of_field(field).iter().any(|label| is_in(label, &self.quick.number));
        !self.labels.is_empty() || self.fields.iter().any(is_so)
    }

    /// Whether there is anything that may be a hash's, or a button's that makes one.
    pub fn speak_of_hash(&self) -> bool {
        self.is_hash_field || !self.hashes.is_empty()
    }

    /// Looks for labels and fields in a part of the page that is new or has changed; not in roots within.
    pub fn look_in(&mut self, scope: &Node) {
        let is_document = scope.node_type() == Node::DOCUMENT_NODE;
        let body = is_document.then(|| scope.unchecked_ref::<Document>().body()).flatten();
        let scope = body.as_deref().map_or(scope, AsRef::as_ref);
        self.look_for_labels(scope);
        // Most of what changes on a page holds none.
        if !roots::hold_field(scope) {
            return;
        }
        for field in roots::select(scope, "input[readonly], input:disabled") {
            let Ok(field) = field.dyn_into::<HtmlInputElement>() else { continue };
            if self.fields.len() < MOST && in_field(&field) == Inside::Read && !self.fields.contains(&field) {
                self.is_hash_field |= labels::of_field(&field).iter().any(|label| is_in(label, &self.quick.hash));
                self.fields.push(field);
            }
        }
    }

    /// Each level costs one look at its text by the browser itself.
    fn look_for_labels(&mut self, scope: &Node) {
        let mut speaking: Vec<(Node, Speaks, usize)> = Vec::new();
        speaking.extend(self.speaks(scope).map(|speaks| (scope.clone(), speaks, 0)));
        while let Some((node, speaks, depth)) = speaking.pop() {
            if depth > DEEPEST {
                return;
            }
            let mut within = Speaks::default();
            let mut child = last_element(&node);
            while let Some(inner) = child {
                child = inner.previous_element_sibling();
                if let Some(speaks) = self.speaks(&inner)
                    && inside(&inner.local_name(), "", true) == Inside::Read
                {
                    within.number |= speaks.number;
                    within.hash |= speaks.hash;
                    speaking.push((inner.into(), speaks, depth + 1));
                }
            }
            if speaks.number && !within.number {
                put(&mut self.labels, node.clone());
            }
            if speaks.hash && !within.hash {
                put(&mut self.hashes, node);
            }
        }
    }

    /// What a node holds of what is looked for and not found often enough; none if it holds nothing of it.
    fn speaks(&self, node: &Node) -> Option<Speaks> {
        let text = text_of(node).filter(|text| text.search(&self.quick.either) >= 0)?;
        let number = self.labels.len() < MOST && text.search(&self.quick.number) >= 0;
        let hash = self.hashes.len() < MOST && text.search(&self.quick.hash) >= 0;
        (number || hash).then_some(Speaks { number, hash })
    }

    /// Forgets what is no longer so.
    pub fn tidy(&mut self) {
        let is_so = |node: &Node, quick: &RegExp| {
            node.is_connected() && text_of(node).is_some_and(|text| text.search(quick) >= 0)
        };
        self.labels.retain(|node| is_so(node, &self.quick.number));
        self.hashes.retain(|node| is_so(node, &self.quick.hash));
        self.fields.retain(|field| field.is_connected());
    }
}

/// Puts a place where it belongs in reading order; it may have been moved.
fn put(places: &mut Vec<Node>, node: Node) {
    if places.len() >= MOST {
        return;
    }
    places.retain(|place| *place != node);
    let path_there = path(node.clone());
    let at = places.partition_point(|place| in_reading_order(&path(place.clone()), &path_there) == Ordering::Less);
    places.insert(at, node);
}

fn is_in(label: &str, quick: &RegExp) -> bool {
    JsString::from(label).search(quick) >= 0
}

fn last_element(node: &Node) -> Option<Element> {
    match roots::as_element(node) {
        Some(element) => element.last_element_child(),
        None => node.dyn_ref::<ShadowRoot>()?.last_element_child(),
    }
}

/// The hosts of the roots that a node stands in, outermost first, and the node.
fn path(node: Node) -> Vec<Node> {
    let mut path = vec![node];
    while let Some(host) = path.last().and_then(host_around) {
        path.push(host);
    }
    path.reverse();
    path
}

fn host_around(node: &Node) -> Option<Node> {
    // The root of a root is itself.
    let root: ShadowRoot = node.get_root_node().dyn_into().ok()?;
    Some(root.host().into())
}

fn in_reading_order(a: &[Node], b: &[Node]) -> Ordering {
    let Some((a, b)) = a.iter().zip(b).find(|(a, b)| a != b) else { return a.len().cmp(&b.len()) };
    if a.compare_document_position(b) & Node::DOCUMENT_POSITION_FOLLOWING != 0 {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}
