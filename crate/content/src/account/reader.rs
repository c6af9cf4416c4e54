//! Reading the page: the little of it that holds the label is flattened and given to core.

use js_sys::{JsString, RegExp};
use keyturn_core::account_number::{self, Sighting};
use keyturn_core::text;
use keyturn_core::words::Words;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, Range};

use super::Found;

/// The most places that are read on one page, and the most text of one: a page may hold a million labels.
const MOST_PLACES: usize = 200;
const MOST_TEXT: usize = 10_000;
/// How far up from a label its number is looked for, and from a number the company's name in the same line.
const CLIMB: usize = 4;
const CLIMB_FOR_COMPANY: usize = 2;
/// The most text around a number that is read for the company's name.
const MOST_AROUND: u32 = 300;

/// Reads pages for these words.
pub struct Reader {
    words: Words,
    quick: RegExp,
}

/// A flattened text, and which text node each part of it is.
#[derive(Default)]
struct Flat {
    text: String,
    runs: Vec<(usize, Node)>,
}

impl Reader {
    /// A reader for these words.
    pub fn new(words: &Words) -> Self {
        Self { words: words.clone(), quick: RegExp::new(&account_number::quick_look(words), "i") }
    }

    /// The account numbers on the page, in reading order, each once a place.
    pub fn read(&self, document: &Document) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut places = Vec::new();
        if let Some(body) = document.body() {
            self.places(&body, &mut places);
        }
        for place in places {
            for one in self.read_place(document, place) {
                let is_new = found.iter().all(|other| !same_place(&other.range, &one.range));
                if is_new {
                    found.push(one);
                }
            }
        }
        found
    }

    /// The innermost elements that hold a whole label. Each level costs one look at its text by the browser itself.
    fn places(&self, element: &Element, places: &mut Vec<Element>) {
        if places.len() >= MOST_PLACES || !self.speaks(element) {
            return;
        }
        if !text::is_read(&element.local_name()) {
            return;
        }
        let before = places.len();
        let mut child = element.first_element_child();
        while let Some(inner) = child {
            self.places(&inner, places);
            child = inner.next_element_sibling();
        }
        if places.len() == before {
            places.push(element.clone());
        }
    }

    fn speaks(&self, element: &Element) -> bool {
        text_of(element).is_some_and(|text| text.search(&self.quick) >= 0)
    }

    /// Reads a place, and what is around it as long as its label waits for a number, or a number for the company's name.
    fn read_place(&self, document: &Document, mut place: Element) -> Vec<Found> {
        let mut flat = flatten(&place);
        let mut reading = account_number::read(&flat.text, &self.words);
        for _ in 0..CLIMB {
            if !reading.goes_on {
                break;
            }
            let Some(parent) = around(&place) else { break };
            place = parent;
            flat = flatten(&place);
            reading = account_number::read(&flat.text, &self.words);
        }
        for _ in 0..CLIMB_FOR_COMPANY {
            if reading.sightings.len() != 1 || reading.sightings.iter().any(|sighting| sighting.company.is_some()) {
                break;
            }
            let Some(parent) =
                around(&place).filter(|parent| text_of(parent).is_some_and(|t| t.length() <= MOST_AROUND))
            else {
                break;
            };
            place = parent;
            flat = flatten(&place);
            reading = account_number::read(&flat.text, &self.words);
        }
        reading.sightings.into_iter().filter_map(|sighting| flat.find(document, sighting)).collect()
    }
}

/// What is around an element, within the page's body.
fn around(element: &Element) -> Option<Element> {
    element.parent_element().filter(|parent| parent.local_name() != "html")
}

fn text_of(element: &Element) -> Option<JsString> {
    js_sys::Reflect::get(element, &"textContent".into()).ok()?.dyn_into().ok()
}

fn same_place(a: &Range, b: &Range) -> bool {
    a.start_container().ok() == b.start_container().ok() && a.start_offset().ok() == b.start_offset().ok()
}

fn flatten(element: &Element) -> Flat {
    let mut flat = Flat::default();
    flat.add(element);
    flat
}

impl Flat {
    fn add(&mut self, element: &Element) {
        let mut child = element.first_child();
        while let Some(node) = child {
            if self.text.len() > MOST_TEXT {
                return;
            }
            match node.node_type() {
                Node::TEXT_NODE => {
                    self.runs.push((self.text.len(), node.clone()));
                    self.text.push_str(&node.node_value().unwrap_or_default());
                    self.text.push(text::NODE);
                }
                Node::ELEMENT_NODE => {
                    if let Some(element) = node.dyn_ref::<Element>() {
                        self.add_element(element);
                    }
                }
                _ => {}
            }
            child = node.next_sibling();
        }
    }

    fn add_element(&mut self, element: &Element) {
        let name = element.local_name();
        let is_typed_into = element.has_attribute("contenteditable");
        let mark = text::boundary(&name);
        self.text.push(mark);
        if text::is_read(&name) && !is_typed_into {
            self.add(element);
        }
        self.text.push(mark);
    }

    /// The digits of a sighting as a range of the page.
    fn find(&self, document: &Document, sighting: Sighting) -> Option<Found> {
        let range = document.create_range().ok()?;
        let (node, offset) = self.place_of(sighting.start)?;
        range.set_start(&node, offset).ok()?;
        // The end is where the last digit ends, not where what follows it begins.
        let (node, offset) = self.place_of(sighting.end - 1)?;
        range.set_end(&node, offset + 1).ok()?;
        Some(Found { number: sighting.number, company: sighting.company, range })
    }

    /// The text node that holds this byte, and the offset in it in UTF-16 units.
    fn place_of(&self, at: usize) -> Option<(Node, u32)> {
        let run = self.runs.partition_point(|(start, _)| *start <= at).checked_sub(1)?;
        let (start, node) = self.runs.get(run)?;
        let before = self.text.get(*start..at)?;
        Some((node.clone(), before.encode_utf16().count() as u32))
    }
}
