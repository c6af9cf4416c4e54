//! Rotations, their history and the settings about them, as they are stored and sent. No hash is in any of them.

use serde::{Deserialize, Serialize};

use crate::account::Time;
use crate::account_number::AccountNumber;

/// How far an integration has come in a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Progress {
    /// It still holds the old hash.
    #[default]
    ToDo,
    /// Somebody has put the new hash in; nobody has seen it work.
    Updated,
    /// Somebody has seen it work. Keyturn cannot see that itself.
    SeenWorking,
    /// It needs no new hash, for a reason that is given.
    Skipped,
}

/// How it came that a rotation was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
    /// Continue was pressed in our dialog.
    #[default]
    Continue,
    /// A new hash stood on a page, and no Continue of ours had brought it.
    Seen,
    /// The admin said so: it was reset elsewhere.
    ByHand,
}

/// One integration in a rotation.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRecord {
    /// The integration's id in the inventory.
    pub integration: String,
    /// What it was called when last seen there: it may be removed meanwhile.
    pub name: String,
    /// How far it has come.
    #[serde(default)]
    pub progress: Progress,
    /// Why it is skipped; empty otherwise.
    #[serde(default)]
    pub reason: String,
    /// Who said so last, as typed.
    #[serde(default)]
    pub by: String,
    /// When that was, in milliseconds.
    #[serde(default)]
    pub at: Option<Time>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
    /// It had been done, and is to be done again because of a further reset.
    #[serde(default)]
    pub again: bool,
    /// It came into the inventory after the rotation was opened.
    #[serde(default)]
    pub added: bool,
    /// It is not in the inventory any more, or belongs to other accounts now.
    #[serde(default)]
    pub removed: bool,
}

/// The work after a reset: one task for each integration.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RotationRecord {
    /// What tells it from the others.
    pub id: String,
    /// The account; none if no page told which.
    #[serde(default)]
    pub number: Option<AccountNumber>,
    /// When the reset was let go, or its hash seen, in milliseconds.
    pub opened: Time,
    /// How it came to be opened.
    #[serde(default)]
    pub cause: Cause,
    /// No new hash was recognised yet: whether there is one is asked.
    #[serde(default)]
    pub is_awaited: bool,
    /// The old hash had leaked: it was reset first and listed after.
    #[serde(default)]
    pub leaked: bool,
    /// What the page called the new hash's appearance (see [`crate::message::FromConsole::NewHash`]); empty if none did.
    #[serde(default)]
    pub moment: String,
    /// The integrations.
    #[serde(default)]
    pub tasks: Vec<TaskRecord>,
    /// When the last of them was done, in milliseconds; none as long as one is left.
    #[serde(default)]
    pub finished: Option<Time>,
    /// When the admin is reminded next, in milliseconds.
    #[serde(default)]
    pub remind_at: Option<Time>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Happening {
    /// The dialog was cancelled: nothing was reset.
    DialogCancelled,
    /// Continue was pressed; written down before the reset went.
    ResetReleased,
    /// A new hash stood on the page.
    HashSeen,
    /// The admin said that no new hash came.
    NoNewHash,
    /// A rotation was opened.
    RotationOpened,
    /// A further reset came while a rotation was open, which goes on in the new one.
    RotationFolded,
    /// The last task of a rotation was done.
    RotationFinished,
    /// A task is to do (again).
    TaskToDo,
    /// A task was updated.
    TaskUpdated,
    /// A task was seen working.
    TaskSeenWorking,
    /// A task was skipped.
    TaskSkipped,
    /// An integration was added to the inventory.
    IntegrationAdded,
    /// An integration was changed.
    IntegrationChanged,
    /// An integration was removed.
    IntegrationRemoved,
}

impl Happening {
    /// Its name, as it is stored and exported.
    pub fn name(self) -> &'static str {
        match self {
            Self::DialogCancelled => "dialogCancelled",
            Self::ResetReleased => "resetReleased",
            Self::HashSeen => "hashSeen",
            Self::NoNewHash => "noNewHash",
            Self::RotationOpened => "rotationOpened",
            Self::RotationFolded => "rotationFolded",
            Self::RotationFinished => "rotationFinished",
            Self::TaskToDo => "taskToDo",
            Self::TaskUpdated => "taskUpdated",
            Self::TaskSeenWorking => "taskSeenWorking",
            Self::TaskSkipped => "taskSkipped",
            Self::IntegrationAdded => "integrationAdded",
            Self::IntegrationChanged => "integrationChanged",
            Self::IntegrationRemoved => "integrationRemoved",
        }
    }
}

/// A line of the history. It is only ever added to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryRecord {
    /// When, in milliseconds.
    pub at: Time,
    /// What.
    pub what: Happening,
    /// The account, if it was known.
    #[serde(default)]
    pub number: Option<AccountNumber>,
    /// The rotation's id; empty if it is not about one.
    #[serde(default)]
    pub rotation: String,
    /// The integration's name; empty if it is not about one.
    #[serde(default)]
    pub integration: String,
    /// Who, as typed; empty if nobody said.
    #[serde(default)]
    pub by: String,
    /// The reason or note, how many were listed, and the like; empty if there is nothing to say.
    #[serde(default)]
    pub note: String,
    /// What the page called it, made at random: told twice, it is one. Empty if no page has told it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub moment: String,
}

/// What the admin has set about rotations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RotationSettings {
    /// The first reminder of an open rotation, in hours; 0 for none.
    pub first_reminder: u32,
    /// Every further one, in hours; 0 for none.
    pub further_reminders: u32,
    /// After how many days a hash is due to be renewed; 0 for never.
    pub due_after: u32,
    /// Who ticks off, as typed last.
    pub me: String,
}

impl Default for RotationSettings {
    fn default() -> Self {
        // 90 days: SureCloud's documents advise it, console.md.
        Self { first_reminder: 24, further_reminders: 24, due_after: 90, me: String::new() }
    }
}
