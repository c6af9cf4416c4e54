//! What the parts say to one another. A console page and Keyturn's own pages have languages of their own, so that a page
//! cannot even word what it may not ask for.

use serde::{Deserialize, Serialize};

use crate::account_number::AccountNumber;
use crate::catalog::{Entry, Evidence, NotAffected};
use crate::engine::Engine;
use crate::forget::Extent;
use crate::integration::{Criticality, Draft};
use crate::store::rotation::{EntryRecord, RotationSettings};
use crate::store::{AccountRecord, IntegrationRecord};
use crate::words::sent::{SentChange, SentChanges, SentWords};

pub mod plain;
mod rotation;
mod trouble;

pub use rotation::{SentAge, SentRotation, SentTask, SentTick, Verdict};
pub use trouble::{SentField, Trouble};

/// What a console page says to the background.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FromConsole {
    /// The loader is there and wants an engine. Answered by [`ConsoleReply::Engine`] once that engine was put into the page.
    Start {
        /// `WebAssembly` is there at all.
        has_wasm: bool,
    },
    /// The engine that was put in runs. Answered by [`ConsoleReply::Done`].
    EngineRuns {
        /// Which.
        engine: Engine,
    },
    /// What reads the account numbers is needed, for the engine that runs. Answered by [`ConsoleReply::Engine`] once it was put in.
    Account {
        /// That engine.
        engine: Engine,
    },
    /// What asks and tells is needed, for the engine that runs. Answered by [`ConsoleReply::Engine`] once it was put in.
    Dialogs {
        /// That engine.
        engine: Engine,
    },
    /// The wasm did not start. Answered by [`ConsoleReply::Engine`] once the other engine was put in.
    EngineRefused {
        /// It was the page's policy: to be remembered, so that no further page tries.
        by_policy: bool,
    },
    /// The page has shown this account for a while. Answered by [`ConsoleReply::Done`].
    Seen {
        /// Its number.
        number: AccountNumber,
        /// The company's name, if it stands there.
        company: Option<String>,
    },
    /// The admin copied this account's number. Answered by [`ConsoleReply::Done`].
    Copied {
        /// The number.
        number: AccountNumber,
    },
    /// A reset is held and its dialog is open. Answered by [`ConsoleReply::Broken`].
    Held {
        /// The account, if the page shows one.
        number: Option<AccountNumber>,
    },
    /// The admin picked these in the dialog. They are added for that account. Answered by [`ConsoleReply::Broken`].
    Picked {
        /// The account, if the page shows one.
        number: Option<AccountNumber>,
        /// Names of catalog entries.
        names: Vec<String>,
    },
    /// The admin pressed Continue: to be written down before the reset goes. Answered by [`ConsoleReply::Done`].
    Releasing {
        /// The account, if the page shows one.
        number: Option<AccountNumber>,
        /// How many integrations were listed.
        listed: u32,
        /// The hash in use has leaked: reset first, list after.
        #[serde(default)]
        leaked: bool,
        /// When it was pressed, in milliseconds: the message may come late.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<f64>,
        /// What the page calls this press, made at random: told twice, it is one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        moment: String,
    },
    /// The dialog was cancelled: nothing was reset. Answered by [`ConsoleReply::Done`].
    Cancelled {
        /// The account, if the page shows one.
        number: Option<AccountNumber>,
        /// How many integrations were listed.
        listed: u32,
        /// What the page calls this answer, made at random: told twice, it is one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        moment: String,
    },
    /// A provisioning hash that was not there before stands on the page. The hash itself is never told. Answered by
    /// [`ConsoleReply::Rotation`].
    NewHash {
        /// The account, if the page shows one.
        number: Option<AccountNumber>,
        /// What the page calls this appearance, made at random for each hash: told twice, it is one.
        moment: String,
    },
    /// The admin ticked something off in the panel. Answered by [`ConsoleReply::Rotation`].
    Tick {
        /// What.
        tick: SentTick,
    },
    /// Does this pair work? Asked of the Enterprise API and forgotten. Answered by [`ConsoleReply::Checked`].
    Check {
        /// The account number.
        number: AccountNumber,
        /// The provisioning hash.
        hash: String,
    },
    /// The page's own prompt about a reset was answered, or left. Answered by [`ConsoleReply::Done`].
    PromptAnswered {
        /// It was left: nothing was reset.
        left: bool,
    },
    /// The admin asked for the options page. Answered by [`ConsoleReply::Done`].
    OpenOptions,
}

/// What the popup and the options page say to the background.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum FromPage {
    /// The popup was opened. Answered by [`PageReply::Overview`].
    Overview,
    /// The number was copied in the popup. Answered by [`PageReply::Done`].
    Copied {
        /// The number.
        number: AccountNumber,
    },
    /// The options page was opened, or wants to show what is there now. Answered by [`PageReply::Inventory`].
    Inventory,
    /// Add this, or change that one. Answered by [`PageReply::Inventory`], or [`Trouble::Refused`].
    Save {
        /// The one to change, as it was when it was put into the form; none to add.
        #[serde(default)]
        before: Option<IntegrationRecord>,
        /// What was typed.
        draft: SentDraft,
    },
    /// Remove the one with that id. Answered by [`PageReply::Inventory`].
    Remove {
        /// Its id.
        id: String,
    },
    /// What was changed in the words? Answered by [`PageReply::Words`].
    Words,
    /// Look for these in that language from now on. Answered by [`PageReply::Words`], or [`Trouble::Refused`].
    SaveWords {
        /// The language's tag.
        language: String,
        /// All of its words, as typed.
        words: SentWords,
        /// Those that they were made of: what others changed meanwhile stays. None to take the words as they are.
        #[serde(default)]
        before: Option<SentWords>,
    },
    /// What would be forgotten? Answered by [`PageReply::Forgettable`].
    Forgettable {
        /// The account; none for everything.
        number: Option<AccountNumber>,
    },
    /// Forget it. Answered by [`PageReply::Forgotten`].
    Forget {
        /// The account; none for everything.
        number: Option<AccountNumber>,
    },
    /// Put back what was forgotten. Answered by [`PageReply::Done`].
    PutBackForgotten {
        /// All of it, as [`PageReply::Forgotten`] had it.
        kept: String,
    },
    /// The rotations, the ages of the hashes and what is set about them? Answered by [`PageReply::Rotations`].
    Rotations,
    /// It was reset elsewhere: open a rotation by hand. Answered by [`PageReply::Rotations`].
    OpenRotation {
        /// The account; none if it is not known.
        number: Option<AccountNumber>,
        /// The old hash had leaked.
        leaked: bool,
    },
    /// The answer to "did you get a new one?". Answered by [`PageReply::Rotations`].
    AnswerNewHash {
        /// The rotation's id.
        rotation: String,
        /// There is a new hash.
        got_one: bool,
    },
    /// Something was ticked off. Answered by [`PageReply::Rotations`], or [`Trouble::Refused`].
    Tick {
        /// What.
        tick: SentTick,
    },
    /// What happened so far? Answered by [`PageReply::History`].
    History,
    /// Set this from now on. Answered by [`PageReply::Rotations`], or [`Trouble::Refused`].
    SaveRotationSettings {
        /// That. Without a name, the one that was typed last stays.
        settings: RotationSettings,
    },
    /// Take back what was done last. Answered by [`PageReply::Inventory`].
    PutBack {
        /// What was removed or changed, as it was.
        integrations: Vec<IntegrationRecord>,
        /// The ids of what was added.
        added: Vec<String>,
    },
    /// Add and change what the admin agreed to from a file; all or nothing. Answered by [`PageReply::Inventory`], or
    /// [`Trouble::Refused`].
    Import {
        /// The inventory when it was agreed to, in the order in which it is shown.
        seen: Vec<IntegrationRecord>,
        /// To be added.
        added: Vec<SentDraft>,
        /// To be changed.
        changed: Vec<ImportedChange>,
    },
}

/// What the background answers a console page. Tagged from outside (`{"failed": {…}}`): an inner tag makes serde keep the
/// whole value before it knows its kind, and that code weighs in every page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ConsoleReply {
    /// It is done.
    Done,
    /// That engine was put into the page.
    Engine {
        /// Which.
        engine: Engine,
    },
    /// What a reset breaks.
    Broken {
        /// The account: the one that was named, or the one that another frame of the same tab shows.
        number: Option<AccountNumber>,
        /// The company's name, if known.
        company: Option<String>,
        /// The integrations, in the order in which they are shown.
        integrations: Vec<IntegrationRecord>,
        /// The catalog to pick from, if nothing at all is listed yet; otherwise empty.
        catalog: Vec<SentEntry>,
        /// Continue was pressed in this tab just now, in whichever frame: the page's prompt about it is the page's business.
        released: bool,
    },
    /// The account's rotation.
    Rotation {
        /// As it is now.
        rotation: SentRotation,
        /// Who ticks off, as typed last.
        me: String,
    },
    /// What the Enterprise API made of the pair.
    Checked {
        /// That.
        verdict: Verdict,
    },
    /// It was not done.
    Failed {
        /// Why, as the browser put it.
        said: String,
    },
}

/// What the background answers one of our pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PageReply {
    /// It is done.
    Done,
    /// What the popup shows.
    Overview {
        /// The accounts, in the order in which they are shown.
        accounts: Vec<AccountRecord>,
        /// How many integrations are in the inventory.
        integrations: u32,
        /// What is wrong with the storage, if anything is.
        trouble: Option<Trouble>,
    },
    /// What the options page shows.
    Inventory {
        /// The integrations, in the order in which they are shown.
        integrations: Vec<IntegrationRecord>,
        /// The ids of those that were added by what was asked for.
        added: Vec<String>,
        /// The accounts that were seen, in the order in which they are shown.
        accounts: Vec<AccountRecord>,
        /// The catalog.
        catalog: Vec<SentEntry>,
        /// Its other half: what a reset does not touch.
        not_affected: Vec<SentNotAffected>,
        /// What is wrong with the storage, if anything is.
        trouble: Option<Trouble>,
    },
    /// What was changed in the words.
    Words {
        /// By language.
        changes: SentChanges,
    },
    /// The rotations and what belongs to them.
    Rotations {
        /// Those that are open, what is most urgent first; then those that are finished, the last one first.
        rotations: Vec<SentRotation>,
        /// How old the accounts' hashes are.
        ages: Vec<SentAge>,
        /// What is set.
        settings: RotationSettings,
    },
    /// What happened so far.
    History {
        /// Oldest first.
        entries: Vec<EntryRecord>,
        /// So many are kept; the oldest go first.
        most: u32,
        /// Lines have gone already.
        is_cut: bool,
    },
    /// What would be forgotten.
    Forgettable {
        /// How much of what.
        extent: Extent,
    },
    /// It was forgotten; this is the only copy.
    Forgotten {
        /// All of it, as JSON: nobody but the background reads it.
        kept: String,
    },
    /// It was not done.
    Failed {
        /// Why.
        trouble: Trouble,
    },
}

/// What was typed, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentDraft {
    /// The name.
    pub name: String,
    /// The owner.
    pub owner: String,
    /// Where the hash is kept.
    pub place: String,
    /// The account numbers; none means all.
    pub accounts: Vec<String>,
    /// The link; empty for none.
    #[serde(default)]
    pub link: String,
    /// How bad it is when it stands still.
    #[serde(default)]
    pub criticality: Criticality,
    /// How often it polls, in minutes; none if that is not known.
    #[serde(default)]
    pub polls_every: Option<u32>,
    /// The note.
    #[serde(default)]
    pub note: String,
}

/// A catalog entry, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentEntry {
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// What it is for.
    pub category: String,
    /// Where its hash is set.
    pub place: String,
    /// The document that says so.
    pub source: String,
    /// It is only probable that it uses the hash.
    pub likely: bool,
}

/// What a reset does not touch, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentNotAffected {
    /// Its name.
    pub name: String,
    /// What it uses instead.
    pub credential: String,
    /// The document that says so.
    pub source: String,
    /// It is only probable.
    pub likely: bool,
}

/// A change that was agreed to, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportedChange {
    /// The id of the integration.
    pub id: String,
    /// What it becomes.
    pub draft: SentDraft,
}

/// What the popup asks the console page in front.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ToConsole {
    /// How is it going? Answered by [`PageState`].
    State,
    /// The words that the loader reads are others now. Nobody reads the answer.
    Words,
    /// What would these words match on the page? Answered by [`Matches`].
    Match {
        /// What differs from the words that ship.
        change: Box<SentChange>,
    },
}

/// What words would match on a console page. Read for one look at it, and kept nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matches {
    /// The page's title.
    pub title: String,
    /// The account numbers, each with what stands around it.
    pub numbers: Vec<(String, String)>,
    /// What the controls say that would be held.
    pub controls: Vec<String>,
}

/// How it goes in a console page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageState {
    /// The engine that runs there; none if none could start.
    pub engine: Option<Engine>,
    /// The account numbers that are painted there.
    #[serde(default)]
    pub numbers: Vec<AccountNumber>,
    /// Why no engine runs there, as the browser put it.
    #[serde(default)]
    pub trouble: Option<String>,
}

impl From<SentDraft> for Draft {
    fn from(draft: SentDraft) -> Self {
        let SentDraft { name, owner, place, accounts, link, criticality, polls_every, note } = draft;
        Self { name, owner, place, accounts, link, criticality, polls_every, note }
    }
}

impl From<Draft> for SentDraft {
    fn from(draft: Draft) -> Self {
        let Draft { name, owner, place, accounts, link, criticality, polls_every, note } = draft;
        Self { name, owner, place, accounts, link, criticality, polls_every, note }
    }
}

impl From<&NotAffected> for SentNotAffected {
    fn from(entry: &NotAffected) -> Self {
        Self {
            name: entry.name.to_owned(),
            credential: entry.credential.to_owned(),
            source: entry.source.to_owned(),
            likely: entry.evidence == Evidence::Likely,
        }
    }
}

impl From<&Entry> for SentEntry {
    fn from(entry: &Entry) -> Self {
        Self {
            name: entry.name.to_owned(),
            vendor: entry.vendor.to_owned(),
            category: entry.category.to_owned(),
            place: entry.place.to_owned(),
            source: entry.source.to_owned(),
            likely: entry.evidence == Evidence::Likely,
        }
    }
}
