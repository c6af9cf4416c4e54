//! The accounts of an integration, as they stand in the form.

/// What was chosen in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// All accounts.
    All,
    /// These: the ticked ones, and the other numbers as they were typed.
    These {
        /// The numbers that were ticked.
        ticked: Vec<String>,
        /// What was typed into the field for other numbers.
        typed: String,
    },
}

/// "These accounts" was chosen and none was named. In a draft no number means all accounts, which is the opposite
/// of what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoneNamed;

/// The numbers to send; none means all accounts.
pub fn numbers(chosen: &Chosen) -> Result<Vec<String>, NoneNamed> {
    match chosen {
        Chosen::All => Ok(Vec::new()),
        Chosen::These { ticked, typed } => {
            let typed = typed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
            let all: Vec<String> = ticked.iter().map(String::as_str).chain(typed).map(str::to_owned).collect();
            if all.is_empty() { Err(NoneNamed) } else { Ok(all) }
        }
    }
}

/// The numbers that no checkbox stands for, as they stand in the field for other numbers.
pub fn others(numbers: &[String], seen: &[String]) -> String {
    let others = numbers.iter().filter(|number| !seen.contains(number)).map(String::as_str);
    others.collect::<Vec<_>>().join(", ")
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    let these = |ticked: &[&str], typed: &str| {
        let ticked = ticked.iter().map(|&number| number.to_owned()).collect();
        numbers(&Chosen::These { ticked, typed: typed.to_owned() }).map(|all| all.join("+"))
    };
    report.check("belongs to all", &"", &numbers(&Chosen::All), &Ok(Vec::new()));
    for (ticked, typed, expected) in [
        (&[][..], "27", Ok("27")),
        (&["27"][..], "", Ok("27")),
        (&["27", "28"][..], " 29 , 30,", Ok("27+28+29+30")),
        (&[][..], "29;30\n31", Ok("29+30+31")),
        // Not taken apart at the blank: what is wrong with it is said.
        (&[][..], "18 836 731", Ok("18 836 731")),
        (&[][..], "", Err(NoneNamed)),
        (&[][..], " , ,", Err(NoneNamed)),
    ] {
        report.check("belongs to", &(ticked, typed), &these(ticked, typed), &expected.map(str::to_owned));
    }
    let all = |digits: &[&str]| -> Vec<String> { digits.iter().map(|&number| number.to_owned()).collect() };
    for (numbers, seen, expected) in [
        (&["27", "28", "29"][..], &["28"][..], "27, 29"),
        (&["27"], &["27"], ""),
        (&["27"], &[], "27"),
        (&[], &["27"], ""),
    ] {
        report.check("other accounts", &(numbers, seen), &others(&all(numbers), &all(seen)).as_str(), &expected);
    }
}
