//! Keyturn's own build tool: `cargo xtask TASK`.

mod build;
mod command;
mod root;
mod tools;

use std::{env, process::ExitCode};

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask TASK

  build                the extension, unpacked: dist/chrome and dist/firefox
  demo [--browser chromium|firefox]
                       the extension in a browser, on the demo console; with no display the story plays by itself
  test [FILTER]        every test, in both browsers and on both engines; with FILTER, the end-to-end tests whose names hold it
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
        ["tables"] => {
            build::compile(&["tables"])?;
            let s = build::translate("tables")?;
            s.write(std::path::Path::new("/tmp/probe"))
        }
        ["setup"] => tools::ensure_all(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("`cargo xtask {}` is not a task\n\n{HELP}", other.join(" ")),
    }
}
