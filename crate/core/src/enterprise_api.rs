//! Does a pair of account number and provisioning hash work? What is asked of LastPass's Enterprise API, and what its
//! answers mean.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;
use zeroize::Zeroizing;

use crate::account_number::AccountNumber;
use crate::message::Verdict;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// Where it is asked.
pub const ADDRESS: &str = "https://lastpass.com/enterpriseapi.php";
/// The permission that this needs, as a match pattern.
pub const ORIGIN: &str = "https://lastpass.com/*";
/// How long an answer may take, in milliseconds.
pub const PATIENCE: u32 = 10_000;
/// The longest answer that is read, in bytes.
pub const LONGEST_ANSWER: usize = 1_048_576;
/// The longest text of a failure that is shown, in characters.
const LONGEST_SAID: usize = 200;
/// So many characters of the hash in a row are not said again.
const TELLING: usize = 6;

/// A command that tells whether a pair works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The events of a second long before there was an account: nothing is read, and every policy allows it. Asked first.
    Events,
    /// One user. Asked only of a pair that works, since nothing else tells a policy that allows events only.
    Users,
}

/// The request's body. The caller zeroes it after use.
pub fn request(question: Question, number: &AccountNumber, hash: &str) -> String {
    let (command, data) = match question {
        Question::Events => ("reporting", json!({ "from": "2000-01-01 00:00:00", "to": "2000-01-01 00:00:01" })),
        Question::Users => ("getuserdata", json!({ "pagesize": 1, "pageindex": 0 })),
    };
    // Written by serde_json, but for the hash: it would leave copies of it behind.
    let mut out = String::with_capacity(1_024 + 6 * hash.len());
    out.extend(["{\"cid\":\"", number.as_str(), "\",\"cmd\":\"", command, "\",\"data\":", &data.to_string()]);
    out.push_str(",\"provhash\":");
    crate::formats::double_quoted(&mut out, hash);
    out.push('}');
    out
}

/// What came back.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body; one that is longer than [`LONGEST_ANSWER`] may be cut off anywhere after it.
    pub body: &'a [u8],
}

/// What the answer to one question means. What it repeats of the pair is left out. Its content type is not looked at: the
/// API answers a request in JSON with XML, and nothing but the text tells.
pub fn verdict(answer: &Answer, number: &AccountNumber, hash: &str) -> Verdict {
    let not_understood = Verdict::NotUnderstood { status: answer.status };
    if answer.status != 200 || answer.body.len() > LONGEST_ANSWER {
        return not_understood;
    }
    let Ok(body) = std::str::from_utf8(answer.body) else { return not_understood };
    let body = body.trim_start_matches('\u{feff}').trim();
    if body.starts_with('<') {
        let is_refused = body.to_ascii_lowercase().contains("rc=\"authorization error\"");
        return if is_refused { Verdict::Refused } else { not_understood };
    }
    let Ok(said) = serde_json::from_str::<Said>(body) else { return not_understood };
    match said.status.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("ok" | "success") => Verdict::Works,
        // An older answer to getuserdata has no status.
        None if said.users.is_some() => Verdict::Works,
        Some("fail") => failed(&said, number, hash),
        _ => not_understood,
    }
}

/// What the answers to both questions mean together, in the order in which they are asked.
pub fn together(events: Verdict, users: Verdict) -> Verdict {
    match (events, users) {
        // The pair has just worked: what refuses it now is the policy, in whatever words.
        (Verdict::Works, Verdict::Refused | Verdict::ReportingOnly) => Verdict::ReportingOnly,
        (Verdict::Works, failed @ Verdict::Failed { .. }) => failed,
        (events, _) => events,
    }
}

#[derive(Deserialize)]
struct Said {
    status: Option<String>,
    #[serde(default)]
    error: Texts,
    #[serde(default)]
    errors: Texts,
    #[serde(rename = "Users")]
    users: Option<IgnoredAny>,
}

/// One text or several; anything else is none.
#[derive(Deserialize)]
#[serde(untagged)]
enum Texts {
    One(String),
    Some(Vec<String>),
    Other(IgnoredAny),
}

impl Default for Texts {
    fn default() -> Self {
        Self::Some(Vec::new())
    }
}

impl Texts {
    fn words(&self) -> impl Iterator<Item = &str> {
        let texts = match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Some(texts) => texts,
            Self::Other(_) => &[],
        };
        texts.iter().flat_map(|text| text.split_whitespace())
    }
}

fn failed(said: &Said, number: &AccountNumber, hash: &str) -> Verdict {
    let words = || said.error.words().chain(said.errors.words());
    // What the other side repeats may be the hash.
    let all = Zeroizing::new(words().collect::<Vec<_>>().join(" "));
    let all = Zeroizing::new(all.to_lowercase());
    if all.contains("authorization error") {
        return Verdict::Refused;
    }
    if all.contains("reporting") {
        return Verdict::ReportingOnly;
    }
    let hash = Zeroizing::new(hash.to_lowercase());
    let kept = words().map(|word| if repeats(word, number, &hash) { "…" } else { word });
    Verdict::Failed { said: kept.collect::<Vec<_>>().join(" ").chars().take(LONGEST_SAID).collect() }
}

/// Whether a word holds the number, the hash (which is given in lower case) or a telling part of it.
fn repeats(word: &str, number: &AccountNumber, hash: &str) -> bool {
    let word = Zeroizing::new(word.to_lowercase());
    let bounds: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let is_part = |bounds: &[usize]| hash.contains(&word[bounds[0]..bounds[TELLING]]);
    word.contains(number.as_str())
        || (!hash.is_empty() && word.contains(hash))
        || bounds.windows(TELLING + 1).any(is_part)
}
