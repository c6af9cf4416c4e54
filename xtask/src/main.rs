//! Keyturn's own build tool: `cargo xtask TASK`.

mod bench;
mod breakages;
mod build;
mod command;
mod demo;
mod interface;
#[cfg(test)]
mod lints;
#[cfg(test)]
mod npm_lock;
mod package;
mod root;
mod shipped;
mod sizes;
mod soak;
mod test;
#[cfg(test)]
mod threats;
mod tools;

use std::{env, process::ExitCode};

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask TASK

  build                the extension, unpacked: dist/chrome and dist/firefox
  demo [--browser chromium|firefox] [--policy strict|none] [--play] [--pictures DIR]
                       the extension in a browser, on the demo console; with no display, or with --play, the story plays by
                       itself, each step checked, and leaves pictures in DIR (target/demo). --policy is the console's Content
                       Security Policy: strict, the usual, forbids WebAssembly, so that Chromium takes the JavaScript engine;
                       with none both browsers take WebAssembly
  test [FILTER]        every test, in both browsers and on both engines; with FILTER, the end-to-end tests whose names hold it
  test --break [NAME]  takes each feature out of a copy of the sources, and shows that its tests notice
  bench [--quick] [ROW]
                       what it costs a page, beside what people would use instead, in both browsers and on both engines; the
                       whole of it (half an hour) is written to docs/benchmarks, --quick shows a first answer in two minutes
  soak [--minutes N] [--seed S] [--only PART]
                       the long tests, each with its share of the time, from a seed that is said; the result is written to
                       docs/soak.md
  sizes                how large the parts of dist are, and may be; what the modules take from the browser
  package              what the stores are sent and what it is rebuilt from: dist/keyturn-chrome-VERSION.zip, dist/keyturn-firefox-VERSION.xpi,
                       dist/keyturn-source-VERSION.zip
  reproduce            builds these here and, from the source package alone, in another place (ten minutes), and compares
  setup                only the set-up that build, demo and test begin with: tools, browsers, drivers

Each installs what it needs where it may, and otherwise names the command that brings it.";

fn main() -> ExitCode {
    match run(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["build"] => build::run(),
        ["demo", rest @ ..] => demo::run(rest),
        ["test"] => test::run(""),
        ["test", "--break"] => breakages::run(""),
        ["test", "--break", name] => breakages::run(name),
        ["test", filter] => test::run(filter),
        ["bench", rest @ ..] => bench::run(rest),
        ["package"] => package::run(),
        ["reproduce"] => package::reproduce(),
        ["soak", rest @ ..] => soak::run(rest),
        ["sizes"] => sizes::check().and_then(|()| interface::check()),
        ["setup"] => tools::ensure_all(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("`cargo xtask {}` is not a task\n\n{HELP}", other.join(" ")),
    }
}
