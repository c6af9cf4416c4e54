//! The line at the page's foot that says what was done, with the way back from a removal.

use keyturn_browser::{EdgeError, i18n};
use web_sys::{Document, Element, FocusOptions, HtmlElement};

use crate::piece;

/// The line.
pub struct Said {
    line: Element,
    status: Element,
    undo: HtmlElement,
    edit: Element,
    top: HtmlElement,
}

impl Said {
    /// Finds it in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            line: piece::by_id(document, "said")?,
            status: piece::by_id(document, "status")?,
            undo: piece::by_id(document, "undo")?,
            edit: piece::by_id(document, "edit-added")?,
            top: piece::by_id(document, "top")?,
        })
    }

    /// Says the message of that name about the integration of that name.
    pub fn say(&self, message: &str, name: &str) {
        self.put(&i18n::message(message, &[name]), "good");
    }

    /// Says that the integration of that name was added, and offers to edit the one with that id.
    pub fn say_added(&self, name: &str, id: Option<&str>) {
        self.say("options_added", name);
        if let Some(id) = id {
            // Throws only for a name that is no attribute's.
            let _ = self.edit.set_attribute("data-id", id);
            let _ = self.edit.set_attribute("aria-label", &i18n::message("options_edit_name", &[name]));
            piece::show(&self.edit, true);
        }
    }

    /// Says how many were imported, and offers to take that back.
    pub fn say_imported(&self, count: usize) {
        self.put(&i18n::counted("options_imported", count, &[]), "good");
        self.offer_undo();
    }

    /// Says that it was removed, and offers to put it back.
    pub fn say_removed(&self, name: &str) {
        self.say("options_removed", name);
        self.offer_undo();
    }

    fn offer_undo(&self) {
        piece::show(&self.undo, true);
        // The button that was pressed is gone. The focus has nowhere better to be.
        let _ = self.undo.focus();
    }

    /// Says these words of something that is done. There is no way back from it.
    pub fn say_words(&self, words: &str) {
        self.clear();
        self.put(words, "good");
    }

    /// Says what went wrong.
    pub fn say_trouble(&self, words: &str) {
        self.put(words, "warn");
    }

    /// Says nothing any more, and offers no way back.
    pub fn clear(&self) {
        self.put("", "");
        piece::show(&self.undo, false);
        piece::show(&self.edit, false);
    }

    /// Puts the focus where the page begins, without a jump: for when the line goes with the focus in it.
    pub fn focus_top(&self) {
        let to_stay = FocusOptions::new();
        to_stay.set_prevent_scroll(true);
        let _ = self.top.focus_with_options(&to_stay);
    }

    fn put(&self, words: &str, tone: &str) {
        self.status.set_text_content(Some(words));
        // Throws only for a name that is no attribute's.
        let _ = self.line.set_attribute("data-tone", tone);
    }
}
