//! The account number and the provisioning hash in the shapes in which people need them: "Copy as".
//!
//! Without a number the shapes leave it out: a placeholder would be pasted somewhere as if it were one.

use crate::account_number::AccountNumber;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;
mod names;
#[cfg(test)]
mod parsed;
mod quoted;
mod shapes;

pub(crate) use quoted::double as double_quoted;

/// A shape to copy the pair in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// What tells it from the others: `plain`, `json`, `env`, `curl`, `kubernetes`, or `integration:` and a name.
    pub id: String,
    /// The name of the message that is its label; empty for an integration's, whose name is its label.
    pub message: &'static str,
    /// The integration's name; empty for the others.
    pub integration: String,
}

/// Begins the id of an integration's shape; its name follows.
const INTEGRATION: &str = "integration:";

/// Writes the pair after what is there.
type Shape = fn(&mut String, Option<&AccountNumber>, &str);

/// The general shapes: id, label, and what writes them.
const GENERAL: [(&str, &str, Shape); 5] = [
    ("plain", "format_plain", |out, _, hash| out.push_str(hash)),
    ("json", "format_json", shapes::json),
    ("env", "format_env", shapes::env),
    ("curl", "format_curl", shapes::curl),
    ("kubernetes", "format_kubernetes", shapes::kubernetes),
];

/// The shapes on offer: the general ones, then one for each of these integrations (by name), each name once: under the
/// names that it is known to want the pair under, or under neutral ones.
pub fn offered<'a>(integrations: impl IntoIterator<Item = &'a str>) -> Vec<Format> {
    let general =
        GENERAL.iter().map(|&(id, message, _)| Format { id: id.to_owned(), message, integration: String::new() });
    let mut all: Vec<Format> = general.collect();
    for name in integrations.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
        if !all.iter().any(|format| format.integration == name) {
            all.push(Format { id: [INTEGRATION, name].concat(), message: "", integration: name.to_owned() });
        }
    }
    all
}

/// Whether a text in the shape of that id holds the hash: the call asks for it instead, so that it stands in no history.
pub fn holds_hash(id: &str) -> bool {
    id != "curl"
}

/// The pair in the shape of that id; none if there is no such shape, or it cannot hold this hash (none can hold an empty
/// one or a NUL, and a field of an integration holds one line). The caller zeroes it after use: it is the only copy that
/// was made.
pub fn write(id: &str, number: Option<&AccountNumber>, hash: &str) -> Option<String> {
    if hash.is_empty() || hash.contains('\0') {
        return None;
    }
    // A text that grows leaves copies of itself behind in memory. No quoting makes more than six bytes of one.
    let mut out = String::with_capacity(1_024 + 6 * hash.len());
    if let Some(name) = id.strip_prefix(INTEGRATION) {
        names::of(name).write(&mut out, number, hash)?;
    } else {
        let (_, _, shape) = GENERAL.iter().find(|(known, ..)| *known == id)?;
        shape(&mut out, number, hash);
    }
    Some(out)
}
