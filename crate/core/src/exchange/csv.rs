//! The inventory as CSV (RFC 4180). Written with commas and CR LF; read with commas, semicolons or tabs, whatever ends
//! the lines. Read strictly: what a lenient reader would guess at is refused, with its place.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that begins with an
//! apostrophe: so each can be taken off again, and what is exported imports to the same.

use std::collections::BTreeMap;

use super::{Broken, Entry, Position, Why, is_room, numbers};
use crate::integration::{Criticality, Field, Integration};

/// The columns, in the order in which they are written. Only the first must be there.
pub const COLUMNS: [(&str, Field); 8] = [
    ("name", Field::Name),
    ("criticality", Field::Criticality),
    ("polls_every_minutes", Field::PollsEvery),
    ("owner", Field::Owner),
    ("place", Field::Place),
    ("accounts", Field::Accounts),
    ("link", Field::Link),
    ("note", Field::Note),
];

/// Stands in the column of the accounts for all of them.
const ALL: &str = "all";
const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// Writes the inventory, with the mark by which Excel knows UTF-8.
pub fn write(inventory: &[Integration]) -> String {
    let mut out = String::from("\u{feff}");
    write_row(&mut out, COLUMNS.iter().map(|(name, _)| (*name).to_owned()));
    for integration in inventory {
        write_row(&mut out, COLUMNS.iter().map(|(_, field)| guarded(&cell(integration, *field))));
    }
    out
}

fn cell(integration: &Integration, field: Field) -> String {
    match field {
        Field::Name => integration.name.clone(),
        Field::Owner => integration.owner.clone(),
        Field::Place => integration.place.clone(),
        Field::Note => integration.note.clone(),
        Field::Criticality => integration.criticality.name().to_owned(),
        Field::PollsEvery => integration.polls_every.map(|minutes| minutes.to_string()).unwrap_or_default(),
        Field::Link => integration.link.as_ref().map(|link| link.as_str().to_owned()).unwrap_or_default(),
        Field::Accounts => match numbers(integration) {
            None => ALL.to_owned(),
            Some(numbers) => numbers.iter().map(|number| number.as_str()).collect::<Vec<_>>().join("; "),
        },
    }
}

/// Writes one row.
pub(crate) fn write_row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// What makes a spreadsheet take a cell for a formula, and the apostrophe that says it is none.
fn is_guarded(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠' | '\'')
}

/// Whether a spreadsheet may take what follows this character for the beginning of a cell: one that expects semicolons
/// takes a file with commas apart at these, quoted or not, and a quotation mark there for none of the cell's.
fn still_begins(begins: bool, c: char) -> bool {
    matches!(c, ',' | ';' | '\t' | '\r' | '\n') || (begins && c == '"')
}

/// The text with an apostrophe before all that could be taken for a formula.
pub(crate) fn guarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    for c in text.chars() {
        if begins && is_guarded(c) {
            out.push('\'');
        }
        out.push(c);
        begins = still_begins(begins, c);
    }
    out
}

/// The text that [`guarded`] made this of. What it did not make stays as it is.
fn unguarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins = true;
    let mut chars = text.chars().peekable();
    while let Some(mut c) = chars.next() {
        if begins && c == '\'' {
            c = chars.next_if(|&next| is_guarded(next)).unwrap_or(c);
        }
        out.push(c);
        begins = still_begins(begins, c);
    }
    out
}

/// Reads an inventory.
pub fn read(text: &str) -> Result<Vec<Entry>, Broken> {
    let delimiter = delimiter(text);
    let mut reader = Reader::new(text, delimiter);
    let header = reader.row()?.unwrap_or_default();
    let columns = columns(&header.cells)?;
    let mut entries = Vec::new();
    while let Some(Row { cells, found, is_empty }) = reader.row()? {
        if is_empty {
            continue;
        }
        if found != columns.len() {
            // Where one is missing, or where the first one too many stands.
            let at = cells.get(columns.len()).or(cells.first()).map_or(Position::START, |cell| cell.at);
            return Err(Why::Cells { found, expected: columns.len() }.at(at));
        }
        entries.push(entry(&columns, &cells)?);
        is_room(&entries)?;
    }
    Ok(entries)
}

/// The delimiter that makes the most of the first row ours.
fn delimiter(text: &str) -> char {
    let known = |delimiter: &char| {
        let row = Reader::new(text, *delimiter).row().ok().flatten().unwrap_or_default();
        row.cells.iter().filter(|cell| column(&cell.text).is_some()).count()
    };
    // Of equals the last one wins, which shall be the comma.
    DELIMITERS.into_iter().rev().max_by_key(known).unwrap_or(',')
}

fn column(name: &str) -> Option<Field> {
    let name = name.trim().to_lowercase();
    COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

fn columns(header: &[Cell]) -> Result<Vec<Field>, Broken> {
    let mut columns = Vec::new();
    let has_name = header.iter().any(|cell| column(&cell.text) == Some(Field::Name));
    if !has_name {
        return Err(Why::NoNameColumn.at(Position::START));
    }
    for cell in header {
        let short = || cell.text.trim().chars().take(40).collect();
        let field = column(&cell.text).ok_or_else(|| Why::UnknownColumn(short()).at(cell.at))?;
        if columns.contains(&field) {
            return Err(Why::ColumnTwice(short()).at(cell.at));
        }
        columns.push(field);
    }
    Ok(columns)
}

fn entry(columns: &[Field], row: &[Cell]) -> Result<Entry, Broken> {
    let cells: BTreeMap<Field, &Cell> = columns.iter().copied().zip(row).collect();
    let text = |field| cells.get(&field).map(|cell| unguarded(&cell.text));
    let place = |field| cells.get(&field).or(cells.get(&Field::Name)).map_or(Position::START, |cell| cell.at);
    let read = |field, read: fn(&str) -> Result<_, Why>| {
        text(field).map(|text| read(text.trim())).transpose().map_err(|why| why.at(place(field)))
    };
    let criticality = text(Field::Criticality).map(|text| criticality(text.trim())).transpose();
    let entry = Entry {
        at: row.first().map_or(Position::START, |cell| cell.at),
        name: text(Field::Name).unwrap_or_default(),
        owner: text(Field::Owner),
        place: text(Field::Place),
        accounts: text(Field::Accounts).map(|text| accounts(text.trim())),
        link: text(Field::Link),
        criticality: criticality.map_err(|why| why.at(place(Field::Criticality)))?,
        polls_every: read(Field::PollsEvery, minutes)?,
        note: text(Field::Note),
    };
    entry.checked(place)
}

fn accounts(text: &str) -> Vec<String> {
    if text.eq_ignore_ascii_case(ALL) {
        return Vec::new();
    }
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn criticality(text: &str) -> Result<Criticality, Why> {
    if text.is_empty() {
        return Ok(Criticality::default());
    }
    let name = text.to_lowercase();
    Criticality::named(&name).ok_or_else(|| Why::NotACriticality(text.chars().take(40).collect()))
}

fn minutes(text: &str) -> Result<Option<u32>, Why> {
    if text.is_empty() {
        return Ok(None);
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let minutes = if is_plain { text.parse().ok() } else { None };
    minutes.map(Some).ok_or_else(|| Why::NotMinutes(text.chars().take(40).collect()))
}

/// A cell, and where it begins.
#[derive(Debug)]
struct Cell {
    text: String,
    at: Position,
}

/// So many cells of a row are kept; what has more is no inventory, and could fill the memory.
const MOST_CELLS: usize = 100;

/// A row.
#[derive(Debug)]
struct Row {
    cells: Vec<Cell>,
    /// How many cells there are, with those that are not kept.
    found: usize,
    /// There is nothing in any of them.
    is_empty: bool,
}

impl Default for Row {
    fn default() -> Self {
        Self { cells: Vec::new(), found: 0, is_empty: true }
    }
}

impl Row {
    fn push(&mut self, cell: Cell) {
        self.found += 1;
        self.is_empty &= cell.text.trim().is_empty();
        if self.cells.len() < MOST_CELLS {
            self.cells.push(cell);
        }
    }
}

/// Reads row after row.
struct Reader<'a> {
    rest: std::str::Chars<'a>,
    delimiter: char,
    at: Position,
    before: char,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, delimiter: char) -> Self {
        Self { rest: text.chars(), delimiter, at: Position::START, before: '\0' }
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        self.at = self.at.after((self.before, c));
        self.before = c;
        Some(c)
    }

    /// The next row; none at the end.
    fn row(&mut self) -> Result<Option<Row>, Broken> {
        if self.peek().is_none() {
            return Ok(None);
        }
        let mut row = Row::default();
        loop {
            row.push(self.cell()?);
            match self.next() {
                Some(c) if c == self.delimiter => {}
                Some('\r') if self.peek() == Some('\n') => {
                    self.next();
                    return Ok(Some(row));
                }
                _ => return Ok(Some(row)),
            }
        }
    }

    /// The next cell, up to the delimiter or end of line after it.
    fn cell(&mut self) -> Result<Cell, Broken> {
        let at = self.at;
        if self.peek() == Some('"') {
            return Ok(Cell { text: self.quoted()?, at });
        }
        let mut text = String::new();
        while let Some(c) = self.peek().filter(|&c| !self.ends(c)) {
            if c == '"' {
                return Err(Why::QuoteInside.at(self.at));
            }
            text.push(c);
            self.next();
        }
        Ok(Cell { text, at })
    }

    fn quoted(&mut self) -> Result<String, Broken> {
        let opened = self.at;
        self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Err(Why::QuoteNotClosed.at(opened)),
                Some('"') if self.peek() == Some('"') => {
                    self.next();
                    text.push('"');
                }
                Some('"') => break,
                Some(c) => text.push(c),
            }
        }
        match self.peek() {
            Some(c) if !self.ends(c) => Err(Why::AfterQuote.at(self.at)),
            _ => Ok(text),
        }
    }

    fn ends(&self, c: char) -> bool {
        c == self.delimiter || matches!(c, '\r' | '\n')
    }
}
