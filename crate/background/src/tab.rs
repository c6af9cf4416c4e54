//! What is known of a tab while this worker lives: which account its page shows, in whichever frame, and whether Continue
//! was pressed there just now. The page's own prompt may come in another frame, or on the next page.

use std::{cell::RefCell, collections::HashMap};

use keyturn_browser::now;
use keyturn_core::account::Time;
use keyturn_core::account_number::AccountNumber;
use keyturn_core::prompt::Brought;
use keyturn_core::store::Resets;
use keyturn_core::store::rotation::RotationRecord;

use crate::shelf;

#[derive(Default)]
struct Tab {
    account: Option<AccountNumber>,
    /// None as long as nothing was said of it to this worker.
    brought: Option<Brought>,
    /// What the page called the last press of Continue.
    pressed: String,
    /// The rotations of a private window: kept nowhere else.
    private: Vec<RotationRecord>,
    /// When an update of the extension came into the page that is there.
    updated: Option<Time>,
}

/// For how long what then stands on the page may have been there before, in milliseconds: an engine has to come first.
const UPDATED_FOR: Time = 10_000.0;

thread_local! {
    static TABS: RefCell<HashMap<i32, Tab>> = RefCell::default();
}

fn with<R>(tab: i32, then: impl FnOnce(&mut Tab) -> R) -> R {
    TABS.with_borrow_mut(|tabs| then(tabs.entry(tab).or_default()))
}

/// A new page begins in this tab: it may be another account's.
pub fn begins(tab: i32) {
    with(tab, |tab| {
        tab.account = None;
        tab.private.clear();
    });
}

/// An update of the extension comes into the page of this tab.
pub fn is_updated(tab: i32) {
    with(tab, |tab| tab.updated = Some(now()));
}

/// Whether a hash that is told of from this tab may be one that was told of before the update; asked once.
pub fn was_there(tab: i32) -> bool {
    with(tab, |tab| tab.updated.take()).is_some_and(|at| (0.0..UPDATED_FOR).contains(&(now() - at)))
}

/// A frame of this tab shows that account.
pub fn shows(tab: i32, number: &AccountNumber) {
    with(tab, |tab| tab.account = Some(number.clone()));
}

/// The account that a frame has named or, if it shows none, the one that the page around it shows.
pub fn account(tab: i32, named: Option<AccountNumber>) -> Option<AccountNumber> {
    named.or_else(|| with(tab, |tab| tab.account.clone()))
}

/// Does something with the rotations of a private window's tab.
pub fn private<R>(tab: i32, then: impl FnOnce(&mut Vec<RotationRecord>) -> R) -> R {
    with(tab, |tab| then(&mut tab.private))
}

/// Continue was pressed in this tab. Told twice, it is one press, which brings one prompt.
pub fn released(tab: i32, moment: &str) {
    with(tab, |tab| {
        if moment.is_empty() || tab.pressed != moment {
            moment.clone_into(&mut tab.pressed);
            tab.brought.get_or_insert_default().released(now());
        }
    });
}

/// The page's own prompt was answered there, or left.
pub fn prompt_answered(tab: i32, left: bool) {
    with(tab, |tab| {
        let brought = tab.brought.get_or_insert_default();
        if left { brought.left() } else { brought.answered(now()) }
    });
}

/// Whether Continue was pressed in this tab just now. A question that is asked because of it counts as its answer: what
/// comes much later is another story.
pub async fn is_just_released(tab: i32) -> bool {
    let known = with(tab, |tab| {
        let brought = tab.brought.as_mut()?;
        let is = brought.is(now());
        if is {
            brought.answered(now());
        }
        Some(is)
    });
    match known {
        Some(is) => is,
        // This worker may have been started after it: what was written down tells.
        None => {
            let last = shelf::read::<Resets>().await.ok().and_then(|resets| resets.resets.last().map(|reset| reset.at));
            last.is_some_and(|at| {
                let mut brought = Brought::default();
                brought.released(at);
                brought.is(now())
            })
        }
    }
}
