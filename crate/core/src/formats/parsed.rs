//! Each shape read by a reader of its own language, with hashes that no console would make.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use saphyr::{LoadableYamlNode as _, Yaml};

use super::write;
use crate::account_number::AccountNumber;

const HOSTILE: [&str; 18] = [
    "0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c",
    "'",
    "''a'b''",
    "\"a\"",
    "\\",
    "a\\'b\\\"c\\n",
    "$(touch hacked)",
    "${HOME} $HOME `touch hacked`",
    "a\nb\n\nc\n",
    "a: b # c",
    "# a",
    " a ",
    "- [a, {b: c}] &d *e !f %g @h",
    "\t\r\u{1}\u{1b}[31m\u{7f}\u{85}",
    "ünïcödé \u{1f511} \u{2028}\u{feff}",
    "'; touch hacked; '",
    "END\nEND\n",
    "true",
];

fn number() -> Option<AccountNumber> {
    AccountNumber::try_from("18836731".to_owned()).ok()
}

fn written(id: &str, hash: &str) -> String {
    write(id, number().as_ref(), hash).expect("this shape holds any text")
}

fn json_reads(hash: &str) {
    let read: serde_json::Value = serde_json::from_str(&written("json", hash)).expect("it is JSON");
    assert_eq!(read, serde_json::json!({ "cid": "18836731", "provhash": hash }));
}

fn yaml_reads(hash: &str) {
    let read = Yaml::load_from_str(&written("kubernetes", hash)).expect("it is YAML");
    let [secret] = read.as_slice() else { panic!("{} documents", read.len()) };
    let data = &secret["stringData"];
    assert_eq!(secret["kind"].as_str(), Some("Secret"));
    assert_eq!(data.as_mapping().map(|data| data.len()), Some(2));
    assert_eq!(data["LASTPASS_CID"].as_str(), Some("18836731"));
    assert_eq!(data["LASTPASS_PROVISIONING_HASH"].as_str(), Some(hash));
}

fn dotenv_reads(hash: &str) {
    let text = written("env", hash);
    let read: Result<Vec<(String, String)>, _> = dotenvy::from_read_iter(text.as_bytes()).collect();
    let expected = [("LASTPASS_CID", "18836731"), ("LASTPASS_PROVISIONING_HASH", hash)];
    assert_eq!(read.expect("it is an .env file"), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

/// `sh` must be there; `bash` is tried where it is.
fn shells() -> Vec<&'static str> {
    assert!(Command::new("sh").arg("-c").arg(":").status().is_ok(), "there is no sh: install one to run this test");
    ["sh", "bash"].into_iter().filter(|shell| Command::new(shell).arg("-c").arg(":").status().is_ok()).collect()
}

/// Runs a script in that folder, with that on its standard input, and gives back what it says.
fn run(shell: &str, script: &str, folder: &Path, input: &str) -> String {
    let mut child = Command::new(shell)
        .args(["-c", script])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the shell starts");
    child.stdin.take().expect("it has an input").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it says text")
}

fn shell_reads(shell: &str, folder: &Path, hash: &str) {
    fs::write(folder.join("pair.env"), written("env", hash)).expect("the file is written");
    let said =
        run(shell, r#". ./pair.env && printf '%s|%s' "$LASTPASS_CID" "$LASTPASS_PROVISIONING_HASH""#, folder, "");
    assert_eq!(said, format!("18836731|{hash}"), "{shell}");
    assert!(!folder.join("hacked").exists(), "{shell} ran {hash:?}");
}

/// Plays curl: notes what it is given.
const CURL: &str = "#!/bin/sh\nprintf '%s\\n' \"$@\" > arguments\ncat > input\n";

fn call_sends(shell: &str, folder: &Path, hash: &str, is_known: bool) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(folder.join("curl"), CURL).expect("the file is written");
    fs::set_permissions(folder.join("curl"), fs::Permissions::from_mode(0o755)).expect("it can be run");
    let call = write("curl", number().as_ref().filter(|_| is_known), hash).expect("it holds any text");
    let asked = if is_known { "" } else { "18836731\n" };
    run(shell, &format!("PATH=\"$PWD:$PATH\"\n{call}"), folder, &format!("{asked}{hash}\n"));
    let arguments = fs::read_to_string(folder.join("arguments")).expect("curl was called");
    assert!(arguments.contains("https://lastpass.com/enterpriseapi.php"), "{arguments}");
    assert!(!arguments.contains(hash), "{arguments}");
    let sent: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("input")).expect("it was sent")).expect("it is JSON");
    assert_eq!(sent["cid"], "18836731");
    assert_eq!(sent["provhash"], hash);
    assert_eq!(sent["cmd"], "getuserdata");
    assert!(!folder.join("hacked").exists(), "{shell} ran {hash:?}");
}

#[test]
fn each_language_reads_what_was_written() {
    for hash in HOSTILE {
        json_reads(hash);
        yaml_reads(hash);
        dotenv_reads(hash);
    }
}

#[test]
fn a_shell_reads_the_lines_and_runs_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in shells() {
        for hash in HOSTILE {
            shell_reads(shell, folder.path(), hash);
        }
    }
}

#[test]
fn the_call_sends_what_is_typed_and_names_it_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in shells() {
        // What is typed is one line without control characters.
        for hash in HOSTILE.into_iter().filter(|hash| hash.len() > 5 && !hash.chars().any(char::is_control)) {
            for is_known in [true, false] {
                call_sends(shell, folder.path(), hash, is_known);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_back(hash in "[^\0]{1,40}") {
        json_reads(&hash);
        yaml_reads(&hash);
        dotenv_reads(&hash);
    }
}
