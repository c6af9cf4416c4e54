//! `cargo xtask soak [--minutes N] [--seed S] [--only PART]`: the long tests, each with its share of the time, from one seed that is said.
//! How the last one went stands in docs/soak.md.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::command::{command, output};
use crate::root::root;
use crate::{test, tools};

/// Where the last result stands.
const RESULT: &str = "docs/soak.md";
/// How long it takes without `--minutes`.
const MINUTES: u64 = 10;

/// A long test: what it is, how much of the time is its own, and what runs it.
struct Part {
    what: &'static str,
    share: u64,
    run: fn(seconds: u64, seed: u64) -> Result<String>,
}

/// All of them. What runs one gives back a line that says how much it has tried.
const PARTS: &[Part] = &[
    Part { what: "properties of every reader", share: 3, run: properties },
    Part { what: "fuzzing", share: 2, run: fuzzing },
    Part { what: "shapes of the reset in each browser", share: 1, run: shapes },
    Part {
        what: "random interactions in Chromium, on each engine",
        share: 1,
        run: |s, seed| interactions("chromium", s, seed),
    },
    Part {
        what: "random interactions in Firefox, on each engine",
        share: 1,
        run: |s, seed| interactions("firefox", s, seed),
    },
];

/// What was asked for.
#[derive(Debug, PartialEq)]
struct Asked<'a> {
    minutes: u64,
    seed: u64,
    only: &'a str,
}

/// Runs them one after the other and writes down how it went. What was not run keeps its line.
pub fn run(args: &[&str]) -> Result<()> {
    let Asked { minutes, seed, only } = read(args)?;
    let parts: Vec<&Part> = PARTS.iter().filter(|part| part.what.contains(only)).collect();
    let all: u64 = parts.iter().map(|part| part.share).sum();
    ensure!(all > 0, "no long test is called {only:?}");
    println!("soak: {minutes} minutes from seed {seed}");
    // What is tried is what is there now, whatever is committed meanwhile.
    let of = sources()?;
    let mut failed = Vec::new();
    for part in &parts {
        println!("\n== {}", part.what);
        let result = (part.run)(minutes * 60 * part.share / all, seed);
        if let Err(error) = &result {
            println!("FAIL {}: {error:#}", part.what);
            failed.push(part.what);
        }
        let line = line(part.what, &result.unwrap_or_else(|_| format!("**failed** from seed {seed}")), &of)?;
        let before = fs::read_to_string(root().join(RESULT)).unwrap_or_default();
        fs::write(root().join(RESULT), written(&before, part.what, &line)).context(RESULT)?;
    }
    println!("\n{} passed, {} failed", parts.len() - failed.len(), failed.len());
    ensure!(failed.is_empty(), "failed from seed {seed}: {}", failed.join(", "));
    Ok(())
}

fn read<'a>(args: &[&'a str]) -> Result<Asked<'a>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut asked = Asked { minutes: MINUTES, seed: u64::from(now.subsec_nanos()) ^ now.as_secs(), only: "" };
    let mut rest = args.iter();
    while let Some(flag) = rest.next() {
        let value = *rest.next().with_context(|| format!("{flag} needs a value"))?;
        let number = || value.parse().with_context(|| format!("{flag} {value}"));
        match *flag {
            "--minutes" => asked.minutes = number()?,
            "--seed" => asked.seed = number()?,
            "--only" => asked.only = value,
            other => bail!("`cargo xtask soak` knows no {other}, but --minutes, --seed and --only"),
        }
    }
    Ok(asked)
}

/// The properties that the tests try too, with more and other inputs, and how time and memory grow with those.
fn properties(seconds: u64, seed: u64) -> Result<String> {
    let mut soak = command("cargo", ["run", "--quiet", "--profile=soak", "--package=keyturn-properties", "--bin=soak"]);
    soak.args(["--", &seconds.to_string(), &seed.to_string()]);
    told(soak)
}

/// Fewer shapes, and fewer random interactions, are no long test.
const SHAPES: u64 = 1_000;
const INTERACTIONS: u64 = 10_000;

/// Shapes of the reset, as many as there are seconds but 1,000 at least (which take ten minutes on two cores): what the browser calls
/// the reset is held, and nothing else is.
fn shapes(seconds: u64, seed: u64) -> Result<String> {
    let (shapes, seed) = (seconds.max(SHAPES), seed as u32);
    drives("what the browser calls", &[("KEYTURN_SHAPES", &shapes.to_string()), ("KEYTURN_SEED", &seed.to_string())])?;
    Ok(format!(
        "{shapes} shapes in each browser from seed {seed}: each is held that the browser calls the reset, and no other"
    ))
}

/// Random interactions with the reset, five for each second but 10,000 at least (which take an hour on two cores), and as many
/// with other controls, in a browser on each engine: without Continue no reset, and every other press reaches the page.
fn interactions(browser: &str, seconds: u64, seed: u64) -> Result<String> {
    let (steps, seed) = ((seconds * 5).max(INTERACTIONS), seed as u32);
    let given =
        [("KEYTURN_SOAK_STEPS", &*steps.to_string()), ("KEYTURN_SEED", &seed.to_string()), ("KEYTURN_ONLY", browser)];
    drives("random interactions", &given)?;
    Ok(format!(
        "{steps} interactions with the reset and {steps} with other controls on each engine from seed {seed}: no reset, and every \
         other press reached the page"
    ))
}

/// Runs the end-to-end tests whose names hold that, on what is there now.
fn drives(tests: &str, given: &[(&str, &str)]) -> Result<()> {
    test::build_all()?;
    let mut suites = test::suites(tests)?;
    suites.envs(given.iter().copied());
    let status = suites.status().with_context(|| format!("could not start {suites:?}"))?;
    ensure!(status.success(), "{given:?}: {suites:?} ended with {status}");
    Ok(())
}

/// Runs a program whose last line begins with `soak: `; what follows there is how it went.
fn told(mut program: Command) -> Result<String> {
    let mut child = program.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start {program:?}"))?;
    let mut last = String::new();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        last = line?;
        println!("{last}");
    }
    let status = child.wait()?;
    ensure!(status.success(), "{program:?} ended with {status}");
    Ok(last.strip_prefix("soak: ").with_context(|| format!("it ended with {last:?}"))?.to_owned())
}

/// What each fuzz target is called: a file in `fuzz/fuzz_targets`.
fn targets() -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for file in fs::read_dir(root().join("fuzz/fuzz_targets"))? {
        targets.extend(file?.path().file_stem().and_then(|name| name.to_str()).map(str::to_owned));
    }
    targets.sort();
    Ok(targets)
}

/// The same functions, driven by what code an input reaches. Corpora and what failed stay in `fuzz/`, untracked.
fn fuzzing(seconds: u64, seed: u64) -> Result<String> {
    let targets = targets()?;
    let nightly = output(command("rustup", ["run", "nightly", "rustc", "--version"]))
        .context("no nightly toolchain: rustup toolchain install nightly --profile minimal")?;
    let wanted = tools::tool_version("cargo-fuzz")?;
    let install = || format!("wanted: cargo install cargo-fuzz --version {wanted} --locked");
    let version = output(command("cargo", ["+nightly", "fuzz", "--version"])).with_context(install)?;
    ensure!(version.trim().ends_with(&format!(" {wanted}")), "{}; {}", version.trim(), install());
    output(command("cargo", ["+nightly", "fuzz", "build"]))?;
    let each = (seconds / targets.len() as u64).max(1);
    let mut runs = 0;
    for target in &targets {
        let corpus = root().join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus)?;
        let seeds = root().join("tests/properties/seeds").join(target);
        let mut fuzz = command("cargo", ["+nightly", "fuzz", "run", target]);
        fuzz.arg(corpus).arg(seeds).arg("--");
        // What takes ten seconds, or a gigabyte, has failed; libFuzzer takes 32 bits of a seed, and 0 for none.
        fuzz.arg(format!("-max_total_time={each}")).arg(format!("-seed={}", (seed as u32).max(1)));
        fuzz.args(["-timeout=10", "-rss_limit_mb=1024", "-max_len=20000", "-print_final_stats=1"]).stdin(Stdio::null());
        let said = fuzz.output().with_context(|| format!("could not start {fuzz:?}"))?;
        let said_to_us = String::from_utf8_lossy(&said.stderr);
        if !said.status.success() {
            println!("{said_to_us}");
            bail!("{target}: {fuzz:?} ended with {}", said.status);
        }
        let units = said_to_us.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        let units: u64 =
            units.and_then(|units| units.trim().parse().ok()).context("it does not say how much it ran")?;
        println!("{target}: {units} inputs");
        runs += units;
    }
    Ok(format!("{} targets, {runs} inputs from seed {seed}; {}, {}", targets.len(), version.trim(), nightly.trim()))
}

/// Which sources there are: a commit, and whether something was changed since.
fn sources() -> Result<String> {
    let commit = output(command("git", ["rev-parse", "--short", "HEAD"]))?;
    let is_changed = !output(command("git", ["status", "--porcelain", "--", ".", ":!docs"]))?.trim().is_empty();
    Ok(format!("{}{}", commit.trim(), if is_changed { ", changed" } else { "" }))
}

/// How a long test of these sources went, and when it ended.
fn line(what: &str, said: &str, of: &str) -> Result<String> {
    let date = output(command("date", ["-u", "+%Y-%m-%d %H:%M"]))?;
    let rust = output(command("rustc", ["--version"]))?;
    let rust = rust.split(' ').nth(1).unwrap_or_default();
    Ok(format!("| {what} | {said} | {}, at {of}, {}, rustc {rust} |", date.trim(), env::consts::OS))
}

/// The results, for people, with this line in the place of the one before. Lines of tests that are no more go.
fn written(before: &str, what: &str, line: &str) -> String {
    let lines = PARTS.iter().filter_map(|part| {
        let begins = format!("| {} |", part.what);
        if part.what == what { Some(line) } else { before.lines().find(|old| old.starts_with(&begins)) }
    });
    let lines: Vec<&str> = lines.collect();
    format!(
        "# The last soak\n\n\
        Written by `cargo xtask soak`, which runs the long tests ([testing](testing.md)) for as long as it is told.\n\n\
        | what | how it went | when (UTC), and of what |\n| --- | --- | --- |\n{}\n",
        lines.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::{Asked, PARTS, read, written};

    #[test]
    fn what_is_asked_for_is_read_and_nothing_else() {
        let check = |args: &[&str], expected: (u64, u64, &str)| {
            let (minutes, seed, only) = expected;
            assert_eq!(read(args).unwrap(), Asked { minutes, seed, only }, "{args:?}");
        };
        check(&["--minutes", "3", "--seed", "7"], (3, 7, ""));
        check(&["--seed", "7"], (10, 7, ""));
        check(&["--seed", "7", "--only", "fuzz"], (10, 7, "fuzz"));
        assert_eq!(read(&[]).unwrap().minutes, 10);
        for wrong in [&["--minutes"][..], &["--minutes", "x"], &["--hours", "1"], &["3"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn what_was_not_run_keeps_its_line() {
        let [first, second] = [PARTS[0].what, PARTS[1].what].map(|what| format!("| {what} | old | then |"));
        let before = format!("{first}\n{second}\n| gone | old | then |\n");
        let after = written(&before, PARTS[1].what, "| new |");
        assert!(after.contains(&first) && after.contains("| new |"), "{after}");
        assert!(!after.contains(&second) && !after.contains("gone"), "{after}");
    }
}
