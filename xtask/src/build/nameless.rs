//! The names of this machine's folders, kept out of what is compiled. A module holds the names of source files for the words of a
//! panic; those words are taken out later (`unused.rs`), but where the rest lies in memory was decided by their length. So
//! the same sources in two folders made two modules.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::WASM_TARGET;
use crate::command::{command, output};
use crate::root::{root, target};

/// Where each kind of source file seems to lie, whatever the machine: the sources, what build scripts wrote, and other crates.
const SEEMS: [&str; 3] = ["/keyturn", "/keyturn/target", "/crates"];

/// The setting of cargo (for its `--config`) by which the compiler writes the same names on every machine. It is added to the
/// flags in .cargo/config.toml.
pub fn setting() -> Result<String> {
    let metadata =
        output(command("cargo", ["metadata", "--locked", "--format-version=1", "--filter-platform", WASM_TARGET]))?;
    let crates = crate_folders(&serde_json::from_str(&metadata)?);
    let [sources, written, others] = SEEMS.map(str::to_owned);
    let mut folders = vec![(root().to_owned(), sources), (target(), written)];
    folders.extend(crates.into_iter().map(|folder| (folder, others.clone())));
    folders.push(std_sources()?);
    Ok(as_setting(&folders))
}

/// The folders that crates of others lie in: a registry's, in cargo's home.
fn crate_folders(metadata: &Value) -> BTreeSet<PathBuf> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let others = packages.iter().filter(|package| !package["source"].is_null());
    let manifests = others.filter_map(|package| package["manifest_path"].as_str());
    manifests.filter_map(|manifest| Some(Path::new(manifest).parent()?.parent()?.to_owned())).collect()
}

/// The sources of std, which some toolchains bring and others do not, and the name that they have where they are not there.
fn std_sources() -> Result<(PathBuf, String)> {
    let sysroot = output(command("rustc", ["--print", "sysroot"]))?;
    let version = output(command("rustc", ["-vV"]))?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).context("rustc has no commit")?;
    Ok((Path::new(sysroot.trim()).join("lib/rustlib/src/rust"), format!("/rustc/{commit}")))
}

/// Of several folders that hold a file, the compiler takes the last.
fn as_setting(folders: &[(PathBuf, String)]) -> String {
    let flag = |(from, to): &(PathBuf, String)| format!("--remap-path-prefix={}={to}", from.display());
    // A text of JSON is one of TOML.
    let flags: Vec<String> = folders.iter().map(|folder| Value::from(flag(folder)).to_string()).collect();
    format!("target.{WASM_TARGET}.rustflags=[{}]", flags.join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::json;

    use super::{as_setting, crate_folders};

    #[test]
    fn the_folders_of_other_crates_are_known_and_ours_are_not_among_them() {
        let package = |source: Option<&str>, manifest: &str| json!({"source": source, "manifest_path": manifest});
        let metadata = json!({"packages": [
            package(Some("registry+x"), "/home/a/registry/src/one/b-1.0/Cargo.toml"),
            package(Some("registry+x"), "/home/a/registry/src/one/c-2.0/Cargo.toml"),
            package(Some("registry+y"), "/elsewhere/d-1.0/Cargo.toml"),
            package(None, "/keyturn/crate/core/Cargo.toml"),
        ]});
        let folders: Vec<PathBuf> = crate_folders(&metadata).into_iter().collect();
        assert_eq!(folders, [PathBuf::from("/elsewhere"), PathBuf::from("/home/a/registry/src/one")]);
    }

    #[test]
    fn a_folder_may_have_any_name() {
        let folders = [("/a b", "/k"), ("/c\"d", "/k/t")].map(|(from, to)| (PathBuf::from(from), to.to_owned()));
        assert_eq!(
            as_setting(&folders),
            r#"target.wasm32-unknown-unknown.rustflags=["--remap-path-prefix=/a b=/k", "--remap-path-prefix=/c\"d=/k/t"]"#
        );
    }
}
