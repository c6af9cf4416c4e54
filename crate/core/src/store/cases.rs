//! Cases for what is stored: what is written is read again as it was, and what is broken is said to be.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{Accounts, Document, Engines, Inventory, MOST_RESETS, ResetRecord, Resets, Stored, Unreadable, read};
use crate::account::Account;
use crate::account_number::AccountNumber;
use crate::engine::Known;
use crate::integration::{Belongs, Criticality, Integration};
use crate::link::Link;
use crate::tables::Report;

fn number(digits: &str) -> Option<AccountNumber> {
    AccountNumber::try_from(digits.to_owned()).ok()
}

/// A value, as JSON.
pub struct Json(String);

impl Json {
    /// The value in this text.
    pub fn of(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Stored for Json {
    fn parse<T: DeserializeOwned>(&self) -> Result<T, String> {
        serde_json::from_str(&self.0).map_err(|error| error.to_string())
    }

    fn items(&self, field: &str) -> Vec<Self> {
        let fields = serde_json::from_str::<BTreeMap<String, &RawValue>>(&self.0).unwrap_or_default();
        let list = fields.get(field).and_then(|list| serde_json::from_str::<Vec<&RawValue>>(list.get()).ok());
        list.unwrap_or_default().into_iter().map(|item| Self::of(item.get())).collect()
    }
}

fn reads<D: Document>(json: &str) -> bool {
    read::<D>(&Json::of(json)).is_ok()
}

/// What a document is written as after it was read from this.
fn written_again<D: Document>(json: &str) -> Result<String, &'static str> {
    match read::<D>(&Json::of(json)) {
        Ok(document) => Ok(serde_json::to_string(&document).unwrap_or_default()),
        Err(Unreadable::Newer(_)) => Err("newer"),
        Err(Unreadable::Junk(_)) => Err("junk"),
    }
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

/// A value that is no inventory, and how the reason begins.
const MISFITS: &[(&str, &str)] = &[
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"S"},{"id":"i2","name":7}]}"#, "integrations[1]: invalid type"),
    (r#"{"schema":2,"integrations":[{"id":"i1"}]}"#, "integrations[0]: missing field `name`"),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"S","accounts":["27","2"]}]}"#, "integrations[0]: "),
    (r#"{"schema":2,"integrations":7}"#, "integrations: invalid type"),
    (r#"{"schema":1,"integrations":7}"#, "integrations: invalid type"),
    (r#"{"schema":0}"#, "schema 0 was never written"),
    (r#"{"schema":"2"}"#, "schema: invalid type"),
    (r#"{}"#, "schema: missing field `schema`"),
    (r#"7"#, "schema: invalid type"),
];

const INVENTORIES: &[(&str, bool)] = &[
    (r#"{"schema":2,"integrations":[]}"#, true),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo"}]}"#, true),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","accounts":["27"]}]}"#, true),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","accounts":["2"]}]}"#, false),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","link":"https://example.com"}]}"#, true),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","link":"javascript:alert(1)"}]}"#, false),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","criticality":"critical","pollsEvery":5}]}"#, true),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","criticality":"very"}]}"#, false),
    (r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","pollsEvery":-5}]}"#, false),
    (r#"{"schema":2,"integrations":[{"id":"i1"}]}"#, false),
    (r#"{"schema":2,"integrations":[{"id":1,"name":"Sumo"}]}"#, false),
    (r#"{"schema":"2","integrations":[]}"#, false),
];

/// An inventory as an older version wrote it, and as this one writes it.
const MIGRATED: &[(&str, Result<&str, &str>)] = &[
    (r#"{"schema":1}"#, Ok(r#"{"schema":2,"integrations":[]}"#)),
    (r#"{"schema":1,"integrations":[]}"#, Ok(r#"{"schema":2,"integrations":[]}"#)),
    (
        r#"{"schema":1,"integrations":[{"id":"i7","name":"Sumo <b>","owner":"Ada","place":"a\nb","accounts":["27","28"]}]}"#,
        Ok(
            r#"{"schema":2,"integrations":[{"id":"i7","name":"Sumo <b>","owner":"Ada","place":"a\nb","accounts":["27","28"],"link":null,"criticality":"normal","pollsEvery":null,"note":""}]}"#,
        ),
    ),
    (
        r#"{"schema":1,"integrations":[{"id":"i1","name":"Sumo"},{"id":"i2","name":"Devo","accounts":null}]}"#,
        Ok(
            r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","owner":"","place":"","accounts":null,"link":null,"criticality":"normal","pollsEvery":null,"note":""},{"id":"i2","name":"Devo","owner":"","place":"","accounts":null,"link":null,"criticality":"normal","pollsEvery":null,"note":""}]}"#,
        ),
    ),
    (
        r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","link":"https://example.com/","criticality":"low","pollsEvery":5,"note":"n"}]}"#,
        Ok(
            r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo","owner":"","place":"","accounts":null,"link":"https://example.com/","criticality":"low","pollsEvery":5,"note":"n"}]}"#,
        ),
    ),
    (r#"{"schema":1,"integrations":[{"id":"i1"}]}"#, Err("junk")),
    (r#"{"schema":1,"integrations":[{"id":"i1","name":"Sumo","accounts":["x"]}]}"#, Err("junk")),
    (r#"{"schema":0,"integrations":[]}"#, Err("junk")),
    (r#"{"schema":3,"integrations":[]}"#, Err("newer")),
    (r#"{"schema":3,"integrations":"of another shape"}"#, Err("newer")),
];

pub(crate) fn table(report: &mut Report) {
    for (json, expected) in ACCOUNTS {
        report.check("stored accounts", json, &reads::<Accounts>(json), expected);
    }
    for (json, expected) in INVENTORIES {
        report.check("stored inventory", json, &reads::<Inventory>(json), expected);
    }
    for (json, expected) in MIGRATED {
        report.check("migrated", json, &written_again::<Inventory>(json), &expected.map(str::to_owned));
    }
    for (json, expected) in [
        (r#"{"schema":1,"accounts":[]}"#, Ok(r#"{"schema":1,"accounts":[]}"#)),
        (r#"{"schema":0,"accounts":[]}"#, Err("junk")),
        (r#"{"schema":2,"accounts":[]}"#, Err("newer")),
    ] {
        report.check("migrated", &json, &written_again::<Accounts>(json), &expected.map(str::to_owned));
    }
    report.check("an empty document is of today's schema", &"", &Inventory::default().schema, &Inventory::SCHEMA);

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
        link: Link::try_from("https://example.com/a".to_owned()).ok(),
        criticality: Criticality::High,
        polls_every: Some(90),
        note: "\"n\"".to_owned(),
    };
    let inventory = vec![of("i1", Belongs::ToAll), of("i2", Belongs::To(vec![twenty_seven.clone()]))];
    let json = serde_json::to_string(&Inventory::of(&inventory)).unwrap_or_default();
    let again = serde_json::from_str::<Inventory>(&json).map(Inventory::into_integrations).ok();
    report.check("inventory there and back", &json, &again, &Some(inventory));

    let engines = Engines::of([("admin.lastpass.com".to_owned(), Known::Refused)].into());
    let json = serde_json::to_string(&engines).unwrap_or_default();
    report.check("engines", &"", &json.as_str(), &r#"{"schema":1,"hosts":{"admin.lastpass.com":"refused"}}"#);
    report.check("engines there and back", &json, &serde_json::from_str(&json).ok(), &Some(engines));

    for (json, begins) in MISFITS {
        let why = match read::<Inventory>(&Json::of(json)) {
            Err(Unreadable::Junk(why)) => why,
            _ => String::new(),
        };
        report.check("misfit", json, &why.get(..begins.len()), &Some(*begins));
    }

    let mut resets = Resets::default();
    for at in 0..=MOST_RESETS {
        resets.add(ResetRecord { number: None, at: at as f64, listed: 3 });
    }
    report.check("resets are bounded", &MOST_RESETS, &resets.resets.len(), &MOST_RESETS);
    report.check("the oldest reset goes first", &"", &resets.resets.first().map(|reset| reset.at), &Some(1.0));
}
