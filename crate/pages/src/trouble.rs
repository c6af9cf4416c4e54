//! What went wrong, in words.

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::message::Trouble;
use web_sys::Document;

/// The words for what the background reports.
pub fn words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::NotAllowed => i18n::message("trouble_not_allowed", &[]),
        Trouble::NotUnderstood { why } => i18n::message("trouble_not_understood", &[why]),
        Trouble::Storage { said } => i18n::message("trouble_storage", &[said]),
        Trouble::Full => i18n::message("trouble_full", &[]),
        Trouble::SetAside { document, newer, why } => {
            let name = document_name(document).map(|name| i18n::message(name, &[]));
            let name = name.unwrap_or_else(|| document.clone());
            i18n::message(if *newer { "trouble_set_aside_newer" } else { "trouble_set_aside" }, &[&name, why])
        }
        Trouble::NoEngine { said } => i18n::message("trouble_no_engine", &[said]),
        Trouble::Refused { reason, about, .. } => i18n::message(reason, &[about]),
    }
}

/// The words for a background that did not answer, or an edge that broke.
pub fn edge(error: &EdgeError) -> String {
    i18n::message("trouble_edge", &[&error.to_string()])
}

/// The words for an answer to something that was not asked.
pub fn another_answer() -> String {
    words(&Trouble::NotUnderstood { why: "another answer".to_owned() })
}

/// The words for a change that the background did not answer: it may have been made.
pub fn unanswered(error: &EdgeError) -> String {
    i18n::message("trouble_unanswered", &[&error.to_string()])
}

/// Shows it on the page, or hides what was shown.
pub fn say(document: &Document, text: &str) {
    if let Some(place) = document.get_element_by_id("trouble") {
        place.set_text_content(Some(text));
        crate::piece::show(&place, !text.is_empty());
    }
}

/// The name of the message that names a stored document.
fn document_name(key: &str) -> Option<&'static str> {
    use keyturn_core::store::key;
    Some(match key {
        key::ACCOUNTS => "trouble_document_accounts",
        key::INVENTORY => "trouble_document_inventory",
        key::RESETS => "trouble_document_resets",
        key::WORDS => "trouble_document_words",
        key::ROTATIONS => "trouble_document_rotations",
        key::HISTORY => "trouble_document_history",
        key::SETTINGS => "trouble_document_settings",
        key::ENGINES => "trouble_document_engines",
        _ => return None,
    })
}
