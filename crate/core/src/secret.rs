//! Which field asks for a secret: nothing is captured on a page that shows one, because somebody is logging in there.

use crate::lower;
use crate::text::finds;

/// What the edge sees of an `input`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Field<'a> {
    /// Its `type` attribute, lower case.
    pub kind: &'a str,
    /// Its `autocomplete` attribute.
    pub autocomplete: &'a str,
    /// Its name, id, label and placeholder, one after the other.
    pub words: &'a str,
}

/// What such fields are called.
const CALLED: &[&str] = &[
    "one time",
    "onetime",
    "otp",
    "totp",
    "verification code",
    "security code",
    "authentication code",
    "authenticator code",
    "auth code",
    "mfa code",
    "2fa",
    "passcode",
];

/// Whether this field asks for a password or a one-time code.
pub fn is_secret(field: &Field<'_>) -> bool {
    match field.kind {
        "password" => return true,
        "" | "text" | "tel" | "number" => {}
        _ => return false,
    }
    let says_so = |token: &str| matches!(token, "one-time-code" | "current-password" | "new-password");
    if field.autocomplete.to_ascii_lowercase().split_ascii_whitespace().any(says_so) {
        return true;
    }
    let words = spaced(field.words);
    CALLED.iter().any(|name| finds(&words, name).is_some())
}

/// `verificationCode`, `verification_code` and `Verification code:` are all `verification code`.
fn spaced(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut was_lower = false;
    for c in words.chars() {
        let is_gap = !c.is_alphanumeric() || (was_lower && lower::small(c) != c);
        if is_gap && !out.ends_with(' ') {
            out.push(' ');
        }
        if c.is_alphanumeric() {
            out.extend(lower::letters(c));
        }
        was_lower = lower::is_small(c);
    }
    out.trim().to_owned()
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (kind, autocomplete, words, expected) in [
        ("password", "", "", true),
        ("password", "off", "Search", true),
        ("text", "one-time-code", "", true),
        ("text", "section-a ONE-TIME-CODE", "", true),
        ("", "one-time-code", "", true),
        // A password that is shown is a text field.
        ("text", "current-password", "", true),
        ("text", "new-password", "", true),
        ("text", "off", "otp", true),
        ("text", "", "Enter your one-time passcode", true),
        ("text", "", "one_time_code", true),
        ("tel", "", "verificationCode", true),
        ("number", "", "Verification code:", true),
        ("text", "", "mfa-code", true),
        ("text", "", "2FA", true),
        ("text", "", "", false),
        ("text", "username", "E-mail", false),
        ("text", "", "Company", false),
        ("search", "", "otp", false),
        ("checkbox", "", "Require a one-time password", false),
        ("hidden", "one-time-code", "otp", false),
        ("text", "", "Postcode", false),
        ("text", "", "Optional", false),
        ("text", "", "Country code", false),
        ("text", "", "laptop", false),
    ] {
        let field = Field { kind, autocomplete, words };
        report.check("secret", &(kind, autocomplete, words), &is_secret(&field), &expected);
    }
}
