//! The page's own prompt about the reset.

use keyturn_core::control;
use keyturn_core::prompt::{Brought, LONGEST_PROMPT, asks_for_reset, is_ok, only_leaves};
use keyturn_core::words::{Words, check};
use proptest::collection::vec;
use proptest::test_runner::TestRunner;

use super::{Reader, is_seen_at_once, text, tried};
use crate::any;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "prompt",
    holds: |bytes| is_sound(&text(bytes), &Words::shipped()),
    made: &[("with an admin's words", with_words), ("a clock that jumps", a_clock_that_jumps)],
    reads: |bytes| {
        let text = text(bytes);
        asks_for_reset(&text, &Words::shipped());
        only_leaves([text.as_str()]);
    },
    grows: &[
        Grows { begin: "", again: "reset provisioning hash ", end: "" },
        Grows { begin: "", again: "a", end: "" },
        Grows { begin: "", again: "Preset the api secrets ", end: "" },
    ],
    largest: 4_000,
    most: 100_000,
};

fn is_sound(text: &str, words: &Words) {
    if asks_for_reset(text, words) {
        assert!(text.chars().count() <= LONGEST_PROMPT);
        assert!(is_seen_at_once(&control::quick_look(words), text), "not seen at once: {text:?}");
    }
    // What only leaves is no OK, of a button and of a link.
    if only_leaves([text]) {
        assert!(!is_ok([text], true), "{text:?}");
    }
    if is_ok([text], false) {
        assert!(is_ok([text], true), "{text:?}");
    }
}

fn with_words(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (any::typed_words(), any::text(), any::text()), |(typed, before, after)| {
        let Ok(words) = check::take(&typed) else { return };
        for phrase in &words.reset {
            is_sound(&format!("{before} {phrase} {after}"), &words);
        }
        is_sound(&format!("{before} Reset your provisioning hash? {after}"), &words);
    })
}

/// However the clock goes, a prompt is not taken as brought for longer than people read.
fn a_clock_that_jumps(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, vec((0..4_u8, any::time()), 0..12), |steps| {
        let mut brought = Brought::default();
        let mut released: Vec<f64> = Vec::new();
        for (step, now) in steps {
            match step {
                0 => {
                    brought.released(now);
                    released.push(now);
                }
                1 => brought.answered(now),
                2 => brought.left(),
                _ => {}
            }
            if brought.is(now) {
                assert!(!released.is_empty(), "nothing was let go");
            }
            brought.left();
            assert!(!brought.is(now.max(0.0)), "it was left");
        }
    })
}
