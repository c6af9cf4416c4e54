//! What a security team reads first: what the manifest asks of the browser. It grows only when these tests are changed with it, and
//! docs/permissions.md.

use std::{collections::BTreeSet, fs};

use serde_json::{Value, json};

use super::manifest::{Target, derive};
use crate::package::archive::read;
use crate::root::root;

const CONSOLE: &str = "https://admin.lastpass.com/*";

fn manifests() -> [(Target, Value); 2] {
    [Target::Chrome, Target::Firefox].map(|target| (target, serde_json::from_str(&derive(target).unwrap()).unwrap()))
}

#[test]
fn the_permissions_are_these_and_no_more() {
    for (target, manifest) in manifests() {
        assert_eq!(manifest["permissions"], json!(["alarms", "scripting", "storage"]));
        assert_eq!(manifest["optional_permissions"], json!(["notifications"]));
        assert_eq!(manifest["host_permissions"], json!([CONSOLE]));
        assert_eq!(manifest["optional_host_permissions"], json!(["https://lastpass.com/*"]));
        let scripts = json!([{
            "matches": [CONSOLE],
            "js": ["listen.js", "words.js", "hold.js", "ask.js", "content.js"],
            "css": ["content.css"],
            "run_at": "document_start",
            "all_frames": true,
            "match_about_blank": true,
            "match_origin_as_fallback": true,
        }]);
        assert_eq!(manifest["content_scripts"], scripts);
        let mut resources =
            json!([{"resources": ["content.wasm", "account.wasm", "dialogs.wasm"], "matches": [CONSOLE]}]);
        if target == Target::Chrome {
            resources[0]["use_dynamic_url"] = true.into();
        }
        assert_eq!(manifest["web_accessible_resources"], resources);
    }
}

/// A key that is new may give a page or a site something that none of the others does.
#[test]
fn the_manifest_has_no_other_keys() {
    for (target, manifest) in manifests() {
        let own: &[&str] = match target {
            Target::Chrome => &["key", "minimum_chrome_version"],
            Target::Firefox => &["browser_specific_settings"],
        };
        let both = [
            "manifest_version name description version default_locale icons action options_ui background",
            "permissions optional_permissions host_permissions optional_host_permissions",
            "content_scripts web_accessible_resources content_security_policy",
        ];
        let known: BTreeSet<&str> = both.iter().flat_map(|line| line.split(' ')).chain(own.iter().copied()).collect();
        let has: BTreeSet<&str> = manifest.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(has, known, "{target:?}");
    }
}

#[test]
fn our_pages_run_no_code_that_is_made_of_a_string() {
    for (_, manifest) in manifests() {
        let policies = manifest["content_security_policy"].as_object().unwrap();
        assert_eq!(policies.keys().collect::<Vec<_>>(), ["extension_pages"]);
        let policy: Vec<&str> = policies["extension_pages"].as_str().unwrap().split("; ").collect();
        let expected = [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "img-src 'self'",
            // Asked for, never there from the beginning, and then for this one address.
            "connect-src 'self' https://lastpass.com/enterpriseapi.php",
            "require-trusted-types-for 'script'",
            "trusted-types keyturn",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ];
        assert_eq!(policy, expected);
    }
}

/// The one policy of Trusted Types makes addresses of scripts, where a service worker cannot do without.
#[test]
fn trusted_types_have_one_policy() {
    let scripts = read(&root().join("extension"), &[]).unwrap();
    let makes = |content: &[u8]| String::from_utf8_lossy(content).matches("createPolicy(").count();
    let making: Vec<(&str, usize)> = scripts
        .iter()
        .filter(|(name, _)| name.ends_with(".js"))
        .map(|(name, content)| (name.as_str(), makes(content)))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(making, [("worker.js", 1)]);
}

/// Each permission has a row, each row a permission, a file that uses it and a test that shows it.
#[test]
fn each_permission_is_explained_and_shown() {
    let page = fs::read_to_string(root().join("docs/permissions.md")).unwrap();
    let rows: Vec<[Vec<&str>; 4]> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
            let [key, what, _, file, test] = cells.as_slice() else { panic!("{line}") };
            [key, what, file, test].map(|cell| cell.split('`').skip(1).step_by(2).collect())
        })
        .collect();
    let explained: BTreeSet<(&str, &str)> =
        rows.iter().flat_map(|[key, what, ..]| what.iter().map(|what| (key[0], *what))).collect();
    let (_, manifest) = &manifests()[0];
    let mut asked = BTreeSet::new();
    for (key, list) in [
        ("permissions", &manifest["permissions"]),
        ("optional_permissions", &manifest["optional_permissions"]),
        ("host_permissions", &manifest["host_permissions"]),
        ("optional_host_permissions", &manifest["optional_host_permissions"]),
        ("content_scripts", &manifest["content_scripts"][0]["matches"]),
        ("web_accessible_resources", &manifest["web_accessible_resources"][0]["resources"]),
    ] {
        asked.extend(list.as_array().unwrap().iter().map(|what| (key, what.as_str().unwrap())));
    }
    assert_eq!(explained, asked);

    let suites = read(&root().join("tests/suites/src/suites"), &[]).unwrap();
    let suites: Vec<String> = suites.into_values().map(|content| String::from_utf8(content).unwrap()).collect();
    for [_, _, files, tests] in &rows {
        assert!(!files.is_empty() && !tests.is_empty());
        for file in files {
            assert!(root().join(file).is_file(), "{file}");
        }
        for test in tests {
            assert!(suites.iter().any(|suite| suite.contains(&format!("async fn {test}("))), "{test}");
        }
    }
}
