//! Cases for [`super::read`]: a text, and what is read in it.

use super::{AccountNumber, quick_look, read, stands_under};
use crate::rect::Rect;
use crate::tables::Report;
use crate::words::Words;

/// `number`, or `number @ company`, one after the other; `…` at the end if the text ends with a label.
fn shown(text: &str) -> String {
    let reading = read(text, &Words::shipped());
    let mut parts: Vec<String> = reading
        .sightings
        .iter()
        .map(|s| match &s.company {
            Some(company) => format!("{} @ {company}", s.number),
            None => s.number.to_string(),
        })
        .collect();
    if reading.goes_on {
        parts.push("…".to_owned());
    }
    parts.join(", ")
}

const CASES: &[(&str, &str)] = &[
    // The shapes that public sources tell of.
    ("OrgABC Account number 18836731", "18836731 @ OrgABC"),
    ("Account number 1234567", "1234567"),
    ("Account number: 18836731", "18836731"),
    ("Account number\n18836731", "18836731"),
    ("OrgABC\u{1f}Account number\u{1f}18836731", "18836731 @ OrgABC"),
    ("Account number 27", "27"),
    ("OrgABC\nAccount number 18836731\nUsers 42", "18836731"),
    // Split, spaced and capitalised.
    ("Account\u{1f} \u{1f}number\u{1f}:\u{1f} 18836731", "18836731"),
    ("Account\u{1f}number\u{1f}18836731", "18836731"),
    ("Acc\u{1f}ount number 188\u{1f}36731", "18836731"),
    ("Account\u{a0}number\u{a0}18836731", "18836731"),
    ("Account\n   number   \n 18836731", "18836731"),
    ("ACCOUNT NUMBER 18836731", "18836731"),
    ("account number 18836731", "18836731"),
    ("Account\u{ad} num\u{ad}ber 18836731", "18836731"),
    ("\u{200b}Account number\u{200b} 1883\u{200b}6731", "18836731"),
    ("Account number \u{200e}18836731\u{200e}", "18836731"),
    ("Acc\u{200b}ount\u{200d} num\u{feff}ber\u{200b}: 27365418", "27365418"),
    ("\u{202e}Account number\u{202c}: 33334444", "33334444"),
    ("Account number #18836731", "18836731"),
    ("Account number – 18836731", "18836731"),
    ("Account number = 18836731", "18836731"),
    ("Account number 18836731 (copy)", "18836731"),
    ("Account number 18836731 | Users", "18836731"),
    ("Account number 18836731\u{1f}copied", "18836731"),
    ("Account number 18836731\nlast seen today", "18836731"),
    ("Acme & Söhne GmbH | Account number 18836731", "18836731 @ Acme & Söhne GmbH"),
    ("株式会社 Account number 18836731", "18836731 @ 株式会社"),
    ("42 Account number 18836731", "18836731"),
    ("Account number 18836731\nAccount number 27365418", "18836731, 27365418"),
    ("A Ltd Account number 18836731\nB Ltd Account number 27365418", "18836731 @ A Ltd, 27365418 @ B Ltd"),
    ("Account number Account number 18836731", "18836731"),
    ("Account number\nAccount number\n18836731", "18836731"),
    ("Account number 123456789012", "123456789012"),
    // Not there yet.
    ("Account number", "…"),
    ("Account number:  ", "…"),
    ("OrgABC Account number\u{1f}", "…"),
    ("Account number 18836731\nAccount number", "18836731, …"),
    // Not an account number.
    ("", ""),
    ("18836731", ""),
    ("Account 18836731", ""),
    ("\u{202e}Account\u{202c} 12345678 number", ""),
    ("Account numbers 18836731", ""),
    ("Subaccount number 18836731", ""),
    ("bank account number 12345678", ""),
    ("Bank Account Number: 12345678", ""),
    ("Your account number 12345678", ""),
    ("the account number 12345678", ""),
    ("the\u{1f} account number 12345678", ""),
    ("Account number 18836731 was closed", ""),
    ("Account number is 18836731", ""),
    ("Account number: unknown", ""),
    ("Account number 1", ""),
    ("Account number 1234567890123", ""),
    ("Account number 18836731a", ""),
    ("Account number a18836731", ""),
    ("Account number 1883.67", ""),
    ("Account number 1,883", ""),
    ("Account number 1883-6731", ""),
    ("Account number 18836731.", ""),
    ("Account number 18****31", ""),
    ("Account number ••••6731", ""),
    ("Account number 12/2026", ""),
    ("Account number ٣٤٥٦٧٨٩", ""),
    ("Account number\u{1e}18836731", ""),
    ("Name\nAccount number\u{1e}12\nOrgABC", ""),
    ("Account\u{1e}number 18836731", ""),
    ("Company\nAccount number\nUsers\u{1e}OrgABC\n18836731\n42", ""),
    ("Company\nOrgABC\u{1e}Account number\n18836731\u{1e}Users\n42", "18836731"),
    // A field that somebody types in stands between, or in place of the number.
    ("Account number \u{fffc} 18836731", ""),
    ("Account number\n\u{fffc}", ""),
    ("Account\u{fffc}number 18836731", ""),
    ("\u{fffc} Account number 18836731 \u{fffc}", "18836731"),
    ("Discount number 18836731", ""),
    ("Her bank account number 18836731", ""),
];

/// Texts that a quick look must let through or may keep out, without a browser: the pattern's shape.
const QUICK: &[(&[&str], &str)] = &[
    (&[], "(?!)"),
    (&[" "], "(?!)"),
    (&["a b"], r"a[\s\x1e\x1f\x85\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*b"),
    (&["a", "b"], "a|b"),
    (&["é"], "é"),
    (&["😀"], "😀"),
    (&["i\u{307}"], r"[iİ][\s\x1e\x1f\x85\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*\u0307?"),
    (&["I", "İ"], "[iİ]|[iİ]"),
    (&["(*"], r"\u0028[\s\x1e\x1f\x85\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*\u002a"),
];

pub(crate) fn table(report: &mut Report) {
    for (text, expected) in CASES {
        report.check("account number", text, &shown(text), expected);
    }
    for (labels, expected) in QUICK {
        let labels = labels.iter().map(|&label| label.to_owned()).collect();
        let words = Words { account_number: labels, ..Words::shipped() };
        report.check("quick look", expected, &quick_look(&words), expected);
    }
    // Words of an admin's: other capitals, characters beyond 16 bits, one label within another.
    for (labels, text, expected) in [
        (&["İşletme No"][..], "İşletme no: 18836731", "18836731 of \"İşletme no\""),
        (&["işletme no"], "İŞLETME NO 18836731", "18836731 of \"İŞLETME NO\""),
        (&["🔑 CID"], "🔑 cid 27", "27 of \"🔑 cid\""),
        (
            &["Account number", "number"],
            "Ltd Account number 27 Number 28",
            "27 of \"Account number\", 28 of \"Number\"",
        ),
        (&["number", "Account number"], "Ltd Account number 27", "27 of \"Account number\""),
        (&["CID", "188"], "CID 18836731", "18836731 of \"CID\""),
        (&["188", "CID"], "CID 18836731", "18836731 of \"CID\""),
    ] {
        let labels: Vec<String> = labels.iter().map(|&label| label.to_owned()).collect();
        let words = Words { account_number: labels, ..Words::shipped() };
        let found = read(text, &words).sightings.into_iter();
        let found: Vec<String> = found.map(|s| format!("{} of {:?}", s.number, &text[s.label])).collect();
        report.check("an admin's label", &text, &found.join(", ").as_str(), &expected);
    }
    // The digits are where the sighting says they are.
    let text = "Örg Account number \u{1f}18\u{1f}36 1";
    let sighting = read(text, &Words::shipped()).sightings.into_iter().next();
    report.check("digits' place", text, &sighting.map(|s| text[s.digits].to_owned()), &Some("18\u{1f}36".to_owned()));
    for (text, expected) in [
        ("Account number 18836731", Some(("Account number", false))),
        ("OrgABC Account\u{1f} number: 18836731", Some(("Account\u{1f} number", false))),
        ("Account number\n18836731", Some(("Account number", true))),
        ("Account number:\u{1f}\n\u{1f}18836731", Some(("Account number", true))),
        ("Account\nnumber 18836731", Some(("Account\nnumber", false))),
        ("Account number", None),
    ] {
        let sighting = read(text, &Words::shipped()).sightings.into_iter().next();
        let label = sighting.map(|s| (text[s.label].to_owned(), s.is_apart));
        let expected = expected.map(|(label, is_apart): (&str, bool)| (label.to_owned(), is_apart));
        report.check("label's place", text, &label, &expected);
    }
    let rect = |left: f64, top: f64, width: f64, height: f64| Rect { left, top, width, height };
    for (what, label, number, expected) in [
        ("beside it", rect(100.0, 10.0, 110.0, 18.0), rect(220.0, 10.0, 70.0, 18.0), true),
        ("under it", rect(100.0, 10.0, 110.0, 18.0), rect(100.0, 30.0, 70.0, 18.0), true),
        ("under it, centred", rect(100.0, 10.0, 110.0, 12.0), rect(80.0, 30.0, 150.0, 30.0), true),
        ("under it, indented", rect(100.0, 10.0, 30.0, 18.0), rect(140.0, 30.0, 70.0, 18.0), true),
        ("under another column", rect(300.0, 10.0, 110.0, 18.0), rect(100.0, 40.0, 16.0, 18.0), false),
        ("under another column, close", rect(300.0, 10.0, 110.0, 18.0), rect(230.0, 28.0, 70.0, 18.0), false),
        ("to its left, in its line", rect(300.0, 10.0, 110.0, 18.0), rect(100.0, 10.0, 16.0, 18.0), true),
        ("to its left, larger", rect(300.0, 20.0, 110.0, 12.0), rect(100.0, 10.0, 90.0, 30.0), true),
        ("above it", rect(300.0, 40.0, 110.0, 18.0), rect(100.0, 10.0, 70.0, 18.0), true),
        ("under another column, a little higher", rect(300.0, 10.0, 110.0, 18.0), rect(100.0, 22.0, 16.0, 18.0), false),
        ("hidden under another column", rect(300.0, 10.0, 110.0, 18.0), rect(100.0, 40.0, 0.0, 18.0), true),
        ("under a column that is hidden", rect(300.0, 10.0, 0.0, 18.0), rect(100.0, 40.0, 16.0, 18.0), true),
        ("hidden", rect(0.0, 0.0, 0.0, 0.0), rect(0.0, 0.0, 0.0, 0.0), true),
        ("a hidden label", rect(0.0, 0.0, 0.0, 0.0), rect(0.0, 30.0, 70.0, 18.0), true),
    ] {
        report.check("stands under", &what, &stands_under(&label, &number), &expected);
    }
    for (length, expected) in [(1_000, Some("Ltd".to_owned())), (1_001, None)] {
        let text = format!("{:length$}Account number 27", "Ltd");
        let found = read(&text, &Words::shipped()).sightings.into_iter().next();
        report.check("a name in a long line", &length, &found.map(|one| one.company), &Some(expected));
    }
    let said = AccountNumber::try_from("1".to_owned()).map_err(|no| no.to_string());
    report.check("no number", &"1", &said, &Err("an account number is 2 to 12 digits".to_owned()));
    // A long page is read in one pass, not in one per letter.
    let long = format!("{}Account number 18836731", "Accounting x ".repeat(20_000));
    report.check("a long text", &"20,000 near misses", &read(&long, &Words::shipped()).sightings.len(), &1);
    let hostile = format!("Account number {}", "9".repeat(10_000));
    report.check("10,000 digits", &"", &shown(&hostile), &String::new());
}
