//! The Enterprise API's answers.

use keyturn_core::account_number::AccountNumber;
use keyturn_core::enterprise_api::{Answer, Question, request, together, verdict};
use keyturn_core::message::Verdict;
use proptest::sample::select;
use proptest::test_runner::TestRunner;

use super::{Reader, tried};
use crate::any;
use crate::growth::Grows;

const HASH: &str = "0f8e3b1c9a7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f";

pub const READER: Reader = Reader {
    name: "enterprise_api",
    holds: |bytes| {
        for status in [200, 0, 429, 500] {
            is_discreet(&Answer { status, body: bytes }, &number("18836731"), HASH);
        }
    },
    made: &[("that repeats the pair", that_repeats), ("what is asked", what_is_asked)],
    reads: |bytes| drop(verdict(&Answer { status: 200, body: bytes }, &number("18836731"), HASH)),
    grows: &[
        Grows { begin: "{\"status\":\"FAIL\",\"error\":[", again: "\"0f8e3b ü 27\",", end: "\"x\"]}" },
        Grows { begin: "{\"status\":\"FAIL\",\"error\":\"", again: "0f8e3", end: "\"}" },
        Grows { begin: "{\"status\":\"OK\",\"Users\":", again: "[", end: "" },
        Grows { begin: "{\"Users\":{", again: "\"a\":[1,{}],", end: "\"b\":1}}" },
        Grows { begin: "<", again: "rc=\"authorization", end: ">" },
    ],
    largest: 20_000,
    most: 1_048_576,
};

fn number(digits: &str) -> AccountNumber {
    AccountNumber::try_from(digits.to_owned()).expect("it is a number")
}

/// What is said of an answer is short and repeats nothing of the pair.
fn is_discreet(answer: &Answer<'_>, number: &AccountNumber, hash: &str) {
    let verdict = verdict(answer, number, hash);
    if answer.status != 200 {
        assert_eq!(verdict, Verdict::NotUnderstood { status: answer.status });
    }
    if let Verdict::Failed { said } = &verdict {
        assert!(said.chars().count() <= 200);
        let (said, hash) = (said.to_lowercase(), hash.to_lowercase());
        assert!(!said.contains(number.as_str()), "{said:?}");
        let letters: Vec<char> = hash.chars().collect();
        for part in letters.windows(6).map(|part| part.iter().collect::<String>()) {
            assert!(part.contains(char::is_whitespace) || !said.contains(&part), "{said:?} holds {part:?}");
        }
    }
    let both = together(Verdict::Works, verdict.clone());
    assert!(matches!(both, Verdict::Works | Verdict::ReportingOnly | Verdict::Failed { .. }), "{both:?}");
    assert_eq!(together(verdict.clone(), Verdict::Works), verdict);
}

fn that_repeats(runner: &mut TestRunner) -> Result<(), String> {
    let status = select(&["FAIL", "fail", "OK", "?"][..]);
    let key = select(&["error", "errors"][..]);
    let all = (status, key, any::text(), any::number(), "[0-9a-zA-Z+/]{20,64}", any::text(), 0..20_usize, 6..44_usize);
    tried(runner, all, |(status, key, before, number, hash, after, from, len)| {
        let part = hash.get(from..from + len).unwrap_or(&hash);
        let text = format!("{before}{part}{after} {number}, {}", hash.to_uppercase());
        let body = serde_json::json!({ "status": status, key: [text] }).to_string();
        is_discreet(&Answer { status: 200, body: body.as_bytes() }, &number, &hash);
    })
}

fn what_is_asked(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (any::number(), any::text()), |(number, hash)| {
        for question in [Question::Events, Question::Users] {
            let asked: serde_json::Value =
                serde_json::from_str(&request(question, &number, &hash)).expect("it is JSON");
            assert_eq!((&asked["cid"], &asked["provhash"]), (&number.as_str().into(), &hash.as_str().into()));
        }
    })
}
