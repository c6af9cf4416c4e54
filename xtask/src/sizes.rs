//! How large what ships may be. A size is exact, so it is a test: `tests/sizes.json` holds a budget for each part, in bytes, and
//! only a reviewed change raises one. Beside it stands the goal, where it is not met yet.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::build::{LOADER, WITH_ENGINE};
use crate::root::root;

/// Where the budgets are written down.
const LIST: &str = "tests/sizes.json";
/// The parts of what ships: a name, and the files that it is made of.
const PARTS: [(&str, &[&str]); 10] = [
    ("loader", &LOADER),
    ("content.wasm", &["content.wasm"]),
    ("content.js engine", &["content-js.js"]),
    ("content.wasm glue", &["content-wasm.js", WITH_ENGINE]),
    ("account.wasm", &["account.wasm"]),
    ("account.js engine", &["account-js.js"]),
    ("account.wasm glue", &["account-wasm.js"]),
    ("dialogs.wasm", &["dialogs.wasm"]),
    ("dialogs.js engine", &["dialogs-js.js"]),
    ("dialogs.wasm glue", &["dialogs-wasm.js"]),
];

/// Fails where a part of `dist` is larger than its budget, or the list of parts is not that of the budgets.
pub fn check() -> Result<()> {
    let budgets: Value = serde_json::from_str(&fs::read_to_string(root().join(LIST)).context(LIST)?).context(LIST)?;
    let budgets = budgets.as_object().context(LIST)?;
    let mut over = Vec::new();
    for browser in ["chrome", "firefox"] {
        for (name, files) in PARTS {
            let content = read(&root().join("dist").join(browser), files)?;
            let budget = budgets.get(name).with_context(|| format!("{LIST}: no budget for {name}"))?;
            for (kind, size) in [("raw", content.len()), ("brotli", compressed(&content)?)] {
                let most = budget[kind].as_u64().with_context(|| format!("{LIST}: {name} has no {kind}"))?;
                let goal =
                    budget["goal"][kind].as_u64().map(|goal| format!(", the goal is {goal}")).unwrap_or_default();
                println!("     {browser} {name}: {size} bytes {kind}, of {most}{goal}");
                if size as u64 > most {
                    over.push(format!("{browser}: {name} has {size} bytes ({kind}), its budget is {most}"));
                }
            }
        }
    }
    ensure!(over.is_empty(), "{}", over.join("; "));
    Ok(())
}

/// Fails where a browser's package is larger than its budget.
pub fn check_package(browser: &str, size: usize) -> Result<()> {
    let name = format!("{browser} package");
    let budgets: Value = serde_json::from_str(&fs::read_to_string(root().join(LIST)).context(LIST)?).context(LIST)?;
    let budget = &budgets[&name];
    let most = budget["packed"].as_u64().with_context(|| format!("{LIST}: no budget for {name}"))?;
    let goal = budget["goal"]["packed"].as_u64().map(|goal| format!(", the goal is {goal}")).unwrap_or_default();
    println!("     {name}: {size} bytes, of {most}{goal}");
    ensure!(size as u64 <= most, "the {name} has {size} bytes, its budget is {most}");
    Ok(())
}

fn read(dist: &Path, files: &[&str]) -> Result<Vec<u8>> {
    let mut all = Vec::new();
    for file in files {
        all.extend(fs::read(dist.join(file)).with_context(|| dist.join(file).display().to_string())?);
    }
    Ok(all)
}

/// The size as the web's servers and stores would send it.
fn compressed(content: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut out, &best)?;
    Ok(out.len())
}

#[cfg(test)]
mod tests {
    use super::compressed;

    #[test]
    fn what_repeats_itself_is_small_and_noise_is_not() {
        assert!(compressed(&[b'a'; 10_000]).unwrap() < 100);
        let noise: Vec<u8> = (0..10_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(compressed(&noise).unwrap() > 500);
    }
}
