//! The table of integrations, its search and its order.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::{
    account_number::AccountNumber,
    integration::{Belongs, Field, Integration},
    listing::{Column, Order, Wanted, searchable, sorted},
    store::AccountRecord,
};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

use super::value;
use crate::piece;

/// What the search looks at.
const FIELDS: [Field; 8] = [
    Field::Name,
    Field::Criticality,
    Field::PollsEvery,
    Field::Owner,
    Field::Place,
    Field::Accounts,
    Field::Link,
    Field::Note,
];

/// The table, and what stands there while it is empty.
pub struct List {
    document: Document,
    table: Element,
    headers: Element,
    rows: Element,
    none: Element,
    none_found: Element,
    count: Element,
    find: HtmlInputElement,
    tools: Vec<Element>,
    order: Cell<Order>,
    shown: RefCell<BTreeMap<String, Row>>,
    companies: RefCell<Vec<AccountRecord>>,
}

/// A row, and what it shows.
#[derive(Clone)]
struct Row {
    integration: Integration,
    /// All its words, for the search.
    text: String,
    row: Element,
}

impl List {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        let section: Element = piece::by_id(document, "inventory")?;
        Ok(Self {
            document: document.clone(),
            table: piece::by_id(document, "integrations")?,
            headers: piece::by_id(document, "headers")?,
            rows: piece::by_id(document, "rows")?,
            none: piece::by_id(document, "none-listed")?,
            none_found: piece::by_id(document, "none-found")?,
            count: piece::by_id(document, "count")?,
            find: piece::by_id(document, "find")?,
            tools: piece::parts(&section, "[data-needs-some]")?,
            order: Cell::default(),
            shown: RefCell::default(),
            companies: RefCell::default(),
        })
    }

    /// Shows these integrations, with the names of the accounts' companies.
    pub fn show(&self, integrations: &[Integration], accounts: &[AccountRecord]) -> Result<(), EdgeError> {
        let mut old = self.shown.take();
        if *self.companies.borrow() != accounts {
            self.companies.replace(accounts.to_vec());
            old.values().for_each(|old| old.row.remove());
            old.clear();
        }
        let mut new = BTreeMap::new();
        for integration in integrations {
            let kept = old.remove(&integration.id);
            let row = match kept {
                Some(kept) if kept.integration == *integration => kept,
                gone => {
                    if let Some(gone) = gone {
                        gone.row.remove();
                    }
                    self.row(integration, accounts)?
                }
            };
            new.insert(integration.id.clone(), row);
        }
        old.values().for_each(|gone| gone.row.remove());
        self.shown.replace(new);
        self.arrange()?;
        let is_empty = integrations.is_empty();
        self.tools.iter().for_each(|tool| piece::show(tool, !is_empty));
        piece::show(&self.none, is_empty);
        self.filter();
        Ok(())
    }

    /// The header of that column was pressed.
    pub fn sort(&self, column: &str) -> Result<(), EdgeError> {
        let Some(column) = Column::named(column) else { return Ok(()) };
        self.order.set(self.order.get().pressed(column));
        self.arrange()
    }

    /// Shows the integrations that the search asks for, and says how many those are.
    pub fn filter(&self) {
        let wanted = Wanted::new(&self.find.value());
        let shown = self.shown.borrow();
        let mut found = 0_usize;
        for row in shown.values() {
            let fits = wanted.fits(&row.text);
            piece::show(&row.row, fits);
            found += usize::from(fits);
        }
        let words = if found == shown.len() {
            i18n::counted("options_count", found, &[])
        } else {
            i18n::counted("options_found", shown.len(), &[&found.to_string()])
        };
        if self.count.text_content().as_deref() != Some(&words) {
            self.count.set_text_content(Some(&words));
        }
        piece::show(&self.count, !shown.is_empty());
        piece::show(&self.table, found > 0);
        piece::show(&self.none_found, found == 0 && !shown.is_empty());
    }

    /// Puts the focus on the row of that integration; false if it is not there, or not among those searched for.
    pub fn focus(&self, id: &str) -> bool {
        let row = self.shown.borrow().get(id).map(|shown| shown.row.clone());
        let row = row.filter(|row| !row.has_attribute("hidden"));
        let edit = row.and_then(|row| piece::part::<HtmlElement>(&row, "[data-action=edit]").ok());
        edit.is_some_and(|edit| edit.focus().is_ok())
    }

    /// Puts the rows into their order, and says in the headers which that is.
    fn arrange(&self) -> Result<(), EdgeError> {
        let order = self.order.get();
        for header in piece::parts::<Element>(&self.headers, "[data-column]")? {
            if let Some(column) = header.get_attribute("data-column").as_deref().and_then(Column::named) {
                header.set_attribute("aria-sort", order.aria(column))?;
            }
        }
        let shown = self.shown.borrow();
        let all = shown.values().map(|row| row.integration.clone()).collect();
        let rows = sorted(all, order).into_iter().filter_map(|i| shown.get(&i.id)).map(|row| row.row.clone());
        self.put_in_order(rows)
    }

    /// Moves only what is not in its place: a thousand rows take long to lay out, and a row that moves loses the focus.
    fn put_in_order(&self, rows: impl Iterator<Item = Element>) -> Result<(), EdgeError> {
        let mut next = self.rows.first_element_child();
        for row in rows {
            if next.as_ref() == Some(&row) {
                next = row.next_element_sibling();
            } else {
                self.rows.insert_before(&row, next.as_deref())?;
            }
        }
        Ok(())
    }

    fn row(&self, integration: &Integration, accounts: &[AccountRecord]) -> Result<Row, EdgeError> {
        let row = piece::copy_of(&self.document, "row")?;
        let Integration { id, name, owner, place, belongs, link, criticality, note, .. } = integration;
        row.set_attribute("data-id", id)?;
        piece::write(&row, ".name", name)?;
        piece::write(&row, ".owner", owner)?;
        piece::write(&row, ".place", place)?;
        piece::write(&row, ".note", note)?;
        piece::write(&row, ".polls", &value::in_words(Field::PollsEvery, integration))?;
        let badge: Element = piece::part(&row, ".criticality")?;
        badge.set_text_content(Some(&value::in_words(Field::Criticality, integration)));
        badge.set_attribute("data-criticality", criticality.name())?;
        let open: Element = piece::part(&row, ".open")?;
        if let Some(link) = link {
            open.set_attribute("href", link.as_str())?;
            open.set_attribute("title", link.as_str())?;
            open.set_attribute("aria-label", &i18n::message("options_open_name", &[name]))?;
        }
        piece::show(&open, link.is_some());
        let cell: Element = piece::part(&row, ".accounts")?;
        match belongs {
            Belongs::ToAll => cell.set_text_content(Some(&value::in_words(Field::Accounts, integration))),
            Belongs::To(numbers) => self.write_numbers(&cell, numbers, accounts)?,
        }
        for (selector, label) in
            [("[data-action=edit]", "options_edit_name"), ("[data-action=remove]", "options_remove_name")]
        {
            let button: Element = piece::part(&row, selector)?;
            button.set_attribute("aria-label", &i18n::message(label, &[name]))?;
        }
        let words = FIELDS.map(|field| value::in_words(field, integration));
        let companies = cell.text_content().unwrap_or_default();
        let text = searchable(words.iter().chain([&companies]).map(String::as_str));
        Ok(Row { integration: integration.clone(), text, row })
    }

    fn write_numbers(
        &self,
        cell: &Element,
        numbers: &[AccountNumber],
        accounts: &[AccountRecord],
    ) -> Result<(), EdgeError> {
        for number in numbers {
            let line = piece::copy_of(&self.document, "row-account")?;
            piece::write(&line, ".number", number.as_str())?;
            let company = accounts.iter().find(|account| account.number == *number);
            let company = company.and_then(|account| account.company.as_deref());
            piece::write(&line, ".company", company.unwrap_or_default())?;
            cell.append_child(&line)?;
        }
        Ok(())
    }
}
