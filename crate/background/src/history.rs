//! The history: what happened, added to and never changed.

use keyturn_browser::now;
use keyturn_core::account_number::AccountNumber;
use keyturn_core::history::{MOST, add, is_cut, was_told};
use keyturn_core::message::{PageReply, Trouble};
use keyturn_core::store::History;
use keyturn_core::store::rotation::{EntryRecord, Happening};

use crate::shelf;

/// All of it.
pub async fn all() -> Result<PageReply, Trouble> {
    let history = shelf::read::<History>().await?;
    let is_cut = is_cut(&history);
    Ok(PageReply::History { entries: history.entries, most: MOST as u32, is_cut })
}

/// The dialog was cancelled.
pub async fn cancelled(number: Option<AccountNumber>, listed: u32, moment: String) -> Result<(), Trouble> {
    let entry = EntryRecord {
        at: now(),
        what: Happening::DialogCancelled,
        number,
        rotation: String::new(),
        integration: String::new(),
        by: String::new(),
        note: listed.to_string(),
        moment,
    };
    shelf::change(|history: &mut History| {
        if !was_told(history, &entry.moment) {
            add(history, [entry]);
        }
    })
    .await
}
