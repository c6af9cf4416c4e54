//! The readers, one file each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use regex::{Regex, RegexBuilder};
use serde_json::Value;

use crate::growth::Grows;
use crate::run::quietly;

pub mod account_number;
pub mod control;
pub mod enterprise_api;
pub mod formats;
pub mod inventory;
pub mod link;
pub mod message;
pub mod plain;
pub mod prompt;
pub mod provisioning_hash;
pub mod sender;
pub mod stored;
pub mod words;

/// All of them.
pub const ALL: [&Reader; 13] = [
    &account_number::READER,
    &control::READER,
    &enterprise_api::READER,
    &formats::READER,
    &inventory::READER,
    &link::READER,
    &message::READER,
    &plain::READER,
    &prompt::READER,
    &provisioning_hash::READER,
    &sender::READER,
    &stored::READER,
    &words::READER,
];

/// What reads something that comes from outside, and what is known to hold of it.
pub struct Reader {
    /// Its name, and that of its folder in `seeds/`.
    pub name: &'static str,
    /// What holds of any bytes. It panics where it does not.
    pub holds: fn(&[u8]),
    /// What holds of inputs that are made for it.
    pub made: &'static [(&'static str, Made)],
    /// Reads and no more, for its time and memory to be measured.
    pub reads: fn(&[u8]),
    /// The inputs that could grow too fast.
    pub grows: &'static [Grows],
    /// How large the inputs of the tests may become, in bytes.
    pub largest: usize,
    /// How large one may be that it is given at all, in bytes: what the edge hands over, or the limit that it has itself.
    pub most: usize,
}

/// Tries generated inputs; what was wrong with the simplest that failed.
pub type Made = fn(&mut TestRunner) -> Result<(), String>;

impl Reader {
    /// The inputs that look real, always in the same order.
    pub fn seeds(&self) -> Vec<Vec<u8>> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds").join(self.name);
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|file| file.expect("the folder is read").path())
            .collect();
        files.sort();
        files.iter().map(|file| fs::read(file).expect("a seed is read")).collect()
    }

    /// The same, where all are JSON.
    pub fn json_seeds(&self) -> Vec<Value> {
        self.seeds().iter().map(|seed| serde_json::from_slice(seed).expect("a seed is JSON")).collect()
    }
}

/// Tries a property on what a strategy makes; what was wrong with the simplest value of which it does not hold.
pub fn tried<S: Strategy>(runner: &mut TestRunner, strategy: S, property: impl Fn(S::Value)) -> Result<(), String> {
    let result = runner.run(&strategy, |value| quietly(|| property(value)).map_err(TestCaseError::fail));
    result.map_err(|error| error.to_string())
}

/// The bytes as text, whatever is in them.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The words for people: each message that a reader names is one of them.
pub(crate) fn is_message(name: &str) -> bool {
    static MESSAGES: std::sync::LazyLock<Value> = std::sync::LazyLock::new(|| {
        let text = include_str!("../../../../extension/_locales/en/messages.json");
        serde_json::from_str(text).expect("the messages are JSON")
    });
    MESSAGES.get(name).is_some()
}

/// What the browser's matcher finds, natively: an expression of JavaScript's, as core makes them for a quick look.
pub(crate) fn is_seen_at_once(source: &str, text: &str) -> bool {
    thread_local! {
        /// It takes longer to make one than to use it.
        static MADE: RefCell<HashMap<String, Regex>> = RefCell::default();
    }
    let make = || {
        // The one that matches nothing, which this library has no word for.
        let source = source.replace("(?!)", "[a&&b]");
        let quick = RegexBuilder::new(&source).case_insensitive(true).build();
        quick.unwrap_or_else(|error| panic!("no expression: {error}"))
    };
    MADE.with_borrow_mut(|made| {
        if made.len() > 100 {
            made.clear();
        }
        made.entry(source.to_owned()).or_insert_with(make).is_match(text)
    })
}
