//! Which control is the reset: the one that says `Reset your provisioning hash`, in whatever case and spacing.

use crate::text;
use crate::words::Words;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// Texts longer than this, in UTF-16 units, are no control's words; the edge need not read them.
pub const LONGEST_WORDS: u32 = 200;
/// How many steps of an event's path are looked at: a click lands on an icon or a span inside its control, and a component
/// library puts slots and shadow roots in between.
pub const HIGHEST: u32 = 24;
/// How many nodes of an element are read for its words. A control has fewer; a page is not read whole for a click.
pub const MOST_NODES: u32 = 200;

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
    /// It is a component (its name has a hyphen) with a control in its shadow root.
    pub wraps_control: bool,
    /// The browser itself does not let it be pressed.
    pub is_disabled: bool,
}

/// A piece of what an element says: one text, or what stands for a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whom they reach.
    pub reach: Reach,
    /// The browser draws it: neither `display` nor `visibility` takes it away.
    pub is_drawn: bool,
}

/// Whom a piece reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// Eyes and ears.
    #[default]
    All,
    /// The eyes alone (`aria-hidden`): an icon's name, a decoration.
    Hidden,
    /// The ears alone: an `aria-label`, in place of the pieces that follow it.
    Label,
    /// The eyes alone, for a label is heard in its place.
    Labelled,
}

/// The ways in which the pieces of an element can be read as its words, run together and word by word: as it is seen, as it is
/// heard, and with what is not drawn just now.
pub fn readings(pieces: &[Piece]) -> Vec<String> {
    use Reach::{All, Hidden, Label, Labelled};
    let ways: [(&[Reach], bool); 6] = [
        (&[All, Hidden, Labelled], false),
        (&[All, Labelled], false),
        (&[All, Hidden, Labelled], true),
        (&[All, Labelled], true),
        (&[All, Label], true),
        (&[Hidden], true),
    ];
    let mut readings: Vec<String> = Vec::new();
    for (reached, must_be_drawn) in ways {
        let is_read = |piece: &&Piece| reached.contains(&piece.reach) && (piece.is_drawn || !must_be_drawn);
        let texts = || pieces.iter().filter(is_read).map(|piece| piece.text.as_str());
        for reading in [texts().collect::<String>(), text::spaced(texts())] {
            if !reading.is_empty() && !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

/// Whether an element is something that people press.
pub fn is_control(element: &Element) -> bool {
    if element.is_disabled {
        return false;
    }
    is_control_by_kind(element) || element.has_tabindex || element.has_pointer || element.wraps_control
}

/// Whether its name or its role make it one, whatever it looks like.
pub fn is_control_by_kind(element: &Element) -> bool {
    let by_name = match element.name.as_str() {
        "button" | "a" | "area" | "summary" | "label" => true,
        "input" => matches!(element.kind.as_str(), "submit" | "button" | "image" | "reset"),
        _ => false,
    };
    by_name || matches!(element.role.as_str(), "button" | "menuitem" | "link" | "option" | "tab" | "switch")
}

/// Whether an element holds others, by its name and role (lower case, or nothing): what such a one is called by its attributes
/// or by other elements is the heading of what it holds, as a dialog's title is, and not what a press does.
pub fn holds_others(name: &str, role: &str) -> bool {
    match role {
        "" => matches!(name, "dialog" | "form" | "fieldset" | "section"),
        role => {
            matches!(role, "dialog" | "alertdialog" | "region" | "group" | "form" | "tabpanel" | "toolbar" | "menu")
        }
    }
}

/// Whether a control's words make it the reset. `labels` are its text, value, title, aria-label and the like: one that
/// says it is enough.
pub fn is_reset<'a>(labels: impl IntoIterator<Item = &'a str>, words: &Words) -> bool {
    labels.into_iter().any(|label| {
        if label.len() > 4 * LONGEST_WORDS as usize {
            return false;
        }
        let label = text::normalized(label);
        words.reset.iter().any(|phrase| label == *phrase || has_icon_beside(&label, phrase, words))
    })
}

/// The source of a regular expression (flags `iu`) that is true of every text in which a control may be the reset, or a
/// prompt the page's own about it, for a quick look at what a press is on in the browser's own matcher.
pub fn quick_look(words: &Words) -> String {
    // Both speak of the hash in one of its names; a phrase of the admin's may not.
    let names = ["hash", "secret"];
    let others = words.reset.iter().filter(|phrase| !names.iter().any(|name| phrase.contains(name)));
    let longest = |phrase: &String| phrase.split_whitespace().max_by_key(|word| word.len()).map(str::to_owned);
    let all: Vec<String> = names.map(str::to_owned).into_iter().chain(others.filter_map(longest)).collect();
    text::pattern(&all)
}

/// Whether a control's words say nothing: none are there, or nothing but signs and icons' names.
pub fn is_wordless<'a>(labels: impl IntoIterator<Item = &'a str>, words: &Words) -> bool {
    labels.into_iter().map(text::normalized).all(|label| label.is_empty() || is_icon(&label, words))
}

fn is_icon(text: &str, words: &Words) -> bool {
    let text = text.trim();
    // Icon fonts name their icons in lower case with underscores, and no label is written so.
    let is_named_like_one =
        text.bytes().any(|b| b == b'_') && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_named_like_one || words.icons.iter().any(|icon| text == icon)
}

/// `refresh Reset your provisioning hash`, `refreshReset your provisioning hash`, `Reset your provisioning hash chevron_right`.
fn has_icon_beside(label: &str, phrase: &str, words: &Words) -> bool {
    let is_icon = |rest: &str| is_icon(rest, words);
    label.strip_suffix(phrase).is_some_and(is_icon) || label.strip_prefix(phrase).is_some_and(is_icon)
}

/// Whether a key, pressed on a control, presses it. `key` is the event's `key`.
pub fn presses(key: &str) -> bool {
    matches!(key, "Enter" | " " | "Spacebar")
}
