//! `cargo xtask bench`: what the extension costs a page.

use anyhow::{Result, bail};

use crate::root::root;
use crate::{build, command, tools};

/// Sets up, builds, and measures.
pub fn run(args: &[&str]) -> Result<()> {
    if let Some(flag) =
        args.iter().find(|arg| arg.starts_with('-') && !["--quick", "--profile", "--again"].contains(arg))
    {
        bail!("`cargo xtask bench` knows no {flag}, but --quick, --profile, --again and the name of a row");
    }
    tools::ensure_browsers()?;
    let geckodriver = tools::geckodriver()?;
    build::run()?;
    let mut bench = command::command("cargo", ["run", "--quiet", "--package=keyturn-bench", "--"]);
    bench
        .args(args)
        .env("KEYTURN_DIST", root().join("dist"))
        .env("KEYTURN_MODULES", root().join("node_modules"))
        .env("KEYTURN_GECKODRIVER", geckodriver)
        .env("KEYTURN_BENCHMARKS", root().join("docs/benchmarks"));
    command::run(bench)
}
