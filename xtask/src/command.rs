//! Running other programs: what fails is said with the command and what it printed.

use std::{ffi::OsStr, process::Command};

use anyhow::{Context, Result, bail};

use crate::root::root;

/// A command that runs in the repository's root.
pub fn command<S: AsRef<OsStr>>(program: &str, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(root());
    command
}

/// Runs it, shows what it prints, and fails if it does.
pub fn run(mut command: Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start {command:?}"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// Runs it and gives what it prints to standard output; on failure, all that it printed is the error.
pub fn output(mut command: Command) -> Result<String> {
    let output = command.output().with_context(|| format!("could not start {command:?}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        bail!("{command:?} ended with {}\n{text}{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(text)
}
