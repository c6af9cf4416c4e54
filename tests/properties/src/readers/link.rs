//! The link of an integration: what is taken becomes an `href`.

use keyturn_core::link::Link;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{Reader, text, tried};
use crate::any;
use crate::growth::Grows;

pub const READER: Reader = Reader {
    name: "link",
    holds: |bytes| is_harmless(&text(bytes)),
    made: &[("put together", put_together), ("any text", any_text)],
    reads: |bytes| drop(Link::try_from(text(bytes))),
    grows: &[
        Grows { begin: "https://", again: "a.", end: "" },
        Grows { begin: "https://example.com/", again: "://@", end: "" },
        Grows { begin: "https://[", again: "::", end: "]" },
        Grows { begin: "", again: "https", end: "" },
    ],
    largest: 2_000,
    most: 100_000,
};

/// What is taken, a browser's own reader takes for an address of the web without a user name, or for none at all.
fn is_harmless(address: &str) {
    let Ok(link) = Link::try_from(address.to_owned()) else { return };
    assert_eq!(link.as_str(), address);
    if let Ok(url) = url::Url::parse(address) {
        assert!(matches!(url.scheme(), "http" | "https"), "{url}");
        assert!(url.username().is_empty() && url.password().is_none(), "{url}");
        assert!(url.has_host(), "{url}");
    }
    let json = serde_json::to_string(&link).expect("it is written");
    assert_eq!(serde_json::from_str::<Link>(&json).ok(), Some(link));
}

fn put_together(runner: &mut TestRunner) -> Result<(), String> {
    let scheme = "(https?|HTTPS|javascript|data|file|view-source:https|blob:https)?:?/{0,3}";
    let authority = "([a-z0-9@:%.-]|\\[|\\]|\u{3002}|\u{ad}|\u{ff20}|\\\\){0,20}";
    let rest = "[/?#]?[ -~\u{202e}\u{a0}]{0,20}";
    tried(runner, (scheme, authority, rest).prop_map(|(a, b, c)| [a, b, c].concat()), |address| is_harmless(&address))
}

fn any_text(runner: &mut TestRunner) -> Result<(), String> {
    tried(runner, (any::link(), any::text()).prop_map(|(link, more)| link + &more), |address| is_harmless(&address))
}
