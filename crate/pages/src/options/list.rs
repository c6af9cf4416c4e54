//! The table of integrations.

use std::{cell::RefCell, collections::BTreeMap};

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::{
    account_number::AccountNumber,
    store::{AccountRecord, IntegrationRecord},
};
use web_sys::{Document, Element, HtmlElement};

use crate::piece;

/// The table, and what stands there while it is empty.
pub struct List {
    document: Document,
    table: Element,
    rows: Element,
    none: Element,
    count: Element,
    shown: RefCell<BTreeMap<String, Row>>,
    companies: RefCell<Vec<AccountRecord>>,
}

/// A row, and what it shows.
#[derive(Clone)]
struct Row {
    integration: IntegrationRecord,
    row: Element,
}

impl List {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            document: document.clone(),
            table: piece::by_id(document, "integrations")?,
            rows: piece::by_id(document, "rows")?,
            none: piece::by_id(document, "none-listed")?,
            count: piece::by_id(document, "count")?,
            shown: RefCell::default(),
            companies: RefCell::default(),
        })
    }

    /// Shows these integrations, with the names of the accounts' companies.
    pub fn show(&self, integrations: &[IntegrationRecord], accounts: &[AccountRecord]) -> Result<(), EdgeError> {
        let mut old = self.shown.take();
        if *self.companies.borrow() != accounts {
            self.companies.replace(accounts.to_vec());
            old.values().for_each(|old| old.row.remove());
            old.clear();
        }
        let mut new = BTreeMap::new();
        let mut order = Vec::new();
        for integration in integrations {
            let kept =
                old.get(&integration.id).filter(|old| old.integration == *integration).map(|old| old.row.clone());
            let row = kept.map_or_else(|| self.row(integration, accounts), Ok)?;
            new.insert(integration.id.clone(), Row { integration: integration.clone(), row: row.clone() });
            order.push(row);
        }
        old.retain(|id, old| new.get(id).is_none_or(|new| new.row != old.row));
        old.values().for_each(|gone| gone.row.remove());
        self.put_in_order(&order)?;
        self.shown.replace(new);
        self.count.set_text_content(Some(&i18n::counted("options_count", integrations.len(), &[])));
        piece::show(&self.count, !integrations.is_empty());
        piece::show(&self.table, !integrations.is_empty());
        piece::show(&self.none, integrations.is_empty());
        Ok(())
    }

    /// Puts the focus on the row of that integration; false if it is not there.
    pub fn focus(&self, id: &str) -> bool {
        let row = self.shown.borrow().get(id).map(|shown| shown.row.clone());
        let edit = row.and_then(|row| piece::part::<HtmlElement>(&row, "[data-action=edit]").ok());
        edit.is_some_and(|edit| edit.focus().is_ok())
    }

    /// Moves only what is not in its place: a thousand rows take long to lay out, and a row that moves loses the focus.
    fn put_in_order(&self, order: &[Element]) -> Result<(), EdgeError> {
        let mut next = self.rows.first_element_child();
        for row in order {
            if next.as_ref() == Some(row) {
                next = row.next_element_sibling();
            } else {
                self.rows.insert_before(row, next.as_deref())?;
            }
        }
        while let Some(left) = next {
            next = left.next_element_sibling();
            left.remove();
        }
        Ok(())
    }

    fn row(&self, integration: &IntegrationRecord, accounts: &[AccountRecord]) -> Result<Element, EdgeError> {
        let row = piece::copy_of(&self.document, "row")?;
        row.set_attribute("data-id", &integration.id)?;
        piece::write(&row, ".name", &integration.name)?;
        piece::write(&row, ".owner", &integration.owner)?;
        piece::write(&row, ".place", &integration.place)?;
        let cell: Element = piece::part(&row, ".accounts")?;
        match &integration.accounts {
            None => cell.set_text_content(Some(&i18n::message("options_all_accounts", &[]))),
            Some(numbers) => self.write_numbers(&cell, numbers, accounts)?,
        }
        for (selector, name) in
            [("[data-action=edit]", "options_edit_name"), ("[data-action=remove]", "options_remove_name")]
        {
            let button: Element = piece::part(&row, selector)?;
            button.set_attribute("aria-label", &i18n::message(name, &[&integration.name]))?;
        }
        Ok(row)
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
