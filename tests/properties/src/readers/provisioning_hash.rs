//! The provisioning hash in a page's text.

use keyturn_core::provisioning_hash::{Expected, by_shape, quick_look, read};
use keyturn_core::text::{LINE, is_invisible};
use keyturn_core::words::Words;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;

use super::{Reader, is_seen_at_once, text, tried};
use crate::any;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "provisioning_hash",
    holds: |bytes| is_sound(&text(bytes), &Words::shipped()),
    made: &[("in pieces", in_pieces), ("with an admin's words", with_words)],
    reads: |bytes| {
        let text = text(bytes);
        read(&text, &Words::shipped(), Expected::Except(&[]));
    },
    grows: &[
        Grows { begin: "", again: "Provisioning hash ", end: "" },
        Grows { begin: "", again: "Provisioning hash: 0f8e3b1c9a7d6e5f4a3b2c1d0e ", end: "" },
        Grows { begin: "", again: "a\u{1f}", end: "" },
        Grows { begin: "", again: "0f8e3b1c\u{1f}", end: "" },
        Grows { begin: "", again: "0f8e3b1c", end: "" },
        Grows { begin: "", again: "0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c ", end: "" },
        Grows { begin: "", again: "0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c\n", end: "" },
        Grows { begin: "", again: "0\u{200b}", end: "" },
    ],
    largest: 10_000,
    most: 10_000,
};

/// What is read stands in the text, in reading order, and nothing twice; and the quick look has seen it.
fn is_sound(text: &str, words: &Words) {
    for (expected, is_expected) in [(Expected::No, false), (Expected::Except(&[]), true)] {
        let reading = read(text, words, expected);
        let mut end = 0;
        for sighting in &reading.sightings {
            let place = sighting.place.clone();
            assert!(end <= place.start && place.start < place.end, "{reading:?} in {text:?}");
            end = place.end;
            let seen: String = text[place.clone()].chars().filter(|&c| !is_invisible(c)).collect();
            assert_eq!(seen, sighting.hash.as_str());
            assert!(sighting.hash.is_in(&text[place]));
            assert!((20..=512).contains(&seen.len()), "{seen:?}");
            assert!(is_expected || sighting.is_labelled);
            // What was there before is none.
            if !sighting.is_labelled {
                let before = [sighting.hash.mark()];
                let again = read(text, words, Expected::Except(&before));
                assert!(again.sightings.iter().all(|one| one.is_labelled || one.hash != sighting.hash));
            }
        }
        if reading.goes_on || !reading.sightings.is_empty() {
            assert!(is_seen_at_once(&quick_look(words, is_expected), text), "not seen at once: {text:?}");
        }
    }
    let mut end = 0;
    for (hash, place) in by_shape(text) {
        assert!(end <= place.start, "{text:?}");
        end = place.end;
        assert_eq!(hash.as_str().len(), 64);
        assert!(hash.is_in(&text[place]));
    }
}

/// A labelled hash in whatever pieces is read whole, and the same hash alone where one is expected.
fn in_pieces(runner: &mut TestRunner) -> Result<(), String> {
    let hidden = select(&["", "", "", "", "", "\u{ad}", "\u{200b}", "\u{1f}", "\u{feff}"][..]);
    let between = select(&[" ", ": ", "\n", "\u{1f}", ": \"", "\u{a0}–\n"][..]);
    let after = select(&["", "\n", " ", "\"", "\u{1f}", "\nCopy", "\u{1f}Copy", ")", "."][..]);
    let all = (any::<[u8; 32]>(), vec(hidden, 64), between, after);
    tried(runner, all, |(bytes, gaps, between, after)| {
        let hash: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let is_varied = hash.chars().collect::<std::collections::BTreeSet<_>>().len() >= 6;
        let shown: String = hash.chars().zip(gaps).map(|(c, gap)| format!("{c}{gap}")).collect();
        for (text, expected) in [
            (format!("Provisioning hash{between}{shown}{after}"), Expected::No),
            (shown + after, Expected::Except(&[])),
        ] {
            is_sound(&text, &Words::shipped());
            let found = read(&text, &Words::shipped(), expected).sightings;
            let found: Vec<&str> = found.iter().map(|one| one.hash.as_str()).collect();
            if is_varied {
                assert_eq!(found, [hash.as_str()], "{text:?}");
            }
        }
    })
}

fn with_words(runner: &mut TestRunner) -> Result<(), String> {
    let value = prop_oneof!["[0-9a-f]{64}", "[0-9A-Za-z+/_-]{15,70}=?", any::text()];
    tried(runner, (any::typed_words(), any::text(), value), |(words, more, value)| {
        let labels = words.hash.join(&format!(" {value}{LINE}"));
        is_sound(&format!("{more} {labels}: {value}{more}"), &words);
    })
}
