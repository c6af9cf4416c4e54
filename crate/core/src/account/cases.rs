//! Cases for what is remembered of accounts.

use super::{Account, copy, in_order, see};
use crate::account_number::AccountNumber;
use crate::tables::Report;

/// Plays a story such as `see 27 ABC @5; copy 27 @6` and writes down what is remembered, in the order shown.
fn played(story: &str) -> String {
    let mut accounts: Vec<Account> = Vec::new();
    for step in story.split("; ").filter(|step| !step.is_empty()) {
        let mut parts = step.split(' ');
        let verb = parts.next().unwrap_or_default();
        let Ok(number) = AccountNumber::try_from(parts.next().unwrap_or_default().to_owned()) else { continue };
        let (mut company, mut now) = (None, 0.0);
        for part in parts {
            match part.strip_prefix('@') {
                Some(at) => now = at.parse().unwrap_or_default(),
                None => company = Some(part.to_owned()),
            }
        }
        match verb {
            "see" => see(&mut accounts, &number, company, now),
            _ => copy(&mut accounts, &number, now),
        }
    }
    let line = |a: &Account| {
        let company = a.company.as_deref().unwrap_or("-");
        let copied = a.last_copied.map_or("-".to_owned(), |at| at.to_string());
        format!("{} {company} {} {} {copied}", a.number, a.first_seen, a.last_seen)
    };
    in_order(&accounts).iter().map(line).collect::<Vec<_>>().join("; ")
}

const STORIES: &[(&str, &str)] = &[
    ("", ""),
    ("see 27 @5", "27 - 5 5 -"),
    ("see 27 ABC @5", "27 ABC 5 5 -"),
    ("see 27 @5; see 27 @9", "27 - 5 9 -"),
    ("see 27 ABC @5; see 27 @9", "27 ABC 5 9 -"),
    ("see 27 @5; see 27 ABC @9", "27 ABC 5 9 -"),
    ("see 27 ABC @5; see 27 DEF @9", "27 DEF 5 9 -"),
    ("see 27 @5; see 27 @3", "27 - 5 5 -"),
    ("see 27 @5; copy 27 @6", "27 - 5 5 6"),
    ("see 27 @5; copy 27 @6; see 27 @9; copy 27 @10", "27 - 5 9 10"),
    ("copy 27 @6", ""),
    ("see 27 @5; copy 28 @6", "27 - 5 5 -"),
    ("see 27 A @5; see 28 B @9", "28 B 9 9 -; 27 A 5 5 -"),
    ("see 27 A @5; see 28 B @9; see 27 A @10", "27 A 5 10 -; 28 B 9 9 -"),
    ("see 28 @5; see 27 @5", "27 - 5 5 -; 28 - 5 5 -"),
    ("see 1 @5", ""),
];

pub(crate) fn table(report: &mut Report) {
    for (story, expected) in STORIES {
        report.check("account", story, &played(story), expected);
    }
}
