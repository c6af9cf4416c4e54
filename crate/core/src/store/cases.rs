//! Cases for what is stored: what is written is read again as it was, and what is broken is said to be.

use serde::de::DeserializeOwned;

use super::{Accounts, Engines, Inventory, MOST_RESETS, ResetRecord, Resets, SCHEMA, Unreadable, readable};
use crate::account::Account;
use crate::account_number::AccountNumber;
use crate::engine::Known;
use crate::integration::{Belongs, Integration};
use crate::tables::Report;

fn number(digits: &str) -> Option<AccountNumber> {
    AccountNumber::try_from(digits.to_owned()).ok()
}

fn reads<T: DeserializeOwned>(json: &str) -> bool {
    serde_json::from_str::<T>(json).is_ok()
}

const ACCOUNTS: &[(&str, bool)] = &[
    (r#"{"schema":1,"accounts":[]}"#, true),
    (r#"{"schema":1}"#, true),
    (r#"{"schema":1,"accounts":[{"number":"27","firstSeen":1,"lastSeen":2}]}"#, true),
    (r#"{"schema":1,"accounts":[{"number":"27","company":null,"firstSeen":1,"lastSeen":2,"lastCopied":3}]}"#, true),
    (r#"{"schema":1,"accounts":[{"number":"27","firstSeen":1,"lastSeen":2,"future":true}]}"#, true),
    (r#"{"schema":1,"accounts":[{"number":27,"firstSeen":1,"lastSeen":2}]}"#, false),
    (r#"{"schema":1,"accounts":[{"number":"2","firstSeen":1,"lastSeen":2}]}"#, false),
    (r#"{"schema":1,"accounts":[{"number":"27<","firstSeen":1,"lastSeen":2}]}"#, false),
    (r#"{"schema":1,"accounts":[{"firstSeen":1,"lastSeen":2}]}"#, false),
    (r#"{"schema":1,"accounts":{}}"#, false),
    (r#"{"accounts":[]}"#, false),
    (r#"[]"#, false),
    (r#""junk""#, false),
    (r#"null"#, false),
];

const INVENTORIES: &[(&str, bool)] = &[
    (r#"{"schema":1,"integrations":[]}"#, true),
    (r#"{"schema":1,"integrations":[{"id":"i1","name":"Sumo"}]}"#, true),
    (r#"{"schema":1,"integrations":[{"id":"i1","name":"Sumo","accounts":["27"]}]}"#, true),
    (r#"{"schema":1,"integrations":[{"id":"i1","name":"Sumo","accounts":["2"]}]}"#, false),
    (r#"{"schema":1,"integrations":[{"id":"i1"}]}"#, false),
    (r#"{"schema":1,"integrations":[{"id":1,"name":"Sumo"}]}"#, false),
    (r#"{"schema":"1","integrations":[]}"#, false),
];

pub(crate) fn table(report: &mut Report) {
    for (json, expected) in ACCOUNTS {
        report.check("stored accounts", json, &reads::<Accounts>(json), expected);
    }
    for (json, expected) in INVENTORIES {
        report.check("stored inventory", json, &reads::<Inventory>(json), expected);
    }
    report.check("schema", &SCHEMA, &readable(SCHEMA), &Ok(()));
    report.check("schema", &2, &readable(2), &Err(Unreadable::Newer(2)));
    report.check("schema", &0, &readable(0).is_err(), &true);

    let Some(twenty_seven) = number("27") else { return };
    let accounts = vec![
        Account {
            number: twenty_seven.clone(),
            company: Some("Söhne & \"Co\" <b>".to_owned()),
            first_seen: 1.5,
            last_seen: 1_790_000_000_000.0,
            last_copied: Some(2.0),
        },
        Account { number: twenty_seven.clone(), company: None, first_seen: 0.0, last_seen: 0.0, last_copied: None },
    ];
    let json = serde_json::to_string(&Accounts::of(&accounts)).unwrap_or_default();
    let again = serde_json::from_str::<Accounts>(&json).map(Accounts::into_accounts).ok();
    report.check("accounts there and back", &json, &again, &Some(accounts));

    let of = |id: &str, belongs| Integration {
        id: id.to_owned(),
        name: "Sumo".to_owned(),
        owner: "Ada".to_owned(),
        place: "a\nb".to_owned(),
        belongs,
    };
    let inventory = vec![of("i1", Belongs::ToAll), of("i2", Belongs::To(vec![twenty_seven.clone()]))];
    let json = serde_json::to_string(&Inventory::of(&inventory)).unwrap_or_default();
    let again = serde_json::from_str::<Inventory>(&json).map(Inventory::into_integrations).ok();
    report.check("inventory there and back", &json, &again, &Some(inventory));

    let engines = Engines::of([("admin.lastpass.com".to_owned(), Known::Refused)].into());
    let json = serde_json::to_string(&engines).unwrap_or_default();
    report.check("engines", &"", &json.as_str(), &r#"{"schema":1,"hosts":{"admin.lastpass.com":"refused"}}"#);
    report.check("engines there and back", &json, &serde_json::from_str(&json).ok(), &Some(engines));

    let mut resets = Resets::default();
    for at in 0..=MOST_RESETS {
        resets.add(ResetRecord { number: None, at: at as f64, listed: 3 });
    }
    report.check("resets are bounded", &MOST_RESETS, &resets.resets.len(), &MOST_RESETS);
    report.check("the oldest reset goes first", &"", &resets.resets.first().map(|reset| reset.at), &Some(1.0));
}
