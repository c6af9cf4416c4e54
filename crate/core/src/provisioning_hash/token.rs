//! What may be a hash: one run of characters, in however many pieces the page has it.

use std::ops::Range;

use zeroize::Zeroizing;

use super::{DIGITS, Hash};
use crate::text::{self, NODE};

/// The fewest and the most characters that are read as a hash behind its label.
const FEWEST: usize = 20;
const MOST: usize = 512;
/// The fewest different characters: what repeats itself stands for something.
const FEWEST_DIFFERENT: usize = 6;
/// The longest word that may follow in a piece of its own: `Copy`.
const LONGEST_WORD: usize = 12;
/// What stands in an example in place of a hash, and what another key begins with.
const PLACEHOLDERS: &[&str] = &["your", "example", "placeholder", "secret", "xxxx", "lpkey_"];

/// A hash that was read.
pub struct Token {
    /// The hash, without what is invisible in it.
    pub hash: Hash,
    /// How many bytes it takes, with that.
    pub len: usize,
}

/// A run of characters: what is seen of it, and where its pieces end there and in the text.
struct Run {
    seen: Zeroizing<String>,
    /// What is seen up to there, and the byte of the text after it.
    ends: Vec<(usize, usize)>,
}

/// Whether a hash may hold this character: hexadecimal, Base64, and Base64 for addresses.
pub fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '_' | '-')
}

/// The hash that stands at this place behind a label.
pub fn token_at(text: &str, start: usize) -> Option<Token> {
    let run = run(text, start);
    let (_, end) = run.of_shape().next().or_else(|| run.without_words())?;
    let seen = run.seen_up_to(end)?;
    let is_whole = run.ends.last().is_some_and(|last| last.1 == end);
    let fits = is_digits(seen) || is_like_one(seen);
    (fits && !(is_whole && goes_on(&text[end..]))).then(|| Token { hash: hash(seen), len: end - start })
}

/// What has the shape of a hash in the run that begins there, and where the run ends.
pub fn of_shape(text: &str, start: usize) -> (Option<(Hash, Range<usize>)>, usize) {
    let run = run(text, start);
    let end = run.ends.last().map_or(text.len(), |last| last.1);
    let found = run.of_shape().next().and_then(|(from, until)| {
        let begins = run.ends.iter().rev().find(|(_, at)| *at <= from).map_or(start, |(_, at)| *at);
        let begins = begins + text[begins..until].find(is_part)?;
        let is_cut_off = until == end && goes_on(&text[until..]);
        let is_apart = !touches(&text[..begins]) && !is_cut_off;
        let seen = run.between(from, until, start)?;
        is_apart.then(|| (hash(seen), begins..until))
    });
    (found, end.max(start + 1))
}

fn hash(seen: &str) -> Hash {
    Hash::new(seen.to_owned())
}

fn run(text: &str, start: usize) -> Run {
    let mut run = Run { seen: Zeroizing::new(String::with_capacity(MOST + 1)), ends: Vec::new() };
    let mut end = start;
    let mut is_piece = false;
    for (at, c) in text[start..].char_indices() {
        if is_part(c) {
            if run.seen.len() <= MOST {
                run.seen.push(c);
            }
            end = start + at + 1;
            is_piece = true;
        } else if c == NODE {
            if is_piece {
                run.ends.push((run.seen.len(), end));
            }
            is_piece = false;
        } else if !text::is_invisible(c) {
            break;
        }
    }
    if is_piece {
        run.ends.push((run.seen.len(), end));
    }
    run
}

impl Run {
    /// Pieces side by side that are 64 digits together: where in the text the piece before them ends, and they do.
    fn of_shape(&self) -> impl Iterator<Item = (usize, usize)> {
        let begins = std::iter::once((0, 0)).chain(self.ends.iter().copied());
        // No more than that is left of a run that is longer than any hash.
        let begins = begins.take_while(|(from, _)| self.seen.len() - from >= DIGITS);
        begins.enumerate().filter_map(|(piece, (from, place))| {
            let last = (piece..self.ends.len()).find(|&last| self.ends[last].0 - from >= DIGITS)?;
            let (until, end) = self.ends[last];
            let is_more = |piece: Option<&str>| piece.is_some_and(|piece| piece.bytes().all(|b| b.is_ascii_hexdigit()));
            let before = piece.checked_sub(1).and_then(|piece| self.piece(piece));
            let is_one = is_digits(&self.seen[from..until]) && !is_more(before) && !is_more(self.piece(last + 1));
            is_one.then_some((place, end))
        })
    }

    fn piece(&self, at: usize) -> Option<&str> {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before].0);
        self.seen.get(from..self.ends.get(at)?.0)
    }

    /// The whole of it, but for words that follow in pieces of their own: `Copy`.
    fn without_words(&self) -> Option<(usize, usize)> {
        let is_word = |at: usize| {
            self.piece(at).is_some_and(|p| p.len() <= LONGEST_WORD && p.bytes().all(|b| b.is_ascii_alphabetic()))
        };
        let last = (0..self.ends.len()).rev().find(|&at| at == 0 || !is_word(at))?;
        Some((0, self.ends[last].1))
    }

    /// What is seen before this place in the text.
    fn seen_up_to(&self, end: usize) -> Option<&str> {
        self.seen.get(..self.ends.iter().find(|(_, at)| *at == end)?.0)
    }

    fn between(&self, from: usize, until: usize, start: usize) -> Option<&str> {
        let before = if from <= start { 0 } else { self.seen_up_to(from)?.len() };
        self.seen_up_to(until)?.get(before..)
    }
}

fn is_digits(seen: &str) -> bool {
    seen.len() == DIGITS && seen.bytes().all(|b| b.is_ascii_hexdigit()) && is_varied(seen)
}

/// Whether it is such as secrets are: long, of letters and digits, and no example.
fn is_like_one(seen: &str) -> bool {
    let lower = Zeroizing::new(seen.to_ascii_lowercase());
    (FEWEST..=MOST).contains(&seen.len())
        && seen.bytes().any(|b| b.is_ascii_digit())
        && seen.bytes().any(|b| b.is_ascii_alphabetic())
        && !seen.starts_with('/')
        && is_varied(seen)
        && !PLACEHOLDERS.iter().any(|word| lower.contains(word))
}

fn is_varied(seen: &str) -> bool {
    let mut different = [false; 256];
    seen.bytes().for_each(|b| different[usize::from(b)] = true);
    different.iter().filter(|&&is| is).count() >= FEWEST_DIFFERENT
}

/// Whether what follows makes it a part of something: masked, cut off, an address.
fn goes_on(rest: &str) -> bool {
    let mut rest = rest.chars();
    let is_tight = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '.');
    match rest.next() {
        Some('…' | '*' | '•' | '·' | '@' | '%' | '\\') => true,
        Some('.' | ':') => is_tight(rest.next()),
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

/// Whether what stands before it makes it a part of something: `sha256:…`, `#…`.
fn touches(before: &str) -> bool {
    let mut before = before.chars().rev();
    match before.next() {
        Some('…' | '*' | '•' | '·' | '@' | '%' | '\\' | '.' | '#' | '$' | '{' | '<') => true,
        Some(':') => before.next().is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}
