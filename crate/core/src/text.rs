//! Text as a console page holds it: soft hyphens, no-break spaces, capitals, pieces.

use zeroize::Zeroize;

use crate::lower;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// Stands between two text nodes of one line in a flattened text: nothing to see, but no word runs across it unless
/// the words looked for do.
pub const NODE: char = '\u{1f}';
/// Stands between two lines (blocks, table cells) in a flattened text.
pub const LINE: char = '\n';
/// Stands between two rows of a table in a flattened text; no number is read across it, because what follows is the
/// first column, whatever column the label was in.
pub const ROW: char = '\u{1e}';

/// Stands in a flattened text for what shows and is not read: a field that somebody types in, another document. No number
/// is read across it: what follows belongs to that.
pub const UNREAD: char = '\u{fffc}';

/// Which mark a flattened text gets where an element of this name and role (lower case) begins or ends.
pub fn boundary(element: &str, role: &str) -> char {
    if role == "row" {
        return ROW;
    }
    match element {
        "a" | "abbr" | "b" | "bdi" | "bdo" | "cite" | "code" | "data" | "dfn" | "em" | "font" | "i" | "kbd"
        | "label" | "mark" | "output" | "q" | "s" | "samp" | "small" | "span" | "strong" | "sub" | "sup" | "time"
        | "u" | "var" | "wbr" => NODE,
        "tr" => ROW,
        _ => LINE,
    }
}

/// What the text inside an element is to somebody who reads the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside {
    /// It is read.
    Read,
    /// Somebody types it, or it is a document of its own: it is not read, and stands in the way.
    Unread,
    /// It does not show.
    Silent,
}

/// What the text inside an element is; its name and role in lower case, `is_fixed` if it says of itself that nobody can
/// type in it (`aria-readonly`). An `input` is asked of [`in_field`].
pub fn inside(element: &str, role: &str, is_fixed: bool) -> Inside {
    match (element, role) {
        ("script" | "style" | "noscript" | "template" | "datalist" | "title" | "head", _) => Inside::Silent,
        ("textarea" | "select" | "option" | "iframe" | "object" | "embed", _) => Inside::Unread,
        (_, "textbox" | "searchbox" | "combobox" | "spinbutton") if !is_fixed => Inside::Unread,
        _ => Inside::Read,
    }
}

/// What an `input` of this type (lower case) shows: a value that nobody can change is read like text.
pub fn in_field(kind: &str, is_fixed: bool) -> Inside {
    match kind {
        "hidden" | "checkbox" | "radio" | "button" | "submit" | "reset" | "image" | "file" | "range" | "color" => {
            Inside::Silent
        }
        "password" => Inside::Unread,
        _ if is_fixed => Inside::Read,
        _ => Inside::Unread,
    }
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
            out.extend(lower::letters(c));
        }
    }
    out.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// What may stand between the letters of a label, or the digits of a hash, in a regular expression of JavaScript's.
pub(crate) const GAP: &str = r"[\s\x1e\x1f\x85\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*";

/// The source of a regular expression (flag `i`) that is true of every text with one of these labels in it.
pub(crate) fn pattern(labels: &[String]) -> String {
    let mut pattern = String::new();
    for label in labels.iter().filter(|label| !label.trim().is_empty()) {
        if !pattern.is_empty() {
            pattern.push('|');
        }
        let letters = label.chars().filter(|c| !c.is_whitespace());
        for (at, c) in letters.enumerate() {
            if at > 0 {
                pattern.push_str(GAP);
            }
            if matches!(c, 'i' | 'I' | 'İ') {
                // The matcher knows no small letter of the dotted capital; ours is an i and a dot.
                pattern.push_str("[iİ]");
            } else if c == '\u{307}' {
                pattern.push_str(r"\u0307?");
            } else if c.is_alphanumeric() || c > '\u{ffff}' {
                pattern.push(c);
            } else {
                pattern.push_str(r"\u");
                let digit = |shift: u32| char::from_digit((c as u32 >> shift) & 0xf, 16);
                pattern.extend([12, 8, 4, 0].into_iter().filter_map(digit));
            }
        }
    }
    // "(?!)" matches nothing: no words, nothing found.
    if pattern.is_empty() { "(?!)".to_owned() } else { pattern }
}

/// The last line of a text, or what there is of it.
pub(crate) fn last_line(text: &str) -> &str {
    let is_end = |&byte: &u8| byte == LINE as u8 || byte == ROW as u8;
    text.bytes().rposition(|byte| is_end(&byte)).and_then(|end| text.get(end + 1..)).unwrap_or(text)
}

/// Words with a blank between each two.
pub fn spaced<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for (at, word) in words.into_iter().enumerate() {
        if at > 0 {
            all.push(' ');
        }
        all.push_str(word);
    }
    all
}

/// A text as one line, without what cannot be seen.
pub fn line(text: &str) -> String {
    let seen: String = text.chars().filter(|&c| !is_invisible(c)).collect();
    spaced(seen.split_whitespace())
}

/// A label and, in the line below, what it labels; as [`append`], so that nothing is left of that elsewhere.
pub fn lines(label: &str, value: &str) -> String {
    let mut lines = String::with_capacity(label.len() + 1 + value.len());
    lines.push_str(label);
    lines.push(LINE);
    lines.push_str(value);
    lines
}

/// Where whole words stand in a text, in bytes.
pub(crate) fn finds(text: &str, phrase: &str) -> Option<usize> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let last = text.len().checked_sub(phrase.len()).filter(|_| !phrase.is_empty())?;
    (0..=last).find(|&at| {
        let (Some(before), Some(from)) = (text.get(..at), text.get(at..)) else { return false };
        from.strip_prefix(phrase)
            .is_some_and(|after| !is_letter(before.chars().next_back()) && !is_letter(after.chars().next()))
    })
}

/// Appends to a text that may hold a secret: where it has to move to grow, nothing is left of it where it was.
pub fn append(text: &mut String, more: &str) {
    if text.capacity() - text.len() < more.len() {
        let mut larger = String::with_capacity((text.len() + more.len()) * 2);
        larger.push_str(text);
        text.zeroize();
        *text = larger;
    }
    text.push_str(more);
}
