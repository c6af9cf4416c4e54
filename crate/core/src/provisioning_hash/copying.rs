//! Which controls of the page make a hash, and which copy it.

use crate::control::LONGEST_WORDS;
use crate::text;
use crate::words::Words;

/// What a control says that copies. The names of icons are among them.
const COPIES: &[&str] = &[
    "copy",
    "copy hash",
    "copy the hash",
    "copy provisioning hash",
    "copy api secret",
    "copy secret",
    "copy to clipboard",
    "copy value",
    "content_copy",
    "content_copy copy",
    "file_copy",
];
/// What a control says, before the hash's name, that makes the first one.
const CREATES: &[&str] = &["create", "generate"];

/// Whether a control's words say that it copies. `labels` are its text, title, aria-label and the like.
pub fn copies<'a>(labels: impl IntoIterator<Item = &'a str>) -> bool {
    labels.into_iter().any(|label| COPIES.contains(&text::normalized(label).as_str()))
}

/// Whether a control's words say that it makes a hash.
pub fn creates<'a>(labels: impl IntoIterator<Item = &'a str>, words: &Words) -> bool {
    let names: Vec<String> = words.hash.iter().map(|name| text::normalized(name)).collect();
    // A page's whole line may be asked about, once for each label in it.
    labels.into_iter().filter(|label| label.len() <= 4 * LONGEST_WORDS as usize).any(|label| {
        let label = text::normalized(label);
        CREATES.iter().any(|verb| {
            let rest = label.strip_prefix(verb).map(|rest| {
                let rest = rest.trim_start();
                ["your ", "a ", "new ", "the "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest)
            });
            rest.is_some_and(|rest| names.iter().any(|name| rest == name))
        })
    })
}
