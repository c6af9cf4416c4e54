//! What the build and the tests need besides cargo: found, installed where that is allowed, or named with the command that
//! brings it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use etcetera::BaseStrategy as _;

use crate::build::WASM_TARGET;
use crate::command::{command, output, run};
use crate::root::root;

/// Everything, for `setup`.
pub fn ensure_all() -> Result<()> {
    ensure_wasm_target()?;
    ensure_npm()?;
    ensure_browsers()?;
    geckodriver()?;
    cargo_deny()?;
    println!("everything is here");
    Ok(())
}

/// The compiler's target for wasm. rustup is not asked when it is there: a toolchain may come without rustup.
pub fn ensure_wasm_target() -> Result<()> {
    let sysroot = output(command("rustc", ["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).exists() {
        return Ok(());
    }
    println!("adding the target {WASM_TARGET} to the toolchain");
    run(command("rustup", ["target", "add", WASM_TARGET]))
        .with_context(|| format!("bring it with: rustup target add {WASM_TARGET}"))
}

/// The npm tools of package.json, in the versions of package-lock.json. Install scripts stay off: none is needed.
pub fn ensure_npm() -> Result<()> {
    let lock = fs::read(root().join("package-lock.json")).context("package-lock.json")?;
    let stamp = root().join("node_modules/.keyturn-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let node = output(command("node", ["--version"])).context("Node.js 20 or later is needed: https://nodejs.org")?;
    let major: u32 = node.trim().trim_start_matches('v').split('.').next().unwrap_or_default().parse().unwrap_or(0);
    ensure!(major >= 20, "Node.js 20 or later is needed, {} is here: https://nodejs.org", node.trim());
    println!("installing the npm tools");
    run(command("npm", ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"]))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// A program of an npm tool.
pub fn npm_tool(name: &str) -> Command {
    Command::new(root().join("node_modules/.bin").join(name))
}

/// The browsers and Chromium's driver. On Debian and its kin, as root or with a sudo that asks nothing, they are
/// installed; elsewhere the error says how.
pub fn ensure_browsers() -> Result<()> {
    const WANTED: [(&[&str], &str); 3] = [
        (&["chromium", "chromium-browser"], "chromium"),
        (&["chromedriver"], "chromium-driver"),
        (&["firefox-esr", "firefox"], "firefox-esr"),
    ];
    let missing: Vec<&str> = WANTED
        .iter()
        .filter(|(names, _)| !names.iter().any(|name| on_path(name)))
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!("sudo apt-get install {}", missing.join(" "));
    let is_root = output(command("id", ["-u"])).is_ok_and(|id| id.trim() == "0");
    let with_sudo = || on_path("sudo") && Command::new("sudo").args(["-n", "true"]).status().is_ok_and(|s| s.success());
    let apt: &[&str] = match (on_path("apt-get"), is_root) {
        (true, true) => &["apt-get"],
        (true, false) if with_sudo() => &["sudo", "-n", "apt-get"],
        _ => bail!("{} missing; on Debian: {by_hand}", missing.join(", ")),
    };
    println!("installing {}", missing.join(", "));
    let apt_get = |args: &[&str]| {
        let mut command = command(apt[0], apt[1..].iter().chain(args));
        command.env("DEBIAN_FRONTEND", "noninteractive");
        output(command)
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "-y", "--no-install-recommends"], missing.as_slice()].concat())
        .with_context(|| format!("by hand: {by_hand}"))?;
    Ok(())
}

/// Firefox's driver.
pub fn geckodriver() -> Result<PathBuf> {
    cargo_tool("geckodriver")
}

/// What looks through Cargo.lock.
pub fn cargo_deny() -> Result<PathBuf> {
    cargo_tool("cargo-deny")
}

/// A program of crates.io, in the version that Cargo.toml names; built once into the user's cache, where every copy of the sources
/// finds it. None of them has much to do: built without optimising, they are there in a third of the time.
fn cargo_tool(name: &str) -> Result<PathBuf> {
    let version = tool_version(name)?;
    let cache = etcetera::choose_base_strategy().context("no folder for what is kept between builds")?.cache_dir();
    let folder = cache.join("keyturn").join(format!("{name}-{version}"));
    let program = folder.join("bin").join(name);
    if !program.exists() {
        println!("building {name} {version}, once (some minutes)");
        let mut install = command("cargo", ["install", name, "--locked", "--version", &version, "--root"]);
        install.arg(&folder).arg("--debug").env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("RUSTUP_TOOLCHAIN");
        run(install)?;
    }
    Ok(program)
}

/// The version of a tool in Cargo.toml's `[workspace.metadata.tools]`.
pub fn tool_version(name: &str) -> Result<String> {
    let metadata = output(command("cargo", ["metadata", "--no-deps", "--format-version=1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let version = metadata["metadata"]["tools"][name].as_str();
    Ok(version.with_context(|| format!("Cargo.toml: [workspace.metadata.tools] has no {name}"))?.to_owned())
}

/// Whether a program of this name is on the path.
pub fn on_path(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}
