//! What the module in every page says, field by field: just what serde would say.

use keyturn_core::account_number::AccountNumber;
use keyturn_core::engine::Engine;
use keyturn_core::message::plain::{Fields, change, copied, matches, prompt_answered, releasing, seen, state};
use keyturn_core::message::{FromConsole, Matches, PageState};
use keyturn_core::words::change::Change;
use keyturn_core::words::sent::SentChange;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use serde::de::DeserializeOwned;
use serde_json::{Value, to_value};

use super::{Reader, text, tried};
use crate::any;

pub const READER: Reader = Reader {
    name: "plain",
    holds: |bytes| {
        let text = text(bytes);
        let number = AccountNumber::try_from("27".to_owned()).expect("it is a number");
        is_said(&number, Some(&text));
        is_shown(Some(Engine::Js), &[number], Some(&text));
        if let Ok(sent) = serde_json::from_str::<SentChange>(&text) {
            is_heard(sent);
        }
    },
    made: &[("said", said), ("shown", shown), ("found", found), ("heard", heard)],
    reads: |_| {},
    grows: &[],
    largest: 4_000,
    most: 0,
};

/// Said field by field, serde understands it as what it is, and would have said the same.
fn is_the_same<T: serde::Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(plain: Fields, message: &T) {
    let said: Value = plain.into_iter().collect();
    assert_eq!(said, to_value(message).expect("it can be said"));
    assert_eq!(T::deserialize(&said).ok().as_ref(), Some(message));
}

fn is_said(number: &AccountNumber, company: Option<&str>) {
    let company_too = company.map(str::to_owned);
    is_the_same(seen(number, company), &FromConsole::Seen { number: number.clone(), company: company_too });
    is_the_same(copied(number), &FromConsole::Copied { number: number.clone() });
    for number in [Some(number), None] {
        let message = FromConsole::Releasing {
            number: number.cloned(),
            listed: 0,
            leaked: false,
            at: None,
            moment: String::new(),
        };
        is_the_same(releasing(number.map(AccountNumber::as_str)), &message);
    }
}

fn is_shown(engine: Option<Engine>, numbers: &[AccountNumber], trouble: Option<&str>) {
    let message = PageState { engine, numbers: numbers.to_vec(), trouble: trouble.map(str::to_owned) };
    let numbers = numbers.iter().map(|number| number.as_str().to_owned()).collect();
    is_the_same(state(engine, numbers, trouble), &message);
}

fn is_heard(sent: SentChange) {
    let value = to_value(&sent).expect("it can be said");
    let texts = |part: &str, list: &str| serde_json::from_value(value[part][list].clone()).expect("a list");
    assert_eq!(change(&texts), Change::from(sent));
}

fn said(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (any::number(), option::of(any::text()), any::<bool>()), |(number, company, left)| {
        is_said(&number, company.as_deref());
        is_the_same(prompt_answered(left), &FromConsole::PromptAnswered { left });
    })
}

fn shown(runner: &mut TestRunner) -> Result<(), String> {
    let engine = select(&[None, Some(Engine::Wasm), Some(Engine::Js)][..]);
    tried(runner, (engine, vec(any::number(), 0..4), option::of(any::text())), |(engine, numbers, trouble)| {
        is_shown(engine, &numbers, trouble.as_deref());
    })
}

fn found(runner: &mut TestRunner) -> Result<(), String> {
    let numbers = vec((any::text(), any::text()), 0..4);
    tried(runner, (any::text(), numbers, vec(any::text(), 0..4)), |(title, numbers, controls)| {
        let found = Matches { title, numbers, controls };
        is_the_same(matches(found.clone()), &found);
    })
}

fn heard(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (any::typed_words(), any::typed_words()), |(added, removed)| {
        is_heard(SentChange { added: added.into(), removed: removed.into() });
    })
}
