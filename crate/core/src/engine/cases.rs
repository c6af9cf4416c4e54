//! Cases for the choice of an engine.

use super::{Ability, Engine, Known, at_start, choose, learn};
use crate::tables::Report;

const CHROMIUM: Ability = Ability { has_wasm: true, page_policy_binds: true };
const FIREFOX: Ability = Ability { has_wasm: true, page_policy_binds: false };
const WITHOUT: Ability = Ability { has_wasm: false, page_policy_binds: true };

type Choice = (Ability, Option<Known>, Engine, Option<Known>);

const CHOICES: &[Choice] = &[
    (CHROMIUM, None, Engine::Wasm, Some(Known::Trying)),
    (CHROMIUM, Some(Known::Trying), Engine::Js, Some(Known::Trying)),
    (CHROMIUM, Some(Known::Allowed), Engine::Wasm, Some(Known::TryingAgain)),
    (CHROMIUM, Some(Known::TryingAgain), Engine::Js, Some(Known::TryingAgain)),
    (CHROMIUM, Some(Known::Refused), Engine::Js, Some(Known::Refused)),
    (FIREFOX, None, Engine::Wasm, None),
    (FIREFOX, Some(Known::Refused), Engine::Wasm, Some(Known::Refused)),
    (WITHOUT, None, Engine::Js, None),
    (WITHOUT, Some(Known::Allowed), Engine::Js, Some(Known::Allowed)),
    (Ability { has_wasm: false, page_policy_binds: false }, None, Engine::Js, None),
];

const STARTS: &[(Known, Known)] = &[
    (Known::Trying, Known::Refused),
    (Known::TryingAgain, Known::Allowed),
    (Known::Allowed, Known::Allowed),
    (Known::Refused, Known::Refused),
];

pub(crate) fn table(report: &mut Report) {
    for &(ability, known, engine, after) in CHOICES {
        report.check("engine", &(ability, known), &choose(ability, known), &(engine, after));
    }
    report.check("engine learnt", &true, &learn(true), &Known::Allowed);
    report.check("engine learnt", &false, &learn(false), &Known::Refused);
    for &(known, after) in STARTS {
        report.check("engine at start", &known, &at_start(known), &after);
    }
    // However many pages ask, in whatever order they answer, a host that refuses is tried once.
    for answered_after in 1..20 {
        let (mut known, mut tries) = (None, 0);
        for page in 0..40 {
            let (engine, after) = choose(CHROMIUM, known);
            known = after;
            tries += usize::from(engine == Engine::Wasm);
            if page == answered_after {
                known = Some(learn(false));
            }
        }
        report.check("tries of a host that refuses", &answered_after, &tries, &1);
    }
}
