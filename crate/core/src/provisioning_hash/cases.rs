//! Cases for [`super::read`]: a text, and what is read in it.

use super::copying::{copies, creates};
use super::keeping::{KEPT_FOR, Kept, Standing, is_said};
use super::{DIGITS, Expected, Hash, by_shape, quick_look, read};
use crate::tables::Report;
use crate::words::Words;

/// 64 digits, in two halves, and another hash; in the texts below `H`, `A`, `B` and `O` between braces.
const FIRST: &str = "3f9a1c07e5b2d84f6a90c1e7b3d5f208";
const SECOND: &str = "94c6e8a1b0d2f4573916ace80bdf2357";
const OTHER: &str = "0d1e2f3a4b5c6d7e8f9009f8e7d6c5b4a3b2c1d0e1f2031425364758697a8b9c";

fn filled(text: &str) -> String {
    let first = format!("{FIRST}{SECOND}");
    text.replace("{H}", &first).replace("{A}", FIRST).replace("{B}", SECOND).replace("{O}", OTHER)
}

/// What is read, one after the other; `…` at the end if the text ends with a label.
fn shown(text: &str, expected: Expected<'_>) -> String {
    let reading = read(text, &Words::shipped(), expected);
    let short = |hash: &Hash| hash.as_str().replace(&filled("{H}"), "{H}").replace(OTHER, "{O}");
    let mut parts: Vec<String> = reading.sightings.iter().map(|sighting| short(&sighting.hash)).collect();
    if reading.goes_on {
        parts.push("…".to_owned());
    }
    parts.join(", ")
}

/// By the label.
const LABELLED: &[(&str, &str)] = &[
    ("Provisioning hash {H}", "{H}"),
    ("Provisioning hash\n{H}", "{H}"),
    ("Provisioning hash\n\n{H}\nStore it in a safe place now. It will not be shown again.", "{H}"),
    ("Provisioning hash: {H}", "{H}"),
    ("PROVISIONING HASH {H}", "{H}"),
    ("API secret\n{H}", "{H}"),
    ("API Secret = {H}", "{H}"),
    ("Your provisioning hash: {H}", "{H}"),
    ("Your new provisioning hash\n{H}", "{H}"),
    ("Provisioning\u{a0}hash\u{a0}{H}", "{H}"),
    ("Provisioning\u{1f} hash\u{1f}:\u{1f}{H}\u{1f}", "{H}"),
    ("Pro\u{ad}visioning ha\u{200b}sh {H}", "{H}"),
    ("Provisioning hash – {H}", "{H}"),
    ("Provisioning hash # {H}", "{H}"),
    // In quotation marks.
    ("Provisioning hash \"{H}\"", "{H}"),
    ("Provisioning hash '{H}'", "{H}"),
    ("Provisioning hash “{H}”", "{H}"),
    ("Provisioning hash „{H}“", "{H}"),
    ("Provisioning hash «{H}»", "{H}"),
    ("Provisioning hash `{H}`", "{H}"),
    ("Provisioning hash \u{1f}\"\u{1f}{H}\u{1f}\"\u{1f}", "{H}"),
    // In pieces, with what cannot be seen in between.
    ("Provisioning hash\n{A}\u{1f}{B}\u{1f}", "{H}"),
    ("Provisioning hash\n{A}\u{1f}\u{1f}{B}\u{1f}Copy", "{H}"),
    ("Provisioning hash {A}\u{ad}{B}", "{H}"),
    ("Provisioning hash {A}\u{200b}\u{1f}\u{200b}{B}", "{H}"),
    ("Provisioning hash \u{200e}{H}\u{200e}", "{H}"),
    ("Provisioning hash {H}\u{1f}Copy", "{H}"),
    ("Provisioning hash {H}\u{1f}copied\u{1f}", "{H}"),
    ("Provisioning hash {H} Copy", "{H}"),
    ("Provisioning hash {H}.", "{H}"),
    ("Provisioning hash {H}, shown once", "{H}"),
    ("Provisioning hash ({H})", ""),
    ("Provisioning hash {H}\nAPI secret\n{O}", "{H}, {O}"),
    ("API secret\nProvisioning hash\n{H}", "{H}"),
    ("Reset your provisioning hash\nProvisioning hash\n{H}", "{H}"),
    // 64 digits are the usual shape, not a rule.
    ("Provisioning hash aB3dE5fG7hJ9kL1mN3pQ", "aB3dE5fG7hJ9kL1mN3pQ"),
    ("Provisioning hash q8Yc-2_Wm9Kx7Rt4Zp1Lv6Nb3Hd5Gf0J=", "q8Yc-2_Wm9Kx7Rt4Zp1Lv6Nb3Hd5Gf0J="),
    ("Provisioning hash q8Yc2\u{1f}Wm9Kx7Rt4Zp1Lv6Nb3Hd\u{1f}Copy", "q8Yc2Wm9Kx7Rt4Zp1Lv6Nb3Hd"),
    ("Provisioning hash q8Yc2Wm9Kx7Rt4Zp1Lv6Nb\u{1f}3Hd", "q8Yc2Wm9Kx7Rt4Zp1Lv6Nb3Hd"),
    ("Provisioning hash {A}", "3f9a1c07e5b2d84f6a90c1e7b3d5f208"),
    // Not there yet.
    ("Provisioning hash", "…"),
    ("Provisioning hash:\u{1f} ", "…"),
    ("Provisioning hash \"", "…"),
    ("Reset your provisioning hash", ""),
    // Not a hash.
    ("", ""),
    ("{H}", ""),
    ("Hash {H}", ""),
    ("Provisioning hashes {H}", ""),
    ("Reprovisioning hash {H}", ""),
    ("Provisioning token {H}", ""),
    ("SCIM provisioning token\n{H}", ""),
    ("SCIM API secret {H}", ""),
    ("MFA API secret {H}", ""),
    ("Old provisioning hash {H}", ""),
    ("My old provisioning hash {H}", ""),
    ("previous\u{1f} provisioning hash: {H}", ""),
    ("Checksum {H}", ""),
    ("API secret\nIn use. It was shown once, when it was made.", ""),
    ("Provisioning hash is shown only once", ""),
    ("Provisioning hash <Your API Secret>", ""),
    ("API secret: YOUR_API_SECRET_GOES_HERE_1", ""),
    ("API secret: your-provisioning-hash-0001", ""),
    ("API secret lpkey_3f9a1c07e5b2d84f6a90c1e7b3d5f208", ""),
    ("API secret LPKEY_3f9a1c07e5b2d84f6a90c1e7b3d5f208", ""),
    ("Provisioning hash ••••••••••••••••••••••••••••••••", ""),
    ("Provisioning hash ********************************", ""),
    ("Provisioning hash {A}••••••••", ""),
    ("Provisioning hash {A}…", ""),
    ("Provisioning hash {A}...", ""),
    ("Provisioning hash 0000000000000000000000000000000000000000000000000000000000000000", ""),
    ("Provisioning hash xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1", ""),
    ("Provisioning hash None yet.", ""),
    ("Provisioning hash 18836731", ""),
    ("Provisioning hash abcdefghijklmnopqrstuvwxyz", ""),
    ("Provisioning hash 12345678901234567890123", ""),
    ("Provisioning hash admin1234567890123456@example.com", ""),
    ("Provisioning hash /advanced/enterpriseApi/v1/hash", ""),
    ("Provisioning hash https://lastpass.com/enterpriseapi.php", ""),
    ("Provisioning hash\u{1e}{H}", ""),
    ("Name\nAPI secret\u{1e}Okta\n{H}", ""),
    ("Provisioning hash \u{fffc} {H}", ""),
    // A button of that name says nothing of what follows it.
    ("Enterprise API\nReset your provisioning hash\n{H}", ""),
    ("Create provisioning hash\n\n{H}", ""),
    ("\nRESET YOUR PROVISIONING HASH…\n", ""),
    ("Reset your provisioning hash\n", ""),
    ("Reset your provisioning hash\nProvisioning hash\n{H}", "{H}"),
    ("When you reset your provisioning hash: {H}", "{H}"),
];

/// By the shape alone, where one is expected.
const BY_SHAPE: &[(&str, &str)] = &[
    ("{H}", "{H}"),
    ("\"{H}\"", "{H}"),
    ("Store this now. It will not be shown again.\n{H}", "{H}"),
    ("{A}\u{1f}{B}", "{H}"),
    ("{A}\u{ad}{B}\u{1f}Copy", "{H}"),
    ("Copy\u{1f}{H}", "{H}"),
    ("Your hash is {H}.", "{H}"),
    ("hash={H}", ""),
    ("{A}", ""),
    ("{H}a", ""),
    ("a{H}", ""),
    ("{H}\u{1f}a", ""),
    ("a\u{1f}{H}", ""),
    ("{A}{A}{A}", ""),
    ("{A}\n{B}", ""),
    ("lpkey_{H}", ""),
    ("sha256:{H}", ""),
    ("#{H}", ""),
    ("https://example.com/{H}", ""),
    ("{H}.zip", ""),
    ("{H}@example.com", ""),
    ("{H}…", ""),
    ("••••{H}", ""),
    ("Checksum\n{H}", ""),
    ("SHA-256: {H}", ""),
    ("Checksum (SHA-256)\n\n{H}", ""),
    ("Provisioning token\n{H}", ""),
    ("SCIM\u{1f} token {H}", ""),
    ("File fingerprint {H}\nStore this now\n{O}", "{O}"),
    ("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", ""),
];

pub(crate) fn table(report: &mut Report) {
    for (text, expected) in LABELLED {
        let text = filled(text);
        report.check("labelled", &text, &shown(&text, Expected::No), &expected.to_string());
        // What a label tells, it tells as well where a hash is expected.
        let both = shown(&text, Expected::Except(&[]));
        report.check("labelled, and expected", &text, &both.contains(expected.trim_end_matches('…')), &true);
    }
    for (text, expected) in BY_SHAPE {
        let text = filled(text);
        report.check("by shape", &text, &shown(&text, Expected::Except(&[])), &expected.to_string());
        report.check("by shape, not expected", &text, &shown(&text, Expected::No), &String::new());
    }
    // What was there before is not new.
    let before: Vec<_> = by_shape(&filled("{H}")).into_iter().map(|(hash, _)| hash.mark()).collect();
    let text = filled("Account\n{H}\n{O}");
    report.check("there before", &text, &shown(&text, Expected::Except(&before)), &"{O}".to_owned());
    // What is painted is the hash, and nothing around it.
    for (text, expected) in [
        ("Provisioning hash “{H}” x", "{H}"),
        ("Provisioning hash \u{200b}{A}\u{1f}{B}\u{1f}Copy", "{A}\u{1f}{B}"),
        ("Örg\nAPI secret: {H}.", "{H}"),
    ] {
        let text = filled(text);
        let place = read(&text, &Words::shipped(), Expected::No).sightings.into_iter().next().map(|s| s.place);
        let painted = place.map(|place| text[place].to_owned()).unwrap_or_default();
        report.check("hash's place", &text, &painted, &filled(expected));
    }
    let hash = |text: &str| by_shape(&filled(text)).into_iter().next().map(|(hash, _)| hash);
    report.check("debug", &"{H}", &format!("{:?}", hash("{H}")), &"Some(Hash)".to_owned());
    let is_in = |text: &str| hash("{H}").is_some_and(|hash| hash.is_in(&filled(text)));
    for (text, expected) in [
        ("{H}", true),
        ("Provisioning hash\n{A}\u{ad}{B}\n", true),
        ("{A}\n{B}", true),
        ("{A}", false),
        ("", false),
        ("{O}", false),
    ] {
        report.check("is in", &text, &is_in(text), &expected);
    }
    let [plain, expecting] = [false, true].map(|expected| quick_look(&Words::shipped(), expected));
    report.check("quick look", &plain, &expecting.starts_with(&plain), &true);
    report.check("quick look", &expecting, &expecting.ends_with("){64}"), &true);
    controls(report);
    keeping(report);
    marks(report);
    own_labels(report);
    places(report);
    // A long page is read in one pass, and a hostile one too.
    let long = format!("{}{}", "Provisioning x ".repeat(20_000), filled("Provisioning hash {H}"));
    report.check("a long text", &"", &shown(&long, Expected::Except(&[])), &"{H}".to_owned());
    let hostile = format!("Provisioning hash {}", "9a".repeat(10_000));
    report.check("20,000 digits", &"", &shown(&hostile, Expected::Except(&[])), &String::new());
    let pieces = "9a\u{1f}".repeat(3_000);
    report.check("3,000 pieces", &"", &shown(&pieces, Expected::Except(&[])), &String::new());
}

fn controls(report: &mut Report) {
    for (label, expected) in [
        ("Copy", true),
        (" Copy… ", true),
        ("Copy to clipboard", true),
        ("content_copy", true),
        ("COPY HASH", true),
        ("Copy account number", false),
        ("Copyright", false),
        ("Paste", false),
        ("", false),
    ] {
        report.check("copies", &label, &copies([label]), &expected);
    }
    for (label, expected) in [
        ("Create provisioning hash", true),
        ("CREATE  PROVISIONING\u{a0}HASH…", true),
        ("Create your provisioning hash", true),
        ("Generate new API secret", true),
        ("Create user", false),
        ("Reset your provisioning hash", false),
        ("How to create a provisioning hash safely", false),
        ("", false),
    ] {
        report.check("creates", &label, &creates([label], &Words::shipped()), &expected);
    }
}

/// Where a hash stands that its shape tells, with other pieces before it.
fn places(report: &mut Report) {
    for before in ["", "xyz\u{1f}", "thisisalongwordthatnobodywouldtakeforahash\u{1f}"] {
        let text = filled(&[before, "{A}\u{1f}{B}\u{1f}Copy"].concat());
        let found: Vec<&str> = by_shape(&text).into_iter().map(|(_, place)| &text[place]).collect();
        report.check("place of a hash in pieces", &text, &found, &vec![filled("{A}\u{1f}{B}").as_str()]);
    }
    for (length, expected) in [(800, true), (801, false)] {
        let label = format!("{:length$}", "Create provisioning hash");
        report.check("a long label", &length, &creates([label.as_str()], &Words::shipped()), &expected);
    }
}

/// Of two labels for one hash, and of one that a hash begins with, the whole hash is read, once.
fn own_labels(report: &mut Report) {
    for labels in [["Hash", "3f9a"], ["3f9a", "Hash"], ["Hash", "the hash"], ["the hash", "Hash"]] {
        let words = Words { hash: labels.map(str::to_owned).to_vec(), ..Words::shipped() };
        let text = filled("Now the hash: {H}.");
        for expected in [Expected::No, Expected::Except(&[])] {
            let found = read(&text, &words, expected).sightings;
            let found: Vec<&str> = found.iter().map(|sighting| sighting.hash.as_str()).collect();
            report.check("an admin's labels", &labels, &found.join(", "), &filled("{H}"));
        }
    }
}

/// The marks of a hash's like, one digit another: no two are the same.
fn marks(report: &mut Report) {
    let hash = filled("{H}");
    let mut marks = Vec::new();
    for (at, digit) in (0..DIGITS).flat_map(|at| ['0', '1', '2', '3', '8', 'f'].map(|digit| (at, digit))) {
        let mut like = hash.clone();
        like.replace_range(at..=at, &digit.to_string());
        let read = by_shape(&like).into_iter().map(|(hash, _)| hash.mark());
        marks.extend(read.filter(|_| like != hash));
    }
    let twice = marks.iter().enumerate().filter(|(at, mark)| marks[..*at].contains(mark)).count();
    report.check("marks", &"", &(marks.len() > 300, twice), &(true, 0));
}

fn keeping(report: &mut Report) {
    for (gone, expected) in [
        (0.0, Some(60)),
        (1.0, Some(60)),
        (1_000.0, Some(59)),
        (59_001.0, Some(1)),
        (59_999.0, Some(1)),
        (KEPT_FOR, None),
        (KEPT_FOR + 1.0, None),
        (1e11, None),
    ] {
        report.check("left", &gone, &Kept::begin(1e12).left(1e12 + gone), &expected);
    }
    // The clock was set back by a day after 20 seconds: it goes on from there.
    let mut kept = Kept::begin(1e12);
    let asked = [20_000.0, -86_380_000.0, -86_370_000.0, -86_341_000.0, -86_340_000.0];
    let left = asked.map(|gone| kept.left(1e12 + gone));
    report.check("left, a clock set back", &"", &left, &[Some(40), Some(40), Some(30), Some(1), None]);
    let said: Vec<u32> = (1..=60).filter(|&left| is_said(left)).collect();
    report.check("said", &"of 60 seconds", &said, &vec![10, 30]);
    for (is_shown, is_copied, is_dismissed, asks, is_kept) in [
        (true, false, false, true, false),
        (false, false, false, true, true),
        (true, true, false, false, false),
        (false, true, false, false, false),
        (true, false, true, false, false),
        (false, false, true, false, false),
        (false, true, true, false, false),
    ] {
        let standing = Standing { is_shown, is_copied, is_dismissed };
        report.check("asks", &standing, &(standing.asks(), standing.is_kept()), &(asks, is_kept));
    }
}
