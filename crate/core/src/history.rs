//! The history: what happened, one line each, only ever added to. It is the evidence that somebody who checks asks for:
//! what, when, by whom, how long until the last was done.

use crate::account_number::AccountNumber;
use crate::exchange::csv::{guarded, write_row};
use crate::store::History;
use crate::store::rotation::EntryRecord;
use serde::Serialize;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;
mod edits;
mod time;

pub use edits::edits;
pub use time::iso;

/// The most lines that are kept; the oldest go first.
pub const MOST: usize = 10_000;
/// Says what an exported file is.
const FORMAT: &str = "keyturn-history";
/// The schema of an exported file.
const SCHEMA: u32 = 1;
/// The columns of an exported table.
const COLUMNS: [&str; 7] = ["at", "what", "account", "integration", "by", "note", "rotation"];

/// Adds lines; the oldest go when there are too many.
pub fn add(history: &mut History, entries: impl IntoIterator<Item = EntryRecord>) {
    history.entries.extend(entries);
    let too_many = history.entries.len().saturating_sub(MOST);
    history.entries.drain(..too_many);
}

/// Whether the page has told this before: a message may come twice.
pub fn was_told(history: &History, moment: &str) -> bool {
    !moment.is_empty() && history.entries.iter().rev().any(|entry| entry.moment == moment)
}

/// Whether lines may have gone: as many are kept as can be.
pub fn is_cut(history: &History) -> bool {
    history.entries.len() >= MOST
}

#[derive(Serialize)]
struct File<'a> {
    format: &'a str,
    schema: u32,
    entries: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    at: String,
    what: crate::store::rotation::Happening,
    account: Option<&'a str>,
    integration: &'a str,
    by: &'a str,
    note: &'a str,
    rotation: &'a str,
}

fn line(entry: &EntryRecord) -> Line<'_> {
    Line {
        at: iso(entry.at),
        what: entry.what,
        account: entry.number.as_ref().map(AccountNumber::as_str),
        integration: &entry.integration,
        by: &entry.by,
        note: &entry.note,
        rotation: &entry.rotation,
    }
}

/// The lines as JSON, with times in UTC.
pub fn json(entries: &[EntryRecord]) -> String {
    let file = File { format: FORMAT, schema: SCHEMA, entries: entries.iter().map(line).collect() };
    // Texts and numbers: there is nothing in it that could not be written.
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// The lines as CSV (RFC 4180), with times in UTC; what a spreadsheet would take for a formula has an apostrophe before it.
pub fn csv(entries: &[EntryRecord]) -> String {
    let mut out = String::from("\u{feff}");
    write_row(&mut out, COLUMNS.iter().map(|name| (*name).to_owned()));
    for entry in entries {
        let what = entry.what.name().to_owned();
        let account = entry.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let texts = [&entry.integration, &entry.by, &entry.note, &entry.rotation].map(|text| guarded(text));
        write_row(&mut out, [iso(entry.at), what, account].into_iter().chain(texts));
    }
    out
}
