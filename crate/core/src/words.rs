//! The words that are looked for. They are data: what the console writes today, as far as public sources tell.

/// All words that Keyturn looks for on a console page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What precedes an account number, for instance `Account number`.
    pub account_number: Vec<String>,
    /// A word (lower case) before the label that makes it another number, or prose: `bank account number`.
    pub not_after: Vec<String>,
    /// What a control says that makes a new hash and so kills the old one, normalized.
    pub reset: Vec<String>,
    /// What the page calls the hash, normalized; for its own prompts.
    pub hash: Vec<String>,
    /// What it calls resetting it, normalized; for its own prompts.
    pub resetting: Vec<String>,
    /// What it calls making a first one, normalized; for its own prompts.
    pub creating: Vec<String>,
    /// What a control says that only leaves a prompt, normalized.
    pub leaving: Vec<String>,
    /// What a link says that agrees to a prompt, normalized.
    pub agreeing: Vec<String>,
    /// Names of icons (lower case) that icon fonts write as text in front of a control's words.
    pub icons: Vec<String>,
}

impl Words {
    /// The words that ship: English, from the vendor's help article and the public documents of its integrations.
    pub fn shipped() -> Self {
        let list = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            account_number: list(&["Account number"]),
            not_after: list(&[
                "bank", "savings", "checking", "customer", "iban", "phone", "your", "the", "an", "a", "this", "that",
                "of", "by", "with", "for", "and", "or", "no", "new", "old", "any", "each", "every", "their", "its",
            ]),
            // https://support.lastpass.com ("Where can I find the CID (account number) and API secret?") and the old
            // console's capitals; the one without "your" is how several integrations' documents quote it.
            reset: list(&["reset your provisioning hash", "reset provisioning hash", "reset the provisioning hash"]),
            hash: list(&["provisioning hash", "api secret"]),
            resetting: list(&["reset", "resetting", "resets", "regenerate", "regenerating", "replace"]),
            creating: list(&["create"]),
            leaving: list(&[
                "cancel",
                "no",
                "close",
                "back",
                "go back",
                "dismiss",
                "not now",
                "abort",
                "keep",
                "keep it",
                "no, keep it",
                "no thanks",
                "do not reset",
                "don't reset",
            ]),
            agreeing: list(&["ok", "okay", "yes", "continue", "confirm", "proceed", "reset", "agree", "accept"]),
            // Material Icons and Symbols write the icon's name as text.
            icons: list(&[
                "refresh",
                "autorenew",
                "cached",
                "loop",
                "sync",
                "replay",
                "restart_alt",
                "lock_reset",
                "reset",
                "key",
                "vpn_key",
                "warning",
                "error",
            ]),
        }
    }
}
