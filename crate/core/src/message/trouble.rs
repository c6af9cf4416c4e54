//! What went wrong, as it is sent.

use serde::{Deserialize, Serialize};

use crate::integration::{Field, Refusal};
use crate::{placed, words};

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Trouble {
    /// The sender may not say this.
    NotAllowed,
    /// The message is not one of ours.
    NotUnderstood {
        /// Where and why.
        #[serde(default)]
        why: String,
    },
    /// The browser did not store or read it; nothing that was there is lost.
    Storage {
        /// What the browser said.
        said: String,
    },
    /// The browser's storage is full; nothing that was there is lost.
    Full,
    /// A stored document is not readable and was set aside.
    SetAside {
        /// Its key.
        document: String,
        /// It comes from a newer version.
        newer: bool,
        /// Where and why it could not be read; empty if it comes from a newer version.
        #[serde(default)]
        why: String,
    },
    /// The engine could not be put into the page.
    NoEngine {
        /// What the browser said.
        said: String,
    },
    /// What was typed is not taken.
    Refused {
        /// The field to mend; none if it is none of them.
        field: Option<SentField>,
        /// The name of the message in `_locales` that says why.
        reason: String,
        /// What the message is about, for instance the text that is no account number.
        about: String,
    },
}

/// A field of the form, as it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SentField {
    /// The name.
    Name,
    /// The owner.
    Owner,
    /// Where the hash is kept.
    Place,
    /// The accounts.
    Accounts,
    /// The link.
    Link,
    /// How bad it is when it stands still.
    Criticality,
    /// How often it polls.
    PollsEvery,
    /// The note.
    Note,
}

impl From<Field> for SentField {
    fn from(field: Field) -> Self {
        match field {
            Field::Name => Self::Name,
            Field::Owner => Self::Owner,
            Field::Place => Self::Place,
            Field::Accounts => Self::Accounts,
            Field::Link => Self::Link,
            Field::Criticality => Self::Criticality,
            Field::PollsEvery => Self::PollsEvery,
            Field::Note => Self::Note,
        }
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        let field = refusal.field().map(Into::into);
        let (reason, fill) = refusal.message();
        Self::Refused { field, reason, about: fill.into_iter().next().unwrap_or_default() }
    }
}

impl From<words::check::Refusal> for Trouble {
    fn from(refusal: words::check::Refusal) -> Self {
        let (reason, about) = refusal.words();
        Self::Refused { field: None, reason: reason.to_owned(), about }
    }
}

impl Trouble {
    /// What the browser said, or what kind of trouble it is, for a place that has no words of its own for each kind.
    pub fn said(&self) -> &str {
        match self {
            Self::NotAllowed => "not allowed",
            Self::NotUnderstood { .. } => "not understood",
            Self::Full => "the browser's storage is full",
            Self::Storage { said } | Self::NoEngine { said } => said,
            Self::SetAside { document, .. } => document,
            Self::Refused { reason, .. } => reason,
        }
    }

    /// What a storage says that did not do what it should.
    pub fn storage(said: String) -> Self {
        // Chromium: "Resource::kQuotaBytes quota exceeded", or "IO error: .../QuotaExceeded"; Firefox: QuotaExceededError.
        if said.to_ascii_lowercase().contains("quota") { Self::Full } else { Self::Storage { said } }
    }

    /// A message of this kind was not understood.
    pub fn not_understood(kind: Option<&str>, why: &str) -> Self {
        Self::NotUnderstood { why: placed::told(kind.unwrap_or_default(), why) }
    }
}
