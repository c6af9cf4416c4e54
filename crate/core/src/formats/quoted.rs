//! Quoting: what each language takes for nothing but text. All of it writes in place, so that no copy of a hash stays
//! behind in memory.

/// As a string of JSON that is one of YAML too: in quotation marks, and what YAML does not take as it is, escaped with four
/// hexadecimal digits, which both know.
pub fn double(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => escaped(out, c),
            _ if c.is_control() => escaped(out, c),
            _ => out.push(c),
        }
    }
    out.push('"');
}

fn escaped(out: &mut String, c: char) {
    out.push_str("\\u");
    for place in [12, 8, 4, 0] {
        out.extend(char::from_digit((u32::from(c) >> place) & 0xf, 16));
    }
}

/// As a word of a POSIX shell that readers of `.env` files take too. Between single quotes everything stands for itself;
/// the quote and the backslash stand outside of them, since readers differ on what a backslash means inside.
pub fn single(out: &mut String, text: &str) {
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\'', '\\', c, '\'']),
            _ => out.push(c),
        }
    }
    out.push('\'');
}
