//! What was written in schema 1, so that it stays readable. Never written any more, and never changed.

use serde::Deserialize;

use crate::account_number::AccountNumber;
use crate::integration::Criticality;

/// The inventory in schema 1: without link, criticality, interval and note.
#[derive(Debug, Deserialize)]
pub struct Inventory {
    #[serde(default)]
    integrations: Vec<Integration>,
}

#[derive(Debug, Deserialize)]
struct Integration {
    id: String,
    name: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    accounts: Option<Vec<AccountNumber>>,
}

impl From<Inventory> for super::Inventory {
    fn from(before: Inventory) -> Self {
        Self { integrations: before.integrations.into_iter().map(Into::into).collect(), ..Self::default() }
    }
}

impl From<Integration> for super::IntegrationRecord {
    fn from(before: Integration) -> Self {
        let Integration { id, name, owner, place, accounts } = before;
        let (link, polls_every, note) = (None, None, String::new());
        Self { id, name, owner, place, accounts, link, criticality: Criticality::Normal, polls_every, note }
    }
}
