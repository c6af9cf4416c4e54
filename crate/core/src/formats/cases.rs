//! Cases for "Copy as".

use super::names::NAMES;
use super::{holds_hash, offered, write};
use crate::account_number::AccountNumber;
use crate::tables::Report;

const HASH: &str = "0f8e3b1c";

pub(crate) fn table(report: &mut Report) {
    let number = AccountNumber::try_from("18836731".to_owned()).ok();
    for (id, is_known, expected) in [
        ("plain", true, Some("0f8e3b1c")),
        ("plain", false, Some("0f8e3b1c")),
        ("json", true, Some("{\n  \"cid\": \"18836731\",\n  \"provhash\": \"0f8e3b1c\"\n}\n")),
        ("json", false, Some("{\n  \"provhash\": \"0f8e3b1c\"\n}\n")),
        ("env", true, Some("LASTPASS_CID=18836731\nLASTPASS_PROVISIONING_HASH='0f8e3b1c'\n")),
        ("env", false, Some("LASTPASS_PROVISIONING_HASH='0f8e3b1c'\n")),
        (
            "integration:Elastic LastPass integration",
            true,
            Some("Account Number: 18836731\nProvisioning Hash: 0f8e3b1c\n"),
        ),
        ("integration:Elastic LastPass integration", false, Some("Provisioning Hash: 0f8e3b1c\n")),
        // By its maker's name, however it is written.
        ("integration: sumo logic ", true, Some("CID: 18836731\nAPI Secret: 0f8e3b1c\n")),
        (
            "integration:Cartography (LastPass module)",
            true,
            Some("CARTOGRAPHY_LASTPASS__CID=18836731\nCARTOGRAPHY_LASTPASS__PROVHASH='0f8e3b1c'\n"),
        ),
        ("integration:Our own script", true, Some("CID: 18836731\nProvisioning hash: 0f8e3b1c\n")),
        ("integration:LastPass", true, Some("CID: 18836731\nProvisioning hash: 0f8e3b1c\n")),
        ("nothing", true, None),
        ("", true, None),
    ] {
        let written = write(id, number.as_ref().filter(|_| is_known), HASH);
        report.check("copy as", &(id, is_known), &written.as_deref(), &expected);
    }
    for (id, hash, expected) in [
        ("plain", "", None),
        ("json", "a\0b", None),
        ("json", "a\"b\\c\nd\u{2028}é", Some("{\n  \"provhash\": \"a\\\"b\\\\c\\u000ad\\u2028é\"\n}\n")),
        ("env", "a'b$(c)", Some("LASTPASS_PROVISIONING_HASH='a'\\''b$(c)'\n")),
        ("integration:x", "a\nb", None),
        ("integration:x", "a: b # c", Some("Provisioning hash: a: b # c\n")),
    ] {
        report.check("copy as: hostile", &(id, hash), &write(id, None, hash).as_deref(), &expected);
    }
    for format in offered(["Sumo Logic"]) {
        let holds = write(&format.id, number.as_ref(), HASH).is_some_and(|text| text.contains(HASH));
        report.check("what is copied holds the hash", &format.id, &holds_hash(&format.id), &holds);
    }
    for is_known in [true, false] {
        let call = write("curl", number.as_ref().filter(|_| is_known), HASH).unwrap_or_default();
        report.check("copy as curl: the hash is not in it", &is_known, &call.contains(HASH), &false);
        report.check("copy as curl: the number is", &is_known, &call.contains("18836731"), &is_known);
    }

    let ids = |names: &[&str]| {
        let offered = offered(names.iter().copied());
        offered.into_iter().map(|format| format.id).collect::<Vec<_>>().join(" ")
    };
    report.check("offered", &"nothing listed", &ids(&[]).as_str(), &"plain json env curl kubernetes");
    report.check(
        "offered",
        &"some listed",
        &ids(&["Sumo", "", "Mine", "Sumo "]).as_str(),
        &"plain json env curl kubernetes integration:Sumo integration:Mine",
    );
    for format in offered(["Sumo"]) {
        report.check("offered: each can be written", &format.id, &write(&format.id, None, HASH).is_some(), &true);
        report.check(
            "offered: one label",
            &format.id,
            &(format.message.is_empty() != format.integration.is_empty()),
            &true,
        );
    }
    report.check("names are known", &"", &NAMES.len(), &24);
    // A quotation mark in one of these would make other text of what it stands in.
    let odd =
        NAMES.iter().flat_map(|names| [names.number, names.hash]).filter(|name| name.contains([':', '\'', '"', '\n']));
    report.check("names are plain", &"", &odd.collect::<Vec<_>>(), &Vec::<&str>::new());
}
