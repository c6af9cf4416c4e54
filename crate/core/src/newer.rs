//! What a newer version of Keyturn had stored and an older one set aside: put back once a version is there that can read it.

use crate::account::Time;
use crate::forget::{self, Gone, Kept};
use crate::store::{
    Accounts, Document, History, Inventory, Resets, Rotations, Settings, Stored, WordChanges, key, read,
};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// What is stored by now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Now {
    /// The lists.
    pub kept: Kept,
    /// The words.
    pub words: WordChanges,
    /// The settings.
    pub settings: Settings,
}

/// Puts back, at that time, what was set aside of this document; false if it stays aside. A list takes in what it does not have. Words and
/// settings come back unless others were set since.
pub fn put_back(now: &mut Now, document: &str, value: &impl Stored, at: Time) -> bool {
    let mut gone = Gone::default();
    let is_read = match document {
        key::ACCOUNTS => with(value, |it: Accounts| gone.accounts = it.accounts),
        key::INVENTORY => with(value, |it: Inventory| gone.integrations = it.integrations),
        key::RESETS => with(value, |it: Resets| gone.resets = it.resets),
        key::ROTATIONS => with(value, |it: Rotations| gone.rotations = it.rotations),
        key::HISTORY => with(value, |it: History| gone.history = it.entries),
        key::WORDS => return replaced(&mut now.words, value),
        key::SETTINGS => return replaced(&mut now.settings, value),
        _ => false,
    };
    forget::put_back(&mut now.kept, gone, at);
    is_read
}

fn with<D: Document>(value: &impl Stored, takes: impl FnOnce(D)) -> bool {
    read(value).map(takes).is_ok()
}

fn replaced<D: Document + PartialEq>(now: &mut D, value: &impl Stored) -> bool {
    *now == D::default() && with(value, |it| *now = it)
}
