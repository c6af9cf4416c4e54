//! The shapes in which the pair is copied. What they hold is read again in core's own tests (`formats/parsed.rs`).

use keyturn_core::formats::{offered, write};
use proptest::collection::vec;
use proptest::option;
use proptest::test_runner::TestRunner;

use super::{Reader, text, tried};
use crate::any;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "formats",
    holds: |bytes| {
        let text = text(bytes);
        let names: Vec<&str> = text.split('\n').collect();
        is_written(&names, None, &text);
    },
    made: &[("any pair", any_pair)],
    reads: |bytes| {
        let text = text(bytes);
        for format in offered([]) {
            write(&format.id, None, &text);
        }
        offered(text.split('\n'));
    },
    grows: &[
        Grows { begin: "", again: "'\\\"\u{1}", end: "" },
        Grows { begin: "", again: "Sumo Logic\n", end: "" },
        Grows { begin: "", again: "0f8e3b1c", end: "" },
    ],
    largest: 2_000,
    most: 100_000,
};

/// Each shape on offer can be written, in one piece of memory, or cannot hold this hash.
fn is_written(names: &[&str], number: Option<&keyturn_core::account_number::AccountNumber>, hash: &str) {
    let all = offered(names.iter().copied());
    for format in &all {
        assert_eq!(all.iter().filter(|other| other.id == format.id).count(), 1, "{format:?} stands there twice");
        match write(&format.id, number, hash) {
            None => assert!(hash.is_empty() || hash.chars().any(char::is_control), "{format:?}"),
            Some(written) => {
                assert!(!hash.contains('\0'));
                // It did not grow: no copy of the hash stays behind.
                assert!(written.len() <= 1_024 + 6 * hash.len(), "{format:?}: {} bytes", written.len());
                if format.id == "json" {
                    let read: serde_json::Value = serde_json::from_str(&written).expect("it is JSON");
                    assert_eq!(read["provhash"], hash);
                }
            }
        }
    }
    assert_eq!(write("none of them", number, hash), None);
}

fn any_pair(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (vec(any::text(), 0..5), option::of(any::number()), any::text()), |(names, number, hash)| {
        let names: Vec<&str> = names.iter().map(String::as_str).chain(["Sumo Logic", "Workato"]).collect();
        is_written(&names, number.as_ref(), &hash);
    })
}
