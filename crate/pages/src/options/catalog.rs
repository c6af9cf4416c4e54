//! The catalog: the well-known integrations, to be added with one press.

use std::{cell::RefCell, collections::BTreeSet};

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::{catalog::address, message::SentEntry, store::IntegrationRecord};
use web_sys::{Document, Element, HtmlInputElement};

use crate::piece;

/// The list of entries, and the search above it.
pub struct Catalog {
    document: Document,
    search: HtmlInputElement,
    list: Element,
    count: Element,
    entries: RefCell<Vec<SentEntry>>,
}

impl Catalog {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            document: document.clone(),
            search: piece::by_id(document, "search")?,
            list: piece::by_id(document, "entries")?,
            count: piece::by_id(document, "entries-count")?,
            entries: RefCell::default(),
        })
    }

    /// Shows the catalog, and marks what is among these integrations.
    pub fn show(&self, entries: Vec<SentEntry>, listed: &[IntegrationRecord]) -> Result<(), EdgeError> {
        if *self.entries.borrow() != entries {
            let all = self.document.create_document_fragment();
            for entry in &entries {
                let row = self.row(entry)?;
                all.append_child(&row)?;
            }
            self.list.replace_children_with_node_1(&all);
            self.entries.replace(entries);
            self.filter();
        }
        let listed: BTreeSet<String> = listed.iter().map(|integration| integration.name.to_lowercase()).collect();
        for row in self.rows() {
            let name = row.get_attribute("data-entry").unwrap_or_default();
            piece::show(&piece::part::<Element>(&row, ".listed")?, listed.contains(&name.to_lowercase()));
        }
        Ok(())
    }

    /// The entry of that name.
    pub fn entry(&self, name: &str) -> Option<SentEntry> {
        self.entries.borrow().iter().find(|entry| entry.name == name).cloned()
    }

    /// Shows the entries that the search asks for.
    pub fn filter(&self) {
        let wanted = self.search.value();
        let entries = self.entries.borrow();
        let mut shown = 0_usize;
        for (row, entry) in self.rows().iter().zip(entries.iter()) {
            let fits = fits(entry, &wanted);
            piece::show(row, fits);
            shown += usize::from(fits);
        }
        let words = match shown {
            0 => i18n::message("options_catalog_none", &[]),
            _ => i18n::counted("options_catalog_count", shown, &[]),
        };
        let was_said = self.count.text_content();
        if was_said.as_deref() != Some(&words) {
            self.count.set_text_content(Some(&words));
        }
    }

    fn rows(&self) -> Vec<Element> {
        piece::parts(&self.list, "[data-entry]").unwrap_or_default()
    }

    fn row(&self, entry: &SentEntry) -> Result<Element, EdgeError> {
        let row = piece::copy_of(&self.document, "entry")?;
        row.set_attribute("data-entry", &entry.name)?;
        piece::write(&row, ".name", &entry.name)?;
        piece::write(&row, ".vendor", &entry.vendor)?;
        piece::write(&row, ".category", &entry.category)?;
        piece::write(&row, ".place", &entry.place)?;
        piece::show(&piece::part::<Element>(&row, ".likely")?, entry.likely);
        let add: Element = piece::part(&row, "[data-action=add-entry]")?;
        add.set_attribute("aria-label", &i18n::message("options_add_name", &[&entry.name]))?;
        let link: Element = piece::part(&row, ".source-link")?;
        let text: Element = piece::part(&row, ".source-text")?;
        let address = address(&entry.source);
        if let Some(address) = address {
            link.set_attribute("href", address)?;
            link.set_attribute("aria-label", &i18n::message("options_source_of", &[&entry.name]))?;
        } else {
            text.set_text_content(Some(&i18n::message("options_source_text", &[&entry.source])));
        }
        piece::show(&link, address.is_some());
        piece::show(&text, address.is_none() && !entry.source.is_empty());
        Ok(row)
    }
}

/// Whether every word of the search stands in the entry's name, maker or category.
fn fits(entry: &SentEntry, wanted: &str) -> bool {
    let text = format!("{} {} {}", entry.name, entry.vendor, entry.category).to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{SentEntry, fits};

    #[test]
    fn search() {
        let entry = SentEntry {
            name: "Sumo Logic LastPass Cloud-to-Cloud source".to_owned(),
            vendor: "Sumo Logic".to_owned(),
            category: "SIEM".to_owned(),
            place: "Hosted Collector".to_owned(),
            source: "https://help.sumologic.com/".to_owned(),
            likely: false,
        };
        for (wanted, expected) in [
            ("", true),
            ("  ", true),
            ("sumo", true),
            ("SIEM sumo", true),
            ("cloud-to", true),
            ("sumo splunk", false),
            ("collector", false),
        ] {
            assert_eq!(fits(&entry, wanted), expected, "{wanted:?}");
        }
    }
}
