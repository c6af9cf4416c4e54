//! What is stored, of each kind and in each schema, and what is made of it.

use std::fmt::Debug;

use keyturn_core::forget::{self, Gone, Kept};
use keyturn_core::integration::Integration;
use keyturn_core::store::rotation::EntryRecord;
use keyturn_core::store::{
    Accounts, Document, Engines, History, Inventory, Resets, Rotations, Settings, Stored, Unreadable, WordChanges, read,
};
use keyturn_core::words::sent;
use keyturn_core::{account, history, reminder, rotation, words};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Reader, tried};
use crate::any;
use crate::change::changed_json;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "stored",
    holds: |bytes| {
        if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
            is_kept(&value);
        }
    },
    made: &[
        ("changed in its values", changed_in_values),
        ("of another schema", of_another_schema),
        ("forgotten and put back", forgotten_and_put_back),
    ],
    reads: |bytes| {
        if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
            let value = Json(&value);
            let _ = (read::<Inventory>(&value), read::<Rotations>(&value), read::<History>(&value));
            let _ = (read::<Accounts>(&value), read::<WordChanges>(&value), read::<Engines>(&value));
            let _ = (read::<Settings>(&value), read::<Resets>(&value));
        }
    },
    grows: &[
        Grows { begin: "{\"schema\":2,\"integrations\":[", again: "{\"id\":\"i1\",\"name\":\"Sumo\"},", end: "{}]}" },
        Grows { begin: "{\"schema\":1,\"integrations\":[", again: "{\"id\":\"i1\",\"name\":\"S\"},", end: "1]}" },
        Grows { begin: "{\"schema\":1,\"entries\":[", again: "{\"at\":1,\"what\":\"hashSeen\"},", end: "{}]}" },
    ],
    largest: 20_000,
    most: 10_000_000,
};

struct Json<'a>(&'a Value);

impl Stored for Json<'_> {
    fn parse<T: DeserializeOwned>(&self) -> Result<T, String> {
        T::deserialize(self.0).map_err(|error| error.to_string())
    }

    fn items(&self, field: &str) -> Vec<Self> {
        self.0.get(field).and_then(Value::as_array).into_iter().flatten().map(Json).collect()
    }
}

/// Whatever kind of document it is taken for.
fn is_kept(value: &Value) {
    if let Some(accounts) = comes_back::<Accounts>(value) {
        let accounts = accounts.into_accounts();
        assert_eq!(Accounts::of(&accounts).into_accounts(), accounts);
        assert_eq!(account::in_order(&accounts).len(), accounts.len());
    }
    if let Some(inventory) = comes_back::<Inventory>(value) {
        let integrations = inventory.clone().into_integrations();
        assert_eq!(Inventory::of(&integrations), inventory);
    }
    if let Some(resets) = comes_back::<Resets>(value) {
        reminder::ages(&[], &resets.resets, 1e12, &Settings::default().rotation);
    }
    if let Some(changes) = comes_back::<WordChanges>(value) {
        words::sent::page_words(&sent::changes(changes.languages));
    }
    comes_back::<Engines>(value);
    if let Some(rotations) = comes_back::<Rotations>(value) {
        let rotations = rotations.rotations;
        reminder::soonest(&rotations);
        reminder::ages(&rotations, &[], 1e12, &Settings::default().rotation);
        for one in &rotations {
            let sent = rotation::order::sent(one, &rotation::Listed::of(&[]), None);
            assert_eq!(sent.tasks.len(), one.tasks.len());
            assert!(rotation::left(one) <= one.tasks.len());
        }
    }
    if let Some(history) = comes_back::<History>(value) {
        let written: Value = serde_json::from_str(&history::json(&history.entries)).expect("it is JSON");
        assert_eq!(written["entries"].as_array().map(Vec::len), Some(history.entries.len()));
        let table = history::csv(&history.entries);
        let rows = ::csv::Reader::from_reader(table.as_bytes()).into_records().collect::<Result<Vec<_>, _>>();
        assert_eq!(rows.map(|rows| rows.len()).ok(), Some(history.entries.len()), "{table:?}");
    }
    if let Some(settings) = comes_back::<Settings>(value)
        && let Ok(taken) = reminder::check(settings.rotation)
    {
        assert_eq!(reminder::check(taken.clone()), Ok(taken));
    }
    let _ = serde_json::from_value::<Gone>(value.clone());
}

/// A document that is read is written in today's schema and read again as it was; one that is not says why.
fn comes_back<D: Document + PartialEq + Debug + Clone>(value: &Value) -> Option<D> {
    // A list is taken for the fields in their order.
    let schema = value.get("schema").or(value.get(0)).and_then(Value::as_u64);
    match read::<D>(&Json(value)) {
        Ok(document) => {
            let written = serde_json::to_value(&document).expect("it can be written");
            assert_eq!(written["schema"], D::SCHEMA);
            assert_eq!(read::<D>(&Json(&written)).as_ref(), Ok(&document), "{value}");
            Some(document)
        }
        Err(Unreadable::Newer(newer)) => {
            assert!(newer > D::SCHEMA);
            assert_eq!(schema, Some(newer.into()));
            None
        }
        Err(Unreadable::Junk(why)) => {
            names_place::<D>(&why);
            None
        }
    }
}

/// The reason begins with a place: the schema, what the document holds, or which of it.
fn names_place<D: Document>(why: &str) {
    let held = D::misfit(&Json(&Value::Null));
    let is_placed = ["schema", held.as_str()].iter().any(|place| why.starts_with(place)) && why.contains(' ');
    assert!(is_placed, "{why:?} names no place");
}

fn changed_in_values(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, changed_json(READER.json_seeds()), |value| is_kept(&value))
}

fn of_another_schema(runner: &mut TestRunner) -> Result<(), String> {
    let seeds = READER.json_seeds();
    tried(runner, (any::<proptest::sample::Index>(), any::<u32>()), |(at, schema)| {
        let mut value = at.get(&seeds).clone();
        value["schema"] = schema.into();
        let read = read::<Inventory>(&Json(&value)).map(drop);
        match schema {
            0 => assert!(matches!(read, Err(Unreadable::Junk(_)))),
            1 | 2 => {}
            _ => assert_eq!(read, Err(Unreadable::Newer(schema))),
        }
    })
}

/// What was forgotten of an account comes back whole, and nothing of it stays while it is forgotten.
fn forgotten_and_put_back(runner: &mut TestRunner) -> Result<(), String> {
    let documents = READER.json_seeds();
    fn all<D: Document>(documents: &[Value]) -> D {
        documents.iter().filter(|one| one["is"] == D::KEY).find_map(|one| read(&Json(one)).ok()).unwrap_or_default()
    }
    let kept = Kept {
        accounts: all(&documents),
        inventory: all(&documents),
        resets: all(&documents),
        rotations: all(&documents),
        history: all(&documents),
    };
    assert!(!kept.accounts.accounts.is_empty() && !kept.history.entries.is_empty());
    tried(runner, (any::inventory(), any::<proptest::sample::Index>(), any::<bool>()), |(inventory, at, is_all)| {
        let mut before = kept.clone();
        let known = Inventory::of(&inventory).integrations;
        before.inventory.integrations.extend(known.into_iter().map(|mut one| {
            one.id.insert(0, 'x');
            one
        }));
        let listed = before.inventory.clone().into_integrations();
        // Twice: a stored rotation may be finished and asked about at once, and is one of the two from then on.
        for _ in 0..2 {
            rotation::inventory_changed(&mut before.rotations.rotations, &listed, 2.0);
        }
        let mut kept = before.clone();
        let number = at.get(&before.accounts.accounts).number.clone();
        let gone = if is_all { forget::everything(&mut kept) } else { forget::account(&mut kept, &number, 3.0) };
        let left = serde_json::to_string(&(&kept.accounts, &kept.rotations, &kept.history)).expect("JSON");
        // An integration may be called like it.
        assert!(!left.contains(&format!("\"number\":\"{number}\"")), "{number} is still in {left}");
        let said = serde_json::to_string(&gone).expect("it is handed over");
        forget::put_back(&mut kept, serde_json::from_str(&said).expect("and back"), 4.0);
        let sorted = |kept: &Kept| {
            let mut integrations: Vec<Integration> = kept.inventory.clone().into_integrations();
            integrations.sort_by(|a, b| a.id.cmp(&b.id));
            let mut accounts = kept.accounts.clone().into_accounts();
            accounts.sort_by(|a, b| a.number.cmp(&b.number));
            // A rotation in which nothing was left meanwhile has said so.
            let meanwhile = |entry: &&EntryRecord| ![3.0, 4.0].contains(&entry.at);
            let history: Vec<EntryRecord> = kept.history.entries.iter().filter(meanwhile).cloned().collect();
            (integrations, accounts, kept.resets.clone(), kept.rotations.clone(), history)
        };
        assert_eq!(sorted(&kept), sorted(&before));
    })
}
