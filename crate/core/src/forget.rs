//! Forgetting an account, and the way back: what goes, and how it is put back though something may have come meanwhile.

use serde::{Deserialize, Serialize};

use crate::account::Time;
use crate::account_number::AccountNumber;
use crate::by_id::ById;
use crate::integration::{Integration, new_ids};
use crate::store::rotation::{EntryRecord, RotationRecord};
use crate::store::{
    AccountRecord, Accounts, History, IntegrationRecord, Inventory, ResetRecord, Resets, Rotations, key,
};
use crate::{history, rotation};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// The documents that speak of accounts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// The accounts that were seen.
    pub accounts: Accounts,
    /// The inventory.
    pub inventory: Inventory,
    /// The resets that were let go.
    pub resets: Resets,
    /// The rotations.
    pub rotations: Rotations,
    /// What happened.
    pub history: History,
}

/// What was forgotten, as it was. Only the page that offers the way back has it, and only as long as it does.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    /// Accounts.
    pub accounts: Vec<AccountRecord>,
    /// Integrations that went.
    pub integrations: Vec<IntegrationRecord>,
    /// Integrations that stay for other accounts, as they were before.
    pub narrowed: Vec<IntegrationRecord>,
    /// Notes of resets.
    pub resets: Vec<ResetRecord>,
    /// Rotations.
    #[serde(default)]
    pub rotations: Vec<RotationRecord>,
    /// Lines of the history.
    #[serde(default)]
    pub history: Vec<EntryRecord>,
}

/// How much would go, for who is asked first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// The company's name, if one account is meant and it is known.
    pub company: Option<String>,
    /// The numbers of the accounts that go.
    pub accounts: Vec<String>,
    /// The names of the integrations that go.
    pub integrations: Vec<String>,
    /// The names of those that stay for other accounts.
    pub narrowed: Vec<String>,
    /// How many notes of resets.
    pub resets: u32,
    /// How many rotations.
    #[serde(default)]
    pub rotations: u32,
    /// How many lines of the history.
    #[serde(default)]
    pub history: u32,
    /// In how many languages the words were changed.
    pub languages: u32,
    /// How many documents were set aside.
    pub aside: u32,
}

impl Gone {
    /// How much that is.
    pub fn extent(&self) -> Extent {
        let names = |all: &[IntegrationRecord]| all.iter().map(|record| record.name.clone()).collect();
        Extent {
            company: self.accounts.iter().find_map(|account| account.company.clone()),
            accounts: self.accounts.iter().map(|account| account.number.to_string()).collect(),
            integrations: names(&self.integrations),
            narrowed: names(&self.narrowed),
            resets: self.resets.len() as u32,
            rotations: self.rotations.len() as u32,
            history: self.history.len() as u32,
            languages: 0,
            aside: 0,
        }
    }
}

/// Forgets one account: its record, the integrations that belong to no other, its number where they do, and the notes of
/// its resets. The number stands nowhere any more.
pub fn account(kept: &mut Kept, number: &AccountNumber, at: Time) -> Gone {
    let accounts = take_out(&mut kept.accounts.accounts, |account| account.number == *number);
    let resets = take_out(&mut kept.resets.resets, |reset| reset.number.as_ref() == Some(number));
    let rotations = take_out(&mut kept.rotations.rotations, |rotation| rotation.number.as_ref() == Some(number));
    let history = take_out(&mut kept.history.entries, |entry| entry.number.as_ref() == Some(number));
    let is_its_own = |record: &IntegrationRecord| {
        record.accounts.as_ref().is_some_and(|all| !all.is_empty() && all.iter().all(|one| one == number))
    };
    let integrations = take_out(&mut kept.inventory.integrations, is_its_own);
    let mut narrowed = Vec::new();
    for record in &mut kept.inventory.integrations {
        let before = record.clone();
        if let Some(all) = &mut record.accounts {
            all.retain(|one| one != number);
        }
        if *record != before {
            narrowed.push(before);
        }
    }
    bring_into_line(kept, at);
    Gone { accounts, integrations, narrowed, resets, rotations, history }
}

/// Forgets all of it.
pub fn everything(kept: &mut Kept) -> Gone {
    let Kept { accounts, inventory, resets, rotations, history } = std::mem::take(kept);
    Gone {
        accounts: accounts.accounts,
        integrations: inventory.integrations,
        narrowed: Vec::new(),
        resets: resets.resets,
        rotations: rotations.rotations,
        history: history.entries,
    }
}

/// Puts back what was forgotten, or set aside. What came meanwhile stays: an account that a page showed again is as old as it was, an
/// integration whose id was given away gets another.
pub fn put_back(kept: &mut Kept, gone: Gone, at: Time) {
    for record in gone.accounts {
        match kept.accounts.accounts.iter_mut().find(|one| one.number == record.number) {
            Some(again) => {
                again.first_seen = again.first_seen.min(record.first_seen);
                again.company = again.company.take().or(record.company);
                again.last_copied = again.last_copied.or(record.last_copied);
            }
            None => kept.accounts.accounts.push(record),
        }
    }
    let (integrations, renamed) = those_missing(&kept.inventory.integrations, gone.integrations, at);
    kept.inventory.integrations.extend(integrations);
    for before in gone.narrowed {
        let now = kept.inventory.integrations.iter_mut().find(|one| one.id == before.id);
        // Removed meanwhile, or made one for all accounts: then there is nothing to put the number into.
        if let (Some(now), Some(before)) = (now.and_then(|one| one.accounts.as_mut()), before.accounts) {
            let since = std::mem::replace(now, before);
            now.extend(since.into_iter().filter(|one| !now.contains(one)).collect::<Vec<_>>());
        }
    }
    kept.resets.resets.extend(gone.resets);
    kept.resets.resets.sort_by(|a, b| a.at.total_cmp(&b.at));
    let is_new = |rotation: &RotationRecord| kept.rotations.rotations.iter().all(|one| one.id != rotation.id);
    let mut rotations: Vec<RotationRecord> = gone.rotations.into_iter().filter(is_new).collect();
    for task in rotations.iter_mut().flat_map(|rotation| &mut rotation.tasks) {
        if let Some((_, new)) = renamed.iter().find(|(old, _)| *old == task.integration) {
            task.integration.clone_from(new);
        }
    }
    kept.rotations.rotations.extend(rotations);
    kept.rotations.rotations.sort_by(|a, b| a.opened.total_cmp(&b.opened));
    kept.history.entries.extend(gone.history);
    kept.history.entries.sort_by(|a, b| a.at.total_cmp(&b.at));
    bring_into_line(kept, at);
}

/// Of these integrations, those that are not there, just as they are, and what was renamed: one whose id is another's by now
/// gets its own.
fn those_missing(
    there: &[IntegrationRecord],
    gone: Vec<IntegrationRecord>,
    at: Time,
) -> (Vec<IntegrationRecord>, Vec<(String, String)>) {
    let used: Vec<String> = there.iter().chain(&gone).map(|one| one.id.clone()).collect();
    let used = || used.iter().map(String::as_str);
    let by_id = ById::of(used().take(there.len()));
    let mut ids = new_ids(used(), at);
    let (mut missing, mut renamed) = (Vec::new(), Vec::new());
    for mut record in gone {
        match by_id.at(&record.id).and_then(|at| there.get(at)) {
            Some(one) if *one == record => continue,
            Some(_) => {
                let id = ids.next().unwrap_or_default();
                renamed.push((std::mem::replace(&mut record.id, id.clone()), id));
            }
            None => {}
        }
        missing.push(record);
    }
    (missing, renamed)
}

/// The inventory is another one: rotations know it at once.
fn bring_into_line(kept: &mut Kept, at: Time) {
    let inventory: Vec<Integration> = kept.inventory.integrations.iter().cloned().map(Into::into).collect();
    let entries = rotation::inventory_changed(&mut kept.rotations.rotations, &inventory, at);
    history::add(&mut kept.history, entries);
}

/// Whether "everything" takes what is stored under this key. What is known of the console's policy stays: it is nothing
/// about the admin, and to find it out anew costs the console's owner a report (docs/privacy.md).
pub fn is_forgotten(stored_key: &str) -> bool {
    stored_key != key::ENGINES
}

fn take_out<T>(from: &mut Vec<T>, is_meant: impl Fn(&T) -> bool) -> Vec<T> {
    let (out, rest) = std::mem::take(from).into_iter().partition(is_meant);
    *from = rest;
    out
}
