//! Who is speaking: only the console's pages and our own are answered.

use keyturn_core::sender::{CONSOLE_HOST, Sender, Who, who};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;

use super::{Reader, text, tried};
use crate::growth::Grows;

const ID: &str = "abc";
const OWN: &str = "chrome-extension://abc/";

pub const READER: Reader = Reader {
    name: "sender",
    holds: |bytes| {
        let address = text(bytes);
        is_known(&Sender { id: ID, url: &address, origin: None, tab: Some(7), frame: Some(0.0) });
        is_known(&Sender { id: ID, url: "about:blank", origin: Some(&address), tab: Some(7), frame: Some(0.0) });
    },
    made: &[("put together", put_together)],
    reads: |bytes| {
        let url = text(bytes);
        who(&Sender { id: ID, url: &url, origin: None, tab: Some(7), frame: Some(0.0) }, ID, OWN);
    },
    grows: &[
        Grows { begin: "https://admin.lastpass.com", again: ":", end: "" },
        Grows { begin: "https://admin.lastpass.com:", again: "1", end: "" },
    ],
    largest: 2_000,
    most: 100_000,
};

/// Who is taken for the console is so to a browser's own reader of addresses.
fn is_known(sender: &Sender<'_>) {
    let host = |address: &str| url::Url::parse(address).ok()?.host_str().map(str::to_owned);
    match who(sender, ID, OWN) {
        Who::Console { tab, frame } => {
            assert_eq!((sender.id, sender.tab, sender.frame), (ID, Some(tab), Some(frame)));
            let speaks_for = sender.origin.unwrap_or(sender.url);
            assert!(speaks_for.starts_with("https://"), "{sender:?}");
            // No host at all: no browser says such an address.
            assert!(host(speaks_for).is_none_or(|host| host == CONSOLE_HOST), "{sender:?}");
        }
        Who::OwnPage => {
            assert_eq!(sender.id, ID);
            assert!(sender.url.starts_with(OWN), "{sender:?}");
        }
        Who::Stranger => {}
    }
}

fn put_together(runner: &mut TestRunner) -> Result<(), String> {
    let pieces = [
        "https://",
        "http://",
        "admin.lastpass.com",
        "lastpass.com",
        ".evil.example",
        ":8443",
        ":",
        "@",
        "/",
        "\\",
        "?",
        "#",
        "chrome-extension://abc",
        "abcd",
        "null",
        "about:blank",
        "blob:",
        "%2e",
        "\u{3002}",
        "x",
        "\t",
        " ",
    ];
    let address = || proptest::collection::vec(select(pieces.to_vec()), 0..6).prop_map(|pieces| pieces.concat());
    let id = select(&[ID, "", "xyz"][..]);
    let all = (id, address(), option::of(address()), option::of(any::<i32>()), option::of(any::<f64>()));
    tried(runner, all, |(id, url, origin, tab, frame)| {
        let frame = frame.filter(|frame| !frame.is_nan());
        is_known(&Sender { id, url: &url, origin: origin.as_deref(), tab, frame });
    })
}
