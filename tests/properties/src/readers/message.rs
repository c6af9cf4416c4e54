//! What the parts say to one another.

use std::fmt::Debug;

use keyturn_core::message::{ConsoleReply, FromConsole, FromPage, Matches, PageReply, PageState, ToConsole, Trouble};
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Reader, tried};
use crate::change::changed_json;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "message",
    holds: |bytes| {
        if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
            each(&value).for_each(is_understood);
        }
    },
    made: &[("changed in its values", changed_in_values)],
    reads: |bytes| {
        let _ = (serde_json::from_slice::<FromConsole>(bytes), serde_json::from_slice::<FromPage>(bytes));
        let _ = (serde_json::from_slice::<ToConsole>(bytes), serde_json::from_slice::<ConsoleReply>(bytes));
        let _ = (serde_json::from_slice::<PageReply>(bytes), serde_json::from_slice::<PageState>(bytes));
        let _ = (serde_json::from_slice::<Matches>(bytes), serde_json::from_slice::<Trouble>(bytes));
    },
    grows: &[
        Grows { begin: "{\"kind\":\"picked\",\"names\":[", again: "\"Sumo\",", end: "\"x\"],\"number\":null}" },
        Grows { begin: "{\"a\":[", again: "{\"kind\":\"state\"},", end: "1],\"kind\":\"import\"}" },
        Grows { begin: "", again: "{\"kind\":", end: "" },
        Grows { begin: "{\"kind\":\"check\",\"number\":\"27\",\"hash\":\"", again: "\\u00e9", end: "\"}" },
    ],
    largest: 20_000,
    most: 10_000_000,
};

/// A list of messages, or one.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
}

fn is_understood(value: &Value) {
    comes_back::<FromConsole>(value);
    comes_back::<FromPage>(value);
    comes_back::<ToConsole>(value);
    comes_back::<ConsoleReply>(value);
    comes_back::<PageReply>(value);
    comes_back::<Matches>(value);
    comes_back::<PageState>(value);
    comes_back::<Trouble>(value);
}

/// What is understood is said again so that it is understood as the same.
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &Value) {
    match T::deserialize(value) {
        Ok(message) => {
            let said = serde_json::to_value(&message).expect("it can be said");
            assert_eq!(T::deserialize(&said).ok().as_ref(), Some(&message), "{value}");
        }
        Err(error) => {
            let kind = value.get("kind").and_then(Value::as_str);
            let Trouble::NotUnderstood { why } = Trouble::not_understood(kind, &error.to_string()) else {
                panic!("{error}")
            };
            let place = kind.map(|kind| kind.chars().take(50).collect::<String>()).unwrap_or_default();
            assert!(!error.to_string().is_empty() && why.starts_with(&place), "{why:?} of {value}");
        }
    }
}

fn changed_in_values(runner: &mut TestRunner) -> Result<(), String> {
    let lists = READER.json_seeds();
    let seeds: Vec<Value> = lists.iter().flat_map(each).cloned().collect();
    tried(runner, changed_json(seeds), |value| is_understood(&value))
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::{ConsoleReply, FromConsole, FromPage, PageReply, READER, ToConsole, Trouble, each};

    /// Every kind of message is among the seeds, and understood.
    #[test]
    fn there_is_a_seed_of_every_kind() {
        let lists = READER.json_seeds();
        let said: Vec<&Value> = lists.iter().flat_map(each).collect();
        let unknown = json!({ "kind": "?" });
        every_kind::<FromConsole>(&said, &unknown);
        every_kind::<FromPage>(&said, &unknown);
        every_kind::<ToConsole>(&said, &unknown);
        every_kind::<ConsoleReply>(&said, &json!("?"));
        every_kind::<PageReply>(&said, &unknown);
        every_kind::<Trouble>(&said, &unknown);
    }

    /// The kinds that there are, serde says itself when it is given one that is not.
    fn every_kind<T: DeserializeOwned>(said: &[&Value], unknown: &Value) {
        let error = T::deserialize(unknown).err().expect("there is no such kind").to_string();
        let (_, kinds) = error.split_once("expected one of ").expect("the kinds are listed");
        for kind in kinds.split('`').skip(1).step_by(2) {
            let is_one = |value: &&&Value| value["kind"] == kind || **value == kind || value.get(kind).is_some();
            let is_there = said.iter().filter(is_one).any(|value| T::deserialize(*value).is_ok());
            assert!(is_there, "no seed of {} {kind}", std::any::type_name::<T>());
        }
    }
}
