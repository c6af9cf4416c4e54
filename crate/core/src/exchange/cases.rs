//! Cases for files: what is written is read again as it was, what is broken is refused with its place.

use super::plan::{Agreed, carry_out, plan, put_back};
use super::{Broken, Entry, LARGEST_FILE, csv, json, read, text};
use crate::integration::{
    Criticality, Draft, Integration, LONGEST_FIELD, MOST_INTEGRATIONS, Refusal, new_id, put, take,
};
use crate::tables::Report;

pub(crate) fn table(report: &mut Report) {
    written(report);
    read_csv(report);
    read_json(report);
    encodings(report);
    there_and_back(report);
    limits(report);
    plans(report);
    carried_out(report);
}

/// An entry in short: what the file does not say is `~`.
fn short(entry: &Entry) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "~".to_owned());
    let accounts = entry.accounts.as_ref().map(|all| all.join("+"));
    let polls = entry.polls_every.map(|minutes| minutes.map_or("?".to_owned(), |minutes| minutes.to_string()));
    let criticality = entry.criticality.map(|criticality| criticality.name().to_owned());
    [
        entry.name.clone(),
        text(&criticality),
        text(&polls),
        text(&entry.owner),
        text(&entry.place),
        text(&accounts),
        text(&entry.link),
        text(&entry.note),
    ]
    .join("|")
}

fn shown(entries: Result<Vec<Entry>, Broken>) -> String {
    match entries {
        Ok(entries) => entries.iter().map(short).collect::<Vec<_>>().join(" / "),
        Err(Broken { at, why }) => {
            let at = at.map_or("file".to_owned(), |at| format!("{}:{}", at.line, at.column));
            format!("{at} {why:?}")
        }
    }
}

/// When something is added.
const AT: f64 = 99.0;

fn integration(id: &str, draft: &Draft) -> Option<Integration> {
    take(draft, id.to_owned()).ok()
}

fn draft(name: &str, owner: &str, accounts: &[&str]) -> Draft {
    let accounts = accounts.iter().map(|&number| number.to_owned()).collect();
    Draft { name: name.to_owned(), owner: owner.to_owned(), accounts, ..Draft::default() }
}

fn full(name: &str) -> Draft {
    Draft {
        place: "Vault > \"hash\"".to_owned(),
        link: "https://example.com/?a=1,2".to_owned(),
        criticality: Criticality::Critical,
        polls_every: Some(60),
        note: "one\ntwo".to_owned(),
        ..draft(name, "Ada; Bo", &["27", "18836731"])
    }
}

fn written(report: &mut Report) {
    let inventory: Vec<_> =
        integration("i1", &full("Sumo")).into_iter().chain(integration("i2", &draft("=1+1", "", &[]))).collect();
    let expected = "\u{feff}name,criticality,polls_every_minutes,owner,place,accounts,link,note\r\n\
        Sumo,critical,60,\"Ada; Bo\",\"Vault > \"\"hash\"\"\",\"27; 18836731\",\"https://example.com/?a=1,2\",\"one\ntwo\"\r\n\
        '=1+1,normal,,,,all,,\r\n";
    report.check("written as CSV", &"", &csv::write(&inventory).as_str(), &expected);
    let expected = r#"{
  "format": "keyturn-inventory",
  "schema": 1,
  "integrations": [
    {
      "name": "Sumo",
      "criticality": "critical",
      "pollsEveryMinutes": 60,
      "owner": "Ada; Bo",
      "place": "Vault > \"hash\"",
      "accounts": [
        "27",
        "18836731"
      ],
      "link": "https://example.com/?a=1,2",
      "note": "one\ntwo"
    },
    {
      "name": "=1+1",
      "criticality": "normal",
      "pollsEveryMinutes": null,
      "owner": "",
      "place": "",
      "accounts": "all",
      "link": null,
      "note": ""
    }
  ]
}
"#;
    report.check("written as JSON", &"", &json::write(&inventory).as_str(), &expected);
    for (name, cell) in [
        ("=1+1", "'=1+1"),
        ("+49 30 1", "'+49 30 1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "''tis"),
        ("''", "'''"),
        ("a=1", "a=1"),
        ("a - b", "a - b"),
        // A spreadsheet that expects semicolons would begin a cell here, and one that expects commas there.
        ("a;=1", "\"a;'=1\""),
        ("a,@b", "\"a,'@b\""),
        ("a\n-b", "\"a\n'-b\""),
        ("a\r'b", "\"a\r''b\""),
        ("a; b", "\"a; b\""),
        ("é\"", "\"é\"\"\""),
        // There, a quotation mark before it changes nothing: the cell would hold `=A1`.
        ("a;\"=A1;", "\"a;\"\"'=A1;\""),
        ("\"\"=1", "\"\"\"\"\"'=1\""),
        ("\"'tis\"", "\"\"\"''tis\"\"\""),
        ("a\"=1", "\"a\"\"=1\""),
    ] {
        let all: Vec<_> = integration("i1", &draft(name, "", &[])).into_iter().collect();
        let text = csv::write(&all);
        let row = text.split_once("\r\n").and_then(|(_, rest)| rest.strip_suffix(",normal,,,,all,,\r\n"));
        report.check("no formula in a cell", &name, &row, &Some(cell));
        report.check("and back", &name, &shown(read(text.as_bytes())), &format!("{name}|normal|?|||||"));
    }
}

fn read_csv(report: &mut Report) {
    for (text, expected) in [
        ("name\nSumo\n", "Sumo|~|~|~|~|~|~|~"),
        ("name\r\nSumo\r\nDevo", "Sumo|~|~|~|~|~|~|~ / Devo|~|~|~|~|~|~|~"),
        ("name\rSumo\rDevo\r", "Sumo|~|~|~|~|~|~|~ / Devo|~|~|~|~|~|~|~"),
        ("name,owner\nSumo,Ada", "Sumo|~|~|Ada|~|~|~|~"),
        ("name;owner\nSumo;Ada, Bo", "Sumo|~|~|Ada, Bo|~|~|~|~"),
        ("name\towner\nSumo\tAda", "Sumo|~|~|Ada|~|~|~|~"),
        ("owner;name;note\nAda;Sumo;", "Sumo|~|~|Ada|~|~|~|"),
        (" Name , OWNER\nSumo,Ada", "Sumo|~|~|Ada|~|~|~|~"),
        ("\"name\";\"accounts\"\n\"Sumo\";\"27; 28\"", "Sumo|~|~|~|~|27+28|~|~"),
        ("name,accounts\nSumo,27 28", "Sumo|~|~|~|~|27+28|~|~"),
        ("name,accounts\nSumo,\"27,28\"", "Sumo|~|~|~|~|27+28|~|~"),
        ("name,accounts\nSumo,\nDevo,All", "Sumo|~|~|~|~||~|~ / Devo|~|~|~|~||~|~"),
        (
            "name,criticality,polls_every_minutes\nSumo, High ,5\nDevo,,",
            "Sumo|high|5|~|~|~|~|~ / Devo|normal|?|~|~|~|~|~",
        ),
        ("name,link\nSumo,https://example.com", "Sumo|~|~|~|~|~|https://example.com|~"),
        ("name,note\nSumo,\"a \"\"b\"\",\r\nc\"\n", "Sumo|~|~|~|~|~|~|a \"b\",\r\nc"),
        ("name,note\n\n,\n  ,  \nSumo,\n\n", "Sumo|~|~|~|~|~|~|"),
        ("name,note\nSumo,'tis\nDevo,'=1", "Sumo|~|~|~|~|~|~|'tis / Devo|~|~|~|~|~|~|=1"),
        ("name\n", ""),
        ("name", ""),
        // Only what is written as it should be.
        ("", "file Empty"),
        (" \r\n\t", "file Empty"),
        ("owner\nAda", "1:1 NoNameColumn"),
        ("Sumo,Ada\n", "1:1 NoNameColumn"),
        ("<html>\n<body>", "1:1 NoNameColumn"),
        ("name,colour\nSumo,red", "1:6 UnknownColumn(\"colour\")"),
        ("name;owner;\nSumo;Ada;", "1:12 UnknownColumn(\"\")"),
        ("name,owner,Name\nSumo,Ada,Devo", "1:12 ColumnTwice(\"Name\")"),
        ("name,owner\nSumo", "2:1 Cells { found: 1, expected: 2 }"),
        ("name,owner\nSumo,Ada,Bo", "2:10 Cells { found: 3, expected: 2 }"),
        ("name,owner\nSumo,Ada\n,,,,\nDevo,", "Sumo|~|~|Ada|~|~|~|~ / Devo|~|~||~|~|~|~"),
        ("name,owner\nSumo,\"Ada", "2:6 QuoteNotClosed"),
        ("name,owner\nSumo,\"Ada\nDevo,Bo\n", "2:6 QuoteNotClosed"),
        ("name,owner\nSumo,A\"da", "2:7 QuoteInside"),
        ("name,owner\nSumo,\"Ada\" Bo", "2:11 AfterQuote"),
        ("name,owner\nSumo,\"Ada\"\"", "2:6 QuoteNotClosed"),
        ("name,owner\n,Ada", "2:1 Refused(NoName)"),
        ("name,note,owner\nSumo,\"a\nb\",x\nDevo,\"é\",A\"", "4:11 QuoteInside"),
        ("name,criticality\nSumo,urgent", "2:6 NotACriticality(\"urgent\")"),
        ("name,polls_every_minutes\nSumo,often", "2:6 NotMinutes(\"often\")"),
        ("name,polls_every_minutes\nSumo,1.5", "2:6 NotMinutes(\"1.5\")"),
        ("name,polls_every_minutes\nSumo,-5", "2:6 NotMinutes(\"-5\")"),
        ("name,polls_every_minutes\nSumo,0", "2:6 Refused(NotAnInterval)"),
        ("name,accounts\nSumo,1.8837E+07", "2:6 Refused(NotAnAccountNumber(\"1.8837E+07\"))"),
        ("name,accounts,link\r\nSumo,27,javascript:alert(1)\r\n", "2:9 Refused(NotALink(Scheme))"),
        ("name,link\rSumo,\rDevo,https://me@example.com", "3:6 Refused(NotALink(SignIn))"),
    ] {
        report.check("CSV", &text, &shown(read(text.as_bytes())).as_str(), &expected);
    }
}

fn read_json(report: &mut Report) {
    let file =
        |inside: &str| format!("{{\"format\":\"keyturn-inventory\",\"schema\":1,\n\"integrations\":[{inside}]}}");
    for (inside, expected) in [
        ("", ""),
        (r#"{"name":"Sumo"}"#, "Sumo|~|~|~|~|~|~|~"),
        (r#"{"name":"Sumo","owner":"Ada","accounts":["27","28"]}"#, "Sumo|~|~|Ada|~|27+28|~|~"),
        (r#"{"name":"Sumo","accounts":"all","link":null,"pollsEveryMinutes":null}"#, "Sumo|~|?|~|~|||~"),
        (r#"{"name":"S\u00fcmo","criticality":"low","pollsEveryMinutes":5,"note":"a\nb"}"#, "Sümo|low|5|~|~|~|~|a\nb"),
        (r#"{}"#, "2:18 Unexpected(\"missing field `name`\")"),
        (r#"{"name":5}"#, "2:25 Unexpected(\"invalid type: integer `5`, expected a string\")"),
        (r#"{"name":" "}"#, "2:25 Refused(NoName)"),
        (r#"{"name":"é","link":"javascript:alert(1)"}"#, "2:36 Refused(NotALink(Scheme))"),
        ("\n  {\"name\":\"Sumo\",\n   \"link\":\"https://a@b\"}", "4:11 Refused(NotALink(SignIn))"),
        (r#"{"name":"Sumo","owner":null}"#, "2:40 Unexpected(\"invalid type: null, expected a string\")"),
        (r#"{"name":"Sumo","accounts":[]}"#, "2:43 NoAccounts"),
        (r#"{"name":"Sumo","accounts":[" "]}"#, "2:43 NoAccounts"),
        (r#"{"name":"Sumo","accounts":[27]}"#, "2:43 Unexpected(\"invalid type: integer `27`, expected a string\")"),
        (
            r#"{"name":"Sumo","accounts":"27"}"#,
            "2:43 Unexpected(\"\\\"27\\\", expected a list of account numbers, or \\\"all\\\"\")",
        ),
        (r#"{"name":"Sumo","accounts":["2"]}"#, "2:43 Refused(NotAnAccountNumber(\"2\"))"),
        (r#"{"name":"Sumo","criticality":"urgent"}"#, "2:46 NotACriticality(\"urgent\")"),
        (r#"{"name":"Sumo","pollsEveryMinutes":"5"}"#, "2:52 NotMinutes(\"\\\"5\\\"\")"),
        (r#"{"name":"Sumo","pollsEveryMinutes":0}"#, "2:52 Refused(NotAnInterval)"),
        (r#"{"name":"Sumo","name":"Devo"}"#, "2:37 Unexpected(\"duplicate field `name`\")"),
        (r#"{"name":"Sumo",}"#, "2:32 NotJson(\"key must be a string\")"),
        (r#"{"name":"Sumo"},"#, "2:33 NotJson(\"expected value\")"),
        (r#"{"name":"a"} {"name":"b"}"#, "2:30 NotJson(\"expected `,` or `]`\")"),
        (r#"5"#, "2:17 Unexpected(\"invalid type: integer `5`, expected an integration\")"),
    ] {
        let file = file(inside);
        report.check("JSON", &inside, &shown(read(file.as_bytes())).as_str(), &expected);
    }
    let unknown = shown(read(file(r#"{"name":"Sumo","colour":"red"}"#).as_bytes()));
    let expected = "2:39 Unexpected(\"unknown field `colour`, expected one of ";
    report.check("JSON: unknown field", &unknown, &unknown.starts_with(expected), &true);
    for (text, expected) in [
        ("{", "1:1 EndsTooEarly"),
        ("{\"format\":\"keyturn-inventory\",\"schema\":1,\"integrations\":[{\"name\":\"Su", "1:68 EndsTooEarly"),
        ("[]", "1:1 NotAnInventory"),
        ("{}", "1:1 NotAnInventory"),
        ("[{\"name\":\"Sumo\"}]", "1:1 NotAnInventory"),
        (r#"{"schema":1,"integrations":[]}"#, "1:1 NotAnInventory"),
        (r#"{"format":"something","schema":1,"integrations":[]}"#, "1:1 NotAnInventory"),
        (r#"{"format":5,"schema":1,"integrations":[]}"#, "1:1 NotAnInventory"),
        (r#"{"format":"keyturn-inventory","integrations":[]}"#, "1:1 NotAnInventory"),
        (r#"{"format":"keyturn-inventory","schema":0,"integrations":[]}"#, "1:1 NotAnInventory"),
        (r#"{"format":"keyturn-inventory","schema":2,"other":[]}"#, "file Newer(2)"),
        (r#"{"format":"keyturn-inventory","schema":1}"#, "1:41 Unexpected(\"missing field `integrations`\")"),
        (
            r#"{"format":"keyturn-inventory","schema":1,"integrations":{}}"#,
            "1:56 Unexpected(\"invalid type: map, expected a sequence\")",
        ),
        ("{\"format\":\"keyturn-inventory\",\n\"schema\" 1}", "2:10 NotJson(\"expected `:`\")"),
        (r#"{"format":"keyturn-inventory","schema":1,"integrations":[]} x"#, "1:61 NotJson(\"trailing characters\")"),
    ] {
        report.check("JSON", &text, &shown(read(text.as_bytes())).as_str(), &expected);
    }
    let added = r#"{"format":"keyturn-inventory","schema":1,"integrations":[],"signed":true}"#;
    let said = shown(read(added.as_bytes()));
    report.check("JSON: unknown field of the file", &said, &said.contains("unknown field `signed`"), &true);
}

fn encodings(report: &mut Report) {
    for (bytes, expected) in [
        (&b"\xef\xbb\xbfname\nS\xc3\xbcmo"[..], "Sümo|~|~|~|~|~|~|~"),
        (b"\xef\xbb\xbf{\"format\":\"keyturn-inventory\",\"schema\":1,\"integrations\":[]}", ""),
        (b"\xff\xfen\0a\0m\0e\0", "file Utf16"),
        (b"\xfe\xff\0n\0a\0m\0e", "file Utf16"),
        (b"n\0a\0m\0e\0", "file Utf16"),
        (b"\0n\0a\0m\0e", "file Utf16"),
        (b"name\nS\xfcmo", "2:2 NotUtf8"),
        (b"name,owner\r\nSumo,\xc3\xa9\xff", "2:7 NotUtf8"),
        (b"name\nSumo\xe2\x82", "2:5 NotUtf8"),
        (b"\xef\xbb\xbf", "file Empty"),
        (b"PK\x03\x04\x14\0\x06\0", "1:1 NoNameColumn"),
    ] {
        let text = String::from_utf8_lossy(bytes).into_owned();
        report.check("encoding", &text, &shown(read(bytes)).as_str(), &expected);
    }
}

/// Numbers that look random and are the same each time (a linear congruential generator).
struct Dice(u32);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % sides.max(1)
    }

    /// A text of what files, spreadsheets and parsers stumble over.
    fn text(&mut self) -> String {
        const PARTS: [&str; 32] = [
            "a", "Z", "0", " ", "  ", "'", "''", "\"", "\"\"", ",", ";", "\t", "\r", "\n", "\r\n", "=", "+", "-", "@",
            "＝", "\\", "\\n", "{", "}", "ü", "😀", "e\u{301}", "\u{feff}", "\u{0}", "\u{1f}", "all", "name,",
        ];
        (0..self.below(9)).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    fn draft(&mut self) -> Draft {
        let numbers = ["27", "18836731", "007", "123456789012"];
        let links = ["", "", "https://example.com/a,b;c?d='=1", "http://[::1]:8080/#é"];
        Draft {
            name: format!("{}x", self.text()),
            owner: self.text(),
            place: self.text(),
            accounts: (0..self.below(4)).map(|_| numbers[self.below(numbers.len())].to_owned()).collect(),
            link: links[self.below(links.len())].to_owned(),
            criticality: Criticality::ALL[self.below(4)],
            polls_every: Some(self.below(5_000) as u32).filter(|&minutes| minutes > 0),
            note: self.text(),
        }
    }
}

/// Generated inventories: what is exported imports to the same, into an empty inventory and into itself.
fn there_and_back(report: &mut Report) {
    let mut dice = Dice(20_261_124);
    for round in 0..60 {
        let mut inventory = Vec::new();
        for _ in 0..dice.below(30) {
            let taken = take(&dice.draft(), new_id(&inventory, AT));
            let added = taken.and_then(|taken| put(&mut inventory, taken));
            report.check("generated", &round, &added, &Ok(()));
        }
        if dice.below(3) == 0 {
            // Twins: nothing forbids them.
            let twin = inventory.first().cloned().map(|twin| Integration { id: new_id(&inventory, AT), ..twin });
            inventory.extend(twin);
        }
        for (format, text) in [("CSV", csv::write(&inventory)), ("JSON", json::write(&inventory))] {
            let about = (format, round);
            let Ok(entries) = read(text.as_bytes()) else {
                report.check("there and back", &about, &shown(read(text.as_bytes())), &"read".to_owned());
                continue;
            };
            let mut again = Vec::new();
            let anew = plan(&again, &entries).map(|plan| plan.agreed(&again));
            let done = anew.map(|agreed| carry_out(&mut again, &agreed, AT));
            report.check("there and back", &about, &done, &Ok(Ok(())));
            report.check("there and back", &about, &nameless(&again), &nameless(&inventory));
            let onto = plan(&inventory, &entries).map(|plan| (plan.is_empty(), plan.same));
            report.check("onto itself", &about, &onto, &Ok((true, inventory.len())));
        }
    }
}

/// Without the ids, which are each inventory's own.
fn nameless(inventory: &[Integration]) -> Vec<Integration> {
    inventory.iter().map(|i| Integration { id: String::new(), ..i.clone() }).collect()
}

/// The edges: so many integrations, so long a text, so large a file; and one more.
fn limits(report: &mut Report) {
    let rows = |count: usize| {
        let mut text = "name\n".to_owned();
        (0..count).for_each(|number| text.push_str(&format!("Integration {number}\n")));
        text
    };
    let planned = |inventory: &[Integration], text: &str| {
        read(text.as_bytes()).and_then(|entries| plan(inventory, &entries)).map(|plan| plan.len())
    };
    let too_many = |line| Err(format!("{line}:1 Refused(TooMany)"));
    let one: Vec<_> = integration("i1", &draft("Sumo", "", &[])).into_iter().collect();
    for (inventory, count, expected) in [
        (&[][..], MOST_INTEGRATIONS, Ok(MOST_INTEGRATIONS)),
        (&[], MOST_INTEGRATIONS + 1, too_many(5_002)),
        (&one, MOST_INTEGRATIONS - 1, Ok(MOST_INTEGRATIONS - 1)),
        (&one, MOST_INTEGRATIONS, too_many(5_001)),
    ] {
        let planned = planned(inventory, &rows(count)).map_err(|broken| shown(Err(broken)));
        report.check("the most integrations", &(inventory.len(), count), &planned, &expected);
    }
    for (column, length, expected) in [
        ("note", LONGEST_FIELD, "1 entry"),
        ("note", LONGEST_FIELD + 1, "2:6 Refused(TooLong(Note))"),
        ("owner", LONGEST_FIELD, "1 entry"),
        ("owner", LONGEST_FIELD + 1, "2:6 Refused(TooLong(Owner))"),
        ("place", LONGEST_FIELD, "1 entry"),
        ("place", LONGEST_FIELD + 1, "2:6 Refused(TooLong(Place))"),
        ("link", LONGEST_FIELD, "1 entry"),
        ("link", LONGEST_FIELD + 1, "2:6 Refused(TooLong(Link))"),
    ] {
        let begins = if column == "link" { "https://example.com/" } else { "" };
        let text = format!("name,{column}\nSumo,{begins}{}", "x".repeat(length - begins.len()));
        let said = match read(text.as_bytes()) {
            Ok(entries) => format!("{} entry", entries.len()),
            broken => shown(broken),
        };
        report.check("the longest text", &(column, length), &said.as_str(), &expected);
    }
    let name = |length| shown(read(format!("name\n{}", "x".repeat(length)).as_bytes()));
    report.check("the longest name", &"", &name(LONGEST_FIELD).len(), &(LONGEST_FIELD + "|~".len() * 7));
    report.check("the longest name", &"", &name(LONGEST_FIELD + 1).as_str(), &"2:1 Refused(TooLong(Name))");
    let wide = |cells: usize| shown(read(format!("name\nSumo{}", ",x".repeat(cells)).as_bytes()));
    report.check("a wide row", &"", &wide(150).as_str(), &"2:6 Cells { found: 151, expected: 1 }");
    let wide = shown(read(format!("name\nSumo\n{}\nDevo", ",".repeat(150)).as_bytes()));
    report.check("a wide row with nothing in it", &"", &wide.as_str(), &"Sumo|~|~|~|~|~|~|~ / Devo|~|~|~|~|~|~|~");
    let json = |count: usize| {
        let rows = vec!["{\"name\":\"Sumo\"}"; count].join(",\n");
        shown(read(format!("{{\"format\":\"keyturn-inventory\",\"schema\":1,\"integrations\":[\n{rows}]}}").as_bytes()))
    };
    report.check("the most integrations in JSON", &"", &json(MOST_INTEGRATIONS).starts_with("Sumo|"), &true);
    report.check("one more", &"", &json(MOST_INTEGRATIONS + 1).as_str(), &"5002:1 Refused(TooMany)");
    for (size, expected) in [(LARGEST_FILE, true), (LARGEST_FILE + 1, false)] {
        report.check("the largest file", &size, &text(&vec![b'\n'; size]).is_ok(), &expected);
    }
}

fn plans(report: &mut Report) {
    let inventory: Vec<_> = [
        ("i1", draft("Sumo", "Ada", &[])),
        ("i2", draft("Devo", "Bo", &["27"])),
        ("i3", draft("Devo", "Cy", &["28"])),
        ("i4", full("Elastic")),
        ("i5", draft("Twin", "", &["27"])),
        ("i6", draft("Twin", "Di", &["27"])),
    ]
    .into_iter()
    .filter_map(|(id, draft)| integration(id, &draft))
    .collect();
    let planned = |text: &str| match read(text.as_bytes()).and_then(|entries| plan(&inventory, &entries)) {
        Err(broken) => shown(Err(broken)),
        Ok(plan) => {
            let added = plan.added.iter().map(|i| format!("+{}", i.name));
            let changed = plan.changed.iter().map(|change| {
                let fields: Vec<_> = change.fields().into_iter().map(|field| format!("{field:?}")).collect();
                format!("{}: {}", change.after.id, fields.join("+"))
            });
            let all: Vec<_> = added.chain(changed).chain([format!("={}", plan.same)]).collect();
            all.join(", ")
        }
    };
    for (text, expected) in [
        ("name\nNew", "+New, =0"),
        ("name\nSumo", "=1"),
        ("name\n sumo ", "i1: Name, =0"),
        ("name,owner\nSumo,Ada", "=1"),
        ("name,owner\nSumo,Grace", "i1: Owner, =0"),
        // Without accounts, it is the one of that name; if that is several, nobody knows which.
        ("name,owner\nElastic,Grace", "i4: Owner, =0"),
        ("name,owner\nNew,\nDevo,Grace", "3:1 Ambiguous(\"Devo\")"),
        // Whatever stands before it in the file.
        (
            r#"{"format":"keyturn-inventory","schema":1,"integrations":[{"name":"Devo","accounts":["27"],"owner":"Bo"},{"name":"Devo"}]}"#,
            "1:105 Ambiguous(\"Devo\")",
        ),
        ("name,owner,accounts\nDevo,Grace,28", "i3: Owner, =0"),
        ("name,owner,accounts\nDevo,Cy,28\nDevo,Bo,27", "=2"),
        // Other accounts: another integration. Nothing that breaks is lost from the list.
        ("name,owner,accounts\nDevo,Bo,29", "+Devo, =0"),
        ("name,accounts\nSumo,27", "+Sumo, =0"),
        ("name,accounts\nSumo,all", "=1"),
        ("name,accounts\nElastic,18836731; 27; 27", "=1"),
        // Twice in the file.
        ("name\nNew\nNew", "+New, +New, =0"),
        ("name,owner\nSumo,Grace\nSumo,Ada", "+Sumo, =1"),
        // Twice in the inventory: each is one entry's; first what is the same.
        ("name,owner,accounts\nTwin,Di,27\nTwin,,27", "=2"),
        ("name,owner,accounts\nTwin,Grace,27\nTwin,Di,27", "i5: Owner, =1"),
        ("name,owner,accounts\nTwin,a,27\nTwin,b,27\nTwin,c,27", "+Twin, i5: Owner, i6: Owner, =0"),
        // What the file does not say stays; what it says to be empty becomes empty.
        ("name,note\nElastic,", "i4: Note, =0"),
        ("name,link,polls_every_minutes,criticality\nElastic,,,", "i4: Criticality+PollsEvery+Link, =0"),
        (
            "name,link,polls_every_minutes,criticality\nSumo,https://example.com,5,high",
            "i1: Criticality+PollsEvery+Link, =0",
        ),
        ("name", "=0"),
    ] {
        report.check("what a file would change", &text, &planned(text).as_str(), &expected);
    }
}

fn carried_out(report: &mut Report) {
    let inventory: Vec<_> = [("i1", draft("Sumo", "Ada", &[])), ("i7", draft("Devo", "Bo", &["27"]))]
        .into_iter()
        .filter_map(|(id, draft)| integration(id, &draft))
        .collect();
    let file = "name,owner\nSumo,Grace\nNew,\nNewer,Bo";
    let planned = read(file.as_bytes()).and_then(|entries| plan(&inventory, &entries));
    let Ok(planned) = planned else {
        report.check("carried out", &file, &planned.is_ok(), &true);
        return;
    };
    let agreed = planned.agreed(&inventory);
    let listed = |all: &[Integration]| {
        all.iter().map(|i| format!("{} {} {}", i.id, i.name, i.owner)).collect::<Vec<_>>().join(", ")
    };
    let mut now = inventory.clone();
    report.check("carried out", &file, &carry_out(&mut now, &agreed, AT), &Ok(()));
    let expected = "i1 Sumo Grace, i7 Devo Bo, i99 New , i99-1 Newer Bo";
    report.check("carried out", &file, &listed(&now).as_str(), &expected);
    // Its answer was lost, or another tab did the same.
    let was = now.clone();
    let refused = carry_out(&mut now, &agreed, AT + 1.0);
    report.check("carried out twice", &"", &(refused, &now), &(Err(Refusal::ChangedMeanwhile), &was));

    let before = planned.changed.iter().map(|change| change.before.clone()).collect();
    let undone = put_back(&mut now, before, &["i99".to_owned(), "i99-1".to_owned()]);
    report.check("taken back", &"", &(undone, &now), &(Ok(()), &inventory));

    let meanwhile = |what: &str, mut inventory: Vec<Integration>, report: &mut Report| {
        let was = inventory.clone();
        let refused = carry_out(&mut inventory, &agreed, AT);
        report.check("meanwhile", &what, &(refused, inventory), &(Err(Refusal::ChangedMeanwhile), was));
    };
    for at in 0..2 {
        let mut edited = inventory.clone();
        edited[at].note = "by somebody else".to_owned();
        meanwhile("edited", edited, report);
    }
    meanwhile("removed", inventory.split_at(1).1.to_vec(), report);
    meanwhile("added", [&inventory[..], &inventory[..1]].concat(), report);
    let reversed = inventory.iter().rev().cloned().collect();
    let mut now: Vec<Integration> = reversed;
    report.check("stored in another order", &"", &carry_out(&mut now, &agreed, AT), &Ok(()));
    let bad = Agreed { added: vec![draft("", "", &[])], ..agreed.clone() };
    let mut now = inventory.clone();
    let refused = carry_out(&mut now, &bad, AT);
    report.check("all or nothing", &"", &(refused, &now), &(Err(Refusal::NoName), &inventory));
    let bad = Agreed { changed: vec![("i8".to_owned(), draft("Sumo", "", &[]))], ..agreed.clone() };
    let refused = carry_out(&mut now, &bad, AT);
    report.check("nobody's id", &"", &(refused, &now), &(Err(Refusal::ChangedMeanwhile), &inventory));
}

/// Somebody else's reader finds the same cells in what is written here.
#[cfg(test)]
mod tests {
    use super::{AT, Dice};
    use crate::integration::{new_id, take};

    #[test]
    fn another_reader_reads_what_is_written() {
        let mut dice = Dice(7);
        let mut inventory = Vec::new();
        for _ in 0..500 {
            inventory.extend(take(&dice.draft(), new_id(&inventory, AT)));
        }
        let text = super::csv::write(&inventory);
        let rows: Result<Vec<_>, _> = ::csv::Reader::from_reader(text.as_bytes()).into_records().collect();
        let rows = rows.expect("it is CSV");
        assert_eq!(rows.len(), inventory.len());
        for (row, integration) in rows.iter().zip(&inventory) {
            assert_eq!(row.len(), 8);
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
            assert_eq!(row.get(1), Some(integration.criticality.name()));
            assert!(row.get(0).is_some_and(|name| name.ends_with('x')), "{row:?}");
        }
    }
}
