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
struct Speaks {
    number: bool,
    hash: bool,
    text: JsString,
    /// Where in it the first of either begins.
    first: u32,
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

    /// Each level costs one look at its text by the browser itself; what cannot hold a label by what is known of the level above
    /// is not looked at.
    fn look_for_labels(&mut self, scope: &Node) {
        let mut speaking: Vec<(Node, Speaks, usize)> = Vec::new();
        speaking.extend(self.speaks(text_of(scope)).map(|speaks| (scope.clone(), speaks, 0)));
        while let Some((node, speaks, depth)) = speaking.pop() {
            if depth > DEEPEST {
                return;
            }
            let (mut number, mut hash) = (speaks.number, speaks.hash);
            self.look_within(&node, speaks, |inner, within| {
                if inside(&inner.local_name(), "", true) == Inside::Read {
                    number &= !within.number;
                    hash &= !within.hash;
                    speaking.push((inner.into(), within, depth + 1));
                }
            });
            if number {
                put(&mut self.labels, node.clone());
            }
            if hash {
                put(&mut self.hashes, node);
            }
        }
    }

    /// The elements in a node that hold something of it, the last one first. They are gone through from the end that the first
    /// label is nearer to, and only as far as there is one: the text of 100,000 rows before or after it is not put together
    /// once more. (What an element holds, the text around it holds too: the patterns look at nothing but what they match.)
    fn look_within(&self, node: &Node, outer: Speaks, mut speaks: impl FnMut(Element, Speaks)) {
        let length = outer.text.length();
        let is_backward = outer.first > length / 2;
        let mut child = if is_backward { node.last_child() } else { node.first_child() };
        let is_alone = node.first_child() == node.last_child();
        let mut found = Vec::new();
        // How much was gone through, and where the next label begins, if one does.
        let (mut through, mut next) = (0, outer.first);
        while let Some(inner) = child {
            child = if is_backward { inner.previous_sibling() } else { inner.next_sibling() };
            let kind = inner.node_type();
            // A comment's text is no part of what it stands in.
            if !matches!(kind, Node::ELEMENT_NODE | Node::TEXT_NODE | Node::CDATA_SECTION_NODE) {
                continue;
            }
            // One within another, as wrappers are, holds the same text.
            let text = if is_alone { Some(outer.text.clone()) } else { text_of(&inner) };
            through += text.as_ref().map_or(0, JsString::length);
            let may_speak = is_backward || through > next;
            if may_speak
                && kind == Node::ELEMENT_NODE
                && let Some(within) = self.speaks(text)
            {
                found.push((inner.unchecked_into(), within));
            }
            if is_backward && length.saturating_sub(through) <= outer.first {
                break;
            }
            if !is_backward && through > next {
                match outer.text.slice(through, length).search(&self.quick.either) {
                    ..0 => break,
                    later => next = through + later.cast_unsigned(),
                }
            }
        }
        if !is_backward {
            found.reverse();
        }
        found.into_iter().for_each(|(inner, within)| speaks(inner, within));
    }

    /// What a text holds of what is looked for and not found often enough; none if it holds nothing of it.
    fn speaks(&self, text: Option<JsString>) -> Option<Speaks> {
        let text = text?;
        let first = u32::try_from(text.search(&self.quick.either)).ok()?;
        // Neither begins before.
        let rest = text.slice(first, text.length());
        let number = self.labels.len() < MOST && rest.search(&self.quick.number) >= 0;
        let hash = self.hashes.len() < MOST && rest.search(&self.quick.hash) >= 0;
        (number || hash).then_some(Speaks { number, hash, text, first })
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
