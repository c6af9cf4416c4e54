//! `cargo xtask package`: what the stores are sent, and the sources that a reviewer rebuilds it from.

pub mod archive;
mod reproduce;

use std::{fs, path::PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::build::{self, for_store};
use crate::command::{command, output};
use crate::root::root;
use crate::tools::npm_tool;
use crate::{shipped, sizes};
use archive::{Files, pack, read, unpack};
pub use reproduce::run as reproduce;

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What the builds bring and leave behind, wherever it lies: no part of the sources.
const NOT_SOURCES: [&str; 4] = [".git", "dist", "node_modules", "target"];

/// A package: its name in dist, and its bytes.
pub struct Package {
    kind: String,
    name: String,
    bytes: Vec<u8>,
}

impl Package {
    fn of(kind: &str, ending: &str, files: &Files) -> Result<Self> {
        let name = format!("keyturn-{kind}-{VERSION}.{ending}");
        Ok(Self { kind: kind.to_owned(), name, bytes: pack(files)? })
    }

    /// Where it is written.
    fn path(&self) -> PathBuf {
        root().join("dist").join(&self.name)
    }
}

/// Builds, packs and checks.
pub fn run() -> Result<()> {
    build::run()?;
    shipped::check()?;
    check()?;
    for package in all()? {
        fs::write(package.path(), &package.bytes)?;
        println!("packed dist/{}: {} bytes", package.name, package.bytes.len());
    }
    lint()
}

/// All three, of what is there now.
fn all() -> Result<[Package; 3]> {
    let [chrome, firefox] = stores()?;
    Ok([chrome, firefox, sources()?])
}

/// The packages of the two browsers, from dist as it is there.
fn stores() -> Result<[Package; 2]> {
    let dist = root().join("dist");
    let mut chrome = read(&dist.join("chrome"), &[])?;
    let manifest = chrome.get_mut("manifest.json").context("dist/chrome has no manifest.json")?;
    *manifest = for_store(manifest)?;
    Ok([Package::of("chrome", "zip", &chrome)?, Package::of("firefox", "xpi", &read(&dist.join("firefox"), &[])?)?])
}

/// The sources: what git has, as it is on the disk. Unpacked sources have no git: then it is what is there.
fn sources() -> Result<Package> {
    let mut files = Files::new();
    if root().join(".git").exists() {
        for name in output(command("git", ["ls-files", "-z"]))?.split_terminator('\0') {
            files.insert(name.to_owned(), fs::read(root().join(name)).with_context(|| name.to_owned())?);
        }
    } else {
        files = read(root(), &NOT_SOURCES)?;
    }
    Package::of("source", "zip", &files)
}

/// That the stores' packages come out the same each time, that Chrome's store takes its own, and that they are within their budgets.
pub fn check() -> Result<()> {
    for (package, again) in stores()?.into_iter().zip(stores()?) {
        ensure!(package.bytes == again.bytes, "{} comes out another one each time", package.name);
        let manifest = unpack(&package.bytes)?.remove("manifest.json").context("no manifest")?;
        let manifest: serde_json::Value = serde_json::from_slice(&manifest)?;
        ensure!(manifest.get("key").is_none(), "{}: Chrome's store refuses a manifest with a key", package.name);
        sizes::check_package(&package.kind, package.bytes.len())?;
    }
    Ok(())
}

/// What Mozilla's reviewers run first.
fn lint() -> Result<()> {
    let mut lint = npm_tool("addons-linter");
    lint.arg("--warnings-as-errors").arg(root().join(format!("dist/keyturn-firefox-{VERSION}.xpi")));
    output(lint).map(drop)
}
