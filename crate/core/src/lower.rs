//! Lower case, just as Rust's own library has it, from a table of a tenth of the size: it is in every page of the console.

/// Capitals beyond ASCII: the first and the last of a run, every how manieth is one, and how far off its small letter is.
static RUNS: &[(u32, u32, u8, i32)] = include!(concat!(env!("OUT_DIR"), "/lower.rs"));

/// The small letter of this one; of the only one that has two, the first.
pub fn small(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let code = u32::from(c);
    let run = RUNS.get(RUNS.partition_point(|(_, last, ..)| *last < code));
    match run {
        Some(&(first, _, step, far)) if first <= code && (code - first).is_multiple_of(step.into()) => {
            code.checked_add_signed(far).and_then(char::from_u32).unwrap_or(c)
        }
        _ => c,
    }
}

/// The small letters of this one.
pub fn letters(c: char) -> impl Iterator<Item = char> + Clone {
    let dot = (c == '\u{130}').then_some('\u{307}');
    std::iter::once(small(c)).chain(dot)
}

/// A text in small letters. A sigma that ends a word is another one.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_in_word = false;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let ends = || !rest.clone().next().is_some_and(char::is_alphabetic);
        if c == 'Σ' && is_in_word && ends() {
            out.push('ς');
        } else {
            out.extend(letters(c));
        }
        is_in_word = c.is_alphabetic();
    }
    out
}

/// Whether this is the small letter of another one. (The dotless i's capital has a dot of its own.)
pub fn is_small(c: char) -> bool {
    let code = u32::from(c);
    let is_of = |&(first, last, step, far): &(u32, u32, u8, i32)| {
        let capital = code.checked_add_signed(-far);
        capital.is_some_and(|it| (first..=last).contains(&it) && (it - first).is_multiple_of(step.into()))
    };
    c.is_ascii_lowercase() || c == 'ı' || (!c.is_ascii() && RUNS.iter().any(is_of))
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    let wrong: Vec<char> =
        (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|&c| !letters(c).eq(c.to_lowercase())).collect();
    report.check("small letters", &"of all letters", &wrong, &Vec::new());
    for word in ["", "Reset", "ÄÖ ß", "ΛΟΓΑΡΙΑΣΜΟΣ ΣΑΣ", "Σ", "ΣΣ.", "İstanbul", "НОМЕР УЧЁТНОЙ ЗАПИСИ", "ŁÓDŹ", "123"]
    {
        report.check("small letters", &word, &text(word), &word.to_lowercase());
    }
    for c in ['a', 'Z', 'ä', 'Ä', 'ß', 'ω', 'Ω', 'ж', 'Ж', 'ı', '1', '字', ' '] {
        report.check("a small letter", &c, &is_small(c), &c.is_lowercase());
    }
}
