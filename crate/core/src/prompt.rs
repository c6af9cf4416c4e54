//! The second line: the page's own prompt about the hash. Where one appears that no Continue of ours has brought (a
//! reworded button, a press that no listener could see), its OK is held like the reset itself.

use zeroize::Zeroize as _;

use crate::account::Time;
use crate::text::{self, finds};
use crate::words::Words;

/// A prompt says no more than this, in characters; what says more is a page.
pub const LONGEST_PROMPT: usize = 1_500;
/// How long after a press was let go the page's prompts are taken as brought by it, in milliseconds. People read them.
pub const BROUGHT_FOR: Time = 120_000.0;
/// How long after the OK of one that was brought further questions of the page still belong to it, in milliseconds.
const FURTHER: Time = 10_000.0;

/// What the page calls the hash; normalized, as all that follows.
const HASH: &[&str] = &["provisioning hash", "api secret"];
/// What it calls resetting it.
const RESETTING: &[&str] = &["reset", "resetting", "resets", "regenerate", "regenerating", "replace"];
/// What it calls making a first one.
const CREATING: &[&str] = &["create"];
/// What a control says that only leaves a prompt; no words of the console's, so other languages' are here as well.
const LEAVING: &[&str] = &[
    "cancel",
    "no",
    "close",
    "back",
    "go back",
    "dismiss",
    "not now",
    "abort",
    "keep",
    "keep it",
    "no, keep it",
    "no thanks",
    "do not reset",
    "don't reset",
    "abbrechen",
    "nein",
    "schließen",
    "zurück",
    "annuler",
    "non",
    "fermer",
    "cancelar",
    "cerrar",
    "não",
    "fechar",
    "annulla",
    "chiudi",
    "annuleren",
    "nee",
    "sluiten",
];
/// What a control says that changes nothing: the console may show the new hash in a dialog of much the same words.
const HARMLESS: &[&str] = &[
    "copy",
    "copy hash",
    "copy provisioning hash",
    "copy to clipboard",
    "copied",
    "done",
    "got it",
    "download",
    "show",
    "hide",
    "help",
    "learn more",
];
/// What is said of a reset that is over.
const REPORTS: &[&str] =
    &["has been reset", "have been reset", "was reset", "successfully", "has been created", "was created"];
/// So many hexadecimal digits in a row are a hash, and a dialog that shows one asks for none.
const HASH_DIGITS: usize = 32;
/// What a link says that agrees to one.
const AGREEING: &[&str] = &["ok", "okay", "yes", "continue", "confirm", "proceed", "reset", "agree", "accept"];

/// Whether a prompt asks about resetting the hash: it holds the reset's words, or speaks of the hash and of resetting it,
/// before it speaks of creating one.
pub fn asks_for_reset(text: &str, words: &Words) -> bool {
    if text.chars().nth(LONGEST_PROMPT).is_some() {
        return false;
    }
    if shows_hash(text) {
        return false;
    }
    let text = text::normalized(text);
    if REPORTS.iter().any(|report| finds(&text, report).is_some()) {
        return false;
    }
    let first = |all: &[&str]| all.iter().filter_map(|word| finds(&text, word)).min();
    let resetting = first(HASH).and_then(|_| first(RESETTING));
    let phrases = words.reset.iter().filter_map(|phrase| finds(&text, phrase));
    let Some(reset) = phrases.chain(resetting).min() else { return false };
    first(CREATING).is_none_or(|create| reset <= create)
}

/// A text of the page, without the hash that it may show: zeros stand for all of it then, and it is overwritten.
pub fn without_hash(mut text: String) -> String {
    if !shows_hash(&text) {
        return text;
    }
    text.zeroize();
    "0".repeat(HASH_DIGITS)
}

fn shows_hash(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_hexdigit()).any(|run| run.len() >= HASH_DIGITS)
}

/// Whether a control of such a prompt only leaves it: what is not known to do that is taken for its OK.
pub fn only_leaves<'a>(labels: impl IntoIterator<Item = &'a str>) -> bool {
    labels.into_iter().any(|label| {
        let shown = label.trim();
        // A bare cross is how a prompt is closed.
        matches!(shown, "×" | "✕" | "✖" | "x" | "X") || LEAVING.contains(&text::normalized(shown).as_str())
    })
}

/// Whether a control of such a prompt is its OK. Of a button, whatever does not only leave is taken for it; a link has to
/// say so.
pub fn is_ok<'a>(labels: impl IntoIterator<Item = &'a str> + Clone, is_button: bool) -> bool {
    if is_button {
        let is_harmless = labels.clone().into_iter().any(|label| HARMLESS.contains(&text::normalized(label).as_str()));
        return !is_harmless && !only_leaves(labels);
    }
    labels.into_iter().any(|label| AGREEING.contains(&text::normalized(label).as_str()))
}

/// Whether what asks for the reset is a prompt: it says so by its role, or it stands over the page and can be left. What
/// holds the reset itself is where one begins, and no prompt.
pub fn is_prompt(has_role: bool, stands_over: bool, can_be_left: bool, holds_reset: bool) -> bool {
    !holds_reset && (has_role || (stands_over && can_be_left))
}

/// Which prompts a press that was let go has brought.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Brought {
    until: Time,
}

impl Brought {
    /// A press was let go.
    pub fn released(&mut self, now: Time) {
        self.until = now + BROUGHT_FOR;
    }

    /// The OK of a prompt that was brought was pressed: what the page asks right after it belongs to it.
    pub fn answered(&mut self, now: Time) {
        self.until = self.until.min(now + FURTHER);
    }

    /// The prompt was left.
    pub fn left(&mut self) {
        self.until = 0.0;
    }

    /// Whether a prompt that is there now was brought. A clock that was set back does not make it last.
    pub fn is(&self, now: Time) -> bool {
        now < self.until && self.until - now <= BROUGHT_FOR
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    let words = Words::shipped();
    for (text, expected) in [
        ("Reset your provisioning hash?", true),
        (
            "Reset your provisioning hash? A new provisioning hash will be made. The current one stops working at once.",
            true,
        ),
        ("RESET YOUR PROVISIONING\u{a0}HASH", true),
        ("Are you sure? Your provisioning hash will be reset.", true),
        ("Resetting the provisioning hash cannot be undone.", true),
        ("Regenerate the provisioning hash and cut off every integration", true),
        ("The API secret will be reset", true),
        ("This will reset your hash. It will create a new provisioning hash.", true),
        ("Create provisioning hash?", false),
        ("Create provisioning hash? It is shown only once. You can reset it later.", false),
        ("Create a provisioning hash. To reset your provisioning hash, come back.", false),
        ("Reset the master password of this user?", false),
        ("Reset multifactor", false),
        ("Your provisioning hash is 0123", false),
        ("Preset the provisioning hashes", false),
        ("Your provisioning hash has been reset. Copy it now.", false),
        ("Reset your provisioning hash successfully", false),
        ("Reset your provisioning hash: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false),
        ("Reset your provisioning hash of account 18836731?", true),
        ("", false),
    ] {
        report.check("prompt", &text, &asks_for_reset(text, &words), &expected);
        crate::control::cases::seen_at_once(report, text, expected, &words);
    }
    let own = Words { reset: vec!["create another key".to_owned()], ..Words::default() };
    for (text, expected) in [("Create another key?", true), ("Create a key? You can create another key later.", false)]
    {
        report.check("a prompt in an admin's words", &text, &asks_for_reset(text, &own), &expected);
    }
    let hash = "0123456789abcdef".repeat(4);
    for (text, expected) in [
        ("Reset your provisioning hash", "Reset your provisioning hash"),
        (&hash[..31], &hash[..31]),
        (&hash[..32], "00000000000000000000000000000000"),
        (&format!("Your hash: {hash}."), "00000000000000000000000000000000"),
    ] {
        report.check("without the hash", &text, &without_hash(text.to_owned()).as_str(), &expected);
    }
    let long = format!("Reset your provisioning hash {}", "x".repeat(LONGEST_PROMPT));
    report.check("a page is no prompt", &"", &asks_for_reset(&long, &words), &false);
    for (label, expected) in [
        ("Cancel", true),
        ("CANCEL", true),
        ("No", true),
        ("Close", true),
        ("close", true),
        ("Go back", true),
        ("No, keep it", true),
        ("×", true),
        (" ✕ ", true),
        ("X", true),
        ("OK", false),
        ("Yes", false),
        ("Continue", false),
        ("Reset", false),
        ("Abbrechen", true),
        ("Cancel subscription", false),
        ("Do it", false),
        ("", false),
    ] {
        report.check("only leaves", &label, &only_leaves([label]), &expected);
    }
    for (label, is_button, expected) in [
        ("OK", true, true),
        ("OK", false, true),
        ("Reset", false, true),
        ("Start over", true, true),
        ("Learn more", false, false),
        ("Learn more", true, false),
        ("Copy to clipboard", true, false),
        ("Done", true, false),
        ("Cancel", true, false),
        ("Cancel", false, false),
    ] {
        report.check("its OK", &(label, is_button), &is_ok([label], is_button), &expected);
    }
    for ((role, over, left, reset), expected) in [
        ((true, false, false, false), true),
        ((true, true, true, false), true),
        ((false, true, true, false), true),
        ((false, true, false, false), false),
        ((false, false, true, false), false),
        ((true, true, true, true), false),
        ((false, true, true, true), false),
    ] {
        report.check("is a prompt", &(role, over, left, reset), &is_prompt(role, over, left, reset), &expected);
    }
    report.check("only leaves by another label", &"", &only_leaves(["", "Close"]), &true);

    // r: released, o: its OK, l: left, a number: the seconds that pass, ?: what is asked at the end
    for (story, expected) in [
        ("", false),
        ("r", true),
        ("r119", true),
        ("r120", false),
        ("r121", false),
        ("ro9", true),
        ("ro11", false),
        ("r115o6", false),
        ("rl", false),
        ("l", false),
        ("ror5", true),
        ("r-60", false),
    ] {
        let mut now = 1_000_000.0;
        let mut brought = Brought::default();
        let mut seconds = String::new();
        for step in story.chars().chain(['?']) {
            match step {
                '0'..='9' | '-' => seconds.push(step),
                _ => {
                    now += seconds.parse::<Time>().unwrap_or_default() * 1_000.0;
                    seconds.clear();
                }
            }
            match step {
                'r' => brought.released(now),
                'o' => brought.answered(now),
                'l' => brought.left(),
                _ => {}
            }
        }
        report.check("brought by Continue", &story, &brought.is(now), &expected);
    }
}
