//! The words that are looked for. They are data: what the console writes today, as far as public sources tell, and what
//! an admin made of it ([`change`]), checked before it is taken ([`check`]).

pub mod change;
pub mod check;
pub mod coarse;
pub mod sent;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// The language of the words that ship.
pub const SHIPPED_LANGUAGE: &str = "en";

/// A list that an admin may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// [`Words::account_number`].
    AccountNumber,
    /// [`Words::reset`].
    Reset,
    /// [`Words::hash`].
    Hash,
    /// [`Words::not_after`].
    NotAfter,
    /// [`Words::icons`].
    Icons,
}

impl List {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::AccountNumber, Self::Reset, Self::Hash, Self::NotAfter, Self::Icons];

    /// Its name in the options page and in the names of the messages about it.
    pub fn name(self) -> &'static str {
        match self {
            Self::AccountNumber => "account_number",
            Self::Reset => "reset",
            Self::Hash => "hash",
            Self::NotAfter => "not_after",
            Self::Icons => "icons",
        }
    }
}

/// All words that Keyturn looks for on a console page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What precedes an account number, for instance `Account number`.
    pub account_number: Vec<String>,
    /// A word (lower case) before the label that makes it another number, or prose: `bank account number`.
    pub not_after: Vec<String>,
    /// What a control says that makes a new hash and so kills the old one, normalized.
    pub reset: Vec<String>,
    /// What precedes a provisioning hash, for instance `Provisioning hash`.
    pub hash: Vec<String>,
    /// Names of icons (lower case) that icon fonts write as text in front of a control's words.
    pub icons: Vec<String>,
}

impl Words {
    /// One of the lists.
    pub fn list(&self, list: List) -> &Vec<String> {
        match list {
            List::AccountNumber => &self.account_number,
            List::Reset => &self.reset,
            List::Hash => &self.hash,
            List::NotAfter => &self.not_after,
            List::Icons => &self.icons,
        }
    }

    /// One of the lists, to be changed.
    pub fn list_mut(&mut self, list: List) -> &mut Vec<String> {
        match list {
            List::AccountNumber => &mut self.account_number,
            List::Reset => &mut self.reset,
            List::Hash => &mut self.hash,
            List::NotAfter => &mut self.not_after,
            List::Icons => &mut self.icons,
        }
    }

    /// Whether none of the lists that an admin may change holds anything.
    pub fn is_empty(&self) -> bool {
        List::ALL.iter().all(|&list| self.list(list).is_empty())
    }

    /// The words that ship for this language: none for most.
    pub fn shipped_in(language: &str) -> Self {
        if language == SHIPPED_LANGUAGE { Self::shipped() } else { Self::default() }
    }

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
            // The help article's two names for it; vendors' documents write both.
            hash: list(&["Provisioning hash", "API secret"]),
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
