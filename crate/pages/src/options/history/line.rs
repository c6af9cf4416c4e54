//! A line of the history, in words.

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::listing::searchable;
use keyturn_core::store::rotation::{EntryRecord, Happening};
use web_sys::{Document, Element};

use crate::moment::Stamp;
use crate::{piece, rotation::account};

/// What happened, in words.
pub fn what(happening: Happening) -> String {
    let message = match happening {
        Happening::DialogCancelled => "history_dialog_cancelled",
        Happening::ResetReleased => "history_reset_released",
        Happening::HashSeen => "history_hash_seen",
        Happening::NoNewHash => "history_no_new_hash",
        Happening::RotationOpened => "history_rotation_opened",
        Happening::RotationFolded => "history_rotation_folded",
        Happening::RotationFinished => "history_rotation_finished",
        Happening::TaskToDo => "history_task_to_do",
        Happening::TaskUpdated => "history_task_updated",
        Happening::TaskSeenWorking => "history_task_seen_working",
        Happening::TaskSkipped => "history_task_skipped",
        Happening::IntegrationAdded => "history_integration_added",
        Happening::IntegrationChanged => "history_integration_changed",
        Happening::IntegrationRemoved => "history_integration_removed",
    };
    i18n::message(message, &[])
}

/// Its note in words: of a rotation or a dialog it is how many integrations it listed, of a reset why.
fn about(entry: &EntryRecord) -> String {
    let counts = matches!(entry.what, Happening::RotationOpened | Happening::DialogCancelled);
    match entry.note.parse() {
        Ok(count) if counts => i18n::counted("history_listed", count, &[]),
        _ if entry.what == Happening::ResetReleased && entry.note == "leaked" => {
            i18n::message("history_old_leaked", &[])
        }
        _ => entry.note.clone(),
    }
}

/// All its words, for the search.
pub fn text(entry: &EntryRecord, what: &str) -> String {
    let number = entry.number.as_ref().map(|number| number.as_str()).unwrap_or_default();
    searchable([what, number, &entry.integration, &entry.by, &about(entry)])
}

/// Its row.
pub fn row(document: &Document, entry: &EntryRecord, stamp: &Stamp) -> Result<Element, EdgeError> {
    let row = piece::copy_of(document, "history-line")?;
    piece::write(&row, ".when", &stamp.of(entry.at))?;
    piece::write(&row, ".what", &what(entry.what))?;
    piece::write(&row, ".account-number", &account(entry.number.as_ref()))?;
    piece::write(&row, ".integration", &entry.integration)?;
    piece::write(&row, ".by", &entry.by)?;
    piece::write(&row, ".about", &about(entry))?;
    Ok(row)
}
