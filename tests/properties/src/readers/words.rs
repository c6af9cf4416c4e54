//! The words that an admin types, and what is stored of them.

use std::collections::BTreeSet;

use keyturn_core::words::change::{Change, Changes, in_language, merged, set};
use keyturn_core::words::check::{LONGEST_PHRASE, MOST_PHRASES, language, something_left, take};
use keyturn_core::words::sent::{SentChanges, changes, page_words, sent};
use keyturn_core::words::{List, Words};
use proptest::collection::vec;
use proptest::sample::select;
use proptest::test_runner::TestRunner;

use super::{Reader, is_message, text, tried};
use crate::any;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "words",
    holds: |bytes| {
        let text = text(bytes);
        are_taken(&typed(&text));
        is_tag(&text);
        if let Ok(stored) = serde_json::from_str::<SentChanges>(&text) {
            are_kept(&changes(stored));
        }
    },
    made: &[
        ("typed", |runner| tried(runner, any::typed_words(), |words| are_taken(&words))),
        ("kept", kept),
        ("tags", tags),
    ],
    reads: |bytes| {
        let text = text(bytes);
        let _ = take(&typed(&text));
        if let Ok(stored) = serde_json::from_str::<SentChanges>(&text) {
            page_words(&changes(stored));
        }
    },
    grows: &[
        Grows { begin: "", again: "Kontonummer zurück\n", end: "" },
        Grows { begin: "", again: "a", end: "" },
        Grows { begin: "", again: "\u{ad}a ", end: "" },
        Grows { begin: "{\"de\":{\"added\":{\"reset\":[", again: "\"reset api key\",", end: "\"x\"]}}}" },
    ],
    largest: 10_000,
    most: 1_000_000,
};

/// The lines of a text in every list.
fn typed(text: &str) -> Words {
    let mut words = Words::default();
    for list in List::ALL {
        *words.list_mut(list) = text.split('\n').map(str::to_owned).collect();
    }
    words
}

/// What is taken is within its limits and taken again as it is; what is not is said in words that there are.
fn are_taken(typed: &Words) {
    match take(typed) {
        Ok(words) => {
            for list in List::ALL {
                let all = words.list(list);
                assert!(all.len() <= MOST_PHRASES);
                assert!(all.iter().all(|one| one.chars().count() <= LONGEST_PHRASE && one.trim() == one), "{all:?}");
            }
            assert_eq!(take(&words).as_ref(), Ok(&words));
        }
        Err(refusal) => {
            let (name, phrase) = refusal.words();
            assert!(is_message(name), "{name}");
            assert!(phrase.chars().count() <= 40);
            assert!(refusal.list.is_some());
        }
    }
}

/// What is kept of changes comes back as it was, and nothing that was removed is looked for.
fn are_kept(all: &Changes) {
    assert_eq!(&changes(sent(all.clone())), all);
    let words = merged(all);
    let for_pages = page_words(all).map_or_else(Change::default, |words| words.change.into());
    let there = for_pages.over(&Words::shipped());
    for list in List::ALL {
        let once = |words: &Words| BTreeSet::from_iter(lower(words, list));
        assert_eq!(once(&there), once(&words), "{list:?} of {all:?}");
    }
    let _ = something_left(all);
}

/// The phrases of a list whatever their case, sorted.
fn lower(words: &Words, list: List) -> Vec<String> {
    let mut all: Vec<String> = words.list(list).iter().map(|phrase| phrase.to_lowercase()).collect();
    all.sort_unstable();
    all
}

fn kept(runner: &mut TestRunner) -> Result<(), String> {
    let tags = select(&["en", "de", "ja", "pt-BR"][..]);
    tried(runner, vec((tags, any::typed_words()), 0..4), |all| {
        let mut changes = Changes::new();
        for (tag, typed) in all {
            let Ok(words) = take(&typed) else { continue };
            set(&mut changes, tag, &words);
            let now = in_language(tag, &changes);
            for list in List::ALL {
                assert_eq!(lower(&now, list), lower(&words, list), "{list:?} of {tag}");
            }
        }
        are_kept(&changes);
    })
}

/// A tag that is taken is taken again as it is.
fn is_tag(typed: &str) {
    match language(typed, &Changes::new()) {
        Ok(tag) => assert_eq!(language(&tag, &Changes::new()), Ok(tag)),
        Err(refusal) => assert!(is_message(refusal.words().0)),
    }
}

fn tags(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, "[a-zA-Z]{1,4}(-[a-zA-Z0-9]{1,5}){0,3}", |typed| is_tag(&typed))
}
