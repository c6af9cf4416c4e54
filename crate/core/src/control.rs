//! Which control is the reset: the one that says `Reset your provisioning hash`, in whatever case and spacing.

use crate::text;
use crate::words::Words;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// Texts longer than this, in UTF-16 units, are no control's words; the edge need not read them.
pub const LONGEST_WORDS: u32 = 200;
/// How many elements above the one that was hit are looked at: a click lands on an icon or a span inside its control.
pub const HIGHEST: usize = 8;

/// What the edge sees of an element that was clicked, pressed or submitted, or of one around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name, lower case.
    pub name: String,
    /// Its `type` attribute, lower case, or nothing.
    pub kind: String,
    /// Its `role` attribute, lower case, or nothing.
    pub role: String,
    /// It can be reached by the keyboard through a `tabindex`.
    pub has_tabindex: bool,
    /// The pointer over it is a hand.
    pub has_pointer: bool,
}

/// Whether an element is something that people press.
pub fn is_control(element: &Element) -> bool {
    let by_name = match element.name.as_str() {
        "button" | "a" | "area" | "summary" | "label" => true,
        "input" => matches!(element.kind.as_str(), "submit" | "button" | "image" | "reset"),
        _ => false,
    };
    let by_role = matches!(element.role.as_str(), "button" | "menuitem" | "link" | "option" | "tab" | "switch");
    by_name || by_role || element.has_tabindex || element.has_pointer
}

/// Whether a control's words make it the reset. `labels` are its text, value, title, aria-label and the like: one that
/// says it is enough.
pub fn is_reset<'a>(labels: impl IntoIterator<Item = &'a str>, words: &Words) -> bool {
    labels.into_iter().any(|label| {
        if label.len() > 4 * LONGEST_WORDS as usize {
            return false;
        }
        let label = text::normalized(label);
        words.reset.iter().any(|phrase| label == *phrase || has_icon_before(&label, phrase, words))
    })
}

/// `refresh Reset your provisioning hash`, `refreshReset your provisioning hash`.
fn has_icon_before(label: &str, phrase: &str, words: &Words) -> bool {
    label.strip_suffix(phrase).is_some_and(|before| words.icons.iter().any(|icon| before.trim_end() == icon))
}

/// Whether a key, pressed on a control, presses it. `key` is the event's `key`.
pub fn presses(key: &str) -> bool {
    matches!(key, "Enter" | " " | "Spacebar")
}
