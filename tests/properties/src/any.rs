//! Generated values that several readers take.

use keyturn_core::account_number::AccountNumber;
use keyturn_core::integration::{Criticality, Draft, Integration, new_id, take};
use keyturn_core::words::{List, Words};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// What files, spreadsheets, parsers and pages stumble over.
pub const PIECES: [&str; 85] = [
    "a",
    "Z",
    "0",
    "x y",
    " ",
    "  ",
    "'",
    "''",
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "=",
    "+",
    "-",
    "@",
    "=1+1",
    "=HYPERLINK(\"https://evil.example\")",
    "＝",
    "＋",
    "－",
    "＠",
    "\\",
    "\\n",
    "\\u0000",
    "{",
    "}",
    "[",
    "<b>",
    "&amp;",
    "ü",
    "ß",
    "İ",
    "ΑΣ",
    "ς",
    "😀",
    "👩‍💻",
    "e\u{301}",
    "\u{feff}",
    "\u{0}",
    "\u{1}",
    "\u{1b}",
    "\u{1e}",
    "\u{1f}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\u{fffc}",
    "\u{ffff}",
    "שלום",
    "مرحبا",
    "番号",
    "all",
    "name,",
    "\\u",
    "\\ud800",
    "]",
    "[]",
    "{}",
    ":",
    "<",
    "null",
    "true",
    "-1",
    "1e999",
    "99999999999999999999",
    "18836731",
    "27",
    "ÄÖ",
    "Σ",
    "Account number",
    "Provisioning hash",
    "Reset your provisioning hash",
    "0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c0f8e3b1c",
    "https://",
];

/// Any text: pieces of that kind, or whatever characters there are.
pub fn text() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        3 => vec(select(&PIECES[..]), 0..10).prop_map(|pieces| pieces.concat()),
        1 => vec(any::<char>(), 0..20).prop_map(|all| all.into_iter().collect()),
        1 => "[ -~]{0,30}",
    ]
}

/// An account number.
pub fn number() -> impl Strategy<Value = AccountNumber> {
    "[0-9]{2,12}".prop_map(|digits| AccountNumber::try_from(digits).expect("it is 2 to 12 digits"))
}

/// A link, some without a meaning.
pub fn link() -> impl Strategy<Value = String> {
    let path = text().prop_map(|text| {
        let is_right = |c: &char| !c.is_whitespace() && !c.is_control() && !"\\<>\"`".contains(*c);
        text.chars().filter(is_right).collect::<String>()
    });
    let host =
        select(&["example.com", "EXAMPLE.com:8443", "localhost:8080", "10.0.0.1", "[::1]:8443", "bücher.example"][..]);
    prop_oneof![
        1 => Just(String::new()),
        3 => (select(&["https", "http", "HTTPS"][..]), host, path)
            .prop_map(|(scheme, host, path)| format!("{scheme}://{host}/{path}")),
    ]
}

/// What an admin may type into the form.
pub fn draft() -> impl Strategy<Value = Draft> {
    let accounts = vec(prop_oneof![number().prop_map(String::from), Just("27".to_owned())], 0..4);
    (text(), text(), text(), accounts, link(), select(&Criticality::ALL[..]), option::of(1..527_041_u32), text())
        .prop_map(|(name, owner, place, accounts, link, criticality, polls_every, note)| Draft {
            name,
            owner,
            place,
            accounts,
            link,
            criticality,
            polls_every,
            note,
        })
}

/// An inventory: what the form takes of some drafts, and some of it twice.
pub fn inventory() -> impl Strategy<Value = Vec<Integration>> {
    (vec(draft(), 0..12), any::<bool>()).prop_map(|(drafts, has_twin)| {
        let mut all: Vec<Integration> = Vec::new();
        for draft in drafts {
            let taken = take(&draft, new_id(&all, 1.0));
            all.extend(taken);
        }
        let twin = all.first().filter(|_| has_twin).map(|twin| Integration { id: new_id(&all, 1.0), ..twin.clone() });
        all.extend(twin);
        all
    })
}

/// A moment, as a document may hold it: any finite float.
pub fn time() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 0.0..3e12, 1 => prop::num::f64::NORMAL | prop::num::f64::ZERO]
}

/// Words as an admin may type them, from the console's own and from other languages'.
pub fn typed_words() -> impl Strategy<Value = Words> {
    const PHRASES: [&str; 16] = [
        "Account number",
        "Kontonummer",
        "  Numéro   de\u{a0}compte : ",
        "reset provisioning hash",
        "Bereitstellungs-Hash  zurücksetzen…",
        "プロビジョニングハッシュをリセット",
        "Επαναφορά κωδικός",
        "KODU SIFIRLA",
        "İPTAL ET HASH",
        "Reset",
        "bank",
        "CID\u{ad}",
        "API secret",
        "refresh",
        "lock_reset",
        "",
    ];
    let phrase = || prop_oneof![3 => select(&PHRASES[..]).prop_map(str::to_owned), 1 => text()];
    let list = || vec(phrase(), 0..6);
    [list(), list(), list(), list(), list()].prop_map(|lists| {
        let mut words = Words::default();
        for (list, typed) in List::ALL.into_iter().zip(lists) {
            *words.list_mut(list) = typed;
        }
        words
    })
}
