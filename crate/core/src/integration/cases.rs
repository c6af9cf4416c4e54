//! Cases for the inventory.

use super::{
    Belongs, Criticality, Draft, Field, Integration, LONGEST_FIELD, MOST_INTEGRATIONS, Refusal, broken_by_reset,
    ids_added, in_order, new_id, new_ids, put, save, take,
};
use crate::account_number::AccountNumber;
use crate::link::NotALink;
use crate::tables::Report;

/// When it is added.
const AT: f64 = 5.0;

fn draft(name: &str, owner: &str, place: &str, accounts: &[&str]) -> Draft {
    let accounts = accounts.iter().map(|&number| number.to_owned()).collect();
    Draft { name: name.to_owned(), owner: owner.to_owned(), place: place.to_owned(), accounts, ..Draft::default() }
}

fn shown(taken: &Result<Integration, Refusal>) -> String {
    match taken {
        Err(refusal) => format!("{refusal:?} in {:?}", refusal.field()),
        Ok(i) => {
            let accounts = match &i.belongs {
                Belongs::ToAll => "all".to_owned(),
                Belongs::To(numbers) => numbers.iter().map(AccountNumber::as_str).collect::<Vec<_>>().join("+"),
            };
            format!("{}|{}|{}|{accounts}", i.name, i.owner, i.place)
        }
    }
}

fn numbered(digits: &str) -> Option<AccountNumber> {
    AccountNumber::try_from(digits.to_owned()).ok()
}

pub(crate) fn table(report: &mut Report) {
    let long = "x".repeat(LONGEST_FIELD + 1);
    let longest = "é".repeat(LONGEST_FIELD);
    let drafts = [
        (draft("Sumo Logic", "", "", &[]), "Sumo Logic|||all"),
        (draft(" Sumo Logic ", " Ada ", " Hosted Collector ", &[]), "Sumo Logic|Ada|Hosted Collector|all"),
        (draft("Sumo", "", "", &["27"]), "Sumo|||27"),
        (draft("Sumo", "", "", &["27", " 28 ", "27", ""]), "Sumo|||27+28"),
        (draft("<b>\"=1+1\"</b>", "", "", &[]), "<b>\"=1+1\"</b>|||all"),
        (draft("", "", "", &[]), "NoName in Some(Name)"),
        (draft(" \u{a0}\n", "Ada", "", &[]), "NoName in Some(Name)"),
        (draft("Sumo", "", "", &["2"]), "NotAnAccountNumber(\"2\") in Some(Accounts)"),
        (draft("Sumo", "", "", &["12a"]), "NotAnAccountNumber(\"12a\") in Some(Accounts)"),
        (draft("Sumo", "", "", &["27", "1234567890123"]), "NotAnAccountNumber(\"1234567890123\") in Some(Accounts)"),
        (draft(&long, "", "", &[]), "TooLong(Name) in Some(Name)"),
        (draft("Sumo", &long, "", &[]), "TooLong(Owner) in Some(Owner)"),
        (draft("Sumo", "", &long, &[]), "TooLong(Place) in Some(Place)"),
    ];
    for (draft, expected) in &drafts {
        report.check("draft", draft, &shown(&take(draft, "i1".to_owned())).as_str(), expected);
    }
    report.check("longest name", &"é…", &take(&draft(&longest, "", "", &[]), "i1".to_owned()).is_ok(), &true);

    details(report);
    saves(report);
    refusals(report);
    order(report);

    let mut inventory = Vec::new();
    for (name, accounts) in [("zeta", &[][..]), ("Alpha", &["27"]), ("beta", &["28"]), ("Gamma", &["27", "28"])] {
        let taken = take(&draft(name, "", "", accounts), new_id(&inventory, AT));
        report.check("added", &name, &taken.and_then(|taken| put(&mut inventory, taken)), &Ok(()));
    }
    let listed = |number: Option<AccountNumber>| {
        let broken = broken_by_reset(&inventory, number.as_ref());
        broken.into_iter().map(|i| i.name).collect::<Vec<_>>().join(" ")
    };
    for (number, expected) in [
        (numbered("27"), "Alpha Gamma zeta"),
        (numbered("28"), "beta Gamma zeta"),
        (numbered("29"), "zeta"),
        (None, "Alpha beta Gamma zeta"),
    ] {
        report.check("broken by a reset", &number, &listed(number.clone()).as_str(), &expected);
    }

    ids(report, &inventory);
    inventory.remove(1);
    let edited = Integration { name: "Delta".to_owned(), ..inventory[1].clone() };
    report.check("edited", &"", &put(&mut inventory, edited), &Ok(()));
    let names: Vec<&str> = inventory.iter().map(|i| i.name.as_str()).collect();
    report.check("edited in place", &"", &names.join(" ").as_str(), &"zeta Delta Gamma");

    full(report);
}

/// What is removed leaves its id to nobody: a rotation may still name it.
fn ids(report: &mut Report, inventory: &[Integration]) {
    let ids = |inventory: &[Integration]| inventory.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    report.check("made at one time", &"", &ids(inventory).join(" ").as_str(), &"i5 i5-1 i5-2 i5-3");
    for (used, at, expected) in [
        ("", 5.0, "i5 i5-1 i5-2"),
        ("i5", 5.0, "i5-1 i5-2 i5-3"),
        ("i5-1", 5.0, "i5 i5-2 i5-3"),
        ("i5", 6.0, "i6 i6-1 i6-2"),
        ("i1 i2", 1_795_000_000_000.0, "i1795000000000 i1795000000000-1 i1795000000000-2"),
    ] {
        let used: Vec<String> = used.split_whitespace().map(str::to_owned).collect();
        let new: Vec<String> = new_ids(used.iter().map(String::as_str), at).take(3).collect();
        report.check("new ids", &(used, at), &new.join(" ").as_str(), &expected);
    }
    let mut all = inventory.to_vec();
    let last = all.pop().map(|last| last.id).unwrap_or_default();
    report.check(
        "added after the last was removed",
        &"",
        &save(&mut all, None, &draft("New", "", "", &[]), 6.0),
        &Ok(()),
    );
    report.check("it has another id", &last, &ids(&all).contains(&last), &false);
    report.check("what was added", &"", &ids_added(inventory, &all), &vec!["i6".to_owned()]);
    report.check("what was added", &"nothing", &ids_added(&all, inventory), &vec![last]);
    report.check("what was added", &"the same", &ids_added(inventory, inventory), &Vec::<String>::new());
}

/// What is saved, of which integration, and what is there meanwhile.
fn saves(report: &mut Report) {
    let one = |name: &str, note: &str| {
        take(&Draft { note: note.to_owned(), ..draft(name, "", "", &[]) }, "i1".to_owned())
            .into_iter()
            .collect::<Vec<_>>()
    };
    let was = one("Sumo", "");
    let typed = Draft { note: "by hand".to_owned(), ..draft("Sumo", "", "", &[]) };
    for (there, expected) in [
        (was.clone(), Ok("Sumo by hand")),
        // Only the answer was lost.
        (one("Sumo", "by hand"), Ok("Sumo by hand")),
        // It was removed meanwhile: what was typed is added.
        (Vec::new(), Ok("Sumo by hand")),
        (one("Sumo", "by somebody else"), Err(Refusal::EditedMeanwhile)),
        (one("Sumo Logic", ""), Err(Refusal::EditedMeanwhile)),
    ] {
        let mut now = there.clone();
        let is = save(&mut now, was.first(), &typed, AT);
        let all = now.iter().map(|i| format!("{} {}", i.name, i.note)).collect::<Vec<_>>().join(", ");
        let is = is.map(|()| all.as_str());
        report.check("saved", &there, &is, &expected);
        report.check("a refusal changes nothing", &there, &(is.is_ok() || now == there), &true);
    }
}

/// What is said of a draft that is not taken.
fn refusals(report: &mut Report) {
    for (refusal, expected) in [
        (Refusal::NoName, ("refused_no_name", "")),
        (Refusal::TooLong(Field::Note), ("refused_too_long", "65536")),
        (Refusal::NotAnAccountNumber("2x".to_owned()), ("refused_not_a_number", "2x")),
        (Refusal::NotALink(NotALink::Scheme), ("refused_link_scheme", "")),
        (Refusal::NotALink(NotALink::Character), ("refused_link_character", "")),
        (Refusal::NotALink(NotALink::SignIn), ("refused_link_sign_in", "")),
        (Refusal::NotALink(NotALink::Host), ("refused_link_host", "")),
        (Refusal::NotAnInterval, ("refused_not_an_interval", "")),
        (Refusal::TooMany, ("refused_too_many", "5000")),
        (Refusal::ChangedMeanwhile, ("refused_changed_meanwhile", "")),
        (Refusal::EditedMeanwhile, ("refused_edited_meanwhile", "")),
    ] {
        let (name, fill) = refusal.clone().message();
        report.check("why it is refused", &refusal, &(name.as_str(), fill.concat().as_str()), &expected);
    }
    for refusal in [Refusal::TooMany, Refusal::ChangedMeanwhile, Refusal::EditedMeanwhile] {
        report.check("the field to mend", &refusal, &refusal.field(), &None);
    }
}

/// One by one as well, an inventory holds so many integrations; those that are there can be edited all the same.
fn full(report: &mut Report) {
    let one = |(count, id): (usize, String)| take(&draft(&count.to_string(), "", "", &[]), id);
    let last_but_one =
        (1..MOST_INTEGRATIONS).zip(new_ids(std::iter::empty(), AT)).map(one).collect::<Result<Vec<_>, _>>();
    let Ok(mut inventory) = last_but_one else {
        return report.check("an inventory that is nearly full", &"", &false, &true);
    };
    for (name, expected) in [("the last", Ok(())), ("one more", Err(Refusal::TooMany))] {
        let taken = take(&draft(name, "", "", &[]), new_id(&inventory, AT));
        report.check("put", &name, &taken.and_then(|taken| put(&mut inventory, taken)), &expected);
    }
    let edited = Integration { name: "edited".to_owned(), ..inventory[0].clone() };
    report.check("put", &"one that is there", &put(&mut inventory, edited), &Ok(()));
    report.check("put", &"no more", &inventory.len(), &MOST_INTEGRATIONS);
}

/// Link, criticality, interval and note.
fn details(report: &mut Report) {
    let sumo = || draft("Sumo", "", "", &[]);
    let link = |link: &str| Draft { link: link.to_owned(), ..sumo() };
    let polls = |minutes| Draft { polls_every: Some(minutes), ..sumo() };
    let note = |length| Draft { note: "é".repeat(length), ..sumo() };
    let accounts = |count| Draft { accounts: vec!["18836731".to_owned(); count], ..sumo() };
    let all = Draft {
        link: " https://example.com/a ".to_owned(),
        criticality: Criticality::Critical,
        polls_every: Some(5),
        note: " by hand\nonly ".to_owned(),
        ..sumo()
    };
    let shown = |draft: &Draft| match take(draft, "i1".to_owned()) {
        Err(refusal) => format!("{refusal:?} in {:?}", refusal.field()),
        Ok(i) => {
            let link = i.link.as_ref().map_or("-", |link| link.as_str());
            format!(
                "{link}|{}|{:?}|{}",
                i.criticality.name(),
                i.polls_every,
                i.note.chars().take(20).collect::<String>()
            )
        }
    };
    for (draft, expected) in [
        (sumo(), "-|normal|None|"),
        (all, "https://example.com/a|critical|Some(5)|by hand\nonly"),
        (link("  "), "-|normal|None|"),
        (link("javascript:alert(1)"), "NotALink(Scheme) in Some(Link)"),
        (link("https://ada:secret@example.com"), "NotALink(SignIn) in Some(Link)"),
        (link(&format!("https://example.com/{}", "a".repeat(LONGEST_FIELD))), "TooLong(Link) in Some(Link)"),
        (polls(1), "-|normal|Some(1)|"),
        (polls(527_040), "-|normal|Some(527040)|"),
        (polls(0), "NotAnInterval in Some(PollsEvery)"),
        (polls(527_041), "NotAnInterval in Some(PollsEvery)"),
        (note(LONGEST_FIELD), "-|normal|None|éééééééééééééééééééé"),
        (note(LONGEST_FIELD + 1), "TooLong(Note) in Some(Note)"),
        (accounts(LONGEST_FIELD / 8), "-|normal|None|"),
        (accounts(LONGEST_FIELD / 8 + 1), "TooLong(Accounts) in Some(Accounts)"),
    ] {
        let about = format!("{:.60}", format!("{draft:?}"));
        report.check("details of a draft", &about, &shown(&draft).as_str(), &expected);
    }
    for criticality in Criticality::ALL {
        report.check("criticality", &criticality, &Criticality::named(criticality.name()), &Some(criticality));
        let json = serde_json::to_string(&criticality).unwrap_or_default();
        report.check("criticality, stored", &criticality, &json, &format!("{:?}", criticality.name()));
    }
    report.check("criticality", &"Critical", &Criticality::named("Critical"), &None);
}

/// What a reset breaks, in the order in which to mend it.
fn order(report: &mut Report) {
    use Criticality::{Critical, High, Low, Normal};
    let mut inventory = Vec::new();
    for (name, criticality, polls_every) in [
        ("low", Low, Some(1)),
        ("unknown", Critical, None),
        ("zeta", Normal, Some(60)),
        ("Alpha", Normal, Some(60)),
        ("beta", Normal, Some(5)),
        ("daily", Critical, Some(1_440)),
        ("hourly", Critical, Some(60)),
        ("high", High, None),
    ] {
        let draft = Draft { criticality, polls_every, ..draft(name, "", "", &[]) };
        let taken = take(&draft, new_id(&inventory, AT)).and_then(|taken| put(&mut inventory, taken));
        report.check("added", &name, &taken, &Ok(()));
    }
    let names = |all: Vec<Integration>| all.into_iter().map(|i| i.name).collect::<Vec<_>>().join(" ");
    let broken = names(broken_by_reset(&inventory, None));
    let expected = "hourly daily unknown high beta Alpha zeta low";
    report.check("what is critical first, then what polls soonest, then the name", &"", &broken.as_str(), &expected);
    let listed = names(in_order(inventory));
    report.check("by name", &"", &listed.as_str(), &"Alpha beta daily high hourly low unknown zeta");
}
