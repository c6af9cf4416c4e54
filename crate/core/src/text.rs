//! Text as a console page holds it: soft hyphens, no-break spaces, capitals, pieces.

/// Stands between two text nodes of one line in a flattened text: nothing to see, but no word runs across it unless
/// the words looked for do.
pub const NODE: char = '\u{1f}';
/// Stands between two lines (blocks, table cells) in a flattened text.
pub const LINE: char = '\n';
/// Stands between two rows of a table in a flattened text; no number is read across it, because what follows is the
/// first column, whatever column the label was in.
pub const ROW: char = '\u{1e}';

/// Which mark a flattened text gets where an element of this name (lower case) begins or ends.
pub fn boundary(element: &str) -> char {
    match element {
        "a" | "abbr" | "b" | "bdi" | "bdo" | "cite" | "code" | "data" | "dfn" | "em" | "font" | "i" | "kbd"
        | "label" | "mark" | "output" | "q" | "s" | "samp" | "small" | "span" | "strong" | "sub" | "sup" | "time"
        | "u" | "var" | "wbr" => NODE,
        "tr" => ROW,
        _ => LINE,
    }
}

/// Whether the text inside an element of this name (lower case) is text that a person reads, and not code, or something
/// that somebody is typing.
pub fn is_read(element: &str) -> bool {
    !matches!(
        element,
        "script" | "style" | "noscript" | "template" | "textarea" | "select" | "option" | "datalist" | "title" | "head"
    )
}

/// Characters that show nothing and may stand in the middle of a word: soft hyphens, zero-width and direction marks,
/// and our own [`NODE`].
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | NODE)
}

/// A label's words as they are compared: lower case, one space between words, nothing invisible, no marks or spaces
/// around (`Reset Your Provisioning\u{a0}Hash…` gives `reset your provisioning hash`).
pub fn normalized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c == ROW {
            gap = true;
        } else if !is_invisible(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        }
    }
    out.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (element, expected) in [
        ("span", NODE),
        ("b", NODE),
        ("label", NODE),
        ("code", NODE),
        ("div", LINE),
        ("td", LINE),
        ("th", LINE),
        ("dt", LINE),
        ("dd", LINE),
        ("br", LINE),
        ("x-own", LINE),
        ("", LINE),
        ("tr", ROW),
    ] {
        report.check("boundary", &element, &boundary(element), &expected);
    }
    for (element, expected) in [
        ("p", true),
        ("span", true),
        ("x-own", true),
        ("script", false),
        ("style", false),
        ("template", false),
        ("noscript", false),
        ("textarea", false),
        ("select", false),
        ("title", false),
    ] {
        report.check("is read", &element, &is_read(element), &expected);
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
}
