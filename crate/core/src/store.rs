//! What is stored, and how: one document a subject, each with a schema number. The shapes here are made for storage and
//! for messages and are converted to and from what the rest of the crate thinks in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::account::{Account, Time};
use crate::account_number::AccountNumber;
use crate::engine::{Hosts, Known};
use crate::integration::{Belongs, Integration};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// The schema that this version writes.
pub const SCHEMA: u32 = 1;

/// The documents, by their keys in storage.
pub mod key {
    /// [`super::Accounts`].
    pub const ACCOUNTS: &str = "accounts";
    /// [`super::Inventory`].
    pub const INVENTORY: &str = "inventory";
    /// [`super::Resets`].
    pub const RESETS: &str = "resets";
    /// [`super::Engines`].
    pub const ENGINES: &str = "engines";
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
    /// It is not what this version, or one before it, writes.
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
}

/// Just the schema number of a document.
#[derive(Debug, Clone, Deserialize)]
pub struct Envelope {
    /// The schema it was written in.
    pub schema: u32,
}

/// Whether this version can read a document of that schema. Each schema that was ever released stays readable here.
pub fn readable(schema: u32) -> Result<(), Unreadable> {
    match schema {
        SCHEMA => Ok(()),
        0 => Err(Unreadable::Junk("schema 0 was never written".to_owned())),
        newer => Err(Unreadable::Newer(newer)),
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

macro_rules! document {
    ($(#[$about:meta])* $name:ident { $field:ident: $kind:ty }) => {
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
                Self { schema: SCHEMA, $field: Default::default() }
            }
        }
    };
}

document! {
    /// The accounts that were seen.
    Accounts { accounts: Vec<AccountRecord> }
}
document! {
    /// The inventory.
    Inventory { integrations: Vec<IntegrationRecord> }
}
document! {
    /// The resets that were let go, oldest first.
    Resets { resets: Vec<ResetRecord> }
}
document! {
    /// What is known of the hosts' policies.
    Engines { hosts: BTreeMap<String, Known> }
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
        }
    }
}

impl Accounts {
    /// The document of these accounts.
    pub fn of(accounts: &[Account]) -> Self {
        Self { schema: SCHEMA, accounts: accounts.iter().map(Into::into).collect() }
    }

    /// The accounts in it.
    pub fn into_accounts(self) -> Vec<Account> {
        self.accounts.into_iter().map(Into::into).collect()
    }
}

impl Inventory {
    /// The document of these integrations.
    pub fn of(integrations: &[Integration]) -> Self {
        Self { schema: SCHEMA, integrations: integrations.iter().map(Into::into).collect() }
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
        Self { schema: SCHEMA, hosts }
    }
}
