//! Cases for forgetting and putting back.

use super::{Gone, Kept, account, everything, is_forgotten, put_back};
use crate::account_number::AccountNumber;
use crate::store::rotation::{EntryRecord, Happening, RotationRecord};
use crate::store::{AccountRecord, IntegrationRecord, ResetRecord, key};
use crate::tables::Report;

fn number(digits: &str) -> Option<AccountNumber> {
    AccountNumber::try_from(digits.to_owned()).ok()
}

/// `a:27@5` an account first seen at 5, `i:i1/Sumo/27+28` an integration (`*` all accounts), `r:9/27` a reset, `t:9/27` a
/// rotation and a line of the history about it.
fn kept(text: &str) -> Kept {
    let mut kept = Kept::default();
    for word in text.split_whitespace() {
        match word.split_once(':') {
            Some(("a", rest)) => {
                let (digits, seen) = rest.split_once('@').unwrap_or((rest, "0"));
                let at = seen.parse().unwrap_or_default();
                kept.accounts.accounts.extend(number(digits).map(|number| AccountRecord {
                    number,
                    company: None,
                    first_seen: at,
                    last_seen: at,
                    last_copied: None,
                }));
            }
            Some(("i", rest)) => {
                let mut parts = rest.split('/');
                let mut next = || parts.next().unwrap_or_default();
                let (id, name, accounts) = (next().to_owned(), next().to_owned(), next());
                let accounts = (accounts != "*").then(|| accounts.split('+').filter_map(number).collect());
                let record = IntegrationRecord {
                    id,
                    name,
                    owner: String::new(),
                    place: String::new(),
                    accounts,
                    ..IntegrationRecord::default()
                };
                kept.inventory.integrations.push(record);
            }
            Some(("r", rest)) => {
                let (at, digits) = rest.split_once('/').unwrap_or((rest, ""));
                let at = at.parse().unwrap_or_default();
                kept.resets.resets.push(ResetRecord { number: number(digits), at, listed: 0 });
            }
            // A rotation, and a line of the history about it.
            Some(("t", rest)) => {
                let (at, digits) = rest.split_once('/').unwrap_or((rest, ""));
                let (opened, number) = (at.parse().unwrap_or_default(), number(digits));
                let rotation =
                    RotationRecord { id: at.to_owned(), opened, number: number.clone(), ..Default::default() };
                kept.rotations.rotations.push(rotation);
                kept.history.entries.push(EntryRecord {
                    at: opened,
                    what: Happening::RotationOpened,
                    number,
                    rotation: at.to_owned(),
                    integration: String::new(),
                    by: String::new(),
                    note: String::new(),
                    moment: String::new(),
                });
            }
            _ => {}
        }
    }
    kept
}

fn shown(kept: &Kept) -> String {
    let mut words = Vec::new();
    words.extend(kept.accounts.accounts.iter().map(|one| format!("a:{}@{}", one.number, one.first_seen)));
    words.extend(kept.inventory.integrations.iter().map(|one| {
        let all = one.accounts.as_ref().map(|all| all.iter().map(AccountNumber::as_str).collect::<Vec<_>>().join("+"));
        format!("i:{}/{}/{}", one.id, one.name, all.unwrap_or_else(|| "*".to_owned()))
    }));
    words.extend(kept.resets.resets.iter().map(|one| match &one.number {
        Some(number) => format!("r:{}/{number}", one.at),
        None => format!("r:{}", one.at),
    }));
    // Both were made from one word; what is told of one must be told of the other.
    words.extend(kept.rotations.rotations.iter().zip(&kept.history.entries).map(|(one, entry)| match &entry.number {
        Some(number) => format!("t:{}/{number}", one.id),
        None => format!("t:{}", one.id),
    }));
    words.join(" ")
}

/// Before; what is left without 27.
const ACCOUNT: &[(&str, &str)] = &[
    ("", ""),
    ("a:28@1", "a:28@1"),
    ("a:27@1 a:28@2", "a:28@2"),
    ("a:27@1 i:i1/Own/27 i:i2/All/* i:i3/Other/28", "i:i2/All/* i:i3/Other/28"),
    ("a:27@1 i:i1/Both/27+28", "i:i1/Both/28"),
    ("a:27@1 i:i1/Twice/27+27", ""),
    ("a:27@1 r:5/27 r:6/28 r:7", "r:6/28 r:7"),
    ("i:i1/Own/27 r:5/27", ""),
    ("t:5/27 t:6/28 t:7", "t:6/28 t:7"),
];

/// Before; what came between the forgetting of 27 and its undoing; what is there in the end.
const MEANWHILE: &[(&str, &str, &str)] = &[
    // A page showed it again: it is as old as it was.
    ("a:27@1", "a:27@9", "a:27@1"),
    ("a:27@1", "a:28@9", "a:28@9 a:27@1"),
    // The id was given away.
    ("i:i1/Own/27", "i:i1/New/*", "i:i1/New/* i:i99/Own/27"),
    // Those whose ids are free keep them.
    ("i:i1/Own/27 i:i2/Next/27", "i:i1/New/*", "i:i1/New/* i:i99/Own/27 i:i2/Next/27"),
    ("i:i1/Own/27 i:i99/Next/27", "i:i1/New/*", "i:i1/New/* i:i99-1/Own/27 i:i99/Next/27"),
    // It was put back already.
    ("i:i1/Own/27", "i:i1/Own/27", "i:i1/Own/27"),
    // The one that was narrowed has got another account, belongs to all now, or was removed.
    ("i:i1/Both/27+28", "i:i1/Both/28+29", "i:i1/Both/27+28+29"),
    ("i:i1/Both/27+28", "i:i1/Both/*", "i:i1/Both/*"),
    ("i:i1/Both/27+28", "", ""),
    ("r:5/27", "r:4 r:9", "r:4 r:5/27 r:9"),
    ("t:5/27", "t:4 t:9", "t:4 t:5/27 t:9"),
];

/// When something is forgotten or put back.
const AT: f64 = 99.0;

pub(crate) fn table(report: &mut Report) {
    let Some(it) = number("27") else { return };
    for (before, expected) in ACCOUNT {
        let mut all = kept(before);
        let gone = account(&mut all, &it, AT);
        report.check("forget an account", before, &shown(&all).as_str(), expected);
        report.check("its number stands nowhere", before, &shown(&all).contains("27"), &false);
        put_back(&mut all, gone, AT);
        let mut back: Vec<String> = shown(&all).split(' ').map(str::to_owned).collect();
        let mut was: Vec<String> = shown(&kept(before)).split(' ').map(str::to_owned).collect();
        back.sort();
        was.sort();
        report.check("and put it back", before, &back, &was);
    }
    for (before, meanwhile, expected) in MEANWHILE {
        let gone = account(&mut kept(before), &it, AT);
        let mut all = kept(meanwhile);
        put_back(&mut all, gone, AT);
        report.check("put back though something came", &(before, meanwhile), &shown(&all).as_str(), expected);
    }
    let extent =
        account(&mut kept("a:27@1 a:28@2 i:i1/Own/27 i:i2/Both/27+28 i:i3/All/* r:5/27 r:6"), &it, AT).extent();
    let told = (extent.accounts.join("+"), extent.integrations.join("+"), extent.narrowed.join("+"), extent.resets);
    report.check("extent", &"27", &told, &("27".to_owned(), "Own".to_owned(), "Both".to_owned(), 1));
    let before = "a:27@1 a:28@2 i:i1/Own/27 i:i2/All/* r:5/27 r:6 t:5/27 t:6";
    let mut all = kept(before);
    let gone = everything(&mut all);
    report.check("forget everything", before, &shown(&all).as_str(), &"");
    put_back(&mut all, gone, AT);
    report.check("and put it back", before, &shown(&all).as_str(), &before);
    put_back(&mut all, Gone::default(), AT);
    report.check("put nothing back", before, &shown(&all).as_str(), &before);
    for (stored, expected) in [
        (key::ACCOUNTS, true),
        (key::WORDS, true),
        ("aside:inventory:1", true),
        ("of a later version", true),
        (key::ENGINES, false),
    ] {
        report.check("everything takes", &stored, &is_forgotten(stored), &expected);
    }
}
