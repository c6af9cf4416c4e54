//! The table of integrations, its search and its order.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use keyturn_browser::{EdgeError, i18n, timers::Frames};
use keyturn_core::{
    account_number::AccountNumber,
    integration::{Belongs, Field, Integration},
    listing::{Column, Order, Wanted, searchable, sorted},
    store::AccountRecord,
};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

use super::choice::names;
use super::value;
use crate::piece;

/// So many rows are shown at first. More are slow to lay out, and nobody reads on: one searches.
const SHOWN_AT_FIRST: usize = 100;
/// A key in the search brings not more rows up at once: to make and lay out a hundred takes longer than a key may. The
/// others follow frame by frame, between the keys.
const SHOWN_FOR_A_KEY: usize = 10;

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
    show_all: Element,
    tools: Vec<Element>,
    order: Cell<Order>,
    /// Not only the first rows are shown.
    shows_all: Cell<bool>,
    listed: RefCell<BTreeMap<String, Listed>>,
    /// The ids in their order.
    sorted: RefCell<Vec<String>>,
    accounts: RefCell<Vec<AccountRecord>>,
    /// Shows what a key has left.
    rest: OnceCell<Frames>,
}

/// An integration that is listed.
struct Listed {
    integration: Integration,
    /// All its words, for the search.
    text: String,
    /// Its row, once it was shown.
    row: OnceCell<Element>,
}

impl List {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Rc<Self>, EdgeError> {
        let section: Element = piece::by_id(document, "inventory")?;
        let list = Rc::new(Self {
            document: document.clone(),
            table: piece::by_id(document, "integrations")?,
            headers: piece::by_id(document, "headers")?,
            rows: piece::by_id(document, "rows")?,
            none: piece::by_id(document, "none-listed")?,
            none_found: piece::by_id(document, "none-found")?,
            count: piece::by_id(document, "count")?,
            find: piece::by_id(document, "find")?,
            show_all: piece::by_id(document, "show-all")?,
            tools: piece::parts(&section, "[data-needs-some]")?,
            order: Cell::default(),
            shows_all: Cell::default(),
            listed: RefCell::default(),
            sorted: RefCell::default(),
            accounts: RefCell::default(),
            rest: OnceCell::new(),
        });
        let weak = Rc::downgrade(&list);
        list.rest.get_or_init(|| {
            Frames::new(Box::new(move || {
                if let Some(list) = weak.upgrade() {
                    // What can go wrong was told at the first of these rows.
                    let _ = list.filter(SHOWN_FOR_A_KEY);
                }
            }))
        });
        Ok(list)
    }

    /// Shows these integrations, with the names of the accounts' companies.
    pub fn show(&self, integrations: &[Integration], accounts: &[AccountRecord]) -> Result<(), EdgeError> {
        let is_named_anew = names(&self.accounts.borrow()) != names(accounts);
        let is_same = || {
            let listed = self.listed.borrow();
            let is_listed = |one: &Integration| listed.get(&one.id).is_some_and(|listed| listed.integration == *one);
            listed.len() == integrations.len() && integrations.iter().all(is_listed)
        };
        // Rows that are put in once more lose the focus.
        if !is_named_anew && !integrations.is_empty() && is_same() {
            return Ok(());
        }
        let mut old = self.listed.take();
        if is_named_anew {
            self.accounts.replace(accounts.to_vec());
            old.clear();
        }
        let mut new = BTreeMap::new();
        for integration in integrations {
            let kept = old.remove(&integration.id).filter(|old| old.integration == *integration);
            new.insert(integration.id.clone(), kept.unwrap_or_else(|| listed(integration, accounts)));
        }
        self.listed.replace(new);
        let is_empty = integrations.is_empty();
        self.tools.iter().for_each(|tool| piece::show(tool, !is_empty));
        piece::show(&self.none, is_empty);
        self.arrange()
    }

    /// The header of that column was pressed.
    pub fn sort(&self, column: &str) -> Result<(), EdgeError> {
        let Some(column) = Column::named(column) else { return Ok(()) };
        self.order.set(self.order.get().pressed(column));
        self.arrange()
    }

    /// Something was typed into the search.
    pub fn search(&self) -> Result<(), EdgeError> {
        self.shows_all.set(false);
        self.filter(SHOWN_FOR_A_KEY)
    }

    /// All that was found is wanted, not only the first of it.
    pub fn show_all(&self) -> Result<(), EdgeError> {
        self.shows_all.set(true);
        self.filter(usize::MAX)?;
        // The button that was pressed is gone.
        let next = self.rows.children().item(SHOWN_AT_FIRST as u32);
        if let Some(edit) = next.and_then(|row| piece::part::<HtmlElement>(&row, "[data-action=edit]").ok()) {
            edit.focus()?;
        }
        Ok(())
    }

    /// Puts the focus on the row of that integration; false if it is not shown.
    pub fn focus(&self, id: &str) -> bool {
        let row = self.listed.borrow().get(id).and_then(|listed| listed.row.get().cloned());
        let row = row.filter(|row| row.is_connected());
        let edit = row.and_then(|row| piece::part::<HtmlElement>(&row, "[data-action=edit]").ok());
        edit.is_some_and(|edit| edit.focus().is_ok())
    }

    /// Puts the integrations into their order, and says in the headers which that is.
    fn arrange(&self) -> Result<(), EdgeError> {
        let order = self.order.get();
        for header in piece::parts::<Element>(&self.headers, "[data-column]")? {
            if let Some(column) = header.get_attribute("data-column").as_deref().and_then(Column::named) {
                header.set_attribute("aria-sort", order.aria(column))?;
            }
        }
        let all = self.listed.borrow().values().map(|listed| listed.integration.clone()).collect();
        self.sorted.replace(sorted(all, order).into_iter().map(|integration| integration.id).collect());
        self.filter(usize::MAX)
    }

    /// Shows the integrations that the search asks for, and says how many those are. If that brings more rows up than so
    /// many, the others follow.
    fn filter(&self, most_brought: usize) -> Result<(), EdgeError> {
        let wanted = Wanted::new(&self.find.value());
        let listed = self.listed.borrow();
        let sorted = self.sorted.borrow();
        let found = sorted.iter().filter_map(|id| listed.get(id)).filter(|listed| wanted.fits(&listed.text));
        let found: Vec<&Listed> = found.collect();
        let most = if self.shows_all.get() { found.len() } else { found.len().min(SHOWN_AT_FIRST) };
        let mut rows = Vec::new();
        let mut left = most_brought;
        for listed in &found[..most] {
            if !listed.row.get().is_some_and(|row| row.is_connected()) {
                let Some(less) = left.checked_sub(1) else { break };
                left = less;
            }
            rows.push(self.row(listed)?);
        }
        piece::put(&self.rows, &rows)?;
        if let Some(rest) = self.rest.get() {
            rest.cancel();
            if rows.len() < most {
                rest.next();
            }
        }

        let words = if found.len() == listed.len() {
            i18n::counted("options_count", found.len(), &[])
        } else {
            i18n::counted("options_found", listed.len(), &[&found.len().to_string()])
        };
        if self.count.text_content().as_deref() != Some(&words) {
            self.count.set_text_content(Some(&words));
        }
        self.show_all.set_text_content(Some(&i18n::message("options_show_all", &[&found.len().to_string()])));
        piece::show(&self.show_all, found.len() > most);
        piece::show(&self.count, !listed.is_empty());
        piece::show(&self.table, !found.is_empty());
        piece::show(&self.none_found, found.is_empty() && !listed.is_empty());
        Ok(())
    }

    /// The row of an integration; made when it is shown for the first time.
    fn row(&self, listed: &Listed) -> Result<Element, EdgeError> {
        if let Some(row) = listed.row.get() {
            return Ok(row.clone());
        }
        let row = self.new_row(&listed.integration)?;
        Ok(listed.row.get_or_init(|| row).clone())
    }

    fn new_row(&self, integration: &Integration) -> Result<Element, EdgeError> {
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
            Belongs::To(numbers) => self.write_numbers(&cell, numbers)?,
        }
        for (selector, label) in
            [("[data-action=edit]", "options_edit_name"), ("[data-action=remove]", "options_remove_name")]
        {
            let button: Element = piece::part(&row, selector)?;
            button.set_attribute("aria-label", &i18n::message(label, &[name]))?;
        }
        Ok(row)
    }

    fn write_numbers(&self, cell: &Element, numbers: &[AccountNumber]) -> Result<(), EdgeError> {
        let accounts = self.accounts.borrow();
        for number in numbers {
            let line = piece::copy_of(&self.document, "row-account")?;
            piece::write(&line, ".number", number.as_str())?;
            piece::write(&line, ".company", company(number, &accounts))?;
            cell.append_child(&line)?;
        }
        Ok(())
    }
}

fn listed(integration: &Integration, accounts: &[AccountRecord]) -> Listed {
    let words = FIELDS.map(|field| value::in_words(field, integration));
    let companies = match &integration.belongs {
        Belongs::ToAll => Vec::new(),
        Belongs::To(numbers) => numbers.iter().map(|number| company(number, accounts)).collect(),
    };
    let text = searchable(words.iter().map(String::as_str).chain(companies));
    Listed { integration: integration.clone(), text, row: OnceCell::new() }
}

/// The name of the account's company; empty if it is not known.
fn company<'a>(number: &AccountNumber, accounts: &'a [AccountRecord]) -> &'a str {
    let account = accounts.iter().find(|account| account.number == *number);
    account.and_then(|account| account.company.as_deref()).unwrap_or_default()
}
