//! Cases for the Enterprise API.

use super::{Answer, LONGEST_ANSWER, Question, request, together, verdict};
use crate::account_number::AccountNumber;
use crate::message::Verdict;
use crate::tables::Report;

const HASH: &str = "0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c";

pub(crate) fn table(report: &mut Report) {
    let Ok(number) = AccountNumber::try_from("18836731".to_owned()) else { return };
    let failed = |said: &str| Verdict::Failed { said: said.to_owned() };
    let unknown = |status| Verdict::NotUnderstood { status };
    let (ok, refused) = (r#"{"status":"OK","next":null,"data":[]}"#, r#"<lastpass rc="Authorization Error"/>"#);
    let recorded = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{refused}");
    let policy = r#"{"status":"FAIL","errors":["The Enterprise API is restricted to event reporting"]}"#;
    let long = format!(r#"{{"status":"FAIL","error":"{}"}}"#, "x ".repeat(500));
    let echo = format!(r#"{{"status":"FAIL","errors":["cid=18836731 with {HASH}:", "ends in E3B1C0F."]}}"#);
    for (status, body, expected) in [
        (200, ok, Verdict::Works),
        (200, r#"{"status":"success"}"#, Verdict::Works),
        (200, r#"{"total":"3","count":1,"Users":{}}"#, Verdict::Works),
        (200, "\u{feff} {\"status\":\"ok\"}", Verdict::Works),
        (200, refused, Verdict::Refused),
        (200, &recorded, Verdict::Refused),
        (200, r#"{"status":"FAIL","errors":["Authorization Error"]}"#, Verdict::Refused),
        (200, policy, Verdict::ReportingOnly),
        (200, r#"{"status":"FAIL","errors":["Unknown command"]}"#, failed("Unknown command")),
        (200, r#"{"status":"FAIL","error":"Try again"}"#, failed("Try again")),
        (200, r#"{"status":"FAIL","errors":{"a":1}}"#, failed("")),
        (200, r#"{"status":"FAIL"}"#, failed("")),
        (200, &echo, failed("… with … ends in …")),
        (200, &long, failed("x ".repeat(100).as_str())),
        (200, r#"<lastpass rc="Something else"/>"#, unknown(200)),
        (200, "<html>Log in</html>", unknown(200)),
        (200, r#"{"status":"PERHAPS"}"#, unknown(200)),
        (200, "{}", unknown(200)),
        (200, "[]", unknown(200)),
        (200, "", unknown(200)),
        (200, "{\"status\":\"OK\"", unknown(200)),
        (401, ok, unknown(401)),
        (404, refused, unknown(404)),
        (429, "", unknown(429)),
        (503, "<html></html>", unknown(503)),
    ] {
        let body = body.as_bytes();
        report.check("verdict", &(status, body.len()), &verdict(&Answer { status, body }, &number, HASH), &expected);
    }
    // As long as an answer may be, and one byte longer.
    let frame = r#"{"status":"OK","data":""}"#.len();
    for (length, expected) in [(LONGEST_ANSWER, Verdict::Works), (LONGEST_ANSWER + 1, unknown(200))] {
        let body = format!(r#"{{"status":"OK","data":"{}"}}"#, "x".repeat(length - frame));
        let body = body.as_bytes();
        report.check("as long as", &body.len(), &verdict(&Answer { status: 200, body }, &number, HASH), &expected);
    }
    let huge = format!(r#"{{"status":"OK","data":"{}"}}"#, "x".repeat(LONGEST_ANSWER));
    for (name, body) in [("too long", huge.as_bytes()), ("no text", &[0xff, 0xfe, 0x00][..])] {
        report.check("verdict", &name, &verdict(&Answer { status: 200, body }, &number, HASH), &unknown(200));
    }

    for (events, users, expected) in [
        (Verdict::Works, Verdict::Works, Verdict::Works),
        (Verdict::Works, Verdict::Refused, Verdict::ReportingOnly),
        (Verdict::Works, Verdict::ReportingOnly, Verdict::ReportingOnly),
        (Verdict::Works, failed("Slow down"), failed("Slow down")),
        (Verdict::Works, unknown(503), Verdict::Works),
        (Verdict::Refused, Verdict::Works, Verdict::Refused),
    ] {
        let both = (events.clone(), users.clone());
        report.check("verdicts together", &both, &together(events, users), &expected);
    }

    for (question, command) in [(Question::Events, "reporting"), (Question::Users, "getuserdata")] {
        for hash in [HASH, "a\"b\\c\nd"] {
            let read: serde_json::Value = serde_json::from_str(&request(question, &number, hash)).unwrap_or_default();
            let read = (read["cid"].as_str(), read["provhash"].as_str(), read["cmd"].as_str());
            report.check("request", &question, &read, &(Some("18836731"), Some(hash), Some(command)));
        }
    }
}
