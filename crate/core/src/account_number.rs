//! Finding the account number (CID) in a page's text: digits that the words `Account number` precede.
//!
//! The text is one piece of the page, flattened: text nodes in reading order with [`text::NODE`], [`text::LINE`] or
//! [`text::ROW`] between them. One pass over the text per label; nothing is allocated until a label is met.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::lower;
use crate::rect::Rect;
use crate::text::{self, LINE, NODE, ROW};
use crate::words::Words;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// The fewest digits that are read as an account number: LastPass's own API sample has `27`.
pub const FEWEST_DIGITS: usize = 2;
/// The most digits that are read as an account number. Every public example has 7 or 8; 12 leaves room.
pub const MOST_DIGITS: usize = 12;
/// The longest text before the label that is taken as the company's name, in characters.
const LONGEST_COMPANY: usize = 80;
/// A longer line holds no name, in bytes: it would be read anew for each number in it.
const LONGEST_LINE: usize = 1_000;

/// An account number (CID): 2 to 12 ASCII digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountNumber(String);

impl AccountNumber {
    /// The digits, as they are copied.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<AccountNumber> for String {
    fn from(number: AccountNumber) -> Self {
        number.0
    }
}

impl std::fmt::Display for AccountNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no account number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAccountNumber;

impl std::fmt::Display for NotAnAccountNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "an account number is {FEWEST_DIGITS} to {MOST_DIGITS} digits")
    }
}

impl TryFrom<String> for AccountNumber {
    type Error = NotAnAccountNumber;

    fn try_from(digits: String) -> Result<Self, NotAnAccountNumber> {
        let fits = (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if fits { Ok(Self(digits)) } else { Err(NotAnAccountNumber) }
    }
}

/// An account number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The number.
    pub number: AccountNumber,
    /// What stands before the label in the same line: the company's name, where the page shows one there.
    pub company: Option<String>,
    /// Where the digits stand, in bytes of the text.
    pub digits: Range<usize>,
    /// Where the label stands, likewise.
    pub label: Range<usize>,
    /// The number begins on a line of its own, as far as the text tells: then where the two stand on the page tells
    /// whether they belong together (see [`stands_under`]).
    pub is_apart: bool,
}

/// What a text holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The account numbers, in reading order.
    pub sightings: Vec<Sighting>,
    /// The text ends with a label and no number yet: what follows it on the page belongs to the question.
    pub goes_on: bool,
}

impl Reading {
    /// Takes in a number; of two labels before the same digits the one that begins first counts.
    fn put(&mut self, sighting: Sighting) {
        // Digits that two labels precede end at the same place: each run of them goes as far as there are any.
        match self.sightings.binary_search_by_key(&sighting.digits.end, |other| other.digits.end) {
            Ok(at) => {
                let other = self.sightings.get_mut(at);
                if let Some(other) = other.filter(|other| sighting.label.start < other.label.start) {
                    *other = sighting;
                }
            }
            Err(at) => self.sightings.insert(at, sighting),
        }
    }
}

/// How much before a label is looked at for what makes it none.
const MOST_BEFORE: usize = 400;

/// Reads the account numbers in a flattened text.
pub fn read(text: &str, words: &Words) -> Reading {
    let mut reading = Reading::default();
    for label in words.account_number.iter().filter(|label| !label.trim().is_empty()) {
        let mut from = 0;
        while let Some((start, end)) = next_label(text, from, label) {
            from = end;
            // Only the word before it tells, and a line of a megabyte may hold nothing but labels.
            let before = text.floor_char_boundary(start.saturating_sub(MOST_BEFORE));
            if !stands_alone(&text[before..start], words) {
                continue;
            }
            match number_after(&text[end..]) {
                After::Number { start: digits, len } => {
                    let (digits, until) = (end + digits, end + digits + len);
                    let number: String = text[digits..until].chars().filter(char::is_ascii_digit).collect();
                    if let Ok(number) = AccountNumber::try_from(number) {
                        let company = company(&text[..start]).filter(|name| next_label(name, 0, label).is_none());
                        let is_apart = text[end..digits].bytes().any(|byte| byte == LINE as u8);
                        let (digits, label) = (digits..until, start..end);
                        let sighting = Sighting { number, company, digits, label, is_apart };
                        reading.put(sighting);
                    }
                    from = until;
                }
                After::End => reading.goes_on = true,
                After::Other => {}
            }
        }
    }
    reading
}

/// The source of a regular expression (flag `i`) that is true of every text with one of the labels in it, for a quick
/// look at a whole page in the browser's own matcher before anything is flattened.
pub fn quick_look(words: &Words) -> String {
    text::pattern(&words.account_number)
}

/// Whether a number on a line of its own stands where a label's number stands: in the label's line, or under it. Wholly to
/// the left under it stands the first column of a table that is made of something else than a table's elements.
pub fn stands_under(label: &Rect, number: &Rect) -> bool {
    let is_shown = label.width > 0.0 && number.width > 0.0;
    let is_lower = number.top >= label.bottom() - label.height / 2.0;
    !(is_shown && is_lower && number.right() <= label.left)
}

/// The next place at or after `from` where the label's letters stand, whatever their case and whatever invisible or
/// blank stands between them.
pub(crate) fn next_label(text: &str, from: usize, label: &str) -> Option<(usize, usize)> {
    let first = label.chars().find(|c| !c.is_whitespace()).map(lower::small)?;
    text[from..].char_indices().filter(|(_, c)| lower::small(*c) == first).find_map(|(at, _)| {
        let start = from + at;
        label_at(&text[start..], label).map(|len| (start, start + len))
    })
}

/// How many bytes the label takes at the beginning of the text, if it stands there.
fn label_at(text: &str, label: &str) -> Option<usize> {
    let mut seen = text.char_indices().peekable();
    for wanted in label.chars().map(lower::small) {
        if wanted.is_whitespace() {
            while seen.next_if(|&(_, c)| c != ROW && (c.is_whitespace() || text::is_invisible(c))).is_some() {}
        } else {
            while seen.next_if(|&(_, c)| text::is_invisible(c)).is_some() {}
            seen.next_if(|(_, c)| lower::small(*c) == wanted)?;
        }
    }
    let len = seen.peek().map_or(text.len(), |&(at, _)| at);
    let next = text[len..].chars().next();
    if next.is_some_and(char::is_alphabetic) { None } else { Some(len) }
}

/// Whether what stands before the label leaves it a label: nothing, or a name, but no half word and no word that makes
/// it another number or prose.
fn stands_alone(before: &str, words: &Words) -> bool {
    let line = text::last_line(before);
    if line.chars().next_back().is_some_and(|c| c.is_alphanumeric()) {
        return false;
    }
    let mut parts = line.split(|c: char| c.is_whitespace() || text::is_invisible(c)).filter(|part| !part.is_empty());
    match parts.next_back() {
        None => true,
        Some(word) => {
            let word = lower::text(word.trim_matches(|c: char| !c.is_alphanumeric()));
            !words.not_after.contains(&word)
        }
    }
}

enum After {
    /// Digits at `start`, `len` bytes with what is invisible between them.
    Number { start: usize, len: usize },
    /// Nothing follows.
    End,
    /// Something else follows.
    Other,
}

/// What follows a label: separators, then digits that nothing continues.
fn number_after(text: &str) -> After {
    let is_separator = |c: char| {
        c != ROW && (c.is_whitespace() || text::is_invisible(c) || matches!(c, ':' | '#' | '-' | '–' | '—' | '='))
    };
    let Some(start) = text.find(|c| !is_separator(c)) else { return After::End };
    let digits = &text[start..];
    let Some(end) = digit_run(digits) else { return After::Other };
    let rest = &digits[end..];
    let mut next = rest.chars();
    match next.next() {
        // 1883.67, 1883-6731, 18836731a: not ours. A full stop ends a sentence, and a sentence is prose.
        Some(c) if c.is_alphanumeric() || (matches!(c, '.' | ',' | '-' | '/' | '\'' | '*' | '•' | '…' | '%')) => {
            After::Other
        }
        // "Account number 18836731 was closed": prose goes on in lower case in the same line.
        Some(_) if goes_on_as_prose(rest) => After::Other,
        _ => After::Number { start, len: end },
    }
}

fn goes_on_as_prose(rest: &str) -> bool {
    let line = rest.split([LINE, ROW, NODE]).next().unwrap_or_default();
    line.chars().find(|c| !c.is_whitespace() && !text::is_invisible(*c)).is_some_and(lower::is_small)
}

/// Where the run of digits at the beginning ends, invisible characters between digits counted in; none if the text
/// begins otherwise.
fn digit_run(text: &str) -> Option<usize> {
    let mut end = None;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            end = Some(at + 1);
        } else if end.is_none() || !text::is_invisible(c) {
            break;
        }
    }
    end
}

/// The company's name: what stands before the label in its line, without marks around it.
fn company(before: &str) -> Option<String> {
    let line = text::last_line(before);
    if line.len() > LONGEST_LINE {
        return None;
    }
    let visible: String =
        line.chars().map(|c| if c == NODE { ' ' } else { c }).filter(|&c| !text::is_invisible(c)).collect();
    let name = text::spaced(visible.split_whitespace());
    let name = name
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | ':' | '-' | '–' | '—' | ',' | '('));
    let fits = name.chars().any(char::is_alphabetic) && name.chars().nth(LONGEST_COMPANY).is_none();
    fits.then(|| name.to_owned())
}
