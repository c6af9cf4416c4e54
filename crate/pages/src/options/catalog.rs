//! The catalog: the well-known integrations, to be added with one press, and what a reset does not touch.

use std::{cell::RefCell, collections::BTreeSet};

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::{
    catalog::address,
    integration::Integration,
    listing::{Wanted, searchable},
    message::{SentEntry, SentNotAffected},
};
use web_sys::{Document, Element, HtmlInputElement};

use crate::piece;

/// The list of entries, and the search above it.
pub struct Catalog {
    document: Document,
    search: HtmlInputElement,
    list: Element,
    others: Element,
    others_list: Element,
    count: Element,
    entries: RefCell<Vec<SentEntry>>,
    /// Each row of both lists with its words, for the search.
    rows: RefCell<Vec<(Element, String)>>,
}

impl Catalog {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            document: document.clone(),
            search: piece::by_id(document, "search")?,
            list: piece::by_id(document, "entries")?,
            others: piece::by_id(document, "not-affected")?,
            others_list: piece::by_id(document, "not-affected-entries")?,
            count: piece::by_id(document, "entries-count")?,
            entries: RefCell::default(),
            rows: RefCell::default(),
        })
    }

    /// Shows the catalog, and marks what is among these integrations.
    pub fn show(
        &self,
        entries: Vec<SentEntry>,
        others: Vec<SentNotAffected>,
        listed: &[Integration],
    ) -> Result<(), EdgeError> {
        if *self.entries.borrow() != entries {
            self.put(&entries, &others)?;
            self.entries.replace(entries);
            self.filter();
        }
        let listed: BTreeSet<String> = listed.iter().map(|integration| integration.name.to_lowercase()).collect();
        for row in piece::parts::<Element>(&self.list, "[data-entry]")? {
            let name = row.get_attribute("data-entry").unwrap_or_default();
            piece::show(&piece::part::<Element>(&row, ".listed")?, listed.contains(&name.to_lowercase()));
        }
        Ok(())
    }

    fn put(&self, entries: &[SentEntry], others: &[SentNotAffected]) -> Result<(), EdgeError> {
        let mut rows = Vec::new();
        let all = self.document.create_document_fragment();
        for entry in entries {
            let row = self.row(entry)?;
            all.append_child(&row)?;
            rows.push((row, searchable([entry.name.as_str(), &entry.vendor, &entry.category])));
        }
        self.list.replace_children_with_node_1(&all);
        let all = self.document.create_document_fragment();
        for entry in others {
            let row = self.other(entry)?;
            all.append_child(&row)?;
            rows.push((row, searchable([entry.name.as_str(), &entry.credential])));
        }
        self.others_list.replace_children_with_node_1(&all);
        self.rows.replace(rows);
        Ok(())
    }

    /// The entry of that name.
    pub fn entry(&self, name: &str) -> Option<SentEntry> {
        self.entries.borrow().iter().find(|entry| entry.name == name).cloned()
    }

    /// Shows the entries that the search asks for.
    pub fn filter(&self) {
        let wanted = Wanted::new(&self.search.value());
        let (mut shown, mut others) = (0_usize, false);
        for (row, text) in self.rows.borrow().iter() {
            let fits = wanted.fits(text);
            piece::show(row, fits);
            shown += usize::from(fits);
            others |= fits && !row.has_attribute("data-entry");
        }
        piece::show(&self.others, others);
        let words = match shown {
            0 => i18n::message("options_catalog_none", &[]),
            _ => i18n::counted("options_catalog_count", shown, &[]),
        };
        let was_said = self.count.text_content();
        if was_said.as_deref() != Some(&words) {
            self.count.set_text_content(Some(&words));
        }
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
        self.source(&row, &entry.name, &entry.source)?;
        Ok(row)
    }

    fn other(&self, entry: &SentNotAffected) -> Result<Element, EdgeError> {
        let row = piece::copy_of(&self.document, "not-affected-entry")?;
        piece::write(&row, ".name", &entry.name)?;
        piece::write(&row, ".credential", &entry.credential)?;
        piece::show(&piece::part::<Element>(&row, ".likely")?, entry.likely);
        self.source(&row, &entry.name, &entry.source)?;
        Ok(row)
    }

    fn source(&self, row: &Element, name: &str, source: &str) -> Result<(), EdgeError> {
        let link: Element = piece::part(row, ".source-link")?;
        let text: Element = piece::part(row, ".source-text")?;
        let address = address(source);
        if let Some(address) = address {
            link.set_attribute("href", address)?;
            link.set_attribute("aria-label", &i18n::message("options_source_of", &[name]))?;
        } else {
            text.set_text_content(Some(&i18n::message("options_source_text", &[source])));
        }
        piece::show(&link, address.is_some());
        piece::show(&text, address.is_none() && !source.is_empty());
        Ok(())
    }
}
