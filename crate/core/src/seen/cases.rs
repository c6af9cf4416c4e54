//! Cases for [`super::Look::is_plain`] and [`super::Watch`].

use super::{BETWEEN_LOOKS, Look, Then, Watch, hides, is_clear, until_next_look};
use crate::tables::Report;

pub(crate) fn table(report: &mut Report) {
    let plain = Look {
        is_shown: true,
        words: "rgb(0, 0, 0)",
        ground: "rgb(255, 255, 255)",
        is_met: true,
        is_under: false,
        is_in_transition: false,
        filter: "none",
    };
    for (look, expected) in [
        (plain, true),
        (Look { is_shown: false, ..plain }, false),
        (Look { words: "rgba(0, 0, 0, 0)", ..plain }, false),
        (Look { ground: "rgba(0, 0, 0, 0)", ..plain }, false),
        (Look { words: plain.ground, ..plain }, false),
        (Look { is_met: false, ..plain }, false),
        (Look { is_under: true, ..plain }, false),
        (Look { is_in_transition: true, ..plain }, false),
        (Look { filter: "opacity(0)", ..plain }, false),
        (Look { filter: "invert(1) hue-rotate(180deg)", ..plain }, true),
    ] {
        report.check("seen", &look, &look.is_plain(), &expected);
    }
    for (filter, expected) in [
        ("none", false),
        ("", false),
        ("opacity(0)", true),
        ("opacity(0.49)", true),
        ("opacity(0.9)", false),
        ("invert(1)", false),
        ("invert(0.9) hue-rotate(180deg)", false),
        ("invert(0.5)", true),
        ("grayscale(1)", false),
        ("sepia(1) saturate(0)", false),
        ("brightness(0)", true),
        ("brightness(0.8)", false),
        ("brightness(50)", true),
        ("contrast(0)", true),
        ("blur(40px)", true),
        ("blur(0.5px)", false),
        ("blur(1px)", false),
        ("blur(1e-7px)", true),
        ("contrast(1.25)", false),
        ("drop-shadow(rgb(0, 0, 0) 0px 0px 4px)", false),
        ("grayscale(1) opacity(0.1)", true),
        ("url(\"#nothing\")", true),
        ("something(1)", true),
        ("something", true),
    ] {
        report.check("seen, a filter", filter, &hides(filter), &expected);
    }
    for (colour, expected) in [
        ("rgba(0, 0, 0, 0)", true),
        ("transparent", true),
        ("color(srgb 1 1 1 / 0)", true),
        ("oklab(0.5 0 0 / 0%)", true),
        ("rgb(255, 255, 255)", false),
        ("rgba(0, 0, 0, 0.1)", false),
        ("color(srgb 1 1 1 / 0.5)", false),
        ("color(srgb 0 0 0)", false),
        ("", false),
    ] {
        report.check("seen, a colour", colour, &is_clear(colour), &expected);
    }
    // A look each quarter of a second: p finds it plain, c covered, C covered until it is put in front. What is done, and
    // whether what it asks can be agreed to then: R it is put in front, X given up, y yes, n not yet.
    let forty = "c".repeat(41);
    for (looks, expected) in [
        ("pppppp", "nnnnyy"),
        ("ppppp C pppp", "nnnny R nnny"),
        ("pC pC pC pC pC pC", "nR nR nR nR nR nX"),
        ("cccc c", "Rnnn R"),
        ("ppp ccc ppppp", "nnn Rnn nnnny"),
    ] {
        report.check("watch", looks, &told(looks).as_str(), &expected);
    }
    for (took, chance, expected) in [
        (0.0, 0.0, 250),
        (12.5, 0.0, 250),
        (13.0, 0.0, 260),
        (500.0, 0.0, 10_000),
        (-3_600_000.0, 0.0, 250),
        (f64::NAN, 0.0, 250),
        (0.0, 0.5, 188),
        (0.0, 1.0, 125),
        (500.0, 1.0, 5_000),
        (0.0, -1.0, 250),
        (0.0, 7.0, 125),
        (0.0, f64::NAN, 250),
    ] {
        report.check("until the next look", &(took, chance), &until_next_look(took, chance), &expected);
    }
    report.check("watch, covered for ten seconds", &"", &told(&forty).ends_with('X'), &true);
    report.check("watch, for less", &"", &told(&forty[1..]).contains('X'), &false);
    let calm = format!("pCpCpCpCpC{}pC", "p".repeat(44));
    report.check("watch, a fight that was forgotten", &"", &told(&calm).contains('X'), &false);
    let mut watch = Watch::begin(5_000.0);
    watch.looks(true, 1_000.0);
    report.check("watch, a clock set back", &"", &watch.counts(2_000.0), &true);
}

fn told(looks: &str) -> String {
    let mut now = 1_000_000.0;
    let mut watch = Watch::begin(now);
    let mut told = String::new();
    for look in looks.chars() {
        if look == ' ' {
            told.push(' ');
            continue;
        }
        let then = watch.looks(look == 'p', now);
        if look == 'C' && then == Then::Raise {
            watch.looks(true, now);
        }
        told.push(match then {
            Then::Raise => 'R',
            Then::GiveUp => 'X',
            Then::Nothing if watch.counts(now) => 'y',
            Then::Nothing => 'n',
        });
        now += f64::from(BETWEEN_LOOKS);
    }
    told
}
