//! Reading hashes at the places that may hold one.

use keyturn_core::provisioning_hash::{self, Expected, Hash, Mark, Reading, Sighting, TABLES};
use keyturn_core::text::{self, Inside};
use keyturn_core::words::Words;
use keyturn_page::flat::{Flat, Part, flatten, in_field};
use keyturn_page::found::Spot;
use keyturn_page::labels;
use keyturn_page::roots::{around, hosts_around};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement, Node};
use zeroize::Zeroizing;

use super::Places;
use super::memory::with_expected;

/// The most text that is read around one label, and around a hash that its shape alone tells.
const MOST_TEXT: usize = 10_000;
const MOST_AROUND: usize = 600;
/// How far up from a label its hash is looked for, and from a hash what is said of it.
const CLIMB: usize = 8;
const CLIMB_FOR_WORDS: usize = 2;

/// A hash and where it stands on the page.
pub struct Found {
    /// The hash.
    pub hash: Hash,
    /// Where it stands.
    pub spot: Spot,
}

/// The hashes at these places, in reading order, each place once.
pub fn read(document: &Document, places: &Places, words: &Words) -> Vec<Found> {
    with_expected(|expected| {
        let mut found: Vec<Found> = Vec::new();
        let in_text = places.hashes.iter().flat_map(|place| read_place(document, place, words, expected));
        let in_fields = places.fields.iter().filter_map(|field| read_field(field, words, expected));
        for one in in_text.chain(in_fields) {
            if found.iter().all(|other| !other.spot.is_where(&one.spot)) {
                found.push(one);
            }
        }
        found
    })
}

/// What has a hash's shape at these places now: none of it is a new one.
pub fn marks(places: &Places) -> Vec<Mark> {
    let in_text = |place: &Node| {
        let flat = flatten(&Part::whole(place), MOST_TEXT);
        provisioning_hash::by_shape(&flat.text).into_iter().map(|(hash, _)| hash.mark()).collect::<Vec<_>>()
    };
    let in_field = |field: &HtmlInputElement| provisioning_hash::by_shape(&Zeroizing::new(field.value()));
    let in_fields = places.fields.iter().flat_map(in_field).map(|(hash, _)| hash.mark());
    places.hashes.iter().flat_map(in_text).chain(in_fields).collect()
}

fn read_place(document: &Document, place: &Node, words: &Words, expected: Expected<'_>) -> Vec<Found> {
    let mut part = Part::whole(place);
    let (mut flat, mut reading) = read_part(&part, words, expected, MOST_TEXT);
    for _ in 0..CLIMB {
        if !reading.goes_on {
            break;
        }
        let Some(wider) = part.wider() else { break };
        part = wider;
        (flat, reading) = read_part(&part, words, expected, MOST_TEXT);
    }
    // What is said of it stands before it, and may say that it is something else.
    for _ in 0..CLIMB_FOR_WORDS {
        let is_bare = reading.sightings.iter().any(|sighting| !sighting.is_labelled);
        let Some(wider) = part.wider().filter(|_| is_bare) else { break };
        let (wide, read) = read_part(&wider, words, expected, MOST_AROUND);
        if wide.text.len() > MOST_AROUND {
            break;
        }
        (part, flat, reading) = (wider, wide, read);
    }
    let find = |sighting: Sighting| {
        let spot = flat.spot(document, &sighting.place)?;
        let is_listed = !sighting.is_labelled && spot.node().is_some_and(|node| is_in_table(&node));
        (!is_listed).then_some(Found { hash: sighting.hash, spot })
    };
    std::mem::take(&mut reading.sightings).into_iter().filter_map(find).collect()
}

fn read_part(part: &Part, words: &Words, expected: Expected<'_>, most_text: usize) -> (Flat, Reading) {
    let flat = flatten(part, most_text);
    let reading = provisioning_hash::read(&flat.text, words, expected);
    (flat, reading)
}

/// Reads a field by the label that it has, wherever that stands, or by its shape.
fn read_field(field: &HtmlInputElement, words: &Words, expected: Expected<'_>) -> Option<Found> {
    if in_field(field) != Inside::Read {
        return None;
    }
    let value = Zeroizing::new(field.value());
    let mut labels = labels::of_field(field);
    if labels.is_empty() {
        labels.push(String::new());
    }
    let read = |label: String| {
        let text = Zeroizing::new(text::lines(&label, &value));
        let mut sightings = provisioning_hash::read(&text, words, expected).sightings.into_iter();
        sightings.find(|sighting| sighting.place.start > label.len())
    };
    let sighting = labels.into_iter().find_map(read)?;
    let is_listed = !sighting.is_labelled && is_in_table(field);
    (!is_listed).then(|| Found { hash: sighting.hash, spot: Spot::Field(field.clone()) })
}

fn is_in_table(node: &Node) -> bool {
    let is_in = |element: &Element| element.closest(TABLES).is_ok_and(|table| table.is_some());
    let own = node.dyn_ref::<Element>().cloned().or_else(|| around(node));
    own.into_iter().chain(hosts_around(node)).any(|element| is_in(&element))
}
