//! What a control of the page says.

use keyturn_core::control::{Element, Piece, Reach, is_control, is_reset, presses, quick_look, readings};
use keyturn_core::provisioning_hash::copying;
use keyturn_core::secret;
use keyturn_core::words::coarse::{coarse, is_suspect};
use keyturn_core::words::{Words, check};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;

use super::{Reader, is_seen_at_once, text, tried};
use crate::any;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "control",
    holds: |bytes| {
        let text = text(bytes);
        is_seen(&text, &Words::shipped());
        let reach = |text: &str| REACHES[text.len() % REACHES.len()];
        let piece =
            |text: &str| Piece { text: text.to_owned(), reach: reach(text), is_drawn: !text.len().is_multiple_of(5) };
        let pieces: Vec<Piece> = text.split('|').map(piece).collect();
        readings(&pieces).iter().for_each(|reading| is_seen(reading, &Words::shipped()));
        secret::is_secret(&secret::Field { kind: "text", autocomplete: &text, words: &text });
    },
    made: &[("with marks around", with_marks), ("with an admin's words", with_words), ("an element", an_element)],
    reads: |bytes| {
        let text = text(bytes);
        is_reset([text.as_str()], &Words::shipped());
        copying::creates([text.as_str()], &Words::shipped());
        secret::is_secret(&secret::Field { kind: "text", autocomplete: "", words: &text });
    },
    grows: &[
        Grows { begin: "", again: "reset ", end: "your provisioning hash" },
        Grows { begin: "", again: "refresh", end: "Reset your provisioning hash" },
        Grows { begin: "", again: "one time", end: "" },
        Grows { begin: "", again: "\u{ad}", end: "" },
    ],
    largest: 4_000,
    most: 10_000,
};

const REACHES: [Reach; 4] = [Reach::All, Reach::Hidden, Reach::Label, Reach::Labelled];

/// What is held, the loader suspects while there is no engine, and the quick look sees.
fn is_seen(label: &str, words: &Words) {
    if is_reset([label], words) {
        assert!(is_suspect(label, &coarse(words)), "not suspected: {label:?}");
        assert!(is_seen_at_once(&quick_look(words), label), "not seen at once: {label:?}");
        assert!(is_reset(["", label, "x"], words));
    }
    copying::copies([label]);
    copying::creates([label], words);
}

/// The reset is the reset in whatever case, with whatever marks, gaps and icons about it.
fn with_marks(runner: &mut TestRunner) -> Result<(), String> {
    let around = || select(&["", "", " ", "…", "» ", "\n", "\u{a0}", "\u{200b}", "!"][..]);
    let icon = select(&["", "refresh ", "lock_reset", "chevron_right ", "autorenew\n"][..]);
    let gap = || select(&[" ", "  ", "\u{a0}", "\n", " \u{ad}", "\u{1e}"][..]);
    let all = (around(), icon, vec((any::<bool>(), any::<bool>()), 40), vec(gap(), 4), around());
    tried(runner, all, |(before, icon, letters, gaps, after)| {
        let mut gaps = gaps.into_iter();
        let mut label = [before, icon].concat();
        for (c, (is_capital, has_hidden)) in "reset your provisioning hash".chars().zip(letters) {
            match c {
                ' ' => label.push_str(gaps.next().unwrap_or(" ")),
                _ => label.push(if is_capital { c.to_ascii_uppercase() } else { c }),
            }
            if has_hidden {
                label.push('\u{ad}');
            }
        }
        label.push_str(after);
        assert!(is_reset([label.as_str()], &Words::shipped()), "{label:?}");
        is_seen(&label, &Words::shipped());
    })
}

fn with_words(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (any::typed_words(), any::text(), any::text()), |(typed, before, after)| {
        let Ok(words) = check::take(&typed) else { return };
        for phrase in typed.reset.iter().chain(&words.reset) {
            is_seen(phrase, &words);
            is_seen(&phrase.to_uppercase(), &words);
            is_seen(&format!("{before}{phrase}{after}"), &words);
        }
        for phrase in &words.reset {
            assert!(is_reset([phrase.as_str()], &words), "{phrase:?}");
        }
    })
}

fn an_element(runner: &mut TestRunner) -> Result<(), String> {
    let name = select(&["button", "a", "input", "div", "summary", "x-own", ""][..]);
    let role = select(&["", "button", "menuitem", "none"][..]);
    let kind = select(&["", "submit", "text", "image"][..]);
    tried(runner, (name, role, kind, any::<[bool; 4]>(), any::text()), |(name, role, kind, is, key)| {
        let element = Element {
            name: name.to_owned(),
            kind: kind.to_owned(),
            role: role.to_owned(),
            has_tabindex: is[0],
            has_pointer: is[1],
            wraps_control: is[2],
            is_disabled: is[3],
        };
        assert!(!(is[3] && is_control(&element)), "{element:?}");
        assert_eq!(presses(&key), ["Enter", " ", "Spacebar"].contains(&key.as_str()));
    })
}
