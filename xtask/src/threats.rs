//! That each line of the threat model names a test, and that there is such a test.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context as _, Result};

use crate::root::root;

const MODEL: &str = "docs/threat-model.md";
/// Where tests are functions.
const TESTS: [&str; 2] = ["tests/suites/src/suites", "xtask/src"];
const TABLES: &str = "crate/core/src/tables.rs";

/// What is wrong with a row: it names nothing, or what does not exist.
fn fault(row: &str, tests: &BTreeSet<String>, tables: &BTreeSet<String>) -> Option<String> {
    let shown_by = row.trim().trim_matches('|').rsplit('|').next()?.trim();
    if shown_by == "shown by" || (!shown_by.is_empty() && shown_by.bytes().all(|byte| byte == b'-')) {
        return None;
    }
    let names: Vec<&str> = shown_by.split(", ").collect();
    let is_there = |name: &str| {
        let (kind, name) = name.strip_prefix("table ").map_or((tests, name), |table| (tables, table));
        name.strip_prefix('`').and_then(|name| name.strip_suffix('`')).is_some_and(|name| kind.contains(name))
    };
    let missing: Vec<&str> = names.into_iter().filter(|name| !is_there(name)).collect();
    (!missing.is_empty()).then(|| format!("no such test: {} in {row}", missing.join(", ")))
}

/// The names between two texts, wherever they stand in one.
fn between<'a>(text: &'a str, before: &'a str, after: char) -> impl Iterator<Item = String> + 'a {
    text.split(before).skip(1).filter_map(move |rest| Some(rest.split_once(after)?.0.to_owned()))
}

fn functions(folder: &Path, found: &mut BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            functions(&path, found)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let source = fs::read_to_string(&path)?;
            // Listed in `tests![…]`, or marked as one: a function beside the tests is none.
            let listed = between(&source, "tests![", ']')
                .flat_map(|list| list.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>());
            found.extend(listed);
            found.extend(between(&source, "#[test]\n    fn ", '(').chain(between(&source, "#[test]\nfn ", '(')));
        }
    }
    Ok(())
}

#[test]
fn every_threat_names_a_test_that_exists() -> Result<()> {
    let mut tests = BTreeSet::new();
    for folder in TESTS {
        functions(&root().join(folder), &mut tests)?;
    }
    let tables = between(&fs::read_to_string(root().join(TABLES))?, "    (\"", '"').collect();
    let model = fs::read_to_string(root().join(MODEL))?;
    let rows: Vec<&str> = model.lines().filter(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 20, "{MODEL} has no tables");
    let faults: Vec<String> = rows.iter().filter_map(|row| fault(row, &tests, &tables)).collect();
    assert!(faults.is_empty(), "{MODEL}:\n{}", faults.join("\n"));
    Ok(())
}

#[test]
fn a_threat_without_a_test_is_noticed() {
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let (tests, tables) = (of(&["it_is_held"]), of(&["seen"]));
    for (row, expected) in [
        ("| what | why | shown by |", true),
        ("| --- | --- | --- |", true),
        ("| a | b | `it_is_held` |", true),
        ("| a | b | `it_is_held`, table `seen` |", true),
        ("| a | b |  |", false),
        ("| a | b | nothing |", false),
        ("| a | b | `it_is_not` |", false),
        ("| a | b | `it_is_held`, `it_is_not` |", false),
        ("| a | b | table `it_is_held` |", false),
    ] {
        assert_eq!(fault(row, &tests, &tables).is_none(), expected, "{row}");
    }
}
