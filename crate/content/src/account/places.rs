//! The places on the page where a label stands: found once, then only looked for where something changed.

use std::cmp::Ordering;

use js_sys::RegExp;
use keyturn_core::text::{Inside, inside};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement, Node, ShadowRoot};

use super::flat::{in_field, text_of};
use crate::roots;

/// The most places that are read on one page: a page may hold a million labels.
const MOST: usize = 200;
/// How deep a label is looked for in elements in one another.
const DEEPEST: usize = 2_000;

/// Where labels stand.
pub struct Places {
    quick: RegExp,
    labels: Vec<Node>,
    fields: Vec<HtmlInputElement>,
}

impl Places {
    /// None yet. `quick` matches every text that holds a label.
    pub fn new(quick: &str) -> Self {
        Self { quick: RegExp::new(quick, "i"), labels: Vec::new(), fields: Vec::new() }
    }

    /// The innermost elements (or roots) that hold a label, in reading order.
    pub fn labels(&self) -> &[Node] {
        &self.labels
    }

    /// The fields that nobody can type in; they may have a label of their own.
    pub fn fields(&self) -> &[HtmlInputElement] {
        &self.fields
    }

    /// Looks for labels and fields in a part of the page that is new or has changed; not in roots within.
    pub fn look_in(&mut self, scope: &Node) {
        let body = scope.dyn_ref::<Document>().and_then(Document::body);
        let scope = body.as_deref().map_or(scope, AsRef::as_ref);
        self.look_for_labels(scope);
        for field in roots::select(scope, "input[readonly], input:disabled") {
            let Ok(field) = field.dyn_into::<HtmlInputElement>() else { continue };
            if self.fields.len() < MOST && in_field(&field) == Inside::Read && !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
    }

    /// Each level costs one look at its text by the browser itself.
    fn look_for_labels(&mut self, scope: &Node) {
        let mut speaking: Vec<(Node, usize)> = Vec::new();
        if self.speaks(scope) {
            speaking.push((scope.clone(), 0));
        }
        while let Some((node, depth)) = speaking.pop() {
            if self.labels.len() >= MOST || depth > DEEPEST {
                return;
            }
            let before = speaking.len();
            let mut child = last_element(&node);
            while let Some(inner) = child {
                child = inner.previous_element_sibling();
                if self.speaks(&inner) && inside(&inner.local_name(), "", true) == Inside::Read {
                    speaking.push((inner.into(), depth + 1));
                }
            }
            if speaking.len() == before {
                self.put(node);
            }
        }
    }

    fn speaks(&self, node: &Node) -> bool {
        text_of(node).is_some_and(|text| text.search(&self.quick) >= 0)
    }

    /// Puts a place where it belongs in reading order; it may have been moved.
    fn put(&mut self, node: Node) {
        self.labels.retain(|label| *label != node);
        let place = path(node.clone());
        let at = self.labels.partition_point(|label| in_reading_order(&path(label.clone()), &place) == Ordering::Less);
        self.labels.insert(at, node);
    }

    /// Forgets what is no longer so.
    pub fn tidy(&mut self) {
        let labels = std::mem::take(&mut self.labels);
        self.labels = labels.into_iter().filter(|node| node.is_connected() && self.speaks(node)).collect();
        self.fields.retain(|field| field.is_connected());
    }
}

fn last_element(node: &Node) -> Option<Element> {
    match node.dyn_ref::<Element>() {
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
