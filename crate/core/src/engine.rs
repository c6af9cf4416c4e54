//! Which engine a console page gets: the wasm module, or its JS translation.
//!
//! Chromium applies the page's CSP to wasm in a content script (crbug.com/1385796), and each refused try sends a CSP
//! report to the page's owner. So a page asks before it tries, a first try is one page's alone and is written down
//! before it is made, and a host that refused is never tried again: at most one report, ever.
//! May go when that bug is fixed in every Chromium that is supported.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// What runs Keyturn in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Engine {
    /// The WebAssembly module.
    Wasm,
    /// The same module translated to JavaScript.
    Js,
}

/// What is known of a host's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Known {
    /// One page tries now; it has not said yet how it went. A page that never says counts as a refusal, because its
    /// report may have been sent.
    Trying,
    /// A page there ran wasm.
    Allowed,
    /// Was allowed before; one page makes sure now.
    TryingAgain,
    /// A page there was refused.
    Refused,
}

/// What is known of every host that was tried.
pub type Hosts = BTreeMap<String, Known>;

/// What a page's browser says about wasm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ability {
    /// `WebAssembly` is there at all: an administrator may have switched it off.
    pub has_wasm: bool,
    /// The page's CSP binds content scripts too: Chromium, not Firefox.
    pub page_policy_binds: bool,
}

/// The engine for a page of this host, and what is to be known of the host from now on (to be stored before the answer
/// is given).
pub fn choose(ability: Ability, known: Option<Known>) -> (Engine, Option<Known>) {
    match (ability, known) {
        (Ability { has_wasm: false, .. }, known) => (Engine::Js, known),
        (Ability { page_policy_binds: false, .. }, known) => (Engine::Wasm, known),
        (_, None) => (Engine::Wasm, Some(Known::Trying)),
        (_, Some(Known::Allowed)) => (Engine::Wasm, Some(Known::TryingAgain)),
        (_, Some(Known::Trying | Known::TryingAgain | Known::Refused)) => (Engine::Js, known),
    }
}

/// What is known of a host once a page there has said how the wasm went. One that ran sent no report, so it stands also
/// against a refusal that was only assumed.
pub fn learn(ran: bool) -> Known {
    if ran { Known::Allowed } else { Known::Refused }
}

/// What is known of a host when the browser starts anew: a page that was making sure is gone and will not say any more.
/// It had been allowed, so it stays so.
pub fn at_start(known: Known) -> Known {
    match known {
        Known::TryingAgain => Known::Allowed,
        Known::Trying => Known::Refused,
        other => other,
    }
}
