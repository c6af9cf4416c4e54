//! licences.txt: whose work is compiled into the modules, and the licences that ask for that to be said. The same bytes on
//! every machine: they come from the crates' own files, or are SPDX's where a crate ships none.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context as _, Result, anyhow, ensure};
use serde_json::Value;
use spdx::{Expression, LicenseId, Licensee, ParseMode};

use super::{MODULES, WASM_TARGET, compiler};
use crate::command::{command, output};

/// Its name in a package.
pub const FILE: &str = "licences.txt";

/// Those that are taken. Where a crate lets one choose, it is the first of them that is on offer: with Apache's, one text
/// serves nearly all, while each of MIT's has a name of its own in it.
const TAKEN: [&str; 3] = ["Apache-2.0", "MIT", "Unicode-3.0"];

/// What comes with the compiler, which cargo does not list.
const STD: &str = "the Rust standard library";

/// A browser takes a text without a mark at its beginning for one of another time, and © for two letters.
const HEAD: &str = "\u{feff}\
Keyturn's modules (WebAssembly, and the same as JavaScript) are compiled from its own sources and from the work
of others, which is listed here: crates, as they are on https://crates.io. Each licence stands below the names of
those whose work is under it.
";

/// Below this, Apache's licence tells how to use it for one's own work.
const END_OF_APACHE: &str = "END OF TERMS AND CONDITIONS";

/// What stands before each name.
const BULLET: &str = "- ";

/// Something that is linked.
struct Linked {
    /// Its name and version.
    name: String,
    /// What it says of its licences.
    expression: String,
    /// Its files that speak of them, by name.
    files: BTreeMap<String, String>,
}

/// The file: of all that is linked, as the compiler tells it.
pub fn text() -> Result<String> {
    let mut compiler = compiler(&MODULES)?;
    compiler.arg("--message-format=json");
    let ids = linked_ids(&output(compiler)?)?;
    let metadata = output(command("cargo", ["metadata", "--locked", "--format-version=1"]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
    // Our own have no source.
    let others = packages.iter().filter(|package| !package["source"].is_null());
    let linked = others.filter(|package| package["id"].as_str().is_some_and(|id| ids.contains(id)));
    let mut linked: Vec<Linked> = linked.map(read).collect::<Result<_>>()?;
    linked.push(of_std()?);
    written(&linked)
}

/// The ids of what was compiled for a browser, of a build's messages. The rest are macros, and programs of the build.
fn linked_ids(messages: &str) -> Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for message in messages.lines() {
        let message: Value = serde_json::from_str(message)?;
        let mut files = message["filenames"].as_array().into_iter().flatten().filter_map(Value::as_str);
        if files.any(|file| Path::new(file).iter().any(|folder| folder == WASM_TARGET)) {
            ids.extend(message["package_id"].as_str().map(str::to_owned));
        }
    }
    Ok(ids)
}

/// A package, as cargo's metadata has it.
fn read(package: &Value) -> Result<Linked> {
    let field = |name: &str| package[name].as_str().with_context(|| format!("a package without {name}: {package}"));
    let name = format!("{} {}", field("name")?, field("version")?);
    let folder = Path::new(field("manifest_path")?).parent().context("a manifest in no folder")?;
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(|| name.clone())? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().to_uppercase();
        if ["LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|begin| file.starts_with(begin)) {
            files.insert(file, fs::read_to_string(entry.path()).with_context(|| name.clone())?);
        }
    }
    Ok(Linked { name, expression: field("license")?.to_owned(), files })
}

/// What comes with the compiler.
fn of_std() -> Result<Linked> {
    let compiler = output(command("rustc", ["--version", "--verbose"]))?;
    let version = compiler.lines().find_map(|line| line.strip_prefix("release: ")).context("rustc has no release")?;
    let name = format!("{STD} {version}");
    Ok(Linked { name, expression: "(MIT OR Apache-2.0) AND Unicode-3.0".to_owned(), files: BTreeMap::new() })
}

/// The licences that something is taken under, each with its text.
fn licences(linked: &Linked) -> Result<Vec<(LicenseId, String)>> {
    let Linked { name, expression, files } = linked;
    ensure!(
        !files.keys().any(|file| file.starts_with("NOTICE")),
        "{name} has a notice, which {FILE} does not show yet"
    );
    let expression = Expression::parse_mode(expression, ParseMode::LAX).with_context(|| name.clone())?;
    let taken = TAKEN.map(Licensee::parse).into_iter().collect::<Result<Vec<_>, _>>()?;
    let needed = expression.minimized_requirements(&taken);
    let needed = needed.map_err(|_| anyhow!("{name} is under {expression}, and of {TAKEN:?} that needs another"))?;
    let is_one = expression.requirements().count() == 1;
    let mut all = Vec::new();
    for id in needed.iter().filter_map(|needed| needed.license.id()) {
        // Apache-2.0 is in LICENSE-APACHE, and where there is but one, in LICENSE.
        let word = id.name.split('-').next().unwrap_or_default().to_uppercase();
        let is_its = |file: &str| file.contains(&format!("-{word}")) || is_one;
        let own = files.iter().find(|(file, _)| is_its(file)).map(|(_, text)| text.as_str());
        let text = own.unwrap_or_else(|| id.text());
        ensure!(!text.contains("<copyright holders>"), "{name} ships no text of {}, which names its authors", id.name);
        all.push((id, terms(text)));
    }
    Ok(all)
}

/// A licence's text, with what every copy of it has in another way taken out.
fn terms(text: &str) -> String {
    let terms = text.find(END_OF_APACHE).map_or(text, |end| &text[..end + END_OF_APACHE.len()]);
    let lines: Vec<&str> = terms.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The file: each text once, below the names of those that it is for, whatever its lines.
fn written(linked: &[Linked]) -> Result<String> {
    let mut groups: BTreeMap<_, (LicenseId, String, String)> = BTreeMap::new();
    let linked: BTreeMap<&str, &Linked> = linked.iter().map(|one| (one.name.as_str(), one)).collect();
    for (name, one) in linked {
        for (id, text) in licences(one)? {
            let words: Vec<&str> = text.split_whitespace().collect();
            let group = groups.entry((id.name, words.join(" "))).or_insert_with(|| (id, text, String::new()));
            group.2.push_str(&format!("{BULLET}{name}\n"));
        }
    }
    let mut file = HEAD.to_owned();
    for (id, text, names) in groups.values() {
        file.push_str(&format!("\n{}\n{} ({}), for\n{names}\n{text}\n", "=".repeat(80), id.full_name, id.name));
    }
    Ok(file)
}

/// What is wrong with a file: whom it does not name, and whom it names though nothing of theirs is linked. It is asked of
/// another than who told what was compiled: cargo, before it compiles.
pub fn faults(file: &str) -> Result<Vec<String>> {
    let mut tree = command("cargo", ["tree", "--locked", "--target", WASM_TARGET, "--edges=normal,no-proc-macro"]);
    tree.args(["--prefix=none", "--no-dedupe", "--format={p}"]);
    tree.args(MODULES.map(|module| format!("--package=keyturn-{module}")));
    Ok(differences(&in_tree(&output(tree)?), file))
}

/// The names in a tree of cargo's. Our own stand there with their folders; between two trees there is an empty line.
fn in_tree(tree: &str) -> BTreeSet<String> {
    tree.lines().filter(|line| !line.is_empty() && !line.contains('(')).map(|line| line.replace(" v", " ")).collect()
}

fn differences(linked: &BTreeSet<String>, file: &str) -> Vec<String> {
    let named = file.lines().filter_map(|line| line.strip_prefix(BULLET)).filter(|name| !name.starts_with(STD));
    let named: BTreeSet<String> = named.map(str::to_owned).collect();
    let unnamed = linked.difference(&named).map(|name| format!("{FILE} does not name {name}, which is linked"));
    let unlinked = named.difference(linked).map(|name| format!("{FILE} names {name}, which is not linked"));
    unnamed.chain(unlinked).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Linked, differences, in_tree, linked_ids, written};

    const APACHE: &str = "Apache License\nTERMS\nEND OF TERMS AND CONDITIONS";
    const MIT: &str = "Copyright (c) Somebody\nPermission is hereby granted";

    fn linked(name: &str, expression: &str, files: &[(&str, &str)]) -> Linked {
        let files = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        Linked { name: name.to_owned(), expression: expression.to_owned(), files }
    }

    /// The names under each text, by the text's beginning.
    fn groups(all: &[Linked]) -> Vec<(String, Vec<String>)> {
        let (file, rule) = (written(all).unwrap(), "=".repeat(80));
        let group = |group: &str| {
            let (names, text) = group.trim().split_once("\n\n").unwrap();
            let names = names.lines().skip(1).map(|name| name.trim_start_matches("- ").to_owned()).collect();
            (text.lines().next().unwrap_or_default().trim().to_owned(), names)
        };
        file.split(&rule).skip(1).map(group).collect()
    }

    #[test]
    fn the_same_licence_stands_there_once() {
        let moved = APACHE.replace('\n', "\r\n\n  ") + "\nAPPENDIX: How to apply";
        let one = [("LICENSE-APACHE", APACHE), ("LICENSE-MIT", MIT)];
        let other = [("LICENSE-APACHE", moved.as_str())];
        let all = [
            linked("b 1.0.0", "MIT OR Apache-2.0", &one),
            linked("a 2.0.0", "Apache-2.0/MIT", &other),
            linked("c 1.0.0", "MIT", &[("LICENSE.MD", MIT)]),
            linked("d 1.0.0", "Unlicense OR MIT", &[("COPYING", "either"), ("LICENSE-MIT", "Copyright (c) Another")]),
        ];
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let expected = [
            ("Apache License".to_owned(), names(&["a 2.0.0", "b 1.0.0"])),
            ("Copyright (c) Another".to_owned(), names(&["d 1.0.0"])),
            ("Copyright (c) Somebody".to_owned(), names(&["c 1.0.0"])),
        ];
        assert_eq!(groups(&all), expected);
    }

    #[test]
    fn where_a_crate_ships_no_text_it_is_that_of_spdx() {
        let all = [linked("a 1.0.0", "(MIT OR Apache-2.0) AND Unicode-3.0", &[])];
        let file = written(&all).unwrap();
        for text in ["Apache License 2.0 (Apache-2.0), for\n- a 1.0.0\n", "END OF TERMS", "UNICODE LICENSE V3"] {
            assert!(file.contains(text), "no {text} in {file}");
        }
    }

    #[test]
    fn what_would_be_wrong_is_refused() {
        for (one, expected) in [
            (linked("a 1.0.0", "GPL-3.0-only", &[]), "a 1.0.0 is under GPL-3.0-only"),
            (linked("a 1.0.0", "MIT", &[]), "a 1.0.0 ships no text of MIT"),
            (linked("a 1.0.0", "Apache-2.0", &[("NOTICE", "a")]), "a 1.0.0 has a notice"),
            (linked("a 1.0.0", "my own", &[]), "a 1.0.0"),
        ] {
            let error = written(&[one]).unwrap_err();
            assert!(error.to_string().starts_with(expected), "{error:#}");
        }
    }

    #[test]
    fn only_what_is_compiled_for_a_browser_is_linked() {
        let message = |id: &str, file: &str| {
            serde_json::json!({ "reason": "compiler-artifact", "package_id": id, "filenames": [file] }).to_string()
        };
        let messages = [
            message("a", "/t/wasm32-unknown-unknown/wasm/deps/liba.rlib"),
            message("macro", "/t/wasm/deps/libmacro.so"),
            "{\"reason\":\"build-finished\",\"success\":true}".to_owned(),
        ];
        assert_eq!(linked_ids(&messages.join("\n")).unwrap(), BTreeSet::from(["a".to_owned()]));
        assert!(linked_ids("no message").is_err());
    }

    #[test]
    fn who_is_missing_and_who_is_too_many_is_named() {
        let linked =
            in_tree("keyturn-one v0.1.0 (/a/folder)\na v1.0.0\n\nkeyturn-two v0.1.0 (/a/folder)\nb v1.0.0\na v1.0.0\n");
        for (file, expected) in [
            ("- a 1.0.0\n- b 1.0.0\n- the Rust standard library 1.95.0\n", vec![]),
            ("- a 1.0.0\n- b 1.0.1\n", vec!["does not name b 1.0.0", "names b 1.0.1"]),
            ("a 1.0.0\n- b 1.0.0", vec!["does not name a 1.0.0"]),
        ] {
            let differences = differences(&linked, file);
            assert_eq!(differences.len(), expected.len(), "{differences:?}");
            assert!(differences.iter().zip(expected).all(|(is, expected)| is.contains(expected)), "{differences:?}");
        }
    }

    #[test]
    fn no_file_hangs_on_the_order_in_which_crates_are_told() {
        let (narrow, wide) = (APACHE.replace('\n', " "), APACHE.replace('\n', "\n\n"));
        let all =
            || [("b", &wide), ("a", &narrow)].map(|(name, text)| linked(name, "Apache-2.0", &[("LICENSE", text)]));
        let mut turned = all();
        turned.reverse();
        assert_eq!(written(&all()).unwrap(), written(&turned).unwrap());
    }
}
