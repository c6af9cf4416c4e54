//! `cargo xtask test --break [NAME]`: proves the tests. Each breakage takes one feature out of a copy of the sources, and
//! every test that it names must then fail.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::command::{command, output};
use crate::root::{root, target};

/// Where the breakages are written down.
const LIST: &str = "tests/breakages.json";

/// A feature taken out, and the tests that notice.
struct Breakage {
    name: String,
    edits: Vec<Edit>,
    tests: Vec<String>,
    setting: String,
}

/// A text of a file, and what stands there instead.
struct Edit {
    file: String,
    find: String,
    put: String,
}

/// Runs the breakages whose names hold `filter`.
pub fn run(filter: &str) -> Result<()> {
    let breakages = read()?;
    let (mut passed, mut failed) = (0, 0);
    for breakage in breakages.iter().filter(|breakage| breakage.name.contains(filter)) {
        println!("== without: {}", breakage.name);
        let unnoticed = try_out(breakage).with_context(|| breakage.name.clone())?;
        for test in &breakage.tests {
            let is_noticed = !unnoticed.contains(test);
            println!("{} {test}", if is_noticed { "noticed by  " } else { "NOT NOTICED " });
            if is_noticed { passed += 1 } else { failed += 1 }
        }
    }
    println!("{passed} passed, {failed} failed");
    if failed > 0 {
        bail!("{failed} tests do not notice that their feature is broken");
    }
    Ok(())
}

fn read() -> Result<Vec<Breakage>> {
    let list: Value = serde_json::from_str(&fs::read_to_string(root().join(LIST)).context(LIST)?).context(LIST)?;
    let text = |value: &Value, key: &str| -> Result<String> {
        Ok(value[key].as_str().with_context(|| format!("{LIST}: no {key} in {value}"))?.to_owned())
    };
    let array = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let breakage = |one: &Value| -> Result<Breakage> {
        let edit =
            |edit: &Value| Ok(Edit { file: text(edit, "file")?, find: text(edit, "find")?, put: text(edit, "put")? });
        Ok(Breakage {
            name: text(one, "without")?,
            edits: array(one, "edits").iter().map(edit).collect::<Result<_>>()?,
            tests: array(one, "tests").iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            setting: one["setting"].as_str().unwrap_or("chromium/wasm").to_owned(),
        })
    };
    list.as_array().context(LIST)?.iter().map(breakage).collect()
}

/// Breaks a copy and runs the tests there; gives those that did not fail.
fn try_out(breakage: &Breakage) -> Result<Vec<String>> {
    let copy = target().join("broken/sources");
    lay_out(&copy)?;
    for edit in &breakage.edits {
        let file = copy.join(&edit.file);
        let source = fs::read_to_string(&file).with_context(|| edit.file.clone())?;
        let count = source.matches(&edit.find).count();
        ensure!(count == 1, "{}: {:?} stands there {count} times", edit.file, edit.find);
        fs::write(&file, source.replace(&edit.find, &edit.put))?;
    }
    let mut tests = command("cargo", ["xtask", "test", &breakage.tests.join("|")]);
    tests.current_dir(&copy).env("CARGO_TARGET_DIR", target().join("broken/target"));
    tests.env("KEYTURN_ONLY", &breakage.setting);
    let printed = match output(tests) {
        Ok(printed) => printed,
        Err(error) => format!("{error:#}"),
    };
    let failed = |test: &String| printed.lines().any(|line| line.starts_with("FAIL ") && line.contains(test.as_str()));
    if !printed.contains(" passed, ") {
        bail!("the tests did not run:\n{printed}");
    }
    Ok(breakage.tests.iter().filter(|test| !failed(test)).cloned().collect())
}

/// Puts the sources as they are now into a folder; what did not change there is left, so that little is built anew.
fn lay_out(copy: &Path) -> Result<()> {
    let files = output(command("git", ["ls-files", "--cached", "--others", "--exclude-standard"]))?;
    for file in files.lines() {
        let (from, to): (PathBuf, PathBuf) = (root().join(file), copy.join(file));
        let Ok(content) = fs::read(&from) else { continue };
        if fs::read(&to).is_ok_and(|there| there == content) {
            continue;
        }
        fs::create_dir_all(to.parent().context("a file without a folder")?)?;
        fs::write(to, content)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{read, root};

    #[test]
    fn every_breakage_can_be_made() -> anyhow::Result<()> {
        for breakage in read()? {
            assert!(!breakage.tests.is_empty(), "{}: no test", breakage.name);
            for edit in &breakage.edits {
                let count = std::fs::read_to_string(root().join(&edit.file))?.matches(&edit.find).count();
                assert_eq!(count, 1, "{}: {}: {:?}", breakage.name, edit.file, edit.find);
            }
        }
        Ok(())
    }
}
