//! The inventory as JSON.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::{error::Category, value::RawValue};

use super::{Broken, Entry, Position, Why, is_room, numbers};
use crate::integration::{Criticality, Field, Integration};

/// Says what the file is.
pub const FORMAT: &str = "keyturn-inventory";
/// The schema that this version writes. It is the file's own, not the storage's.
pub const SCHEMA: u32 = 1;
/// Stands in place of the list of accounts for all of them.
const ALL: &str = "all";

#[derive(Serialize)]
struct FileOut<'a> {
    format: &'a str,
    schema: u32,
    integrations: Vec<Out<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Out<'a> {
    name: &'a str,
    criticality: Criticality,
    polls_every_minutes: Option<u32>,
    owner: &'a str,
    place: &'a str,
    accounts: AccountsOut<'a>,
    link: Option<&'a str>,
    note: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum AccountsOut<'a> {
    All(&'a str),
    These(Vec<&'a str>),
}

/// Writes the inventory.
pub fn write(inventory: &[Integration]) -> String {
    let file = FileOut { format: FORMAT, schema: SCHEMA, integrations: inventory.iter().map(out).collect() };
    // Texts, numbers and lists of them: there is nothing in it that could not be written.
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

fn out(integration: &Integration) -> Out<'_> {
    let Integration { name, owner, place, link, criticality, polls_every, note, .. } = integration;
    let accounts = numbers(integration).map(|numbers| numbers.iter().map(|number| number.as_str()).collect());
    Out {
        name,
        criticality: *criticality,
        polls_every_minutes: *polls_every,
        owner,
        place,
        accounts: accounts.map_or(AccountsOut::All(ALL), AccountsOut::These),
        link: link.as_ref().map(|link| link.as_str()),
        note,
    }
}

/// What is looked at first: what the file is, and in which schema.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, default)]
    format: Option<&'a RawValue>,
    #[serde(borrow, default)]
    schema: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    #[serde(borrow, rename = "format")]
    _format: &'a RawValue,
    #[serde(borrow, rename = "schema")]
    _schema: &'a RawValue,
    #[serde(borrow)]
    integrations: Vec<&'a RawValue>,
}

/// An integration with its values as they stand in the text, so that it is known where each one stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", expecting = "an integration")]
struct In<'a> {
    #[serde(borrow)]
    name: &'a RawValue,
    #[serde(borrow, default, deserialize_with = "there")]
    owner: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "there")]
    place: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "there")]
    accounts: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "there")]
    link: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "there")]
    criticality: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "there")]
    polls_every_minutes: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "there")]
    note: Option<&'a RawValue>,
}

/// A value that is there, `null` too: an option by itself would take that for one that is not.
fn there<'de: 'a, 'a, D: Deserializer<'de>>(value: D) -> Result<Option<&'a RawValue>, D::Error> {
    <&RawValue>::deserialize(value).map(Some)
}

/// Reads an inventory.
pub fn read(text: &str) -> Result<Vec<Entry>, Broken> {
    let head: Head<'_> = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => Why::NotAnInventory.at(Position::START),
        _ => broken(text, 0, &error),
    })?;
    let format = head.format.and_then(|format| serde_json::from_str::<String>(format.get()).ok());
    let schema = head.schema.and_then(|schema| serde_json::from_str::<u32>(schema.get()).ok());
    match (format.as_deref(), schema) {
        (Some(FORMAT), Some(SCHEMA)) => {}
        (Some(FORMAT), Some(newer)) if newer > SCHEMA => return Err(Broken { at: None, why: Why::Newer(newer) }),
        _ => return Err(Why::NotAnInventory.at(Position::START)),
    }
    let file: File<'_> = serde_json::from_str(text).map_err(|error| broken(text, 0, &error))?;
    let mut entries = Vec::new();
    let (mut at, mut byte) = (Position::START, 0);
    for raw in file.integrations {
        // From one to the next: to count from the beginning for each would take hours.
        let begins = offset(text, raw);
        at = at.behind(text.get(byte..begins).unwrap_or_default());
        byte = begins;
        entries.push(entry(text, raw, at)?);
        is_room(&entries)?;
    }
    Ok(entries)
}

fn entry(text: &str, raw: &RawValue, at: Position) -> Result<Entry, Broken> {
    let entry: In<'_> = serde_json::from_str(raw.get()).map_err(|error| broken(text, offset(text, raw), &error))?;
    let place = |field| {
        let raw = match field {
            Field::Name => Some(entry.name),
            Field::Owner => entry.owner,
            Field::Place => entry.place,
            Field::Accounts => entry.accounts,
            Field::Link => entry.link,
            Field::Criticality => entry.criticality,
            Field::PollsEvery => entry.polls_every_minutes,
            Field::Note => entry.note,
        };
        position(text, raw.unwrap_or(entry.name))
    };
    let read = Entry {
        at,
        name: value(text, entry.name)?,
        owner: entry.owner.map(|raw| value(text, raw)).transpose()?,
        place: entry.place.map(|raw| value(text, raw)).transpose()?,
        accounts: entry.accounts.map(|raw| accounts(text, raw)).transpose()?,
        link: entry.link.map(|raw| value::<Option<String>>(text, raw)).transpose()?.map(Option::unwrap_or_default),
        criticality: entry.criticality.map(|raw| criticality(text, raw)).transpose()?,
        polls_every: entry.polls_every_minutes.map(|raw| minutes(text, raw)).transpose()?,
        note: entry.note.map(|raw| value(text, raw)).transpose()?,
    };
    read.checked(place)
}

fn accounts(text: &str, raw: &RawValue) -> Result<Vec<String>, Broken> {
    if raw.get().starts_with('"') {
        let word: String = value(text, raw)?;
        let refused = || Why::Unexpected(format!("{word:?}, expected a list of account numbers, or \"{ALL}\""));
        return if word == ALL { Ok(Vec::new()) } else { Err(refused().at(position(text, raw))) };
    }
    let numbers: Vec<String> = value(text, raw)?;
    let named = numbers.iter().any(|number| !number.trim().is_empty());
    if named { Ok(numbers) } else { Err(Why::NoAccounts.at(position(text, raw))) }
}

fn criticality(text: &str, raw: &RawValue) -> Result<Criticality, Broken> {
    let name: String = value(text, raw)?;
    let unknown = || Why::NotACriticality(name.chars().take(40).collect()).at(position(text, raw));
    Criticality::named(&name).ok_or_else(unknown)
}

fn minutes(text: &str, raw: &RawValue) -> Result<Option<u32>, Broken> {
    let no_minutes = |_| Why::NotMinutes(raw.get().chars().take(40).collect()).at(position(text, raw));
    serde_json::from_str(raw.get()).map_err(no_minutes)
}

fn value<T: DeserializeOwned>(text: &str, raw: &RawValue) -> Result<T, Broken> {
    let unexpected = |error: serde_json::Error| Why::Unexpected(said(&error)).at(position(text, raw));
    serde_json::from_str(raw.get()).map_err(unexpected)
}

/// Where a value begins in the text that it is a part of.
fn offset(text: &str, raw: &RawValue) -> usize {
    (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn position(text: &str, raw: &RawValue) -> Position {
    Position::of(text, offset(text, raw))
}

/// What the parser reports of the part of the text that begins at this byte.
fn broken(text: &str, offset: usize, error: &serde_json::Error) -> Broken {
    let part = text.get(offset..).unwrap_or_default();
    let line_begins: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    // Its columns count bytes; the byte that it names may lie within a character.
    let byte = (offset + line_begins + error.column().saturating_sub(1)).min(text.len());
    let byte = (0..=byte).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or_default();
    let why = match error.classify() {
        Category::Eof => Why::EndsTooEarly,
        Category::Data => Why::Unexpected(said(error)),
        Category::Syntax | Category::Io => Why::NotJson(said(error)),
    };
    why.at(Position::of(text, byte))
}

/// What the parser said, without the place, which is told in other words.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _place)| said).chars().take(200).collect()
}
