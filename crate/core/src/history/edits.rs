//! What changed in the inventory, as lines of the history.

use crate::account::Time;
use crate::account_number::AccountNumber;
use crate::by_id::ById;
use crate::integration::{Belongs, Integration};
use crate::store::rotation::{EntryRecord, Happening};

/// A line for each integration that was added, changed or removed.
pub fn edits(before: &[Integration], after: &[Integration], at: Time) -> Vec<EntryRecord> {
    let [known, left] = [before, after].map(|all| ById::of(all.iter().map(|one| one.id.as_str())));
    let gone = before.iter().filter(|one| !left.has(&one.id));
    let mut entries: Vec<EntryRecord> = gone.map(|one| entry(at, Happening::IntegrationRemoved, one)).collect();
    for one in after {
        match known.at(&one.id).and_then(|at| before.get(at)) {
            None => entries.push(entry(at, Happening::IntegrationAdded, one)),
            Some(known) if known != one => entries.push(entry(at, Happening::IntegrationChanged, one)),
            Some(_) => {}
        }
    }
    entries
}

fn entry(at: Time, what: Happening, integration: &Integration) -> EntryRecord {
    EntryRecord {
        at,
        what,
        number: only_account(&integration.belongs),
        rotation: String::new(),
        integration: integration.name.clone(),
        by: String::new(),
        note: String::new(),
        moment: String::new(),
    }
}

fn only_account(belongs: &Belongs) -> Option<AccountNumber> {
    match belongs {
        Belongs::To(numbers) => numbers.first().filter(|_| numbers.len() == 1).cloned(),
        Belongs::ToAll => None,
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    use crate::integration::{Draft, take};

    let inventory = |text: &str| -> Vec<Integration> {
        let one = |word: &str| {
            let mut parts = word.split('/');
            let mut next = || parts.next().unwrap_or_default().to_owned();
            let (id, name, accounts) = (next(), next(), vec![next()]);
            take(&Draft { name, accounts, ..Draft::default() }, id).ok()
        };
        text.split_whitespace().filter_map(one).collect()
    };
    for (before, after, expected) in [
        ("", "", ""),
        ("i1/a", "i1/a", ""),
        ("", "i1/a", "IntegrationAdded a"),
        ("i1/a", "", "IntegrationRemoved a"),
        ("i1/a", "i1/b", "IntegrationChanged b"),
        ("i1/a", "i1/a/27", "IntegrationChanged a 27"),
        ("i1/a i2/b/27", "i3/c i1/x", "IntegrationRemoved b 27, IntegrationAdded c, IntegrationChanged x"),
    ] {
        let told = edits(&inventory(before), &inventory(after), 1.0).into_iter().map(|entry| {
            let number = entry.number.map(|number| format!(" {number}")).unwrap_or_default();
            format!("{:?} {}{number}", entry.what, entry.integration)
        });
        let told = told.collect::<Vec<_>>().join(", ");
        report.check("edits of the inventory", &(before, after), &told.as_str(), &expected);
    }
}
