//! Cases for text.

use super::{
    GAP, Inside, LINE, NODE, ROW, append, boundary, finds, in_field, inside, last_line, line, lines, normalized,
    pattern, spaced,
};
use crate::tables::Report;

pub(crate) fn table(report: &mut Report) {
    for (element, role, expected) in [
        ("span", "", NODE),
        ("b", "", NODE),
        ("label", "", NODE),
        ("code", "", NODE),
        ("div", "", LINE),
        ("td", "", LINE),
        ("th", "", LINE),
        ("dt", "", LINE),
        ("dd", "", LINE),
        ("br", "", LINE),
        ("input", "", LINE),
        ("x-own", "", LINE),
        ("", "", LINE),
        ("tr", "", ROW),
        ("div", "row", ROW),
        ("div", "cell", LINE),
        ("span", "columnheader", NODE),
    ] {
        report.check("boundary", &(element, role), &boundary(element, role), &expected);
    }
    for (element, role, is_fixed, expected) in [
        ("p", "", false, Inside::Read),
        ("span", "", false, Inside::Read),
        ("x-own", "", false, Inside::Read),
        ("div", "textbox", false, Inside::Unread),
        ("div", "textbox", true, Inside::Read),
        ("span", "searchbox", false, Inside::Unread),
        ("div", "combobox", false, Inside::Unread),
        ("div", "spinbutton", false, Inside::Unread),
        ("div", "status", false, Inside::Read),
        ("script", "", false, Inside::Silent),
        ("style", "", false, Inside::Silent),
        ("template", "", false, Inside::Silent),
        ("noscript", "", false, Inside::Silent),
        ("title", "", false, Inside::Silent),
        ("textarea", "", false, Inside::Unread),
        ("textarea", "", true, Inside::Unread),
        ("select", "", false, Inside::Unread),
        ("iframe", "", false, Inside::Unread),
    ] {
        report.check("inside", &(element, role, is_fixed), &inside(element, role, is_fixed), &expected);
    }
    for (kind, is_fixed, expected) in [
        ("text", true, Inside::Read),
        ("", true, Inside::Read),
        ("number", true, Inside::Read),
        ("tel", true, Inside::Read),
        ("unheard-of", true, Inside::Read),
        ("text", false, Inside::Unread),
        ("", false, Inside::Unread),
        ("search", false, Inside::Unread),
        ("password", true, Inside::Unread),
        ("password", false, Inside::Unread),
        ("hidden", true, Inside::Silent),
        ("hidden", false, Inside::Silent),
        ("checkbox", false, Inside::Silent),
        ("submit", true, Inside::Silent),
    ] {
        report.check("in a field", &(kind, is_fixed), &in_field(kind, is_fixed), &expected);
    }
    for (text, expected) in [
        ("", ""),
        (" \n\t ", ""),
        ("Reset", "reset"),
        (" Reset  your\u{a0}hash ", "reset your hash"),
        ("Re\u{ad}set\u{200b}", "reset"),
        ("Reset\u{1f}your", "resetyour"),
        ("Reset\u{1e}your", "reset your"),
        ("» Reset… «", "reset"),
        ("…", ""),
        ("ÄÖ ß", "äö ß"),
        ("42 Things!", "42 things"),
    ] {
        report.check("normalized", &text, &normalized(text).as_str(), &expected);
    }
    for (labels, expected) in [
        (&[][..], "(?!)"),
        (&["", " \u{a0}"], "(?!)"),
        (&["a", "", "é"], "a|é"),
        (&["ab"], "aGAPb"),
        (&["a b"], "aGAPb"),
        (&["i", "I", "İ"], "[iİ]|[iİ]|[iİ]"),
        (&["\u{307}"], "\\u0307?"),
        (&["."], "\\u002e"),
        (&["\u{2026}"], "\\u2026"),
        (&["\u{ffff}"], "\\uffff"),
        (&["\u{1f600}"], "\u{1f600}"),
    ] {
        let all: Vec<String> = labels.iter().map(|&label| label.to_owned()).collect();
        report.check("pattern", &labels, &pattern(&all), &expected.replace("GAP", GAP));
    }
    for (text, expected) in [
        ("", ""),
        ("one", "one"),
        ("one\ntwo", "two"),
        ("one\u{1e}two", "two"),
        ("one\n", ""),
        ("one\u{1f}two", "one\u{1f}two"),
    ] {
        report.check("last line", &text, &last_line(text), &expected);
    }
    for (text, phrase, expected) in [
        ("one two", "two", Some(4)),
        ("one two", "one", Some(0)),
        ("twofold two", "two", Some(8)),
        ("untwo two", "two", Some(6)),
        ("twofold", "two", None),
        ("two", "two", Some(0)),
        ("tw", "two", None),
        ("two", "", None),
        ("é, two", "two", Some(4)),
    ] {
        report.check("finds", &(text, phrase), &finds(text, phrase), &expected);
    }
    for (words, expected) in [(&[][..], ""), (&["a"], "a"), (&["a", "b", "c"], "a b c")] {
        report.check("spaced", &words, &spaced(words.iter().copied()).as_str(), &expected);
    }
    for (text, expected) in [("", ""), (" a\n\u{200b} b ", "a b"), ("a\u{ad}b", "ab")] {
        report.check("line", &text, &line(text).as_str(), &expected);
    }
    report.check("lines", &"", &lines("a", "b").as_str(), &"a\nb");
    appended(report);
}

/// What fits stays where it is; what does not moves once, to where it may double.
fn appended(report: &mut Report) {
    let mut text = String::with_capacity(8);
    let before = text.capacity();
    append(&mut text, &"x".repeat(before));
    report.check("append, what fits", &before, &text.capacity(), &before);
    append(&mut text, "yz");
    report.check("append, what does not", &"", &text, &format!("{}yz", "x".repeat(before)));
    report.check("append, room", &"", &(text.capacity() >= 2 * (before + 2)), &true);
}
