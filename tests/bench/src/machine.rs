//! Where it was measured.

use std::fs;
use std::process::Command;

use serde::{Deserialize, Serialize};

/// A machine, and what is on it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's name.
    pub processor: String,
    /// How many cores there are.
    pub cores: usize,
    /// Its memory, in gigabytes; none where it can't be told.
    pub memory: Option<u64>,
    /// The system's kernel.
    pub system: String,
    /// The compiler.
    pub rustc: String,
    /// The commit that was measured; with a plus if what was measured differs from it.
    pub commit: String,
}

impl Machine {
    /// This one.
    pub fn this() -> Self {
        let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let after = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        let memory = fs::read_to_string("/proc/meminfo").ok().and_then(|text| after(&text, "MemTotal"));
        let memory = memory.and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
        let is_changed = !said("git", &["status", "--porcelain", "--", ":!docs"]).is_empty();
        Self {
            processor: after(&about, "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            cores: std::thread::available_parallelism().map_or(0, usize::from),
            memory: memory.map(|kilobytes| kilobytes.div_ceil(1_048_576)),
            system: said("uname", &["-sr"]),
            rustc: said("rustc", &["--version"]),
            commit: said("git", &["rev-parse", "--short=12", "HEAD"]) + if is_changed { "+" } else { "" },
        }
    }
}

/// What a program says; nothing if it is not here.
fn said(program: &str, args: &[&str]) -> String {
    let said = Command::new(program).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    said.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}
