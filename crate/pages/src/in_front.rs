//! Asking the console page in front.

use keyturn_browser::{EdgeError, scripting, tabs};
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
    let Some(tab) = in_front::choose(&here, &anywhere) else {
        return if is_kept_out(browser).await { InFront::Blocked } else { InFront::Nothing };
    };
    match tabs::ask(tab, &ToConsole::State).await {
        Ok(state) => InFront::Answers(state),
        Err(_) if is_kept_out(browser).await => InFront::Blocked,
        Err(_) => InFront::Silent,
    }
}

/// What these words would match on the console page that was in front last; none if there is none that answers.
pub async fn matches(change: SentChange) -> Option<Matches> {
    let console = tabs::Query { url: Some(CONSOLE_PAGES), ..tabs::Query::default() };
    let tab = in_front::last(&tabs_of(&console).await)?;
    tabs::ask::<_, Option<Matches>>(tab, &ToConsole::Match { change: Box::new(change) }).await.ok().flatten()
}

/// Whether a policy keeps extensions out of the page in this window, as far as the browser says so: Chromium does when it
/// is asked to put something in, and keeps the tab's address to itself otherwise. Firefox gives no reason.
async fn is_kept_out(browser: Browser) -> bool {
    if browser == Browser::Firefox {
        return false;
    }
    let here = tabs::Query { active: Some(true), current_window: Some(true), ..tabs::Query::default() };
    let Some(id) = tabs_of(&here).await.first().and_then(|tab| tab.id) else { return false };
    // Harmless where it is let in after all: the style is there already.
    let refused = scripting::insert_css(id, "content.css").await.err();
    refused.is_some_and(|error: EdgeError| in_front::is_policy(&error.to_string()))
}

async fn tabs_of(which: &tabs::Query<'_>) -> Vec<Tab> {
    let found = tabs::query(which).await.unwrap_or_default();
    let plain = |tab: tabs::Tab| Tab { id: tab.id, is_active: tab.active, last_accessed: tab.last_accessed };
    found.into_iter().map(plain).collect()
}
