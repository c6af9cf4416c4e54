//! Words as they are stored and sent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Words;
use super::change::{Change, Changes};

/// [`Words`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SentWords {
    /// What precedes an account number.
    pub account_number: Vec<String>,
    /// What before the label makes it another number.
    pub not_after: Vec<String>,
    /// What the reset says.
    pub reset: Vec<String>,
    /// What precedes a provisioning hash.
    pub hash: Vec<String>,
    /// Names of icons before it.
    pub icons: Vec<String>,
}

/// [`Change`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SentChange {
    /// What is looked for besides.
    pub added: SentWords,
    /// What is not looked for any more.
    pub removed: SentWords,
}

/// [`Changes`].
pub type SentChanges = BTreeMap<String, SentChange>;

/// What the loader of a console page reads before any script of the page runs (`extension/words.js`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageWords {
    /// For the engine.
    pub change: SentChange,
    /// For the loader, while there is no engine.
    pub coarse: Vec<Vec<String>>,
}

/// What the loaders get; none while nothing differs from what ships.
pub fn page_words(changes: &Changes) -> Option<PageWords> {
    let change = super::change::for_pages(changes);
    let coarse = super::coarse::coarse(&super::change::merged(changes));
    (!change.is_empty()).then(|| PageWords { change: change.into(), coarse })
}

/// The changes in what was stored or sent.
pub fn changes(sent: SentChanges) -> Changes {
    sent.into_iter().map(|(language, change)| (language, change.into())).collect()
}

/// The changes, to be stored or sent.
pub fn sent(changes: Changes) -> SentChanges {
    changes.into_iter().map(|(language, change)| (language, change.into())).collect()
}

impl From<SentWords> for Words {
    fn from(sent: SentWords) -> Self {
        let SentWords { account_number, not_after, reset, hash, icons } = sent;
        Self { account_number, not_after, reset, hash, icons }
    }
}

impl From<Words> for SentWords {
    fn from(words: Words) -> Self {
        let Words { account_number, not_after, reset, hash, icons } = words;
        Self { account_number, not_after, reset, hash, icons }
    }
}

impl From<SentChange> for Change {
    fn from(sent: SentChange) -> Self {
        Self { added: sent.added.into(), removed: sent.removed.into() }
    }
}

impl From<Change> for SentChange {
    fn from(change: Change) -> Self {
        Self { added: change.added.into(), removed: change.removed.into() }
    }
}
