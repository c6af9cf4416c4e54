//! Asking the console page in front.

use keyturn_browser::{scripting, tabs};
use keyturn_core::in_front::{self, Tab};
use keyturn_core::message::{Matches, ToConsole};
use keyturn_core::self_check::{Browser, InFront};
use keyturn_core::words::sent::SentChange;

/// The pages of the console.
pub const CONSOLE_PAGES: &str = "https://admin.lastpass.com/*";

/// How it stands with the page in front.
pub async fn state(browser: Browser) -> InFront {
    let console = tabs::Query { active: Some(true), url: Some(CONSOLE_PAGES), ..tabs::Query::default() };
    let anywhere = tabs_of(&console).await;
    let here = tabs_of(&tabs::Query { current_window: Some(true), ..console }).await;
    let Some(tab) = in_front::choose(&here, &anywhere) else { return without_address(browser).await };
    match tabs::ask(tab, &ToConsole::State).await {
        Ok(state) => InFront::Answers(state),
        Err(_) => why_silent(tab).await,
    }
}

/// What these words would match on the console page that was in front last; none if there is none that answers.
pub async fn matches(change: SentChange) -> Option<Matches> {
    let console = tabs::Query { url: Some(CONSOLE_PAGES), ..tabs::Query::default() };
    let tab = in_front::last(&tabs_of(&console).await)?;
    tabs::ask::<_, Option<Matches>>(tab, &ToConsole::Match { change: Box::new(change) }).await.ok().flatten()
}

/// Chromium keeps the address of a page to itself that a policy keeps extensions off: then no tab seems to show the console.
async fn without_address(browser: Browser) -> InFront {
    if browser == Browser::Firefox {
        return InFront::Nothing;
    }
    let here = tabs::Query { active: Some(true), current_window: Some(true), ..tabs::Query::default() };
    let Some(tab) = tabs_of(&here).await.first().and_then(|tab| tab.id) else { return InFront::Nothing };
    match why_silent(tab).await {
        InFront::Blocked => InFront::Blocked,
        _ => InFront::Nothing,
    }
}

/// Asks the browser to put something in. Harmless where it does: the page has that style as soon as Keyturn is in it.
async fn why_silent(tab: i32) -> InFront {
    let refused = scripting::insert_css(tab, "content.css").await.err().map(|error| error.said());
    in_front::why_silent(refused.as_deref())
}

async fn tabs_of(which: &tabs::Query<'_>) -> Vec<Tab> {
    let found = tabs::query(which).await.unwrap_or_default();
    let plain = |tab: tabs::Tab| Tab { id: tab.id, is_active: tab.active, last_accessed: tab.last_accessed };
    found.into_iter().map(plain).collect()
}
