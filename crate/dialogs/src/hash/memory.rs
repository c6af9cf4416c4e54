//! What this document has shown of hashes, for as long as the document lives: an engine that begins anew in it tells of the
//! same hash as of the same. The hashes themselves are not kept here.

use std::cell::RefCell;

use keyturn_core::provisioning_hash::{Expected, Mark};

use crate::tell::moment;

thread_local! {
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
    static BEFORE: RefCell<Option<Vec<Mark>>> = const { RefCell::new(None) };
}

/// A hash that was seen here.
#[derive(Debug, Clone)]
pub struct Known {
    /// What tells it from others.
    pub mark: Mark,
    /// What its appearance is called, at random.
    pub moment: String,
    /// It was copied.
    pub is_copied: bool,
    /// The admin has closed the panel.
    pub is_dismissed: bool,
}

/// What is known of this hash; what was not seen before, is from now on.
pub fn known(mark: Mark) -> Known {
    KNOWN.with_borrow_mut(|all| {
        if let Some(known) = all.iter().find(|known| known.mark == mark) {
            return known.clone();
        }
        let known = Known { mark, moment: moment(), is_copied: false, is_dismissed: false };
        all.push(known.clone());
        known
    })
}

/// The how-manieth hash of this document it is; those that were not seen yet come last.
pub fn age(mark: Mark) -> usize {
    KNOWN.with_borrow(|all| all.iter().position(|known| known.mark == mark).unwrap_or(all.len()))
}

/// Notes what became of this hash.
pub fn change(mark: Mark, change: impl FnOnce(&mut Known)) {
    KNOWN.with_borrow_mut(|all| {
        if let Some(known) = all.iter_mut().find(|known| known.mark == mark) {
            change(known);
        }
    });
}

/// From now on a hash is expected, and these are none.
pub fn expect(before: Vec<Mark>) {
    BEFORE.set(Some(before));
}

/// Reads with what is expected.
pub fn with_expected<T>(read: impl FnOnce(Expected<'_>) -> T) -> T {
    BEFORE.with_borrow(|before| read(before.as_deref().map_or(Expected::No, Expected::Except)))
}
