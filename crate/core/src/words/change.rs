//! What an admin changed in the words, language by language. Only what differs from the shipped words is kept, so that
//! what a later release ships comes through.

use std::collections::BTreeMap;

use crate::lower;

use super::{List, SHIPPED_LANGUAGE, Words};

/// What differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// What is looked for besides.
    pub added: Words,
    /// What is not looked for any more.
    pub removed: Words,
}

/// What differs, by the language's tag.
pub type Changes = BTreeMap<String, Change>;

impl Change {
    /// What makes `after` of `before`.
    pub fn between(before: &Words, after: &Words) -> Self {
        let mut change = Self::default();
        for list in List::ALL {
            *change.added.list_mut(list) = without(after.list(list), before.list(list));
            *change.removed.list_mut(list) = without(before.list(list), after.list(list));
        }
        change
    }

    /// What it makes of these words.
    pub fn over(&self, words: &Words) -> Words {
        let mut all = Words::default();
        for list in List::ALL {
            let mut left = without(words.list(list), self.removed.list(list));
            let added = without(self.added.list(list), &left);
            left.extend(added);
            *all.list_mut(list) = left;
        }
        all
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

/// What was made of the words as they were before, made of those that there are now: what is there of others stays.
pub fn beside_others(before: &Words, typed: &Words, now: &Words) -> Words {
    Change::between(before, typed).over(now)
}

/// The words of one language, as they are now.
pub fn in_language(language: &str, changes: &Changes) -> Words {
    let shipped = Words::shipped_in(language);
    changes.get(language).map_or_else(|| shipped.clone(), |change| change.over(&shipped))
}

/// The languages that there are words for, the shipped one first.
pub fn languages(changes: &Changes) -> Vec<String> {
    let others = changes.keys().filter(|tag| *tag != SHIPPED_LANGUAGE).cloned();
    std::iter::once(SHIPPED_LANGUAGE.to_owned()).chain(others).collect()
}

/// Takes these as the words of that language from now on.
pub fn set(changes: &mut Changes, language: &str, words: &Words) {
    let change = Change::between(&Words::shipped_in(language), words);
    if change.is_empty() {
        changes.remove(language);
    } else {
        changes.insert(language.to_owned(), change);
    }
}

/// All words that are looked for: those of every language together. A console may speak any of them.
pub fn merged(changes: &Changes) -> Words {
    let mut none = Words::shipped();
    List::ALL.iter().for_each(|&list| none.list_mut(list).clear());
    languages(changes).iter().fold(none, |all, language| {
        Change { added: in_language(language, changes), removed: Words::default() }.over(&all)
    })
}

/// What the console pages get: what differs from all that ships.
pub fn for_pages(changes: &Changes) -> Change {
    Change::between(&Words::shipped(), &merged(changes))
}

/// What is in the list and not in the other, whatever the case.
fn without(list: &[String], other: &[String]) -> Vec<String> {
    let other: Vec<String> = other.iter().map(|word| lower::text(word)).collect();
    list.iter().filter(|word| !other.contains(&lower::text(word))).cloned().collect()
}
