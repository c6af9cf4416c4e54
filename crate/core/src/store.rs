//! What is stored, and how: one document a subject, each with a schema number. The shapes here are made for storage and
//! for messages and are converted to and from what the rest of the crate thinks in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::account::{Account, Time};
use crate::account_number::AccountNumber;
use crate::engine::{Hosts, Known};
use crate::integration::{Belongs, Criticality, Integration};
use crate::link::Link;
use crate::placed;
use crate::words::sent::SentChanges;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;
pub mod rotation;
mod v1;

use rotation::{EntryRecord, RotationRecord, RotationSettings};

/// The documents, by their keys in storage.
pub mod key {
    /// [`super::Accounts`].
    pub const ACCOUNTS: &str = "accounts";
    /// [`super::Inventory`].
    pub const INVENTORY: &str = "inventory";
    /// [`super::Resets`].
    pub const RESETS: &str = "resets";
    /// [`super::WordChanges`].
    pub const WORDS: &str = "words";
    /// What of them the loader of a console page reads ([`crate::words::sent::PageWords`]); `null` while nothing differs
    /// from what ships.
    pub const PAGE_WORDS: &str = "pageWords";
    /// [`super::Engines`].
    pub const ENGINES: &str = "engines";
    /// [`super::Rotations`].
    pub const ROTATIONS: &str = "rotations";
    /// [`super::History`].
    pub const HISTORY: &str = "history";
    /// [`super::Settings`].
    pub const SETTINGS: &str = "settings";
    /// A list of [`super::SetAside`], each with the document's value beside it.
    pub const ASIDE: &str = "aside";
}

/// The most resets that are kept; the oldest go first.
pub const MOST_RESETS: usize = 500;

/// Why a stored document is not used. It is set aside, never deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It was written by a newer version, with this schema.
    Newer(u32),
    /// It is not what this version, or one before it, writes: where and why.
    Junk(String),
}

/// A document that could not be read, and where its value is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// The document's key.
    pub document: String,
    /// It comes from a newer version.
    pub newer: bool,
    /// When it was set aside, in milliseconds.
    pub at: Time,
    /// The key under which its value lies now.
    pub kept: String,
    /// Where and why it could not be read; empty if it comes from a newer version.
    #[serde(default)]
    pub why: String,
}

/// Just the schema number of a document.
#[derive(Debug, Clone, Deserialize)]
pub struct Envelope {
    /// The schema it was written in.
    pub schema: u32,
}

/// A stored value, as whoever touches the storage has it.
pub trait Stored {
    /// What is in it, read as a `T`; or why it does not fit.
    fn parse<T: DeserializeOwned>(&self) -> Result<T, String>;

    /// What is in its list of that name; nothing if it has no such list.
    fn items(&self, field: &str) -> Vec<Self>
    where
        Self: Sized;
}

/// A kind of document that is stored.
pub trait Document: Default + Serialize + DeserializeOwned {
    /// Its key in storage.
    const KEY: &'static str;
    /// The schema that this version writes.
    const SCHEMA: u32;

    /// Where a value that is none does not fit, as in `integrations[3]`; empty if that is not in what it holds.
    fn misfit(value: &impl Stored) -> String;

    /// What a document of that older schema holds, in today's.
    fn migrated(schema: u32, value: &impl Stored) -> Result<Self, Unreadable>;
}

/// Reads a document. Each schema that was ever released stays readable.
pub fn read<D: Document>(value: &impl Stored) -> Result<D, Unreadable> {
    let Envelope { schema } = value.parse().map_err(|why| Unreadable::Junk(placed::told("schema", &why)))?;
    if schema == D::SCHEMA {
        value.parse().map_err(|why| Unreadable::Junk(placed::told(&D::misfit(value), &why)))
    } else if schema > D::SCHEMA {
        Err(Unreadable::Newer(schema))
    } else {
        D::migrated(schema, value)
    }
}

/// An account, as it is stored and sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountRecord {
    /// Its number, as digits.
    pub number: AccountNumber,
    /// The company's name.
    #[serde(default)]
    pub company: Option<String>,
    /// When it was first seen, in milliseconds.
    pub first_seen: Time,
    /// When it was last seen, in milliseconds.
    pub last_seen: Time,
    /// When its number was last copied, in milliseconds.
    #[serde(default)]
    pub last_copied: Option<Time>,
}

/// An integration, as it is stored and sent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationRecord {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who updates it.
    #[serde(default)]
    pub owner: String,
    /// Where its hash is kept.
    #[serde(default)]
    pub place: String,
    /// Whose hash it holds; all accounts' if absent.
    #[serde(default)]
    pub accounts: Option<Vec<AccountNumber>>,
    /// Where its settings are opened.
    #[serde(default)]
    pub link: Option<Link>,
    /// How bad it is when it stands still.
    #[serde(default)]
    pub criticality: Criticality,
    /// How often it polls, in minutes; not known if absent.
    #[serde(default)]
    pub polls_every: Option<u32>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

/// A reset that was let go: written down before it went. It holds no hash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResetRecord {
    /// The account, if the page told which.
    #[serde(default)]
    pub number: Option<AccountNumber>,
    /// When Continue was pressed, in milliseconds.
    pub at: Time,
    /// How many integrations the admin was shown.
    pub listed: u32,
}

/// What a document holds, in the field of this name.
trait Held {
    /// Where in it something does not fit.
    fn misfit(field: &str, document: &impl Stored) -> String;
}

impl<T: DeserializeOwned> Held for Vec<T> {
    fn misfit(field: &str, document: &impl Stored) -> String {
        match document.items(field).iter().position(|item| item.parse::<T>().is_err()) {
            Some(at) => format!("{field}[{at}]"),
            None => field.to_owned(),
        }
    }
}

impl<T> Held for BTreeMap<String, T> {
    fn misfit(field: &str, _document: &impl Stored) -> String {
        field.to_owned()
    }
}

impl Held for RotationSettings {
    fn misfit(field: &str, _document: &impl Stored) -> String {
        field.to_owned()
    }
}

/// A document's shape, its key and its schema, and the shapes of its older schemas.
macro_rules! document {
    (
        $(#[$about:meta])*
        $name:ident at $key:path, schema $schema:literal $(, $older:literal is $before:ty)* { $field:ident: $kind:ty }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct $name {
            /// The schema it is written in.
            pub schema: u32,
            /// What it holds.
            #[serde(default)]
            pub $field: $kind,
        }

        impl Default for $name {
            fn default() -> Self {
                Self { schema: $schema, $field: Default::default() }
            }
        }

        impl Document for $name {
            const KEY: &'static str = $key;
            const SCHEMA: u32 = $schema;

            fn misfit(value: &impl Stored) -> String {
                <$kind>::misfit(stringify!($field), value)
            }

            fn migrated(schema: u32, _value: &impl Stored) -> Result<Self, Unreadable> {
                let _misfit = |why: String| Unreadable::Junk(placed::told(stringify!($field), &why));
                match schema {
                    $($older => _value.parse::<$before>().map(Into::into).map_err(_misfit),)*
                    never => Err(Unreadable::Junk(format!("schema {never} was never written"))),
                }
            }
        }
    };
}

document! {
    /// The accounts that were seen.
    Accounts at key::ACCOUNTS, schema 1 { accounts: Vec<AccountRecord> }
}
document! {
    /// The inventory.
    Inventory at key::INVENTORY, schema 2, 1 is v1::Inventory { integrations: Vec<IntegrationRecord> }
}
document! {
    /// The resets that were let go, oldest first.
    Resets at key::RESETS, schema 1 { resets: Vec<ResetRecord> }
}
document! {
    /// What an admin changed in the words, by language.
    WordChanges at key::WORDS, schema 1 { languages: SentChanges }
}
document! {
    /// What is known of the hosts' policies.
    Engines at key::ENGINES, schema 1 { hosts: BTreeMap<String, Known> }
}

document! {
    /// The rotations, oldest first.
    Rotations at key::ROTATIONS, schema 1 { rotations: Vec<RotationRecord> }
}
document! {
    /// What happened, oldest first.
    History at key::HISTORY, schema 1 { entries: Vec<EntryRecord> }
}
document! {
    /// What the admin has set.
    Settings at key::SETTINGS, schema 1 { rotation: RotationSettings }
}

impl From<&Account> for AccountRecord {
    fn from(account: &Account) -> Self {
        Self {
            number: account.number.clone(),
            company: account.company.clone(),
            first_seen: account.first_seen,
            last_seen: account.last_seen,
            last_copied: account.last_copied,
        }
    }
}

impl From<AccountRecord> for Account {
    fn from(record: AccountRecord) -> Self {
        let AccountRecord { number, company, first_seen, last_seen, last_copied } = record;
        Self { number, company, first_seen, last_seen, last_copied }
    }
}

impl From<&Integration> for IntegrationRecord {
    fn from(integration: &Integration) -> Self {
        Self {
            id: integration.id.clone(),
            name: integration.name.clone(),
            owner: integration.owner.clone(),
            place: integration.place.clone(),
            accounts: match &integration.belongs {
                Belongs::ToAll => None,
                Belongs::To(numbers) => Some(numbers.clone()),
            },
            link: integration.link.clone(),
            criticality: integration.criticality,
            polls_every: integration.polls_every,
            note: integration.note.clone(),
        }
    }
}

impl From<IntegrationRecord> for Integration {
    fn from(record: IntegrationRecord) -> Self {
        Self {
            id: record.id,
            name: record.name,
            owner: record.owner,
            place: record.place,
            belongs: record.accounts.map_or(Belongs::ToAll, Belongs::To),
            link: record.link,
            criticality: record.criticality,
            polls_every: record.polls_every,
            note: record.note,
        }
    }
}

impl Accounts {
    /// The document of these accounts.
    pub fn of(accounts: &[Account]) -> Self {
        Self { schema: Self::SCHEMA, accounts: accounts.iter().map(Into::into).collect() }
    }

    /// The accounts in it.
    pub fn into_accounts(self) -> Vec<Account> {
        self.accounts.into_iter().map(Into::into).collect()
    }
}

impl Inventory {
    /// The document of these integrations.
    pub fn of(integrations: &[Integration]) -> Self {
        Self { schema: Self::SCHEMA, integrations: integrations.iter().map(Into::into).collect() }
    }

    /// The integrations in it.
    pub fn into_integrations(self) -> Vec<Integration> {
        self.integrations.into_iter().map(Into::into).collect()
    }
}

impl Resets {
    /// Writes down a reset; the oldest goes when there are too many.
    pub fn add(&mut self, reset: ResetRecord) {
        self.resets.push(reset);
        let too_many = self.resets.len().saturating_sub(MOST_RESETS);
        self.resets.drain(..too_many);
    }
}

impl Engines {
    /// The document of what is known of these hosts.
    pub fn of(hosts: Hosts) -> Self {
        Self { schema: Self::SCHEMA, hosts }
    }
}
