//! `cargo xtask demo`: the extension in a browser, on the demo console.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::root::{root, target};
use crate::{build, command, tools};

const FLAGS: &str = "--browser chromium|firefox, --policy strict|none, --play, --pictures DIR";

/// What the flags ask for.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    browser: &'static str,
    policy: &'static str,
    /// The story plays by itself.
    play: bool,
    pictures: Option<PathBuf>,
}

/// Sets up, builds, and shows.
pub fn run(args: &[&str]) -> Result<()> {
    let wanted = read(args)?;
    tools::ensure_browsers()?;
    // Built once, for minutes: only for who needs it.
    let geckodriver = if wanted.browser == "firefox" { Some(tools::geckodriver()?) } else { None };
    build::run()?;
    let package = ["--quiet", "--package=keyturn-suites", "--bin=demo"];
    command::run(command::command("cargo", [&["build"], package.as_slice()].concat()))?;
    println!("starting the console and {}", wanted.browser);
    let dist = root().join("dist").join(if wanted.browser == "firefox" { "firefox" } else { "chrome" });
    let pictures = wanted.pictures.unwrap_or_else(|| target().join("demo"));
    let mut demo = command::command("cargo", [&["run"], package.as_slice()].concat());
    demo.env("KEYTURN_DEMO_BROWSER", wanted.browser)
        .env("KEYTURN_DEMO_POLICY", wanted.policy)
        .env("KEYTURN_DEMO_EXTENSION", dist)
        .env("KEYTURN_DEMO_PICTURES", std::path::absolute(pictures)?);
    if let Some(program) = geckodriver {
        demo.env("KEYTURN_DEMO_GECKODRIVER", program);
    }
    if !wanted.play && has_display() {
        demo.env("KEYTURN_DEMO_BY_HAND", "1");
    }
    run_until_we_end(demo)
}

/// Runs the demo so that it ends its browser when we end, in whatever way: its standard input closes then. Ctrl+C is kept
/// from it, since a terminal sends that to all processes of the group, and it would be gone before its browser.
fn run_until_we_end(mut demo: Command) -> Result<()> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut demo, 0);
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(&mut demo, 0x0000_0200); // CREATE_NEW_PROCESS_GROUP
    let mut running = demo.stdin(Stdio::piped()).spawn().context("starting the demo")?;
    // Held until the demo has ended: waiting alone would close it.
    let input = running.stdin.take();
    let status = running.wait()?;
    drop(input);
    if !status.success() {
        bail!("the demo ended with {status}");
    }
    Ok(())
}

fn read(args: &[&str]) -> Result<Wanted> {
    let mut wanted = Wanted { browser: "chromium", policy: "strict", play: false, pictures: None };
    let mut rest = args.iter();
    while let Some(flag) = rest.next() {
        match *flag {
            "--browser" => wanted.browser = one_of(flag, rest.next(), ["chromium", "firefox"])?,
            "--policy" => wanted.policy = one_of(flag, rest.next(), ["strict", "none"])?,
            "--play" => wanted.play = true,
            "--pictures" => {
                let folder = rest.next().filter(|folder| !folder.starts_with("--"));
                wanted.pictures = Some(folder.context("--pictures needs a folder")?.into());
            }
            other => bail!("`cargo xtask demo` knows no {other}, but: {FLAGS}"),
        }
    }
    Ok(wanted)
}

fn one_of(flag: &str, word: Option<&&str>, words: [&'static str; 2]) -> Result<&'static str> {
    let found = words.into_iter().find(|known| word.is_some_and(|word| word == known));
    found.with_context(|| match word {
        Some(word) => format!("{flag} {word}: it is {} or {}", words[0], words[1]),
        None => format!("{flag} needs a word: {} or {}", words[0], words[1]),
    })
}

/// Whether a window can be opened here.
fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|display| !display.is_empty());
    cfg!(any(target_os = "macos", windows)) || is_set("WAYLAND_DISPLAY") || is_set("DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read() {
        let usual = Wanted { browser: "chromium", policy: "strict", play: false, pictures: None };
        let cases: [(&[&str], Wanted); 4] = [
            (&[], usual.clone()),
            (&["--browser", "firefox", "--play"], Wanted { browser: "firefox", play: true, ..usual.clone() }),
            (&["--policy", "none"], Wanted { policy: "none", ..usual.clone() }),
            (&["--pictures", "here"], Wanted { pictures: Some("here".into()), ..usual }),
        ];
        for (args, expected) in cases {
            assert_eq!(read(args).unwrap(), expected, "{args:?}");
        }
    }

    #[test]
    fn wrong_flags_are_told_the_right_ones() {
        let cases: [(&[&str], &str); 5] = [
            (&["--brwser"], "--browser chromium|firefox"),
            (&["--browser", "safari"], "chromium or firefox"),
            (&["--browser"], "chromium or firefox"),
            (&["--policy", "lax"], "strict or none"),
            (&["--pictures", "--play"], "needs a folder"),
        ];
        for (args, expected) in cases {
            let error = read(args).unwrap_err().to_string();
            assert!(error.contains(expected), "{args:?}: {error}");
        }
    }
}
