//! Cases for [`super::put_back`]: a document that was set aside, and what is there after it.

use super::{Now, put_back};
use crate::store::cases::Json;
use crate::tables::Report;

/// What is there, in a line: accounts, integrations, resets, rotations, lines of the history, languages, who ticks off.
fn line(now: &Now) -> String {
    let Now { kept, words, settings } = now;
    let accounts: Vec<String> = kept.accounts.accounts.iter().map(|account| account.number.to_string()).collect();
    let integrations = &kept.inventory.integrations;
    let integrations: Vec<String> = integrations.iter().map(|one| format!("{}/{}", one.id, one.name)).collect();
    let rotations: Vec<&str> = kept.rotations.rotations.iter().map(|rotation| rotation.id.as_str()).collect();
    let languages: Vec<&str> = words.languages.keys().map(String::as_str).collect();
    format!(
        "{} {} {} {} {} {} {}",
        accounts.join("+"),
        integrations.join("+"),
        kept.resets.resets.len(),
        rotations.join("+"),
        kept.history.entries.len(),
        languages.join("+"),
        settings.rotation.me
    )
}

/// The document, what was set aside of it, whether it is put back, and what is there then.
const ONE_AFTER_THE_OTHER: &[(&str, &str, bool, &str)] = &[
    ("accounts", r#"{"schema":1,"accounts":[{"number":"27","firstSeen":1,"lastSeen":2}]}"#, true, "27  0  0  "),
    // What is there already stays one.
    ("accounts", r#"{"schema":1,"accounts":[{"number":"27","firstSeen":0,"lastSeen":1}]}"#, true, "27  0  0  "),
    ("accounts", r#"{"schema":1,"accounts":[{"number":"28","firstSeen":0,"lastSeen":1}]}"#, true, "27+28  0  0  "),
    ("inventory", r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo"}]}"#, true, "27+28 i1/Sumo 0  0  "),
    // What is there just as it was stays one; another one's id was given away since.
    ("inventory", r#"{"schema":2,"integrations":[{"id":"i1","name":"Sumo"}]}"#, true, "27+28 i1/Sumo 0  0  "),
    ("inventory", r#"{"schema":2,"integrations":[{"id":"i1","name":"Entra"}]}"#, true, "27+28 i1/Sumo+i9/Entra 0  0  "),
    ("resets", r#"{"schema":1,"resets":[{"at":1,"listed":2}]}"#, true, "27+28 i1/Sumo+i9/Entra 1  0  "),
    ("rotations", r#"{"schema":1,"rotations":[{"id":"r5","opened":5}]}"#, true, "27+28 i1/Sumo+i9/Entra 1 r5 0  "),
    ("rotations", r#"{"schema":1,"rotations":[{"id":"r3","opened":3}]}"#, true, "27+28 i1/Sumo+i9/Entra 1 r3+r5 0  "),
    (
        "history",
        r#"{"schema":1,"entries":[{"at":1,"what":"rotationOpened"}]}"#,
        true,
        "27+28 i1/Sumo+i9/Entra 1 r3+r5 1  ",
    ),
    ("words", r#"{"schema":1,"languages":{"de":{}}}"#, true, "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de "),
    // There is room for one only.
    ("words", r#"{"schema":1,"languages":{"fr":{}}}"#, false, "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de "),
    ("settings", r#"{"schema":1,"rotation":{"me":"Ada"}}"#, true, "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de Ada"),
    ("settings", r#"{"schema":1,"rotation":{"me":"Bob"}}"#, false, "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de Ada"),
    // Still newer, junk, or of a subject that this version does not know.
    (
        "accounts",
        r#"{"schema":2,"accounts":[{"number":"29","firstSeen":1,"lastSeen":2}]}"#,
        false,
        "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de Ada",
    ),
    ("inventory", r#"{"schema":99}"#, false, "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de Ada"),
    ("history", r#"{"schema":1,"entries":7}"#, false, "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de Ada"),
    ("engines", r#"{"schema":1,"hosts":{}}"#, false, "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de Ada"),
    ("polls", r#"{"schema":1}"#, false, "27+28 i1/Sumo+i9/Entra 1 r3+r5 1 de Ada"),
];

/// The table.
pub fn table(report: &mut Report) {
    let mut now = Now::default();
    for (document, aside, is_back, after) in ONE_AFTER_THE_OTHER {
        let is = put_back(&mut now, document, &Json::of(aside), 9.0);
        report.check("newer", &(document, aside), &(is, line(&now)), &(*is_back, (*after).to_owned()));
    }
}
