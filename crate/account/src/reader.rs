//! Reading the page: the little of it that holds a label is flattened and given to core.

use keyturn_core::account_number::{self, Reading, Sighting};
use keyturn_core::text::{self, Inside};
use keyturn_core::words::Words;
use keyturn_page::flat::{Flat, Part, flatten, in_field};
use keyturn_page::found::{Found, Spot};
use keyturn_page::labels;
use web_sys::{Document, HtmlInputElement, Node};

/// Where the page speaks of account numbers.
pub struct Places {
    /// The innermost elements (or roots) that hold a label, in reading order.
    pub labels: Vec<Node>,
    /// The fields that nobody can type in; they may have a label of their own.
    pub fields: Vec<HtmlInputElement>,
}

/// The most text that is read around one label.
const MOST_TEXT: usize = 10_000;
/// How far up from a label its number is looked for, and from a number the company's name in the same line.
const CLIMB: usize = 8;
const CLIMB_FOR_COMPANY: usize = 2;
/// The most text around a number that is read for the company's name.
const MOST_AROUND: usize = 400;

/// Reads pages for these words.
pub struct Reader {
    words: Words,
}

impl Reader {
    /// A reader for these words.
    pub fn new(words: Words) -> Self {
        Self { words }
    }

    /// The account numbers at these places, in reading order, each once. Without layout, those are left out of which only
    /// their place on the page tells.
    pub fn read(&self, document: &Document, places: &Places, is_laid_out: bool) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let in_text = places.labels.iter().flat_map(|place| {
            let read = |part| self.read_part_or_wider(document, part, is_laid_out);
            let all = read(Part::whole(place));
            // What is not shown may stand between the two: a spinner that waits for the next load.
            if all.is_empty() { read(Part::whole(place).as_seen()) } else { all }
        });
        let in_fields = places.fields.iter().filter_map(|field| self.read_field(field));
        for one in in_text.chain(in_fields) {
            if found.iter().all(|other| !other.is_where(&one)) {
                found.push(one);
            }
        }
        found
    }

    /// Reads a part, and what is around it as long as its label waits for a number, or a number for the company's name.
    fn read_part_or_wider(&self, document: &Document, mut part: Part, is_laid_out: bool) -> Vec<Found> {
        let (mut flat, mut reading) = self.read_part(&part, MOST_TEXT);
        for _ in 0..CLIMB {
            if !reading.goes_on {
                break;
            }
            let Some(wider) = part.wider() else { break };
            part = wider;
            (flat, reading) = self.read_part(&part, MOST_TEXT);
        }
        for _ in 0..CLIMB_FOR_COMPANY {
            let is_alone = matches!(reading.sightings.as_slice(), [Sighting { company: None, .. }]);
            let Some(wider) = part.wider().filter(|_| is_alone) else { break };
            let (wide, read) = self.read_part(&wider, MOST_AROUND);
            if wide.text.len() > MOST_AROUND || read.sightings.is_empty() {
                break;
            }
            (part, flat, reading) = (wider, wide, read);
        }
        let is_told = |sighting: &Sighting| is_laid_out || !sighting.is_apart;
        let told = reading.sightings.into_iter().filter(is_told);
        told.filter_map(|sighting| flat.find(document, sighting)).collect()
    }

    fn read_part(&self, part: &Part, most_text: usize) -> (Flat, Reading) {
        let flat = flatten(part, most_text);
        let reading = account_number::read(&flat.text, &self.words);
        (flat, reading)
    }

    /// Reads a field by the label that it has, wherever that stands.
    fn read_field(&self, field: &HtmlInputElement) -> Option<Found> {
        if in_field(field) != Inside::Read {
            return None;
        }
        let value = field.value();
        let read = |label: String| {
            let text = text::lines(&label, &value);
            let mut sightings = account_number::read(&text, &self.words).sightings.into_iter();
            sightings.find(|sighting| sighting.digits.start > label.len())
        };
        let sighting = labels::of_field(field).into_iter().find_map(read)?;
        Some(Found { number: sighting.number, company: None, spot: Spot::Field(field.clone()) })
    }
}
