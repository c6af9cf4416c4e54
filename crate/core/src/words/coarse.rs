//! What may be the reset, told without an engine: `extension/words.js` asks whether all words of one of these sets stand
//! in what a control says. A superset of what [`crate::control::is_reset`] holds, derived here and cached for the loader.

use super::Words;

/// What the loader suspects whatever is cached, also where nothing could be read: it is written there as well.
pub const ALWAYS: [&str; 2] = ["reset", "hash"];

/// The sets of words for these words: all of one must stand in a control. A set that another one covers is left out.
pub fn coarse(words: &Words) -> Vec<Vec<String>> {
    let mut sets = vec![ALWAYS.map(str::to_owned).to_vec()];
    for phrase in &words.reset {
        let parts: Vec<String> = phrase.split_whitespace().map(squeezed).filter(|part| !part.is_empty()).collect();
        let is_covered = parts.is_empty() || sets.iter().any(|set| is_in(set, &parts.concat()));
        if !is_covered {
            sets.push(parts);
        }
    }
    sets
}

/// Whether a control that says this is suspected.
pub fn is_suspect(says: &str, sets: &[Vec<String>]) -> bool {
    let says = squeezed(says);
    sets.iter().any(|set| is_in(set, &says))
}

/// Letters and digits alone, in lower case: no soft hyphen, blank or mark stands between a word and itself.
pub fn squeezed(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

fn is_in(set: &[String], squeezed: &str) -> bool {
    set.iter().all(|word| squeezed.contains(word.as_str()))
}
