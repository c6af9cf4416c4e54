//! The tables of cases as one list, so that the native tests, wasm and the JS engine run the very same.

use std::fmt::Debug;

/// What the tables gave.
#[derive(Debug, Default)]
pub struct Report {
    /// How many cases held.
    pub passed: usize,
    /// One line for each case that did not: table, input, what came, what was expected.
    pub failures: Vec<String>,
}

impl Report {
    /// Counts one case.
    pub fn check<I, A, E>(&mut self, table: &str, input: &I, actual: &A, expected: &E)
    where
        I: Debug + ?Sized,
        A: Debug + PartialEq<E>,
        E: Debug,
    {
        if actual == expected {
            self.passed += 1;
        } else {
            self.failures.push(format!("{table}: {input:?} gave {actual:?}, expected {expected:?}"));
        }
    }
}

/// Runs every table.
pub fn run() -> Report {
    let mut report = Report::default();
    for (_, table) in TABLES {
        table(&mut report);
    }
    report
}

/// A table: its name, and what runs it.
type Table = (&'static str, fn(&mut Report));

const TABLES: &[Table] = &[
    ("account number", crate::account_number::cases::table),
    ("account", crate::account::cases::table),
    ("belongs", crate::belongs::cases),
    ("bringing", crate::bringing::cases),
    ("by id", crate::by_id::cases),
    ("catalog", crate::catalog::cases),
    ("control", crate::control::cases::table),
    ("engine", crate::engine::cases::table),
    ("enterprise api", crate::enterprise_api::cases::table),
    ("exchange", crate::exchange::cases::table),
    ("forget", crate::forget::cases::table),
    ("formats", crate::formats::cases::table),
    ("history", crate::history::cases::table),
    ("in front", crate::in_front::cases),
    ("integration", crate::integration::cases::table),
    ("language", crate::language::cases),
    ("link", crate::link::cases),
    ("listing", crate::listing::cases),
    ("moment", crate::moment::cases),
    ("newer", crate::newer::cases::table),
    ("one press", crate::one_press::cases),
    ("owners", crate::owners::cases),
    ("placed", crate::placed::cases),
    ("placement", crate::placement::cases),
    ("polls", crate::polls::cases),
    ("press", crate::press::cases),
    ("prompt", crate::prompt::cases),
    ("provisioning hash", crate::provisioning_hash::cases::table),
    ("rect", crate::rect::cases),
    ("reminder", crate::reminder::cases::table),
    ("rotation", crate::rotation::cases::table),
    ("secret", crate::secret::cases),
    ("seen", crate::seen::cases::table),
    ("self-check", crate::self_check::cases::table),
    ("sender", crate::sender::cases),
    ("store", crate::store::cases::table),
    ("text", crate::text::cases::table),
    ("lower", crate::lower::cases),
    ("words", crate::words::cases::table),
];

#[cfg(test)]
mod tests {
    use super::{Report, TABLES, run};

    #[test]
    fn every_case_of_every_table_holds() {
        for (name, table) in TABLES {
            let mut report = Report::default();
            table(&mut report);
            assert!(report.failures.is_empty(), "{name}:\n{}", report.failures.join("\n"));
            assert!(report.passed > 0, "{name} has no case");
        }
    }

    #[test]
    fn a_broken_case_is_reported() {
        let mut report = Report::default();
        report.check("t", "in", &1, &2);
        assert_eq!(report.failures, ["t: \"in\" gave 1, expected 2"]);
        assert!(run().passed > 100);
    }
}
