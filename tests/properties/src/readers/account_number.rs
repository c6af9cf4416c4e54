//! The account number in a page's text.

use keyturn_core::account_number::{AccountNumber, quick_look, read};
use keyturn_core::text::{LINE, NODE, is_invisible};
use keyturn_core::words::Words;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;

use super::{Reader, is_seen_at_once, text, tried};
use crate::any;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "account_number",
    holds: |bytes| is_sound(&text(bytes), &Words::shipped()),
    made: &[("in pieces", in_pieces), ("with an admin's words", with_words), ("as a number", as_number)],
    reads: |bytes| drop(read(&text(bytes), &Words::shipped())),
    grows: &[
        Grows { begin: "", again: "Account number ", end: "" },
        Grows { begin: "", again: "Account number 18836731 ", end: "" },
        Grows { begin: "", again: "Fabrikam Account number: 27\n", end: "" },
        Grows { begin: "", again: "a\u{ad}", end: "" },
        Grows { begin: "Account number", again: " ", end: "27" },
        Grows { begin: "Account number ", again: "2\u{1f}", end: "" },
        Grows { begin: "", again: "A c c o u n t n u m b e", end: "" },
        Grows { begin: "", again: "İ", end: "Account number 27" },
    ],
    largest: 10_000,
    most: 10_000,
};

/// What is read stands in the text, in reading order, and nothing twice; and the quick look has seen it.
fn is_sound(text: &str, words: &Words) {
    let reading = read(text, words);
    let mut end = 0;
    for sighting in &reading.sightings {
        let (digits, label) = (&sighting.digits, &sighting.label);
        assert!(end <= digits.start, "{reading:?} in {text:?}");
        end = digits.end;
        assert!(label.start < label.end && label.end <= digits.start, "{sighting:?} in {text:?}");
        let said: String = text[digits.clone()].chars().filter(char::is_ascii_digit).collect();
        assert_eq!(said, sighting.number.as_str());
        assert!(text[digits.clone()].chars().all(|c| c.is_ascii_digit() || is_invisible(c)), "{sighting:?}");
        assert!(!text[digits.end..].starts_with(|c: char| c.is_alphanumeric()), "{sighting:?} in {text:?}");
        if let Some(company) = &sighting.company {
            assert!(!company.trim().is_empty() && company.chars().count() <= 80, "{company:?}");
            assert!(!company.contains([LINE, NODE]), "{company:?}");
        }
        assert_eq!(sighting.is_apart, text[label.end..digits.start].contains(LINE));
    }
    if reading.goes_on || !reading.sightings.is_empty() {
        assert!(is_seen_at_once(&quick_look(words), text), "not seen at once: {text:?}");
    }
    if text.len() < 300 {
        // Whatever comes on the next line, what stands here is read.
        let more = read(&format!("{text}\u{1e}x"), words);
        assert_eq!(more.sightings, reading.sightings, "{text:?}");
    }
}

fn hidden() -> impl Strategy<Value = &'static str> {
    select(&["", "", "", "", "\u{ad}", "\u{200b}", "\u{feff}", "\u{1f}", "\u{202a}", "\u{2060}"][..])
}

/// The label and its number in whatever pieces, cases and gaps: found, and with its digits alone.
fn in_pieces(runner: &mut TestRunner) -> Result<(), String> {
    let before = select(&["", "Fabrikam ", "Fabrikam Ltd. | ", "x\n", "My bank\n", "27\u{1e}"][..]);
    let between = select(&[" ", ": ", "\n", "\u{1f}", " #", "\u{a0}– ", "=\t", ":\n\n", "\u{2066}: "][..]);
    let after = select(&["", "\n", " ", ")", "\u{1f}", "\nCopy", " Copy", "\u{1e}1", "?", "|"][..]);
    let all = (before, vec((any::<bool>(), hidden()), 14), between, "[0-9]{2,12}", vec(hidden(), 12), after);
    tried(runner, all, |(before, letters, between, digits, gaps, after)| {
        let mut text = before.to_owned();
        for (c, (is_capital, gap)) in "account number".chars().zip(letters) {
            text.push(if is_capital { c.to_ascii_uppercase() } else { c });
            text.push_str(gap);
        }
        text.push_str(between);
        for (c, gap) in digits.chars().zip(gaps) {
            text.push(c);
            text.push_str(gap);
        }
        text.push_str(after);
        let words = Words::shipped();
        is_sound(&text, &words);
        let found: Vec<String> = read(&text, &words).sightings.into_iter().map(|one| one.number.into()).collect();
        assert_eq!(found, [digits], "{text:?}");
    })
}

fn with_words(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (any::typed_words(), vec(any::text(), 0..8), any::number()), |(words, texts, number)| {
        let labels = words.account_number.join(&format!(" {number}\n"));
        let texts = texts.join(" ");
        is_sound(&format!("{texts} {labels} {number} {texts}"), &words);
        if let Ok(words) = keyturn_core::words::check::take(&words) {
            is_sound(&format!("{texts} {labels}: {number}{texts}"), &words);
        }
    })
}

/// Two to twelve ASCII digits are a number, and nothing else is.
fn as_number(runner: &mut TestRunner) -> Result<(), String> {
    let texts = prop_oneof!["[0-9]{0,14}", "[0-9٠-٩]{1,5}", any::text()];
    tried(runner, texts, |text| {
        let fits = (2..=12).contains(&text.chars().count()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = AccountNumber::try_from(text.clone());
        assert_eq!(number.as_ref().map(AccountNumber::as_str).ok(), fits.then_some(text.as_str()));
    })
}
