//! Rotations and their history, as they are sent.

use serde::{Deserialize, Serialize};

use crate::account::Time;
use crate::account_number::AccountNumber;
use crate::store::IntegrationRecord;
use crate::store::rotation::{Cause, Progress};

/// A rotation, as it is sent: its tasks in the order in which to do them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentRotation {
    /// Its id.
    pub id: String,
    /// The account.
    pub number: Option<AccountNumber>,
    /// The company's name, if known.
    pub company: Option<String>,
    /// When it was opened, in milliseconds.
    pub opened: Time,
    /// How it came to be opened.
    pub cause: Cause,
    /// Whether there is a new hash is asked.
    pub is_awaited: bool,
    /// The old hash had leaked.
    pub leaked: bool,
    /// The tasks: what is left first, what breaks soonest or hurts most first of that.
    pub tasks: Vec<SentTask>,
    /// When the last was done, in milliseconds.
    pub finished: Option<Time>,
}

/// A task, as it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentTask {
    /// The integration as it is in the inventory; if it was removed, no more than its id and name.
    pub integration: IntegrationRecord,
    /// How far it has come.
    pub progress: Progress,
    /// Why it is skipped.
    pub reason: String,
    /// Who said so last.
    pub by: String,
    /// When, in milliseconds.
    pub at: Option<Time>,
    /// Anything else.
    pub note: String,
    /// It had been done, and is to be done again.
    pub again: bool,
    /// It was added after the rotation was opened.
    pub added: bool,
    /// It was removed meanwhile.
    pub removed: bool,
}

/// A step in a rotation, as it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentTick {
    /// The rotation's id.
    pub rotation: String,
    /// The integration's id.
    pub integration: String,
    /// How far it has come now.
    pub progress: Progress,
    /// Why it is skipped: needed then, ignored otherwise.
    #[serde(default)]
    pub reason: String,
    /// Who says so, as typed; remembered for the next time.
    #[serde(default)]
    pub by: String,
    /// Anything else. Replaces the note that was there; none leaves it.
    #[serde(default)]
    pub note: Option<String>,
}

/// How old an account's hash is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentAge {
    /// The account.
    pub number: AccountNumber,
    /// When its hash was last reset, in milliseconds, as far as is known.
    pub reset: Time,
    /// It is due to be renewed, by the settings.
    pub is_due: bool,
}

/// What the Enterprise API made of an account number and a hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Verdict {
    /// It took them.
    Works,
    /// It refused them: the hash or the number is wrong (HTTP 200, `Authorization Error`).
    Refused,
    /// It took them, but the account restricts the API to event reporting.
    ReportingOnly,
    /// It took them, and could not carry out the command.
    Failed {
        /// What it said, shortened; never what was asked.
        said: String,
    },
    /// It answered something that is none of this.
    NotUnderstood {
        /// The HTTP status.
        status: u16,
    },
    /// It could not be reached.
    NotReached {
        /// What the browser said.
        said: String,
    },
    /// The permission for it was not given: that is done on the options page.
    NotAllowed,
}
