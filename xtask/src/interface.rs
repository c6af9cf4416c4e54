//! What the modules that ship take from the browser and give to it: each import and export by name. A reference file for each
//! module, `tests/interface/NAME.txt`, is what they are expected to be, so that a new one is seen in review.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::{Context as _, Result, bail};

use crate::build::{MODULES, NAMES};
use crate::root::{root, target};

/// Fails where a module's imports or exports are not those of its reference file, and says which.
pub fn check() -> Result<()> {
    let mut differing = Vec::new();
    for name in MODULES {
        let module = root().join("dist/chrome").join(format!("{name}.wasm"));
        let names = target().join("engines").join(name).join(NAMES);
        let names = fs::read_to_string(&names).with_context(|| names.display().to_string())?;
        let is = interface(&fs::read(&module).with_context(|| module.display().to_string())?, &names)?;
        let reference = format!("tests/interface/{name}.txt");
        let expected = fs::read_to_string(root().join(&reference)).unwrap_or_default();
        let expected: BTreeSet<String> = expected.lines().map(str::to_owned).collect();
        if is == expected {
            continue;
        }
        let folder = target().join("interface");
        fs::create_dir_all(&folder)?;
        let written = folder.join(format!("{name}.txt"));
        fs::write(&written, is.iter().map(|line| format!("{line}\n")).collect::<String>())?;
        let new = is.difference(&expected).map(|line| format!("+ {line}"));
        let gone = expected.difference(&is).map(|line| format!("- {line}"));
        let lines: Vec<String> = new.chain(gone).collect();
        differing.push(format!(
            "{name}.wasm is not as {reference} says:\n{}\nif that is meant: cp {} {reference}",
            lines.join("\n"),
            written.strip_prefix(root()).unwrap_or(&written).display()
        ));
    }
    if !differing.is_empty() {
        bail!("{}", differing.join("\n"));
    }
    Ok(())
}

/// A module's imports and exports, a line each, by the names that the build has shortened; what is there several times, with
/// how many.
fn interface(wasm: &[u8], names: &str) -> Result<BTreeSet<String>> {
    let module = walrus::Module::from_buffer(wasm)?;
    let names: BTreeMap<&str, &str> = names.lines().filter_map(|line| line.split_once(' ')).collect();
    let long = |name: &str| without_hash(names.get(name).copied().unwrap_or(name)).to_owned();
    let imports = module.imports.iter().map(|import| format!("import {}", long(&import.name)));
    let exports = module.exports.iter().map(|export| format!("export {}", long(&export.name)));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in imports.chain(exports) {
        *counts.entry(line).or_default() += 1;
    }
    let line = |(line, count)| if count == 1 { line } else { format!("{line} x{count}") };
    Ok(counts.into_iter().map(line).collect())
}

/// wasm-bindgen ends the names of imports and closures with a hash that changes with its version.
fn without_hash(name: &str) -> &str {
    let is_hash = |hash: &str| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    match name.rsplit_once('_') {
        Some((name, hash)) if is_hash(hash.strip_prefix('h').unwrap_or(hash)) => name,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::without_hash;
    use crate::{build::MODULES, root::root};

    /// A browser is told of a trap and no more. (std has nowhere to write to in it.)
    #[test]
    fn no_module_can_write_what_a_panic_says() {
        for name in MODULES {
            let reference = fs::read_to_string(root().join(format!("tests/interface/{name}.txt"))).unwrap();
            assert!(reference.contains("import __wbg_"), "{name}");
            for voice in ["assert", "debug", "dir", "error", "info", "log", "trace", "warn"] {
                let import = format!("import __wbg_{voice}");
                let speaks = reference.lines().any(|line| line == import || line.starts_with(&format!("{import} x")));
                assert!(!speaks, "{name}: console.{voice}");
            }
        }
    }

    #[test]
    fn a_hash_is_left_out_and_nothing_else() {
        assert_eq!(without_hash("__wbg_querySelector_1d1ccb2fe6fd6e9f"), "__wbg_querySelector");
        assert_eq!(without_hash("__wbindgen_add_to_stack_pointer"), "__wbindgen_add_to_stack_pointer");
        assert_eq!(without_hash("invoke__h3c23dcc6c084e184"), "invoke_");
        assert_eq!(without_hash("begin"), "begin");
        assert_eq!(without_hash("a_1d1ccb2fe6fd6e9"), "a_1d1ccb2fe6fd6e9");
    }
}
