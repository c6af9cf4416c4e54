//! The foot of the popup: the engine of the console page in front.

use keyturn_browser::{i18n, tabs};
use keyturn_core::{
    engine::Engine,
    in_front::{self, Tab},
    message::{PageState, ToConsole},
};
use web_sys::{Document, Element};

use crate::piece;

const CONSOLE_PAGES: &str = "https://admin.lastpass.com/*";

/// How it stands with the page in front.
#[derive(Debug, Clone, PartialEq)]
enum InFront {
    /// There is no console page.
    Nothing,
    /// It does not answer: Keyturn is not in it, or does not run there any more.
    Silent,
    /// It answers.
    Answers(PageState),
}

/// Asks, and shows the answer.
pub async fn show(document: Document) {
    let Some(foot) = document.get_element_by_id("engine") else { return };
    let in_front = ask().await;
    let (tone, name, fill, reload) = words(&in_front);
    foot.set_text_content(Some(&i18n::message(name, &[fill])));
    // Throws only for a name that is no attribute's.
    let _ = foot.set_attribute("data-tone", tone);
    if let Ok(hint) = piece::by_id::<Element>(&document, "before-reload") {
        piece::show(&hint, reload);
    }
}

async fn ask() -> InFront {
    let console = tabs::Query { active: Some(true), url: Some(CONSOLE_PAGES), ..tabs::Query::default() };
    let anywhere = tabs_of(&console).await;
    let here = tabs_of(&tabs::Query { current_window: Some(true), ..console }).await;
    let Some(tab) = in_front::choose(&here, &anywhere) else { return InFront::Nothing };
    tabs::ask(tab, &ToConsole::State).await.map_or(InFront::Silent, InFront::Answers)
}

async fn tabs_of(which: &tabs::Query<'_>) -> Vec<Tab> {
    let found = tabs::query(which).await.unwrap_or_default();
    let plain = |tab: tabs::Tab| Tab { id: tab.id, is_active: tab.active, last_accessed: tab.last_accessed };
    found.into_iter().map(plain).collect()
}

/// The tone, the name of the message, what is filled in, and whether a reload is advised.
fn words(in_front: &InFront) -> (&'static str, &'static str, &str, bool) {
    match in_front {
        InFront::Nothing => ("quiet", "engine_no_page", "", false),
        InFront::Silent => ("warn", "engine_silent", "", true),
        InFront::Answers(PageState { engine: Some(Engine::Wasm), .. }) => ("good", "engine_wasm", "", false),
        InFront::Answers(PageState { engine: Some(Engine::Js), .. }) => ("good", "engine_js", "", false),
        InFront::Answers(PageState { engine: None, trouble: Some(said), .. }) if !said.trim().is_empty() => {
            ("warn", "engine_none_because", said.trim().trim_end_matches('.'), true)
        }
        InFront::Answers(PageState { engine: None, .. }) => ("warn", "engine_none", "", true),
    }
}

#[cfg(test)]
mod tests {
    use super::{Engine, InFront, PageState, words};

    #[test]
    fn what_is_said_of_the_page_in_front() {
        let state = |engine, trouble: Option<&str>| {
            InFront::Answers(PageState { engine, numbers: Vec::new(), trouble: trouble.map(str::to_owned) })
        };
        for (in_front, expected) in [
            (InFront::Nothing, ("quiet", "engine_no_page", "", false)),
            (InFront::Silent, ("warn", "engine_silent", "", true)),
            (state(Some(Engine::Wasm), None), ("good", "engine_wasm", "", false)),
            (state(Some(Engine::Js), Some("refused")), ("good", "engine_js", "", false)),
            (state(None, Some("CompileError: no.")), ("warn", "engine_none_because", "CompileError: no", true)),
            (state(None, Some(" ")), ("warn", "engine_none", "", true)),
            (state(None, None), ("warn", "engine_none", "", true)),
        ] {
            assert_eq!(words(&in_front), expected, "{in_front:?}");
        }
    }
}
