//! Whether what an admin typed can be looked for. What is taken stands as it is compared: labels without what cannot be
//! seen, everything else normalized.

use super::change::{Changes, merged};
use super::{List, Words};
use crate::text;

/// The longest phrase, in characters.
pub const LONGEST_PHRASE: usize = 100;
/// The most phrases in one list of one language.
pub const MOST_PHRASES: usize = 50;
/// The most languages with words of their own.
pub const MOST_LANGUAGES: usize = 20;
/// The fewest letters of a label: `CID` is one, `No` stands everywhere.
const SHORTEST_LABEL: usize = 3;
/// The fewest letters of a reset phrase.
const SHORTEST_RESET: usize = 8;
/// The same in scripts that write without spaces, where a letter says more.
const SHORTEST_DENSE: usize = 2;
const SHORTEST_DENSE_RESET: usize = 5;

/// Why words are not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The list to mend; none if it is the language.
    pub list: Option<List>,
    /// The phrase to mend, shortened; nothing if it is the list as a whole.
    pub phrase: String,
    /// Why.
    pub reason: Reason,
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It holds more than [`LONGEST_PHRASE`] characters.
    TooLong,
    /// The list holds more than [`MOST_PHRASES`].
    TooMany,
    /// It has no letter or digit.
    NoLetter,
    /// It is so short that it stands everywhere.
    TooShort,
    /// So many controls say it that it would be held everywhere.
    TooGeneral,
    /// The list takes single words.
    NotOneWord,
    /// No language would have one left, and then nothing would be found or held.
    NoneLeft,
    /// This is no language's tag.
    NoLanguage,
    /// There are [`MOST_LANGUAGES`] already.
    TooManyLanguages,
}

impl Refusal {
    /// The name of the message in `_locales` that says why, and what is filled in.
    pub fn words(&self) -> (&'static str, String) {
        let phrase = || self.phrase.clone();
        match self.reason {
            Reason::TooLong => ("words_too_long", LONGEST_PHRASE.to_string()),
            Reason::TooMany => ("words_too_many", MOST_PHRASES.to_string()),
            Reason::NoLetter => ("words_no_letter", phrase()),
            Reason::TooShort => ("words_too_short", phrase()),
            Reason::TooGeneral => ("words_too_general", phrase()),
            Reason::NotOneWord => ("words_not_one_word", phrase()),
            Reason::NoneLeft => ("words_none_left", String::new()),
            Reason::NoLanguage => ("words_no_language", phrase()),
            Reason::TooManyLanguages => ("words_too_many_languages", MOST_LANGUAGES.to_string()),
        }
    }
}

/// Takes the lists as they were typed, one phrase a line. Empty lines are passed over, each phrase counts once.
pub fn take(typed: &Words) -> Result<Words, Refusal> {
    let mut words = Words::default();
    for list in List::ALL {
        let taken = words.list_mut(list);
        for line in typed.list(list).iter().filter(|line| !line.trim().is_empty()) {
            let refused = |reason| Refusal { list: Some(list), phrase: line.trim().chars().take(40).collect(), reason };
            let word = take_one(list, line).map_err(refused)?;
            if !taken.iter().any(|known| known.to_lowercase() == word.to_lowercase()) {
                taken.push(word);
            }
            if taken.len() > MOST_PHRASES {
                return Err(Refusal { list: Some(list), phrase: String::new(), reason: Reason::TooMany });
            }
        }
    }
    Ok(words)
}

/// Whether something is left to be found and to be held, in any language.
pub fn something_left(changes: &Changes) -> Result<(), Refusal> {
    let words = merged(changes);
    let left = |list: List| {
        let none = Refusal { list: Some(list), phrase: String::new(), reason: Reason::NoneLeft };
        if words.list(list).is_empty() { Err(none) } else { Ok(()) }
    };
    left(List::AccountNumber).and(left(List::Reset))
}

/// The language's tag as it is kept, if it is one and there is room for it.
pub fn language(typed: &str, changes: &Changes) -> Result<String, Refusal> {
    let refused = |reason| Refusal { list: None, phrase: typed.trim().chars().take(40).collect(), reason };
    let tag = typed.trim();
    if !crate::language::is_tag(tag) {
        return Err(refused(Reason::NoLanguage));
    }
    // One spelling for each: `DE`, `de`; `pt-br`, `pt-BR`.
    let mut parts = tag.split('-');
    let mut tag = parts.next().unwrap_or_default().to_lowercase();
    for part in parts {
        tag.push('-');
        tag.push_str(&if part.len() == 4 { capitalized(part) } else { part.to_uppercase() });
    }
    if changes.len() >= MOST_LANGUAGES && !changes.contains_key(&tag) {
        return Err(refused(Reason::TooManyLanguages));
    }
    Ok(tag)
}

fn capitalized(part: &str) -> String {
    let mut letters = part.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters.map(|letter| letter.to_ascii_lowercase())).collect()
}

fn take_one(list: List, line: &str) -> Result<String, Reason> {
    let is_label = matches!(list, List::AccountNumber | List::Hash);
    let phrase = if is_label { tidy(line) } else { text::normalized(line) };
    let letters = phrase.chars().filter(|c| c.is_alphanumeric()).count();
    if letters == 0 {
        return Err(Reason::NoLetter);
    }
    if phrase.chars().count() > LONGEST_PHRASE {
        return Err(Reason::TooLong);
    }
    let is_dense = phrase.chars().any(is_dense);
    let words = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    match list {
        _ if is_label && letters < (if is_dense { SHORTEST_DENSE } else { SHORTEST_LABEL }) => Err(Reason::TooShort),
        List::Reset if is_dense && letters < SHORTEST_DENSE_RESET => Err(Reason::TooGeneral),
        List::Reset if !is_dense && (words < 2 || letters < SHORTEST_RESET) => Err(Reason::TooGeneral),
        List::NotAfter if phrase.contains(' ') => Err(Reason::NotOneWord),
        _ => Ok(phrase),
    }
}

/// One blank between words, nothing that cannot be seen.
fn tidy(line: &str) -> String {
    let seen: String = line.chars().filter(|&c| !text::is_invisible(c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Thai and its neighbours, and what Chinese and Japanese are written in: words stand there without blanks between them.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
