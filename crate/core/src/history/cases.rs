use super::{COLUMNS, MOST, add, csv, edits, is_cut, json, time, was_told};
use crate::account_number::AccountNumber;
use crate::store::History;
use crate::store::rotation::{EntryRecord, Happening};
use crate::tables::Report;

fn entry(at: f64, integration: &str, by: &str, note: &str) -> EntryRecord {
    let number = AccountNumber::try_from("18836731".to_owned()).ok();
    let [rotation, integration, by, note] = ["r1", integration, by, note].map(str::to_owned);
    EntryRecord { at, what: Happening::TaskSkipped, number, rotation, integration, by, note, moment: String::new() }
}

pub(crate) fn table(report: &mut Report) {
    time::cases(report);
    edits::cases(report);

    let header = format!("\u{feff}{}\r\n", COLUMNS.join(","));
    for (entry, expected) in [
        (entry(0.0, "Sumo", "Ada", "old"), "1970-01-01T00:00:00.000Z,taskSkipped,18836731,Sumo,Ada,old,r1\r\n"),
        (entry(0.0, "=1+1", "@x", "-2"), "1970-01-01T00:00:00.000Z,taskSkipped,18836731,'=1+1,'@x,'-2,r1\r\n"),
        (
            entry(0.0, "a,b", "\"q\"", "two\r\nlines"),
            "1970-01-01T00:00:00.000Z,taskSkipped,18836731,\"a,b\",\"\"\"q\"\"\",\"two\r\nlines\",r1\r\n",
        ),
        (entry(f64::NAN, "", "", ""), ",taskSkipped,18836731,,,,r1\r\n"),
    ] {
        report.check("history as CSV", &entry, &csv(std::slice::from_ref(&entry)), &format!("{header}{expected}"));
    }
    report.check("history as CSV", &"nothing", &csv(&[]), &header);

    let text = json(&[entry(0.0, "\"S\"", "", "n")]);
    let read: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let line = &read["entries"][0];
    let facts = (&read["format"], &read["schema"], &line["at"], &line["what"], &line["account"], &line["integration"]);
    let facts = format!("{facts:?}");
    for expected in ["keyturn-history", "1970-01-01T00:00:00.000Z", "taskSkipped", "18836731", "\\\"S\\\""] {
        report.check("history as JSON", &expected, &facts.contains(expected), &true);
    }

    let mut history = History::default();
    add(&mut history, [EntryRecord { moment: "m1".to_owned(), ..entry(0.0, "", "", "") }, entry(0.0, "", "", "")]);
    for (moment, expected) in [("m1", true), ("m2", false), ("", false)] {
        report.check("history, told before", &moment, &was_told(&history, moment), &expected);
    }

    let mut history = History::default();
    add(&mut history, (0..MOST).map(|at| entry(at as f64, "", "", "")));
    let of = |history: &History| (history.entries.len(), history.entries.first().map(|entry| entry.at));
    report.check("history, just full", &MOST, &(of(&history), is_cut(&history)), &((MOST, Some(0.0)), true));
    add(&mut history, [entry(-5.0, "", "", ""), entry(-6.0, "", "", "")]);
    report.check("history, the oldest line goes first", &2, &of(&history), &(MOST, Some(2.0)));
    report.check("history, short", &0, &is_cut(&History::default()), &false);
}
