//! What a file would change in the inventory. Nothing is ever removed by one.
//!
//! An entry is an integration's if both have the same name, whatever the case, and the same accounts; one that names no
//! accounts is the only integration's of that name. Of several that are alike, each is one entry's at most: first what
//! stays as it is, then in their order. Accounts are part of what tells integrations apart because the other choice could
//! lose one: an entry for account 28 must not take the place of the integration that breaks when 27 is reset.

use std::collections::{BTreeMap, BTreeSet};

use super::{Broken, Entry, Why, is_same_set};
use crate::integration::{Draft, Field, Integration, MOST_INTEGRATIONS, Refusal, next_ids, put, take};

/// What a file would change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// What it would add, without ids.
    pub added: Vec<Integration>,
    /// What it would change.
    pub changed: Vec<Change>,
    /// How many of its entries are there already, just as they are.
    pub same: usize,
}

/// An integration that is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// As it is.
    pub before: Integration,
    /// As it would be.
    pub after: Integration,
}

impl Change {
    /// The fields that differ.
    pub fn fields(&self) -> Vec<Field> {
        let Self { before, after } = self;
        let differ = |field: &Field| match field {
            Field::Name => before.name != after.name,
            Field::Criticality => before.criticality != after.criticality,
            Field::PollsEvery => before.polls_every != after.polls_every,
            Field::Owner => before.owner != after.owner,
            Field::Place => before.place != after.place,
            Field::Accounts => before.belongs != after.belongs,
            Field::Link => before.link != after.link,
            Field::Note => before.note != after.note,
        };
        super::csv::COLUMNS.into_iter().map(|(_, field)| field).filter(differ).collect()
    }
}

impl Plan {
    /// How many integrations it would add or change.
    pub fn len(&self) -> usize {
        self.added.len() + self.changed.len()
    }

    /// Whether it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What these entries would change.
pub fn plan(inventory: &[Integration], entries: &[Entry]) -> Result<Plan, Broken> {
    let mut named: BTreeMap<String, Vec<&Integration>> = BTreeMap::new();
    for integration in inventory {
        named.entry(integration.name.to_lowercase()).or_default().push(integration);
    }
    let mut plan = Plan::default();
    let mut left = Vec::new();
    for entry in entries {
        let alike = named.get_mut(&entry.name.trim().to_lowercase());
        if entry.accounts.is_none() && alike.as_ref().is_some_and(|alike| alike.len() > 1) {
            return Err(Why::Ambiguous(entry.name.trim().to_owned()).at(entry.at));
        }
        let same = alike.and_then(|alike| {
            let at = alike.iter().position(|known| becomes(entry, Some(known)).as_ref() == Ok(*known))?;
            Some(alike.remove(at))
        });
        if same.is_some() { plan.same += 1 } else { left.push(entry) }
    }
    for entry in left {
        let alike = named.get_mut(&entry.name.trim().to_lowercase());
        let before = alike.and_then(|alike| {
            let at = alike.iter().position(|known| is_of(entry, known))?;
            Some(alike.remove(at))
        });
        let after = becomes(entry, before).map_err(|refusal| Why::Refused(refusal).at(entry.at))?;
        match before {
            Some(before) => plan.changed.push(Change { before: before.clone(), after }),
            None => plan.added.push(after),
        }
    }
    if inventory.len() + plan.added.len() > MOST_INTEGRATIONS {
        return Err(Broken { at: None, why: Why::Refused(Refusal::TooMany) });
    }
    Ok(plan)
}

/// Whether an entry with the name of an integration is that integration's.
fn is_of(entry: &Entry, known: &Integration) -> bool {
    entry.accounts.as_ref().is_none_or(|accounts| is_same_set(accounts, &Draft::from(known).accounts))
}

fn becomes(entry: &Entry, known: Option<&Integration>) -> Result<Integration, Refusal> {
    take(&entry.on(known), known.map(|known| known.id.clone()).unwrap_or_default())
}

/// Carries out what was agreed to: adds these, and changes those, each of which must still be as it was then. All or
/// nothing.
pub fn carry_out(
    inventory: &mut Vec<Integration>,
    added: &[Draft],
    changed: &[(Integration, Draft)],
) -> Result<(), Refusal> {
    let mut new = inventory.clone();
    let places: BTreeMap<&str, usize> =
        inventory.iter().enumerate().map(|(at, known)| (known.id.as_str(), at)).collect();
    for (before, draft) in changed {
        let known = places.get(before.id.as_str()).and_then(|&at| new.get_mut(at)).filter(|known| *known == before);
        *known.ok_or(Refusal::ChangedMeanwhile)? = take(draft, before.id.clone())?;
    }
    for (draft, id) in added.iter().zip(next_ids(inventory)) {
        put(&mut new, take(draft, id)?)?;
    }
    *inventory = new;
    Ok(())
}

/// Takes back what was done last: puts these back as they were, and takes those out that were added.
pub fn put_back(inventory: &mut Vec<Integration>, before: Vec<Integration>, added: &[String]) -> Result<(), Refusal> {
    let added: BTreeSet<&String> = added.iter().collect();
    inventory.retain(|integration| !added.contains(&integration.id));
    before.into_iter().try_for_each(|integration| put(inventory, integration))
}
