//! The general shapes.

use super::quoted::{double, single};
use crate::account_number::AccountNumber;

/// An object with `cid` and `provhash`, as the Enterprise API calls them.
pub fn json(out: &mut String, number: Option<&AccountNumber>, hash: &str) {
    out.push_str("{\n");
    if let Some(number) = number {
        out.extend(["  \"cid\": \"", number.as_str(), "\",\n"]);
    }
    out.push_str("  \"provhash\": ");
    double(out, hash);
    out.push_str("\n}\n");
}

/// Lines of an `.env` file that a shell can read with `.` as well.
pub fn env(out: &mut String, number: Option<&AccountNumber>, hash: &str) {
    environment(out, ("LASTPASS_CID", number), ("LASTPASS_PROVISIONING_HASH", hash));
}

/// The same under other names.
pub fn environment(out: &mut String, (cid, number): (&str, Option<&AccountNumber>), (provhash, hash): (&str, &str)) {
    if let Some(number) = number {
        out.extend([cid, "=", number.as_str(), "\n"]);
    }
    out.extend([provhash, "="]);
    single(out, hash);
    out.push('\n');
}

/// A call of the Enterprise API for any POSIX shell.
///
/// A shell writes what is pasted at its prompt into its history, so that the hash must not stand in this text at all: the
/// call asks for it instead, unseen. What the shell knows it hands over by standard input, never as an argument, which
/// every user of the machine could read in the list of processes; `printf` is the shell's own and starts none. The round
/// brackets make one command of it: otherwise the question would take the next line of the paste for its answer. No
/// comments: zsh takes none at its prompt.
pub fn curl(out: &mut String, number: Option<&AccountNumber>, _hash: &str) {
    out.push_str("(\n");
    match number {
        Some(number) => out.extend(["  cid=", number.as_str(), "\n"]),
        None => out.push_str("  printf 'Account number: ' >&2\n  IFS= read -r cid\n"),
    }
    out.push_str(CALL);
}

const CALL: &str = r#"  printf 'Provisioning hash (not shown): ' >&2
  trap 'stty echo 2>/dev/null' EXIT INT TERM
  stty -echo 2>/dev/null
  IFS= read -r provhash
  stty echo 2>/dev/null
  printf '\n' >&2
  provhash=$(printf '%s' "$provhash" | sed 's/[\\"]/\\&/g')
  curl --silent --show-error --header 'Content-Type: application/json' --data-binary @- https://lastpass.com/enterpriseapi.php <<END
{"cid": "$cid", "provhash": "$provhash", "cmd": "getuserdata", "data": {"pagesize": 1, "pageindex": 0}}
END
)
"#;

/// A Secret. Its comment's command reads it from standard input, and applies it on the server's side: the other way would
/// leave the values in an annotation.
pub fn kubernetes(out: &mut String, number: Option<&AccountNumber>, hash: &str) {
    out.push_str(
        "# Run: kubectl apply --server-side -f -
# Then paste this and press Ctrl+D: so it stands in no file and in no history.
apiVersion: v1
kind: Secret
metadata:
  name: lastpass-enterprise-api
type: Opaque
stringData:
",
    );
    if let Some(number) = number {
        out.extend(["  LASTPASS_CID: \"", number.as_str(), "\"\n"]);
    }
    out.push_str("  LASTPASS_PROVISIONING_HASH: ");
    double(out, hash);
    out.push('\n');
}
