//! `cargo xtask test`: every test there is, each step counted, one line at the end that says how it went.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Instant,
};

use anyhow::{Context as _, Result, anyhow, bail};

use crate::build;
use crate::command::{command, output};
use crate::root::{root, target};
use crate::tools::{self, npm_tool};
use crate::{interface, package, shipped, sizes};

/// Crates that only make sense as wasm; they are linted for it.
const WASM_CRATES: [&str; 8] = ["content", "account", "dialogs", "page", "background", "pages", "browser", "tables"];

/// Where core's tables lie, built as a module, below target.
const TABLES: &str = "engines/tables-suite";

/// How many tests held and how many did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
}

/// What has run so far.
#[derive(Debug, Default)]
struct Total {
    counts: Counts,
    /// The lines that said so when they failed.
    failures: Vec<String>,
}

/// Runs them all; with a filter, only the end-to-end tests whose names hold it.
pub fn run(filter: &str) -> Result<()> {
    let began = Instant::now();
    let mut total = Total::default();
    tools::ensure_wasm_target()?;
    tools::ensure_npm()?;
    tools::ensure_browsers()?;
    // Each of these keeps one core busy for minutes: they go on while other things are checked.
    let with_deny = filter.is_empty();
    let installed = thread::spawn(move || -> Result<_> {
        let deny = if with_deny { Some(tools::cargo_deny()?) } else { None };
        tools::geckodriver()?;
        Ok(deny)
    });
    let built = thread::spawn(build_all);

    if filter.is_empty() {
        for (name, check) in checks() {
            step(name);
            total.one(name, check());
        }
        step("native tests");
        native(&mut total)?;
    }
    step("the extension, as it ships");
    built.join().map_err(|_| anyhow!("building the extension broke down"))??;
    if filter.is_empty() {
        step("addons-linter");
        total.one("addons-linter", lint_addon());
        step("what the modules weigh, and what they take from the browser");
        total.one("sizes", sizes::check());
        total.one("imports and exports", interface::check());
        step("what is sent to the stores, and what must not ship");
        total.one("packages", package::check());
        total.one("what ships tells and makes nothing that it must not", shipped::check());
    }
    let deny = installed.join().map_err(|_| anyhow!("building the tools broke down"))??;
    if let Some(deny) = deny {
        step("what is in Cargo.lock");
        total.one("licences, bans and sources of the crates", crates(&deny));
    }
    step("end to end, in both browsers and on both engines");
    total.counted(suites(filter)?)?;

    println!("\ndone in {} s", began.elapsed().as_secs());
    // Once more, where a long log is read first.
    for failure in &total.failures {
        println!("{failure}");
    }
    let Counts { passed, failed } = total.counts;
    println!("{passed} passed, {failed} failed");
    if failed > 0 {
        bail!("{failed} failed");
    }
    Ok(())
}

/// Builds what the end-to-end tests run on.
pub fn build_all() -> Result<()> {
    build::run().and_then(|()| build::tables(&target().join(TABLES)))
}

/// The end-to-end tests whose names hold the filter, on what is built.
pub fn suites(filter: &str) -> Result<Command> {
    let pictures = target().join("failures");
    let _ = fs::remove_dir_all(&pictures);
    fs::create_dir_all(&pictures)?;
    let mut suites = command("cargo", ["run", "--quiet", "--package=keyturn-suites", "--bin=suites", "--", filter]);
    suites.env("KEYTURN_DIST", root().join("dist")).env("KEYTURN_TABLES", target().join(TABLES));
    suites.env("KEYTURN_GECKODRIVER", tools::geckodriver()?).env("KEYTURN_PICTURES", pictures);
    Ok(suites)
}

type Check = (&'static str, fn() -> Result<()>);

/// What either holds or does not.
fn checks() -> [Check; 4] {
    [
        ("formatting", || output(command("cargo", ["fmt", "--all", "--check"])).map(drop)),
        ("clippy", clippy),
        ("clippy, wasm", clippy_wasm),
        ("types of the loaders", || output(npm(["tsc", "--project", "tsconfig.json"])).map(drop)),
    ]
}

fn clippy() -> Result<()> {
    let mut clippy = command("cargo", ["clippy", "--quiet", "--workspace", "--all-targets"]);
    for name in WASM_CRATES {
        clippy.arg(format!("--exclude=keyturn-{name}"));
    }
    clippy.args(["--", "--deny=warnings"]);
    output(clippy).map(drop)
}

fn clippy_wasm() -> Result<()> {
    let mut clippy = command("cargo", ["clippy", "--quiet", "--target=wasm32-unknown-unknown"]);
    for name in WASM_CRATES {
        clippy.arg(format!("--package=keyturn-{name}"));
    }
    clippy.args(["--", "--deny=warnings"]);
    output(clippy).map(drop)
}

fn native(total: &mut Total) -> Result<()> {
    let mut tests = command("cargo", ["test", "--quiet", "--workspace", "--no-fail-fast"]);
    for name in ["content", "account", "dialogs", "background", "tables"] {
        tests.arg(format!("--exclude=keyturn-{name}"));
    }
    total.counted(tests)
}

fn crates(deny: &Path) -> Result<()> {
    let mut deny = Command::new(deny);
    deny.args(["--locked", "check", "licenses", "bans", "sources"]).current_dir(root());
    output(deny).map(drop)
}

fn lint_addon() -> Result<()> {
    output(npm(["addons-linter", "--warnings-as-errors", "dist/firefox"])).map(drop)
}

fn npm<const N: usize>(args: [&str; N]) -> Command {
    let mut tool = npm_tool(args[0]);
    tool.args(&args[1..]).current_dir(root());
    tool
}

fn step(name: &str) {
    println!("\n== {name}");
}

impl Total {
    fn one(&mut self, name: &str, result: Result<()>) {
        match result {
            Ok(()) => {
                println!("ok   {name}");
                self.counts.passed += 1;
            }
            Err(error) => self.failed(format!("FAIL {name}: {error:#}")),
        }
    }

    fn failed(&mut self, line: String) {
        println!("{line}");
        self.failures.push(line);
        self.counts.failed += 1;
    }

    /// Runs a test program, shows what it prints as it prints it, and adds up the counts in it.
    fn counted(&mut self, mut tests: Command) -> Result<()> {
        let mut child = tests.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start {tests:?}"))?;
        let mut counts = Counts::default();
        let stdout = child.stdout.take().context("no output")?;
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            if let Some(read) = read_counts(&line) {
                counts.add(read);
            } else if is_failure(&line) {
                self.failures.push(line);
            }
        }
        self.counts.add(counts);
        let status = child.wait()?;
        if !status.success() && counts.failed == 0 {
            // It ended before it could count: that is a failure too.
            self.failed(format!("FAIL {tests:?} ended with {status}"));
        } else if counts == Counts::default() {
            self.failed(format!("FAIL {tests:?} ran no test"));
        }
        Ok(())
    }
}

/// Whether it names a test that failed: `FAIL …`, or with `--quiet` cargo's heading `---- tests::a_test stdout ----`.
fn is_failure(line: &str) -> bool {
    line.starts_with("FAIL ") || line.starts_with("---- ")
}

/// The counts in a closing line: cargo's `test result: ok. 3 passed; 0 failed; …`, or our own `3 passed, 0 failed`.
fn read_counts(line: &str) -> Option<Counts> {
    let line =
        line.strip_prefix("test result:").map_or(line, |rest| rest.split_once(". ").map_or(rest, |(_, rest)| rest));
    let mut parts = line.trim().split([',', ';']);
    let number = |part: Option<&str>, word: &str| part?.trim().strip_suffix(word)?.trim().parse().ok();
    Some(Counts { passed: number(parts.next(), "passed")?, failed: number(parts.next(), "failed")? })
}

impl Counts {
    fn add(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, is_failure, read_counts};

    #[test]
    fn failures_are_told_once_more() {
        let cases = [
            ("FAIL chromium/js  a press is held (1.0 s): the page saw it", true),
            ("---- tests::a_table_holds stdout ----", true),
            ("ok   chromium/js  a press is held (1.0 s)", false),
            ("     see target/failures/chromium_js.png", false),
            ("1 passed, 2 failed", false),
            ("", false),
        ];
        for (line, expected) in cases {
            assert_eq!(is_failure(line), expected, "{line}");
        }
    }

    #[test]
    fn closing_lines_are_counted_and_nothing_else() {
        let cases = [
            ("3 passed, 1 failed", Some((3, 1))),
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s",
                Some((12, 0)),
            ),
            (
                "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s",
                Some((1, 2)),
            ),
            ("ok   chromium/wasm  a test that passed, 3 failed (1.0 s)", None),
            ("passed, failed", None),
            ("running 3 tests", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let expected = expected.map(|(passed, failed)| Counts { passed, failed });
            assert_eq!(read_counts(line), expected, "{line}");
        }
    }
}
