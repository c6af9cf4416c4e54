//! That npm installs what was once looked at, and nothing else: each tool in one version, each package with a checksum, none from
//! anywhere but the registry.

use serde_json::Value;

use crate::root::root;

/// The public registry. The lock may also name no host at all: then it is the one that npm is set to, and the checksum says whether
/// what it gives is the same.
const REGISTRY: &str = "https://registry.npmjs.org/";

/// What is wrong with a package-lock.json.
fn faults(lock: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    if lock["lockfileVersion"] != 3 {
        faults.push("not a lock of npm 7 or later".to_owned());
    }
    let packages = lock["packages"].as_object().into_iter().flatten();
    for (path, package) in packages.filter(|(path, _)| !path.is_empty()) {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        let is_at_home = text("resolved").is_empty() || text("resolved").starts_with(REGISTRY);
        // Beside a number, a version can be an address.
        let is_number = text("version").starts_with(|letter: char| letter.is_ascii_digit());
        let checks = [
            (path.starts_with("node_modules/"), "is a folder of its own"),
            (text("integrity").starts_with("sha512-"), "has no checksum"),
            (is_at_home, "comes from elsewhere"),
            (is_number, "has no version"),
            (package["link"] != true, "is a link"),
        ];
        faults.extend(checks.iter().filter(|(holds, _)| !holds).map(|(_, what)| format!("{path} {what}")));
    }
    faults
}

/// The tools of a package.json that are not named in one version.
fn open_ended(tools: &Value) -> Vec<String> {
    let lists = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
    let tools = lists.iter().filter_map(|list| tools[*list].as_object()).flatten();
    let is_exact = |version: &str| {
        let mut parts = version.split('.');
        parts.by_ref().take(3).all(|part| part.parse::<u32>().is_ok()) && version.split('.').count() == 3
    };
    tools.filter(|(_, version)| !version.as_str().is_some_and(is_exact)).map(|(name, _)| name.clone()).collect()
}

fn read(file: &str) -> Value {
    serde_json::from_slice(&std::fs::read(root().join(file)).unwrap()).unwrap()
}

#[test]
fn what_npm_installs_is_fixed() {
    assert_eq!(faults(&read("package-lock.json")), Vec::<String>::new());
    assert_eq!(open_ended(&read("package.json")), Vec::<String>::new());
}

#[test]
fn nothing_runs_when_npm_installs() {
    let settings = std::fs::read_to_string(root().join(".npmrc")).unwrap();
    assert!(settings.lines().any(|line| line == "ignore-scripts=true"));
    // Whose registry it is, and who may use it, is each machine's own.
    assert!(!settings.contains("registry=") && !settings.contains("_auth"), "{settings}");
}

#[test]
fn a_package_that_is_not_fixed_is_found() {
    use serde_json::json;
    let good = json!({"version": "1.0.0", "integrity": "sha512-x"});
    for (key, value, fault) in [
        ("resolved", json!("https://registry.npmjs.org/a/-/a-1.0.0.tgz"), None),
        ("resolved", json!("https://registry.npmjs.org.example/a.tgz"), Some("comes from elsewhere")),
        ("resolved", json!("git+ssh://git@example/a.git#1"), Some("comes from elsewhere")),
        ("resolved", json!("http://registry.npmjs.org/a.tgz"), Some("comes from elsewhere")),
        ("integrity", json!("sha1-x"), Some("has no checksum")),
        ("integrity", json!(null), Some("has no checksum")),
        ("version", json!("github:a/b"), Some("has no version")),
        ("link", json!(true), Some("is a link")),
        ("license", json!("MIT"), None),
    ] {
        let mut package = good.clone();
        package[key] = value;
        let lock = json!({"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": package}});
        let expected: Vec<String> = fault.into_iter().map(|fault| format!("node_modules/a {fault}")).collect();
        assert_eq!(faults(&lock), expected, "{lock}");
    }
    assert_eq!(faults(&json!({"lockfileVersion": 3, "packages": {"own": good}})), ["own is a folder of its own"]);
    assert_eq!(faults(&json!({"lockfileVersion": 1})).len(), 1);
    let tools =
        json!({"devDependencies": {"a": "1.2.3", "b": "^1.2.3", "c": "1.2", "d": "latest", "e": "1.2.3-beta.1"}});
    assert_eq!(open_ended(&tools), ["b", "c", "d", "e"]);
}
