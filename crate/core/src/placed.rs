//! Where something from outside does not fit, and why.

/// So many characters are told at most: a reason may quote what was read.
const LONGEST: usize = 200;

/// A reason at its place, as in ``integrations[3]: missing field `name` ``; at none, the reason alone.
pub fn told(place: &str, why: &str) -> String {
    let told = if place.is_empty() { why.to_owned() } else { format!("{place}: {why}") };
    match told.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &told[..end]),
        None => told,
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (place, why, expected) in [
        ("save", "missing field `name`", "save: missing field `name`".to_owned()),
        ("", "too deep", "too deep".to_owned()),
        ("a", &"é".repeat(300), format!("a: {}…", "é".repeat(197))),
    ] {
        report.check("placed", place, &told(place, why), &expected);
    }
}
