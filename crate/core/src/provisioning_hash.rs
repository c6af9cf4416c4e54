//! Finding a new provisioning hash (API secret) in a page's text, which shows it once: what the words `Provisioning hash`
//! precede or, where a hash was just made, 64 hexadecimal digits that nothing says anything about.
//!
//! The text is flattened as for [`crate::account_number`]. What is read is zeroed when it is dropped.

pub mod copying;
pub mod keeping;
mod token;

use std::ops::Range;

use zeroize::Zeroizing;

use crate::account_number::next_label;
use crate::control::is_reset;
use crate::lower;
use crate::text::{self, GAP, LINE, NODE, ROW};
use crate::words::Words;
use token::{Token, token_at};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// How many hexadecimal digits a hash has, as far as is known: the usual shape, not a rule.
pub const DIGITS: usize = 64;
/// Where a hash is never told by its shape alone: a table lists checksums. A selector.
pub const TABLES: &str = "table, [role=table], [role=grid], [role=row]";

/// A word before the label that makes it another secret, or one that is over.
const NOT_AFTER: &[&str] = &["old", "previous", "former", "expired", "sample", "example", "scim", "mfa", "saml", "no"];
/// A word before 64 digits that says that they are something else.
const SOMETHING_ELSE: &[&str] = &[
    "checksum",
    "checksums",
    "sha",
    "sha256",
    "sha512",
    "fingerprint",
    "thumbprint",
    "digest",
    "token",
    "tokens",
    "scim",
    "saml",
    "commit",
    "signature",
    "integrity",
    "session",
    "generic",
];

/// A provisioning hash. It is zeroed when it is dropped, and shows itself to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Hash(Zeroizing<String>);

/// What tells two hashes of a page apart, and nothing of either: 32 bits of at least 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(u32);

impl Mark {
    /// As a number, for a memory that outlives an engine.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The one of this number.
    pub fn numbered(number: u32) -> Self {
        Self(number)
    }
}

impl Hash {
    fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// What is copied. Whoever makes a copy of it zeroes that.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What tells it from others.
    pub fn mark(&self) -> Mark {
        // FNV-1a.
        Mark(self.0.bytes().fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193)))
    }

    /// Whether a text that somebody copies holds it, whatever invisible or blank stands between its characters.
    pub fn is_in(&self, text: &str) -> bool {
        let mut squeezed = Zeroizing::new(String::with_capacity(text.len()));
        squeezed.extend(text.chars().filter(|&c| !c.is_whitespace() && !text::is_invisible(c)));
        squeezed.contains(self.as_str())
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hash")
    }
}

/// Whether a hash is to be expected on the page.
#[derive(Debug, Clone, Copy)]
pub enum Expected<'a> {
    /// No: only the label tells.
    No,
    /// A reset was let go in this document, or Create was pressed: what has a hash's shape is one, but for what was there
    /// before.
    Except(&'a [Mark]),
}

/// A hash in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The hash.
    pub hash: Hash,
    /// Where it stands, in bytes of the text.
    pub place: Range<usize>,
    /// Its label tells it; otherwise its shape alone.
    pub is_labelled: bool,
}

/// What a text holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The hashes, in reading order.
    pub sightings: Vec<Sighting>,
    /// The text ends with a label and no hash yet: what follows it on the page belongs to the question.
    pub goes_on: bool,
}

/// Reads the hashes in a flattened text.
pub fn read(text: &str, words: &Words, expected: Expected<'_>) -> Reading {
    let mut reading = Reading::default();
    for label in words.hash.iter().filter(|label| !label.trim().is_empty()) {
        let mut from = 0;
        while let Some((start, end)) = next_label(text, from, label) {
            from = end;
            if !stands_alone(&text[..start]) || is_command(&text[..end], words) {
                continue;
            }
            match after(&text[end..]) {
                After::Token(at, token) => {
                    let place = end + at..end + at + token.len;
                    from = place.end;
                    reading.put(token.hash, place, true);
                }
                After::End => reading.goes_on = true,
                After::Other => {}
            }
        }
    }
    if let Expected::Except(before) = expected {
        for (hash, place) in by_shape(text) {
            if !before.contains(&hash.mark()) && !is_something_else(&text[..place.start]) {
                reading.put(hash, place, false);
            }
        }
    }
    reading
}

impl Reading {
    /// Takes in a hash; of two in one place the first, unless a label brings more of it.
    fn put(&mut self, hash: Hash, place: Range<usize>, is_labelled: bool) {
        let is_same = |other: &&mut Sighting| other.place.start < place.end && place.start < other.place.end;
        match self.sightings.iter_mut().find(is_same) {
            Some(other) if is_labelled && place.start < other.place.start => {
                *other = Sighting { hash, place, is_labelled };
            }
            Some(_) => {}
            None => {
                let at = self.sightings.partition_point(|other| other.place.start < place.start);
                self.sightings.insert(at, Sighting { hash, place, is_labelled });
            }
        }
    }
}

/// All that has a hash's shape in a flattened text, and where it stands.
pub fn by_shape(text: &str) -> Vec<(Hash, Range<usize>)> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(token::is_part).map(|found| at + found) {
        let (found, end) = token::of_shape(text, start);
        all.extend(found);
        at = end;
    }
    all
}

/// The source of a regular expression (flag `i`) that is true of every text that may hold a hash, for a quick look.
pub fn quick_look(words: &Words, expected: bool) -> String {
    let labels = text::pattern(&words.hash);
    const { assert!(DIGITS == 64) };
    if expected { [&labels, "|(?:[0-9a-f]", GAP, "){64}"].concat() } else { labels }
}

/// Whether what stands before the label leaves it one: no half word, and no word that makes it another secret's.
fn stands_alone(before: &str) -> bool {
    let line = text::last_line(before);
    if line.chars().next_back().is_some_and(char::is_alphanumeric) {
        return false;
    }
    let is_gap = |c: char| c.is_whitespace() || text::is_invisible(c);
    let word = line.split(is_gap).rfind(|part| !part.is_empty()).unwrap_or_default();
    !NOT_AFTER.contains(&text::normalized(word).as_str())
}

/// Whether the line that ends with a label is what a button says (`Reset your provisioning hash`): it names no value.
fn is_command(text: &str, words: &Words) -> bool {
    let line = text::last_line(text);
    is_reset([line], words) || copying::creates([line], words)
}

enum After {
    /// A hash, so far behind the label.
    Token(usize, Token),
    /// Nothing follows.
    End,
    /// Something else follows.
    Other,
}

/// What follows a label: separators and quotation marks, then what may be a hash.
fn after(text: &str) -> After {
    let is_separator = |c: char| {
        let is_mark = matches!(c, ':' | '#' | '-' | '–' | '—' | '=') || is_quote(c);
        c != ROW && (c.is_whitespace() || text::is_invisible(c) || is_mark)
    };
    let Some(start) = text.find(|c| !is_separator(c)) else { return After::End };
    token_at(text, start).map_or(After::Other, |token| After::Token(start, token))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '´' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}')
}

/// Whether the line before 64 digits, or their own, says what they are: something else.
fn is_something_else(before: &str) -> bool {
    let is_said = |line: &&str| line.chars().any(char::is_alphabetic);
    let line = before.rsplit([LINE, ROW]).find(is_said).unwrap_or_default();
    let line = lower::text(&line.replace(NODE, " "));
    line.split(|c: char| !c.is_alphanumeric()).any(|word| SOMETHING_ELSE.contains(&word))
}
