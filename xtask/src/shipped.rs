//! What must not be in anything that ships: where it was built, what a panic would say, and what makes HTML or code of a string.
//! And what must: the licences.

use std::{env, path::PathBuf};

use anyhow::{Result, ensure};

use crate::build::licences;
use crate::package::archive::read;
use crate::root::{root, target};

/// What makes HTML or code of a string. No page needs that of us, and our own pages' Trusted Types would refuse it.
const OF_STRINGS: [&str; 12] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "setHTML",
    "createHTML",
    "createContextualFragment",
    "DOMParser",
    "document.write",
    "srcdoc",
    "javascript:",
    "eval(",
    "Function(",
];

/// Where one of them stands all the same: how the file's name ends, what stands there, and why it may.
const ALLOWED: [(&str, &str, &str); 2] = [
    (
        "content.wasm",
        "outerHTML",
        "read, never set (guard/quick.rs): the quickest look whether an element may be the reset",
    ),
    (".js", "`Function(${", "wasm-bindgen's words for a function in an error's text: nothing is called"),
];

/// What only a panic's words need: the start of its sentence, and the names of source files.
const OF_PANICS: [&str; 4] = ["panicked at", "/rustc/", "/crates/", "/keyturn/"];

/// Looks through dist. (The data of a JS engine is written in letters that hide it; it is the data of the module beside it.)
pub fn check() -> Result<()> {
    let mut faults = Vec::new();
    let places = places();
    for browser in ["chrome", "firefox"] {
        let files = read(&root().join("dist").join(browser), &[])?;
        let mut wrong = match files.get(licences::FILE) {
            Some(file) => licences::faults(&String::from_utf8_lossy(file))?,
            None => vec![format!("no {}", licences::FILE)],
        };
        wrong.extend(files.iter().flat_map(|(name, content)| faults_of(name, content, &places)));
        faults.extend(wrong.into_iter().map(|fault| format!("{browser}: {fault}")));
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// Where things lie on this machine.
fn places() -> Vec<String> {
    let home = env::home_dir();
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(home.clone()?.join(".cargo")));
    let folders = [Some(root().to_owned()), Some(target()), home, cargo].into_iter().flatten();
    // A home may be `/`, which stands in every address.
    folders.map(|folder| folder.display().to_string()).filter(|folder| folder.len() > 1).collect()
}

/// What is wrong with a file.
fn faults_of(name: &str, content: &[u8], places: &[String]) -> Vec<String> {
    let count = |text: &str| content.windows(text.len()).filter(|bytes| *bytes == text.as_bytes()).count();
    let allowed = |word: &str| -> usize {
        let here = ALLOWED.iter().filter(|(file, text, _)| name.ends_with(file) && text.contains(word));
        here.map(|(_, text, _)| count(text)).sum()
    };
    let strings = OF_STRINGS.into_iter().filter(|word| count(word) > allowed(word));
    let panics = OF_PANICS.into_iter().filter(|word| count(word) > 0);
    let places = places.iter().map(String::as_str).filter(|place| count(&format!("{place}/")) > 0);
    let strings = strings.map(|word| format!("{name} has {word}, which makes HTML or code of a string"));
    let panics = panics.map(|word| format!("{name} has {word:?}, which only a panic would say"));
    strings.chain(panics).chain(places.map(|place| format!("{name} tells where it was built: {place}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::{OF_STRINGS, faults_of};
    use crate::package::archive::read;
    use crate::root::root;

    #[test]
    fn what_must_not_ship_is_found() {
        for (name, content, expected) in [
            ("a.js", "element.textContent = text; // the outer HTML of it", None),
            ("a.js", "e.innerHTML=t", Some("innerHTML")),
            ("content.wasm", "..outerHTML..", None),
            ("content.wasm", "..outerHTML..innerHTML", Some("innerHTML")),
            ("dialogs.wasm", "..outerHTML..", Some("outerHTML")),
            ("a.js", "return `Function(${name})`", None),
            ("a.js", "return `Function(${name})`+new Function(a)", Some("Function(")),
            ("a.wasm", "thread panicked at", Some("panicked at")),
            ("a.wasm", "/crates/serde-1.0/src/lib.rs", Some("/crates/")),
            ("a.css", "/* /home/somebody/keyturn.css */", Some("/home/somebody")),
            ("a.css", "/* /home/somebodyelse */", None),
        ] {
            let faults = faults_of(name, content.as_bytes(), &["/home/somebody".to_owned()]);
            assert_eq!(faults.len(), usize::from(expected.is_some()), "{name}: {content}: {faults:?}");
            assert!(faults.iter().all(|fault| fault.contains(expected.unwrap_or_default())), "{faults:?}");
        }
    }

    /// As the browser calls them, and as Rust does.
    #[test]
    fn no_source_makes_html_or_code_of_a_string() -> anyhow::Result<()> {
        const IN_RUST: [&str; 8] = [
            "inner_html",
            "outer_html",
            "adjacent_html",
            "set_html",
            "contextual_fragment",
            "DomParser",
            "Function::new",
            "console_error_panic_hook",
        ];
        const READ: &str = r#"property(element, "outerHTML")"#;
        let files = read(&root().join("crate"), &[])?.into_iter().chain(read(&root().join("extension"), &[])?);
        let mut looked_at = 0;
        for (name, content) in files {
            let Ok(content) = String::from_utf8(content) else { continue };
            looked_at += 1;
            let content = if name.ends_with("guard/quick.rs") { content.replacen(READ, "", 1) } else { content };
            // Core's tables show that a link of that kind is refused; Rust's functions are called so.
            let of_strings = OF_STRINGS.into_iter().filter(|word| !["javascript:", "Function("].contains(word));
            for word in of_strings.chain(IN_RUST) {
                assert!(!content.contains(word), "{name}: {word}");
            }
        }
        assert!(looked_at > 100);
        Ok(())
    }
}
