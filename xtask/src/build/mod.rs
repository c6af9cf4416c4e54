//! `cargo xtask build`: dist/chrome and dist/firefox, from one source.

mod engine;
pub mod licences;
mod manifest;
mod nameless;
#[cfg(test)]
mod permissions;
mod unused;

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::command::{command, output, run as run_command};
use crate::root::root;
use crate::tools;

pub use engine::NAMES;
use engine::translate;
use manifest::Target;
pub use manifest::for_store;

/// The modules that ship, each as wasm and as its JS translation.
pub const MODULES: [&str; 5] = ["content", "account", "dialogs", "background", "pages"];

/// What they are compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What each console page reads before anything else. Its size is felt, so it ships without comments.
pub const LOADER: [&str; 5] = ["listen.js", "words.js", "hold.js", "ask.js", "content.js"];
/// What comes there with an engine.
pub const WITH_ENGINE: &str = "parts.js";

/// Builds both packages, unpacked.
pub fn run() -> Result<()> {
    tools::ensure_wasm_target()?;
    tools::ensure_npm()?;
    compile(&MODULES)?;
    let engines = MODULES.map(|module| translate(module).with_context(|| module.to_owned()));
    let engines = engines.into_iter().collect::<Result<Vec<_>>>()?;
    let licences = licences::text()?;
    for browser in [Target::Chrome, Target::Firefox] {
        let dist = root().join("dist").join(browser.folder());
        if dist.exists() {
            fs::remove_dir_all(&dist)?;
        }
        copy(&root().join("extension"), &dist)?;
        for script in LOADER.into_iter().chain([WITH_ENGINE]) {
            fs::write(dist.join(script), loader(script)?)?;
        }
        for engine in &engines {
            engine.write(&dist)?;
        }
        fs::write(dist.join("manifest.json"), manifest::derive(browser)?)?;
        fs::write(dist.join(licences::FILE), &licences)?;
        println!("built {}", dist.strip_prefix(root()).unwrap_or(&dist).display());
    }
    Ok(())
}

fn loader(script: &str) -> Result<String> {
    let mut tool = tools::npm_tool("esbuild");
    // Without tsconfig.json: for its sake, "use strict" would stand in each; what that finds, the type check has found.
    tool.args(["--minify", "--target=es2022", "--log-level=warning", "--tsconfig-raw={}"]);
    tool.arg(root().join("extension").join(script));
    output(tool).with_context(|| script.to_owned())
}

/// Builds the tables' module as both engines into a folder, by the very steps that what ships is built by.
pub fn tables(folder: &Path) -> Result<()> {
    const TABLES: &str = "tables";
    compile(&[TABLES])?;
    fs::create_dir_all(folder)?;
    translate(TABLES)?.write(folder)
}

/// Compiles crates (`keyturn-NAME`) to wasm.
pub fn compile(modules: &[&str]) -> Result<()> {
    run_command(compiler(modules)?)
}

/// What compiles them.
fn compiler(modules: &[&str]) -> Result<Command> {
    let mut cargo: Command = command("cargo", ["build", "--quiet", "--locked", "--profile=wasm", "--config"]);
    cargo.arg(nameless::setting()?).args(["--target", WASM_TARGET]);
    for module in modules {
        cargo.arg(format!("--package=keyturn-{module}"));
    }
    // Where these are set, cargo forgets the flags that the modules are made with.
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        cargo.env_remove(flags);
    }
    Ok(cargo)
}

/// Copies a folder and all that is in it, but for what is only there for the type check.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name();
        let (from, to) = (entry.path(), to.join(&name));
        if entry.file_type()?.is_dir() {
            copy(&from, &to)?;
        } else if !name.to_string_lossy().ends_with(".d.ts") {
            fs::copy(from, to)?;
        }
    }
    Ok(())
}
