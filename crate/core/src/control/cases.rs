//! Cases for [`super::is_reset`] and [`super::is_control`].

use super::{
    Element, Piece, Reach, holds_others, is_control, is_control_by_kind, is_reset, is_wordless, presses, readings,
};
use crate::tables::Report;
use crate::words::Words;

pub(crate) const LABELS: &[(&str, bool)] = &[
    ("Reset your provisioning hash", true),
    ("Reset Your Provisioning Hash", true),
    ("RESET YOUR PROVISIONING HASH", true),
    ("Reset provisioning hash", true),
    ("Reset the provisioning hash", true),
    ("  Reset your\n   provisioning hash  ", true),
    ("Reset\u{a0}your provisioning\u{a0}hash", true),
    ("Reset your provi\u{ad}sioning hash", true),
    ("Reset your provisioning hash…", true),
    ("Reset your provisioning hash ...", true),
    ("Reset your provisioning hash!", true),
    ("» Reset your provisioning hash »", true),
    ("\u{f021} Reset your provisioning hash", true),
    ("⟳ Reset your provisioning hash", true),
    ("refresh Reset your provisioning hash", true),
    ("refreshReset your provisioning hash", true),
    ("lock_reset\n Reset your provisioning hash", true),
    ("rotate_right Reset your provisioning hash", true),
    ("rotate_rightReset your provisioning hash", true),
    ("Reset your provisioning hash chevron_right", true),
    ("Reset your provisioning hash refresh", true),
    ("history_2 Reset your provisioning hash", true),
    ("\u{200b}Reset your provisioning hash", true),
    // Everything else goes through.
    ("", false),
    ("Reset", false),
    ("Reset filters", false),
    ("Reset master password", false),
    ("Reset multifactor", false),
    ("Create provisioning hash", false),
    ("Copy provisioning hash", false),
    ("Provisioning hash", false),
    ("Reset your provisioning token", false),
    ("How to reset your provisioning hash", false),
    ("Do not reset your provisioning hash", false),
    ("chevron Reset your provisioning hash", false),
    ("how_to Reset your provisioning hash help_me", false),
    ("Reset your provisioning hash history", false),
    ("Reset your provisioning hashes", false),
    ("Unreset your provisioning hash", false),
    ("Reset hash filters", false),
    ("Resetyourprovisioninghash", false),
    ("You can reset your provisioning hash at any time under Advanced", false),
];

fn element(text: &str) -> Element {
    let mut element = Element::default();
    for part in text.split(' ') {
        match part.split_once('=') {
            Some(("type", kind)) => element.kind = kind.to_owned(),
            Some(("role", role)) => element.role = role.to_owned(),
            _ if part == "tabindex" => element.has_tabindex = true,
            _ if part == "pointer" => element.has_pointer = true,
            _ if part == "wraps" => element.wraps_control = true,
            _ if part == "disabled" => element.is_disabled = true,
            _ => element.name = part.to_owned(),
        }
    }
    element
}

const CONTROLS: &[(&str, bool)] = &[
    ("button", true),
    ("button type=submit", true),
    ("a", true),
    ("summary", true),
    ("label", true),
    ("input type=submit", true),
    ("input type=button", true),
    ("input type=image", true),
    ("div role=button", true),
    ("li role=menuitem", true),
    ("span role=link", true),
    ("div tabindex", true),
    ("div pointer", true),
    ("sl-button wraps", true),
    ("sl-button", false),
    ("sl-button tabindex", true),
    ("button disabled", false),
    ("input type=submit disabled", false),
    ("div", false),
    ("h2", false),
    ("p", false),
    ("input type=text", false),
    ("input", false),
    ("section role=region", false),
    ("form", false),
];

/// What is a control by its kind alone, as in [`CONTROLS`].
const KINDS: &[(&str, bool)] = &[
    ("button", true),
    ("input type=image", true),
    ("input type=text", false),
    ("div role=tab", true),
    ("div tabindex", false),
    ("div pointer", false),
    ("sl-button wraps", false),
    ("div role=dialog tabindex", false),
];

/// What is called for what it holds.
const HOLDERS: &[(&str, bool)] = &[
    ("dialog", true),
    ("form", true),
    ("section", true),
    ("div role=dialog", true),
    ("mat-dialog-container role=dialog", true),
    ("div role=alertdialog", true),
    ("div role=tabpanel", true),
    ("li role=group", true),
    ("div", false),
    ("span", false),
    ("sl-button", false),
    ("div role=button", false),
    ("section role=button", false),
    ("form role=presentation", false),
    ("li", false),
];

const WORDLESS: &[(&[&str], bool)] = &[
    (&[], true),
    (&[""], true),
    (&["⟳", "×"], true),
    (&["refresh"], true),
    (&["rotate_right"], true),
    (&["⟳", "Close"], false),
    (&["x"], false),
];

const KEYS: &[(&str, bool)] =
    &[("Enter", true), (" ", true), ("Spacebar", true), ("Tab", false), ("a", false), ("Escape", false), ("", false)];

/// Pieces with `|` between them: one that begins with `~` is hidden, with `^` a label, with `_` what the label stands for; one that
/// ends with `!` is not drawn. What they can be read as.
const PIECES: &[(&str, &str)] = &[
    ("", ""),
    ("Reset", "Reset"),
    ("Re|set", "Reset / Re set"),
    ("~refresh|Reset", "refreshReset / refresh Reset / Reset / refresh"),
    ("~refresh", "refresh"),
    ("Reset |your", "Reset your / Reset  your"),
    ("|", " "),
    ("Loading!|Reset", "LoadingReset / Loading Reset / Reset"),
    ("~refresh!|Reset", "refreshReset / refresh Reset / Reset"),
    ("Loading!", "Loading"),
    ("^Reset|_Go", "Go / Reset"),
    ("^Reset|_Go|now", "Gonow / Go now / Resetnow / Reset now"),
    ("^Reset!|_Go!|now", "Gonow / Go now / now"),
    ("~Reset|Go", "ResetGo / Reset Go / Go / Reset"),
];

/// What an element with these pieces is; pieces as in [`PIECES`].
const SAID: &[(&str, bool)] = &[
    ("Re|set your provisioning hash", true),
    ("Reset your|provisioning hash", true),
    ("~forward|Reset your provisioning hash", true),
    ("~->|Reset your provisioning hash|~New", true),
    ("forward|Reset your provisioning hash", false),
    ("Reset your |~old|provisioning hash", true),
    ("Do not|Reset your provisioning hash", false),
    ("Loading!|Reset your provisioning hash", true),
    ("Loading!|~spinner|Reset your|provisioning hash", true),
    ("Reset your provisioning hash!", true),
    ("Loading|Reset your provisioning hash!", false),
    ("^Reset your provisioning hash|_→", true),
    ("^Reset your|_Reset|provisioning hash", true),
    ("^Go|_Reset your provisioning hash", true),
    ("~lock|^Go|_Reset your provisioning hash", true),
    ("~Reset your provisioning hash|Go", true),
    ("^Reset your provisioning hash!|_→!|Go", false),
];

fn pieces(text: &str) -> Vec<Piece> {
    let piece = |text: &str| {
        let (text, is_drawn) = text.strip_suffix('!').map_or((text, true), |text| (text, false));
        let marks = [('~', Reach::Hidden), ('^', Reach::Label), ('_', Reach::Labelled)];
        let marked = marks.into_iter().find_map(|(mark, reach)| Some((text.strip_prefix(mark)?, reach)));
        let (text, reach) = marked.unwrap_or((text, Reach::All));
        Piece { text: text.to_owned(), reach, is_drawn }
    };
    text.split('|').map(piece).collect()
}

pub(crate) fn table(report: &mut Report) {
    let words = Words::shipped();
    for (label, expected) in LABELS {
        report.check("reset", label, &is_reset([*label], &words), expected);
        seen_at_once(report, label, *expected, &words);
        report.check("reset by another label", label, &is_reset(["", *label, "x"], &words), expected);
    }
    for (text, expected) in PIECES {
        report.check("readings", text, &readings(&pieces(text)).join(" / ").as_str(), expected);
    }
    for (text, expected) in SAID {
        let readings = readings(&pieces(text));
        report.check("reset by its pieces", text, &is_reset(readings.iter().map(String::as_str), &words), expected);
    }
    for (text, expected) in CONTROLS {
        report.check("control", text, &is_control(&element(text)), expected);
    }
    for (text, expected) in KINDS {
        report.check("control by its kind", text, &is_control_by_kind(&element(text)), expected);
    }
    for (text, expected) in HOLDERS {
        let element = element(text);
        report.check("holds others", text, &holds_others(&element.name, &element.role), expected);
    }
    for (labels, expected) in WORDLESS {
        report.check("wordless", labels, &is_wordless(labels.iter().copied(), &words), expected);
    }
    for (key, expected) in KEYS {
        report.check("key", key, &presses(key), expected);
    }
    for (length, expected) in [(800, true), (801, false)] {
        let label = format!("{:length$}", "Reset your provisioning hash");
        report.check("a long label", &length, &is_reset([label.as_str()], &words), &expected);
    }
    not_seen(report, "Save changes", &words);
    let long = format!("{} Reset your provisioning hash", "x".repeat(1_000_000));
    report.check("a megabyte of label", "x…", &is_reset([long.as_str()], &words), &false);
}

/// What is held is seen by the quick look, too. (Natively alone: the expression is for the browser's own matcher.)
pub(crate) fn seen_at_once(report: &mut Report, text: &str, is_held: bool, words: &Words) {
    #[cfg(test)]
    if is_held {
        let quick = regex::RegexBuilder::new(&super::quick_look(words)).case_insensitive(true).build();
        report.check("seen at once", text, &quick.map(|quick| quick.is_match(text)), &Ok(true));
    }
    let _ = (report, text, is_held, words);
}

/// The quick look keeps something out.
fn not_seen(report: &mut Report, text: &str, words: &Words) {
    #[cfg(test)]
    {
        let quick = regex::RegexBuilder::new(&super::quick_look(words)).case_insensitive(true).build();
        report.check("not seen at once", text, &quick.map(|quick| quick.is_match(text)), &Ok(false));
    }
    let _ = (report, text, words);
}
