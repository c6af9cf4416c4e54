//! A file of the inventory, JSON or CSV: what is read of it, what it would change, and what is written.

use std::collections::BTreeSet;

use keyturn_core::exchange::plan::{Plan, carry_out, plan, put_back};
use keyturn_core::exchange::{Broken, Entry, Position, Why, csv, json, read};
use keyturn_core::integration::{Integration, MOST_INTEGRATIONS};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{Reader, is_message, tried};
use crate::any;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "inventory",
    holds,
    made: &[
        ("exported and imported", exported_and_imported),
        ("into another inventory", into_another),
        ("read by somebody else", read_by_another),
    ],
    reads: |bytes| drop(read(bytes).and_then(|entries| plan(&[], &entries))),
    grows: &[
        Grows { begin: "name\n", again: "Sumo\n", end: "" },
        Grows { begin: "name,note\n", again: "Sumo,\"a \"\"b\"\"\r\n; =c\"\n", end: "" },
        Grows { begin: "name,accounts\nSumo,\"", again: "27;28;1234567;", end: "\"" },
        Grows { begin: "name,", again: ",", end: "" },
        Grows { begin: "name\nSumo", again: ",", end: "" },
        Grows { begin: "name,note\nSumo,\"", again: "\"\"'=\n", end: "" },
        Grows { begin: HEAD, again: "{\"name\":\"Sumo\"},\n", end: "{\"name\":\"Devo\"}]}" },
        Grows { begin: HEAD, again: "\n\n {\"name\":\"Sumo\",\"note\":\"ü\"},", end: "{\"name\":\"\"}]}" },
        Grows { begin: HEAD, again: "[", end: "" },
        Grows { begin: "{\"format\":\"keyturn-inventory\",\"schema\":", again: "[{\"a\":", end: "" },
        Grows { begin: HEAD, again: "{\"name\":\"Sumo\",\"accounts\":[\"27\"]},", end: "5]}" },
        Grows { begin: ONE, again: "\"27\",\"28\",\"1234567\",", end: "\"29\"]}]}" },
        Grows { begin: ONE, again: "\"\\u0032\\u0037\",", end: "\"\\u00\"]}]}" },
    ],
    largest: 20_000,
    most: 10_485_760,
};

const HEAD: &str = "{\"format\":\"keyturn-inventory\",\"schema\":1,\"integrations\":[";
const ONE: &str = "{\"format\":\"keyturn-inventory\",\"schema\":1,\"integrations\":[{\"name\":\"Sumo\",\"accounts\":[";

fn holds(bytes: &[u8]) {
    let entries = match read(bytes) {
        Ok(entries) => entries,
        Err(broken) => return is_told(bytes, broken),
    };
    assert!(entries.len() <= MOST_INTEGRATIONS);
    entries.iter().for_each(|entry| is_in(bytes, entry.at));
    match plan(&[], &entries) {
        Err(broken) => is_told(bytes, broken),
        Ok(plan) => {
            assert_eq!((plan.added.len(), plan.changed.len(), plan.same), (entries.len(), 0, 0));
            let mut inventory = Vec::new();
            carried_out(&mut inventory, &plan);
            comes_back(&inventory);
        }
    }
}

/// What is wrong is said in words that there are, with a place that the file has.
fn is_told(bytes: &[u8], Broken { at, why }: Broken) {
    let is_of_the_whole = matches!(why, Why::TooLarge | Why::Empty | Why::Utf16 | Why::Newer(_));
    assert_eq!(at.is_none(), is_of_the_whole, "{at:?} {why:?}");
    if let Some(at) = at {
        is_in(bytes, at);
    }
    let (name, fill) = why.clone().message();
    assert!(is_message(&name), "{name}: {why:?}");
    assert!(fill.iter().all(|text| text.chars().count() <= 2_000), "{why:?}");
}

/// Whether the file has this place, or ends there.
fn is_in(bytes: &[u8], at: Position) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).expect("up to there it is"),
    };
    // The same as the reader has it, counted in another way.
    let lines = valid.replace("\r\n", "\n").replace('\r', "\n");
    let line = lines.split('\n').nth(at.line.wrapping_sub(1));
    let line = line.unwrap_or_else(|| panic!("{at:?} in {} lines", lines.split('\n').count()));
    assert!((1..=line.chars().count() + 1).contains(&at.column), "{at:?} in {line:?}");
}

fn carried_out(inventory: &mut Vec<Integration>, plan: &Plan) {
    let agreed = plan.agreed(inventory);
    assert_eq!(carry_out(inventory, &agreed, 2.0), Ok(()));
    let ids: BTreeSet<&str> = inventory.iter().map(|integration| integration.id.as_str()).collect();
    assert_eq!(ids.len(), inventory.len(), "two have one id");
}

/// Without the ids, which are each inventory's own.
fn nameless(inventory: &[Integration]) -> Vec<Integration> {
    inventory.iter().map(|one| Integration { id: String::new(), ..one.clone() }).collect()
}

/// What is exported imports to the same: into an empty inventory all of it, into itself nothing.
fn comes_back(inventory: &[Integration]) {
    for written in [csv::write(inventory), json::write(inventory)] {
        let entries: Vec<Entry> = read(written.as_bytes()).unwrap_or_else(|broken| panic!("{broken:?} in {written:?}"));
        let mut again = Vec::new();
        carried_out(&mut again, &plan(&[], &entries).expect("it can be added"));
        assert_eq!(nameless(&again), nameless(inventory), "{written:?}");
        let onto = plan(inventory, &entries).expect("it is there");
        assert_eq!((onto.len(), onto.same), (0, inventory.len()), "{written:?}");
    }
}

fn exported_and_imported(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, any::inventory(), |inventory| comes_back(&inventory))
}

/// Nothing is removed, each entry counts once, and Undo puts back what was.
fn into_another(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (any::inventory(), any::inventory(), any::<u8>()), |(before, file, common)| {
        let mut file = file;
        // Some of it is there already, changed or as it is.
        for (at, known) in before.iter().enumerate().filter(|(at, _)| common >> (at % 8) & 1 == 1) {
            let owner = if at % 2 == 0 { known.owner.clone() } else { "somebody else".to_owned() };
            file.push(Integration { owner, ..known.clone() });
        }
        let entries = read(csv::write(&file).as_bytes()).expect("it was exported");
        let plan = plan(&before, &entries).expect("each names its accounts");
        assert_eq!(plan.len() + plan.same, entries.len());
        let mut after = before.clone();
        carried_out(&mut after, &plan);
        assert_eq!(after.len(), before.len() + plan.added.len());
        let changed: Vec<Integration> = plan.changed.iter().map(|change| change.before.clone()).collect();
        let added: Vec<String> = after[before.len()..].iter().map(|one| one.id.clone()).collect();
        for known in before.iter().filter(|known| !changed.contains(known)) {
            assert!(after.contains(known), "{known:?} is gone");
        }
        assert_eq!(put_back(&mut after, changed, &added), Ok(()));
        assert_eq!(after, before);
    })
}

/// Somebody else's reader finds the same cells, and none that begins a formula.
fn read_by_another(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, any::inventory(), |inventory| {
        let written = csv::write(&inventory);
        for delimiter in [b',', b';'] {
            let mut reader = ::csv::ReaderBuilder::new();
            let reader = reader.delimiter(delimiter).flexible(true).from_reader(written.as_bytes());
            let rows: Vec<_> = reader.into_records().collect::<Result<_, _>>().expect("it is CSV");
            let begins = |cell: &str| {
                cell.trim_start_matches(['\t', '\r', '\n']).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
            };
            assert!(rows.iter().all(|row| !row.iter().any(begins)), "{written:?}");
            if delimiter == b',' {
                assert!(rows.iter().all(|row| row.len() == csv::COLUMNS.len()));
                assert_eq!(rows.len(), inventory.len());
            }
        }
        let value: serde_json::Value = serde_json::from_str(&json::write(&inventory)).expect("it is JSON");
        let names: Vec<&str> = inventory.iter().map(|one| one.name.as_str()).collect();
        let written = value["integrations"].as_array().expect("a list").iter();
        assert_eq!(written.filter_map(|one| one["name"].as_str()).collect::<Vec<_>>(), names);
    })
}
