//! Cases for [`super::check`].

use super::{Browser, Facts, InFront, Mark, check};
use crate::account_number::AccountNumber;
use crate::engine::Engine;
use crate::message::PageState;
use crate::tables::Report;

/// A page that answers: its engine, its numbers, its trouble.
fn answers(engine: Option<Engine>, numbers: &[&str], trouble: Option<&str>) -> InFront {
    let number = |digits: &&str| AccountNumber::try_from((*digits).to_owned()).ok();
    let numbers = numbers.iter().filter_map(number).collect();
    InFront::Answers(PageState { engine, numbers, trouble: trouble.map(str::to_owned) })
}

/// `+ good`, `· note`, `! attention`; the words without `check_`, what is filled in, `> next`.
fn shown(facts: &Facts) -> String {
    let sign = |mark| match mark {
        Mark::Good => '+',
        Mark::Note => '·',
        Mark::Attention => '!',
    };
    let short = |name: &'static str| name.strip_prefix("check_").unwrap_or(name);
    let verdict = check(facts);
    let mut lines = vec![format!("{}{} {}", sign(verdict.mark), short(verdict.says), verdict.wants)];
    for line in &verdict.lines {
        let fill = if line.fill.is_empty() { String::new() } else { format!("={}", line.fill) };
        let next = if line.next.is_empty() { String::new() } else { format!(">{}", short(line.next)) };
        lines.push(format!("{}{}{fill}{next}", sign(line.mark), short(line.says)));
    }
    lines.join(" ")
}

pub(crate) fn table(report: &mut Report) {
    use Browser::{Chromium, Firefox};
    let wasm = Some(Engine::Wasm);
    let rows = [
        // All good.
        (
            (Chromium, true, answers(wasm, &["18836731"], None), true, 0),
            "+all_good 0 +site +page +engine_wasm +guard +number=18836731 +words",
        ),
        (
            (Firefox, true, answers(Some(Engine::Js), &["27", "28"], None), false, 2),
            "+all_good 0 +site +page +engine_js +guard +number=27, 28 +words_changed_other=2",
        ),
        // A page that has no number, when one is known and when none is.
        (
            (Chromium, true, answers(wasm, &[], None), true, 1),
            "+all_good 0 +site +page +engine_wasm +guard ·number_none>number_none_next +words_changed_one=1",
        ),
        (
            (Chromium, true, answers(wasm, &[], None), false, 0),
            "!attention_one 1 +site +page +engine_wasm +guard !number_none>number_none_next +words",
        ),
        // The numbers cannot be watched.
        (
            (Chromium, true, answers(wasm, &[], Some("no observer.")), true, 0),
            "!attention_one 1 +site +page +engine_wasm +guard !number_trouble=no observer>reload_next +words",
        ),
        // No engine.
        (
            (Chromium, true, answers(None, &[], Some("CompileError: no.")), true, 0),
            "!attention_one 1 +site +page !engine_none_because=CompileError: no>reload_next ·guard_without_engine +words",
        ),
        (
            (Firefox, true, answers(None, &[], Some(" ")), true, 0),
            "!attention_one 1 +site +page !engine_none>reload_next ·guard_without_engine +words",
        ),
        // No page, or none that can be asked.
        ((Chromium, true, InFront::Nothing, false, 0), "·no_page 0 +site ·page_none>page_none_next +words"),
        ((Chromium, true, InFront::Silent, true, 0), "!attention_one 1 +site !page_silent>page_silent_next +words"),
        ((Firefox, true, InFront::Refused, true, 0), "!attention_one 1 +site !page_refused>page_refused_next +words"),
        ((Chromium, true, InFront::Blocked, true, 0), "!attention_one 1 +site !page_blocked>page_blocked_next +words"),
        // Not allowed: nothing else can be told.
        ((Chromium, false, InFront::Nothing, true, 0), "!attention_one 1 !site_not>site_next_chromium +words"),
        (
            (Firefox, false, InFront::Nothing, false, 3),
            "!attention_one 1 !site_not>site_next_firefox +words_changed_other=3",
        ),
        // The scripts are still in a page that they were put into before the permission was taken back.
        (
            (Chromium, false, answers(wasm, &["27"], None), true, 0),
            "!attention_one 1 !site_not>site_next_chromium +words",
        ),
    ];
    for ((browser, is_allowed, in_front, knows_accounts, changed_languages), expected) in rows {
        let facts = Facts { browser, is_allowed, in_front, knows_accounts, changed_languages };
        report.check("self-check", &facts, &shown(&facts).as_str(), &expected);
        let wants = check(&facts).lines.iter().any(|line| line.mark == Mark::Attention && line.next.is_empty());
        report.check("what is missing says what to do", &facts, &wants, &false);
    }
}
