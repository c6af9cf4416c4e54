//! Chrome's and Firefox's manifests, from the one manifest.json: a key with a browser's prefix (`firefox:scripts`) is that
//! browser's, and the other one does not get it.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::root::root;

/// A browser that a package is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Chrome, Edge, Chromium.
    Chrome,
    /// Firefox.
    Firefox,
}

impl Target {
    /// The folder under dist.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }
}

/// The manifest's text for this browser, with the workspace's version.
pub fn derive(target: Target) -> Result<String> {
    let source = fs::read_to_string(root().join("manifest.json")).context("manifest.json")?;
    let mut manifest: Value = serde_json::from_str(&source).context("manifest.json")?;
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    Ok(serde_json::to_string_pretty(&for_target(&manifest, target))? + "\n")
}

/// A derived manifest as Chrome's store takes it. `key` fixes the id of an unpacked extension; the store gives the id itself, and
/// refuses a first upload that has one.
pub fn for_store(manifest: &[u8]) -> Result<Vec<u8>> {
    let mut manifest: Map<String, Value> = serde_json::from_slice(manifest).context("manifest.json")?;
    manifest.remove("key").context("manifest.json: no key")?;
    Ok((serde_json::to_string_pretty(&manifest)? + "\n").into_bytes())
}

/// The value without the other browser's keys, and with this one's under their plain names.
fn for_target(value: &Value, target: Target) -> Value {
    match value {
        Value::Object(object) => {
            let mut out = Map::new();
            for (key, value) in object {
                let plain = match key.split_once(':') {
                    Some(("chrome", plain)) if target == Target::Chrome => plain,
                    Some(("firefox", plain)) if target == Target::Firefox => plain,
                    Some(("chrome" | "firefox", _)) => continue,
                    _ => key,
                };
                out.insert(plain.to_owned(), for_target(value, target));
            }
            out.into()
        }
        Value::Array(array) => array.iter().map(|value| for_target(value, target)).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Target, derive, for_store, for_target};

    #[test]
    fn the_store_gets_no_key_and_all_else() {
        let unpacked = derive(Target::Chrome).unwrap();
        let [mut unpacked, packed] = [unpacked.as_bytes(), &for_store(unpacked.as_bytes()).unwrap()]
            .map(|text| serde_json::from_slice::<serde_json::Value>(text).unwrap());
        assert!(unpacked["key"].is_string() && packed.get("key").is_none());
        unpacked.as_object_mut().unwrap().remove("key");
        assert_eq!(unpacked, packed);
        assert!(for_store(b"{}").is_err());
    }

    #[test]
    fn each_browser_gets_its_own_keys() {
        let cases = [
            (json!({"a": 1}), json!({"a": 1}), json!({"a": 1})),
            (json!({"chrome:a": 1}), json!({"a": 1}), json!({})),
            (json!({"firefox:a": 1}), json!({}), json!({"a": 1})),
            (json!({"chrome:a": 1, "firefox:a": 2}), json!({"a": 1}), json!({"a": 2})),
            (json!({"b": {"chrome:a": 1}}), json!({"b": {"a": 1}}), json!({"b": {}})),
            (json!([{"firefox:a": [1]}]), json!([{}]), json!([{"a": [1]}])),
            (
                json!({"https://x": 1, "other:a": 2}),
                json!({"https://x": 1, "other:a": 2}),
                json!({"https://x": 1, "other:a": 2}),
            ),
        ];
        for (input, chrome, firefox) in cases {
            assert_eq!(for_target(&input, Target::Chrome), chrome, "{input}");
            assert_eq!(for_target(&input, Target::Firefox), firefox, "{input}");
        }
    }

    /// No page and no other extension has a way to our background: none may connect, and nobody hears it.
    #[test]
    fn nobody_outside_is_listened_to() -> anyhow::Result<()> {
        let of = |folder: &str, kind: &str| -> anyhow::Result<Vec<std::path::PathBuf>> {
            let mut next = vec![crate::root::root().join(folder)];
            let mut files = Vec::new();
            while let Some(folder) = next.pop() {
                for entry in std::fs::read_dir(folder)? {
                    let path = entry?.path();
                    if path.is_dir() {
                        next.push(path);
                    } else if path.extension().is_some_and(|extension| extension == kind) {
                        files.push(path);
                    }
                }
            }
            Ok(files)
        };
        let sources = [of("extension", "js")?, of("crate", "rs")?].concat();
        assert!(sources.len() > 50, "{} sources", sources.len());
        for source in sources {
            let text = std::fs::read_to_string(&source)?;
            for way in ["onMessageExternal", "onConnectExternal", "onConnect", "postMessage", "CustomEvent"] {
                assert!(!text.contains(way), "{} has {way}", source.display());
            }
        }
        Ok(())
    }
}
