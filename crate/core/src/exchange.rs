//! The inventory as a file: written and read as JSON ([`json`]) and CSV ([`csv`]), and what a file would change
//! ([`plan`]). A file is taken whole or refused whole. The formats are described in docs/inventory-format.md.

use crate::account_number::AccountNumber;
use crate::integration::{Criticality, Draft, Field, Integration, MOST_INTEGRATIONS, Refusal, take};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;
pub mod csv;
pub mod json;
pub mod plan;

/// The largest file that is read, in bytes. More would not fit into the browser's storage.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;

/// A place in a file, both from 1 on; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// Where a file begins.
    pub const START: Self = Self { line: 1, column: 1 };

    /// Where this byte of the text stands.
    fn of(text: &str, byte: usize) -> Self {
        Self::START.behind(text.get(..byte).unwrap_or(text))
    }

    /// Where what follows this text stands, which begins here.
    fn behind(self, text: &str) -> Self {
        text.chars().scan('\0', |last, c| Some((std::mem::replace(last, c), c))).fold(self, Self::after)
    }

    /// Where what follows this character stands. The one before it is told because CR LF is one end of line.
    fn after(self, (before, c): (char, char)) -> Self {
        match (before, c) {
            ('\r', '\n') => self,
            (_, '\r' | '\n') => Self { line: self.line + 1, column: 1 },
            _ => Self { column: self.column + 1, ..self },
        }
    }
}

/// Why a file is not taken, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where; none if it is the file as a whole.
    pub at: Option<Position>,
    /// Why.
    pub why: Why,
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is larger than [`LARGEST_FILE`].
    TooLarge,
    /// There is nothing in it.
    Empty,
    /// It is UTF-16.
    Utf16,
    /// It is not UTF-8.
    NotUtf8,
    /// JSON that ends too early.
    EndsTooEarly,
    /// No JSON; what the parser said.
    NotJson(String),
    /// JSON, but not an inventory.
    NotAnInventory,
    /// Written by a newer version, in this schema.
    Newer(u32),
    /// A value that does not belong there, or one that is missing; what the parser said.
    Unexpected(String),
    /// CSV without a column for the name.
    NoNameColumn,
    /// A column that is none of ours.
    UnknownColumn(String),
    /// A column that stands there twice.
    ColumnTwice(String),
    /// More or fewer cells than there are columns.
    Cells {
        /// So many are there.
        found: usize,
        /// So many should be.
        expected: usize,
    },
    /// A quotation mark that is never closed.
    QuoteNotClosed,
    /// A quotation mark within a cell that does not begin with one.
    QuoteInside,
    /// Something between a closing quotation mark and the next delimiter.
    AfterQuote,
    /// No criticality.
    NotACriticality(String),
    /// No number of minutes.
    NotMinutes(String),
    /// An empty list of accounts, which could mean none or all.
    NoAccounts,
    /// A field that the form would not take either.
    Refused(Refusal),
    /// It names no accounts, and several integrations have this name.
    Ambiguous(String),
}

impl Why {
    fn at(self, position: Position) -> Broken {
        Broken { at: Some(position), why: self }
    }

    /// The name of the message in `_locales` that says so, and what fills it.
    pub fn message(self) -> (String, Vec<String>) {
        let (name, fill) = match self {
            Self::TooLarge => ("import_too_large", vec![(LARGEST_FILE / 1024 / 1024).to_string()]),
            Self::Empty => ("import_empty", Vec::new()),
            Self::Utf16 => ("import_utf16", Vec::new()),
            Self::NotUtf8 => ("import_not_utf8", Vec::new()),
            Self::EndsTooEarly => ("import_ends_too_early", Vec::new()),
            Self::NotJson(said) => ("import_not_json", vec![said]),
            Self::NotAnInventory => ("import_not_an_inventory", Vec::new()),
            Self::Newer(_) => ("import_newer", Vec::new()),
            Self::Unexpected(said) => ("import_unexpected", vec![said]),
            Self::NoNameColumn => ("import_no_name_column", Vec::new()),
            Self::UnknownColumn(name) => ("import_unknown_column", vec![name, known_columns()]),
            Self::ColumnTwice(name) => ("import_column_twice", vec![name]),
            Self::Cells { found, expected } => ("import_cells", vec![found.to_string(), expected.to_string()]),
            Self::QuoteNotClosed => ("import_quote_not_closed", Vec::new()),
            Self::QuoteInside => ("import_quote_inside", Vec::new()),
            Self::AfterQuote => ("import_after_quote", Vec::new()),
            Self::NotACriticality(text) => ("import_not_a_criticality", vec![text]),
            Self::NotMinutes(text) => ("import_not_minutes", vec![text]),
            Self::NoAccounts => ("import_no_accounts", Vec::new()),
            Self::Ambiguous(name) => ("import_ambiguous", vec![name]),
            Self::Refused(refusal) => return refusal.message(),
        };
        (name.to_owned(), fill)
    }
}

fn known_columns() -> String {
    csv::COLUMNS.map(|(name, _)| name).join(", ")
}

/// An integration as a file has it. What the file does not say stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it begins.
    pub at: Position,
    /// The name.
    pub name: String,
    /// The owner.
    pub owner: Option<String>,
    /// Where the hash is kept.
    pub place: Option<String>,
    /// The account numbers; an empty list is all accounts.
    pub accounts: Option<Vec<String>>,
    /// The link; empty for none.
    pub link: Option<String>,
    /// How bad it is when it stands still.
    pub criticality: Option<Criticality>,
    /// How often it polls, in minutes, or that it is not known.
    pub polls_every: Option<Option<u32>>,
    /// The note.
    pub note: Option<String>,
}

impl Entry {
    /// What becomes of an integration by it, or of none.
    pub fn on(&self, before: Option<&Integration>) -> Draft {
        let before = before.map(Draft::from).unwrap_or_default();
        let same_accounts = self.accounts.as_ref().is_none_or(|new| is_same_set(new, &before.accounts));
        Draft {
            name: self.name.clone(),
            owner: self.owner.clone().unwrap_or(before.owner),
            place: self.place.clone().unwrap_or(before.place),
            // In another order they are still the same.
            accounts: self.accounts.clone().filter(|_| !same_accounts).unwrap_or(before.accounts),
            link: self.link.clone().unwrap_or(before.link),
            criticality: self.criticality.unwrap_or(before.criticality),
            polls_every: self.polls_every.unwrap_or(before.polls_every),
            note: self.note.clone().unwrap_or(before.note),
        }
    }

    /// The entry, if the form would take it; `place` says where a field of it stands.
    fn checked(self, place: impl Fn(Field) -> Position) -> Result<Self, Broken> {
        match take(&self.on(None), String::new()) {
            Ok(_) => Ok(self),
            Err(refusal) => {
                let at = refusal.field().map_or(self.at, place);
                Err(Why::Refused(refusal).at(at))
            }
        }
    }
}

fn is_same_set(a: &[String], b: &[String]) -> bool {
    set(a.iter().map(String::as_str)) == set(b.iter().map(String::as_str))
}

/// Account numbers in an order that all lists of the same ones have.
fn set<'a>(numbers: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all: Vec<&str> = numbers.map(str::trim).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether an inventory could hold as many as were read so far; otherwise the last of them is one too many.
fn is_room(entries: &[Entry]) -> Result<(), Broken> {
    match entries.get(MOST_INTEGRATIONS) {
        None => Ok(()),
        Some(entry) => Err(Why::Refused(Refusal::TooMany).at(entry.at)),
    }
}

/// The numbers of an integration; none for all accounts.
fn numbers(integration: &Integration) -> Option<&[AccountNumber]> {
    match &integration.belongs {
        crate::integration::Belongs::ToAll => None,
        crate::integration::Belongs::To(numbers) => Some(numbers),
    }
}

/// Reads a file: JSON or CSV, as its content is.
pub fn read(bytes: &[u8]) -> Result<Vec<Entry>, Broken> {
    let text = text(bytes)?;
    match text.trim_start().chars().next() {
        None => Err(Broken { at: None, why: Why::Empty }),
        Some('{' | '[') => json::read(text),
        Some(_) => csv::read(text),
    }
}

/// The text of a file, without the mark that some programs put at its beginning.
fn text(bytes: &[u8]) -> Result<&str, Broken> {
    if bytes.len() > LARGEST_FILE {
        return Err(Broken { at: None, why: Why::TooLarge });
    }
    // UTF-16 begins with a mark, or, as JSON and CSV begin with ASCII, has a nought in one of the first two bytes.
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..]) {
        return Err(Broken { at: None, why: Why::Utf16 });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
        let valid = valid.unwrap_or_default();
        Why::NotUtf8.at(Position::of(valid, valid.len()))
    })
}
