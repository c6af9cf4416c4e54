//! What a file would change in the inventory. Nothing is ever removed by one.
//!
//! An entry is an integration's if both have the same name, whatever the case, and the same accounts; one that names no
//! accounts is the only integration's of that name. Of several that are alike, each is one entry's at most: first what
//! stays as it is, then in their order. Accounts are part of what tells integrations apart because the other choice could
//! lose one: an entry for account 28 must not take the place of the integration that breaks when 27 is reset.

use std::collections::{BTreeMap, BTreeSet};

use super::{Broken, Entry, Why, numbers, set};
use crate::account::Time;
use crate::by_id::ById;
use crate::integration::{Draft, Field, Integration, MOST_INTEGRATIONS, Refusal, in_order, new_ids, put, take};

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

    /// The agreement to it, by who has seen what it does to this inventory.
    pub fn agreed(&self, seen: &[Integration]) -> Agreed {
        Agreed {
            seen: in_order(seen.to_vec()),
            added: self.added.iter().map(Draft::from).collect(),
            changed: self.changed.iter().map(|one| (one.before.id.clone(), Draft::from(&one.after))).collect(),
        }
    }
}

/// What these entries would change.
pub fn plan(inventory: &[Integration], entries: &[Entry]) -> Result<Plan, Broken> {
    let mut named: BTreeMap<String, Vec<Known<'_>>> = BTreeMap::new();
    for integration in inventory {
        named.entry(integration.name.to_lowercase()).or_default().push(Known::from(integration));
    }
    let several = named.iter().filter(|(_, alike)| alike.len() > 1);
    let several: BTreeSet<String> = several.map(|(name, _)| name.clone()).collect();
    let mut plan = Plan::default();
    let mut left = Vec::new();
    for entry in entries {
        let numbers = entry.accounts.as_ref().map(|numbers| set(numbers.iter().map(String::as_str)));
        let name = entry.name.trim().to_lowercase();
        if entry.accounts.is_none() && several.contains(&name) {
            return Err(Why::Ambiguous(entry.name.trim().to_owned()).at(entry.at));
        }
        let alike = named.get_mut(&name);
        let same = alike.and_then(|alike| {
            let at = alike.iter().position(|known| known.is(entry, numbers.as_deref()))?;
            Some(alike.remove(at))
        });
        if same.is_some() { plan.same += 1 } else { left.push((entry, numbers)) }
    }
    for (entry, numbers) in left {
        let alike = named.get_mut(&entry.name.trim().to_lowercase());
        let before = alike.and_then(|alike| {
            let at = alike.iter().position(|known| known.has(numbers.as_deref()))?;
            Some(alike.remove(at).integration)
        });
        let after = becomes(entry, before).map_err(|refusal| Why::Refused(refusal).at(entry.at))?;
        match before {
            Some(before) => plan.changed.push(Change { before: before.clone(), after }),
            None if inventory.len() + plan.added.len() < MOST_INTEGRATIONS => plan.added.push(after),
            None => return Err(Why::Refused(Refusal::TooMany).at(entry.at)),
        }
    }
    Ok(plan)
}

/// An integration, and its numbers in order: thousands may have one name, and each is compared with each.
struct Known<'a> {
    integration: &'a Integration,
    numbers: Vec<&'a str>,
}

impl<'a> From<&'a Integration> for Known<'a> {
    fn from(integration: &'a Integration) -> Self {
        let numbers = numbers(integration).unwrap_or_default();
        Self { integration, numbers: set(numbers.iter().map(|number| number.as_str())) }
    }
}

impl Known<'_> {
    /// Whether an entry of its name, with these numbers, is its own.
    fn has(&self, numbers: Option<&[&str]>) -> bool {
        numbers.is_none_or(|numbers| numbers == self.numbers)
    }

    /// Whether such an entry leaves it just as it is.
    fn is(&self, entry: &Entry, numbers: Option<&[&str]>) -> bool {
        let known = self.integration;
        let is = |new: &Option<String>, now: &str| new.as_ref().is_none_or(|new| new.trim() == now);
        let link = known.link.as_ref().map(|link| link.as_str()).unwrap_or_default();
        entry.name.trim() == known.name
            && self.has(numbers)
            && is(&entry.owner, &known.owner)
            && is(&entry.place, &known.place)
            && is(&entry.note, &known.note)
            && is(&entry.link, link)
            && entry.criticality.is_none_or(|new| new == known.criticality)
            && entry.polls_every.is_none_or(|new| new == known.polls_every)
    }
}

fn becomes(entry: &Entry, known: Option<&Integration>) -> Result<Integration, Refusal> {
    take(&entry.on(known), known.map(|known| known.id.clone()).unwrap_or_default())
}

/// What an admin agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agreed {
    /// The inventory of which it was told what a file would change, in the order in which it is shown.
    pub seen: Vec<Integration>,
    /// What is added.
    pub added: Vec<Draft>,
    /// The ids of those that are changed, and what they become.
    pub changed: Vec<(String, Draft)>,
}

/// Carries out what was agreed to at that time, if the inventory still is what was seen: a file that was imported already, in
/// another tab or by a press whose answer was lost, adds nothing a second time. All or nothing.
pub fn carry_out(inventory: &mut Vec<Integration>, agreed: &Agreed, at: Time) -> Result<(), Refusal> {
    let mut new = inventory.clone();
    if in_order(new.clone()) != agreed.seen {
        return Err(Refusal::ChangedMeanwhile);
    }
    let ids = || inventory.iter().map(|known| known.id.as_str());
    let places = ById::of(ids());
    for (id, draft) in &agreed.changed {
        let known = places.at(id).and_then(|at| new.get_mut(at));
        *known.ok_or(Refusal::ChangedMeanwhile)? = take(draft, id.clone())?;
    }
    for (draft, id) in agreed.added.iter().zip(new_ids(ids(), at)) {
        if new.len() >= MOST_INTEGRATIONS {
            return Err(Refusal::TooMany);
        }
        new.push(take(draft, id)?);
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
