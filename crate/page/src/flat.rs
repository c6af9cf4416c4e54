//! A part of the page as one text, in the order in which it is read: what is in a root instead of its host's own nodes,
//! and what is slotted instead of its slot.

use keyturn_core::account_number::{Sighting, stands_under};
use keyturn_core::text::{self, Inside, UNREAD};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, Node, Range, ShadowRoot, Window};
use zeroize::{Zeroize, Zeroizing};

use crate::found::{Found, Spot, rect};
use crate::roots::root_of;

/// The most nodes that are taken into one text: text is scarce where there are only elements.
const MOST_NODES: usize = 4_000;
/// How many nodes before the one that holds a label are taken in as well, and the most text in one of them: a company's
/// name may stand there, but also 20,000 rows. With more elements in it than this it is not asked for its text.
const BEFORE: usize = 8;
const MOST_BEFORE: u32 = 300;
const MOST_WITHIN: u32 = 100;

#[wasm_bindgen]
extern "C" {
    type Slot;
    #[wasm_bindgen(method, js_name = assignedNodes)]
    fn assigned_nodes(this: &Slot) -> js_sys::Array;

    /// A node whose text stays with the browser: most of it is only searched.
    type Text;
    #[wasm_bindgen(method, getter, js_name = textContent)]
    fn text_content(this: &Text) -> Option<js_sys::JsString>;
}

/// A part of the page: the children of an element or of a root, from one of them on.
#[derive(Clone)]
pub struct Part {
    container: Node,
    from: Option<Node>,
    /// Without what the page does not show just now.
    is_as_seen: bool,
}

impl Part {
    /// All that a node holds.
    pub fn whole(container: &Node) -> Self {
        Self { container: container.clone(), from: container.first_child(), is_as_seen: false }
    }

    /// The same, without what the page does not show just now: a spinner that waits in it for the next load.
    pub fn as_seen(self) -> Self {
        Self { is_as_seen: true, ..self }
    }

    /// What is around it, within the page's body: from a few nodes before it, to the end.
    pub fn wider(&self) -> Option<Self> {
        let child: Node = match self.container.dyn_ref::<ShadowRoot>() {
            Some(root) => root.host().into(),
            None => self.container.clone(),
        };
        let parent = child.parent_node()?;
        match parent.dyn_ref::<Element>() {
            Some(parent) if parent.local_name() == "html" => None,
            // It is slotted: the root says in what place.
            Some(parent) if let Some(root) = root_of(parent) => {
                Some(Self { is_as_seen: self.is_as_seen, ..Self::whole(&root) })
            }
            None if !parent.is_instance_of::<ShadowRoot>() => None,
            _ => Some(Self { container: parent, from: Some(a_little_before(child)), ..*self }),
        }
    }
}

fn a_little_before(mut node: Node) -> Node {
    for _ in 0..BEFORE {
        match node.previous_sibling() {
            Some(previous) if is_short(&previous) => node = previous,
            _ => break,
        }
    }
    node
}

fn is_short(node: &Node) -> bool {
    // Counted first, and no further than that: the text of 20,000 rows would be put together only to be measured.
    let is_small = node.dyn_ref::<Element>().is_none_or(|element| {
        let within = element.get_elements_by_tag_name("*");
        element.child_element_count() <= BEFORE as u32 && within.item(MOST_WITHIN).is_none()
    });
    let is_short = |node: &Node| text_of(node).is_none_or(|text| text.length() <= MOST_BEFORE);
    is_small && is_short(node) && node.dyn_ref().and_then(root_of).is_none_or(|root| is_short(&root))
}

/// The text in a node, but not in roots within.
pub fn text_of(node: &Node) -> Option<js_sys::JsString> {
    node.unchecked_ref::<Text>().text_content()
}

/// A flattened text, and which part of it stands where. A secret may be in it: it is zeroed when it is dropped.
#[derive(Default)]
pub struct Flat {
    /// The text.
    pub text: String,
    runs: Vec<(usize, Run)>,
    /// How elements are drawn, where that is asked for.
    styles: Option<Window>,
}

/// What a part of the text is.
enum Run {
    Text(Node),
    Field(HtmlInputElement),
}

/// What is still to be taken in.
enum Task {
    /// A node and those that follow it, in an element whose text is read, typed or not to be seen.
    From(Node, Inside),
    One(Node, Inside),
    Mark(char),
}

/// Flattens a part of the page, up to so much text.
pub fn flatten(part: &Part, most_text: usize) -> Flat {
    let mut flat = Flat::default();
    flat.styles = web_sys::window().filter(|_| part.is_as_seen);
    let within = part.container.dyn_ref().map_or(Inside::Read, |element| flat.within(element));
    let mut tasks: Vec<Task> = part.from.clone().map(|node| Task::From(node, within)).into_iter().collect();
    for _ in 0..MOST_NODES {
        match tasks.pop() {
            _ if flat.text.len() > most_text => break,
            None => break,
            Some(Task::Mark(mark)) => flat.text.push(mark),
            Some(Task::One(node, within)) => flat.take(&node, within, &mut tasks),
            Some(Task::From(node, within)) => {
                tasks.extend(node.next_sibling().map(|next| Task::From(next, within)));
                flat.take(&node, within, &mut tasks);
            }
        }
    }
    flat
}

impl Drop for Flat {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl Flat {
    fn take(&mut self, node: &Node, within: Inside, tasks: &mut Vec<Task>) {
        match node.node_type() {
            Node::TEXT_NODE if within == Inside::Read => {
                self.runs.push((self.text.len(), Run::Text(node.clone())));
                // A line break in the source is a blank on the page; of one byte as well, so that every place stays.
                let value = Zeroizing::new(node.node_value().unwrap_or_default());
                for line in value.split_inclusive(['\n', '\r', '\t']) {
                    let words = line.trim_end_matches(['\n', '\r', '\t']);
                    text::append(&mut self.text, words);
                    if words.len() < line.len() {
                        self.text.push(' ');
                    }
                }
                self.text.push(text::NODE);
            }
            Node::ELEMENT_NODE => {
                if let Some(element) = node.dyn_ref::<Element>() {
                    self.take_element(element, within, tasks);
                }
            }
            _ => {}
        }
    }

    fn take_element(&mut self, element: &Element, around: Inside, tasks: &mut Vec<Task>) {
        if self.is_drawn(element, "display", "none") {
            return;
        }
        let name = element.local_name();
        let role = element.get_attribute("role").unwrap_or_default();
        let mark = text::boundary(&name, &role);
        self.text.push(mark);
        if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
            match in_field(field) {
                Inside::Read => {
                    self.runs.push((self.text.len(), Run::Field(field.clone())));
                    text::append(&mut self.text, &Zeroizing::new(field.value()));
                }
                Inside::Unread => self.text.push(UNREAD),
                Inside::Silent => {}
            }
            self.text.push(mark);
            return;
        }
        let is_fixed = element.get_attribute("aria-readonly").is_some_and(|value| value == "true");
        match text::inside(&name, &role, is_fixed) {
            Inside::Silent => {}
            Inside::Unread => self.text.extend([UNREAD, mark]),
            Inside::Read => {
                let within = self.within(element);
                if within == Inside::Unread && around != Inside::Unread {
                    self.text.push(UNREAD);
                }
                tasks.push(Task::Mark(mark));
                match root_of(element) {
                    Some(root) => tasks.extend(root.first_child().map(|node| Task::From(node, within))),
                    None => tasks.extend(inner(element, &name, within)),
                }
            }
        }
    }

    /// What becomes of the text in an element.
    fn within(&self, element: &Element) -> Inside {
        match () {
            _ if is_typed_in(element) => Inside::Unread,
            _ if self.is_drawn(element, "visibility", "hidden") => Inside::Silent,
            _ => Inside::Read,
        }
    }

    fn is_drawn(&self, element: &Element, property: &str, value: &str) -> bool {
        let style = self.styles.as_ref().and_then(|window| window.get_computed_style(element).ok().flatten());
        style.is_some_and(|style| style.get_property_value(property).is_ok_and(|is| is == value))
    }

    /// A sighting's digits on the page. None where they do not belong to the label, as the page shows it.
    pub fn find(&self, document: &Document, sighting: Sighting) -> Option<Found> {
        let spot = self.spot(document, &sighting.digits)?;
        let found = Found { number: sighting.number, company: sighting.company, spot };
        if sighting.is_apart
            && let Some(label) = self.range(document, &sighting.label)
            && !stands_under(&rect(&label.get_bounding_client_rect()), &found.rect())
        {
            return None;
        }
        Some(found)
    }

    /// Where a part of the text stands on the page.
    pub fn spot(&self, document: &Document, bytes: &std::ops::Range<usize>) -> Option<Spot> {
        Some(match self.run_at(bytes.start)? {
            (_, Run::Field(field)) => Spot::Field(field.clone()),
            _ => Spot::Text(self.range(document, bytes)?),
        })
    }

    fn range(&self, document: &Document, bytes: &std::ops::Range<usize>) -> Option<Range> {
        let range = document.create_range().ok()?;
        let (start, offset) = self.place_of(bytes.start)?;
        range.set_start(&start, offset).ok()?;
        // The end is where the last character ends, not where what follows it begins.
        let (end, offset) = self.place_of(bytes.end.checked_sub(1)?)?;
        range.set_end(&end, offset + 1).ok()?;
        // No range spans two roots: its start has moved then.
        (range.start_container().ok()? == start).then_some(range)
    }

    /// The text node that holds this byte, and the offset in it in UTF-16 units.
    fn place_of(&self, at: usize) -> Option<(Node, u32)> {
        let (start, Run::Text(node)) = self.run_at(at)? else { return None };
        let before = self.text.get(*start..at)?;
        Some((node.clone(), before.encode_utf16().count() as u32))
    }

    fn run_at(&self, at: usize) -> Option<&(usize, Run)> {
        let run = self.runs.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
        self.runs.get(run)
    }
}

/// What stands in an element without a root: its children or, in a slot, what is slotted there.
fn inner(element: &Element, name: &str, within: Inside) -> Vec<Task> {
    if name == "slot" {
        let assigned: Vec<Task> = element
            .unchecked_ref::<Slot>()
            .assigned_nodes()
            .iter()
            .filter_map(|node| node.dyn_into().ok())
            .map(|node| Task::One(node, within))
            .collect();
        if !assigned.is_empty() {
            return assigned.into_iter().rev().collect();
        }
    }
    element.first_child().map(|node| Task::From(node, within)).into_iter().collect()
}

/// What a field shows.
pub fn in_field(field: &HtmlInputElement) -> Inside {
    let is_fixed = field.read_only() || field.matches(":disabled").unwrap_or(false);
    text::in_field(&field.type_(), is_fixed)
}

/// Whether somebody types the text in it.
fn is_typed_in(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}
