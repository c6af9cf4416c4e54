//! Cases for the inventory.

use super::{Belongs, Draft, Integration, LONGEST_FIELD, Refusal, broken_by_reset, next_id, put, take};
use crate::account_number::AccountNumber;
use crate::tables::Report;

fn draft(name: &str, owner: &str, place: &str, accounts: &[&str]) -> Draft {
    let accounts = accounts.iter().map(|&number| number.to_owned()).collect();
    Draft { name: name.to_owned(), owner: owner.to_owned(), place: place.to_owned(), accounts }
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

    let mut inventory = Vec::new();
    for (name, accounts) in [("zeta", &[][..]), ("Alpha", &["27"]), ("beta", &["28"]), ("Gamma", &["27", "28"])] {
        let taken = take(&draft(name, "", "", accounts), next_id(&inventory));
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

    report.check("ids", &"four", &next_id(&inventory).as_str(), &"i5");
    inventory.remove(1);
    report.check("an id is not used twice while a later one is there", &"", &next_id(&inventory).as_str(), &"i5");
    let edited = Integration { name: "Delta".to_owned(), ..inventory[1].clone() };
    report.check("edited", &"", &put(&mut inventory, edited), &Ok(()));
    let names: Vec<&str> = inventory.iter().map(|i| i.name.as_str()).collect();
    report.check("edited in place", &"", &names.join(" ").as_str(), &"zeta Delta Gamma");
}
