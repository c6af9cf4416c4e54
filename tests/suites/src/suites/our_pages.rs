//! The popup, the options and the background, where an engine of theirs is missing, damaged or slow.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::{ENTERPRISE_API, SOON, World, at, element, prompt_is_open, says};
use serde_json::{Value, json};

use crate::damaged::{answer_no, the_page_goes_on};
use crate::kept;
use crate::popup::{check_says, open_over};

/// The JS engine takes the place of one whose module cannot be read, or does not come.
pub fn instead() -> Vec<Test<World>> {
    tests![without_their_module_our_pages_run_on_the_other_engine]
}

/// What is behind popup and options has no engine at all.
pub fn without_theirs() -> Vec<Test<World>> {
    tests![without_an_engine_our_pages_say_so]
}

/// The background has none.
pub fn without_the_backgrounds() -> Vec<Test<World>> {
    tests![without_a_background_the_browser_itself_asks_and_the_popup_says_so]
}

/// Both show what the background answers, which runs on the other engine too, also when it is started anew.
async fn without_their_module_our_pages_run_on_the_other_engine(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.stop_background().await?;
    session.open_extension_page("popup.html").await?;
    says(session, "#integrations", "1 integration breaks on a reset").await?;
    session.goto(&session.extension_url("options.html")).await?;
    says(session, "#rows", "Sumo Logic").await?;
    kept.is_whole(session).await
}

async fn without_an_engine_our_pages_say_so(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    for page in ["popup.html", "options.html"] {
        session.open_extension_page(page).await?;
        for words in ["Keyturn could not start", "What Keyturn keeps is still there", "Reload Keyturn"] {
            says(session, "body", words).await?;
        }
        ensure!(session.driver.title().await? == "Keyturn", "the page has no title");
    }
    kept.is_whole(session).await
}

/// Nobody can list anything here, so what is kept is put there as it is stored.
async fn without_a_background_the_browser_itself_asks_and_the_popup_says_so(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    cx.data.console.reset_state();
    cx.data.console.sign_in_all();
    let session = &cx.session;
    let listed = json!({
        "inventory": { "schema": 2, "integrations": [{ "id": "1", "name": "Sumo Logic" }] },
        "history": { "schema": 1, "entries": [{ "at": 1, "what": "added" }] },
    });
    session.in_extension::<Value>("await chrome.storage.local.set(arguments[0]);", &[listed]).await?;
    let kept = kept::now(session).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    element(session, "#reset-hash").await?;
    session.click_on("#reset-hash").await?;
    answer_no(session).await?;
    the_page_goes_on(session).await?;
    session.click_on("#reset-hash").await?;
    session.wait_for("the browser's question", SOON, async || Ok(session.prompt().await)).await?;
    session.answer_prompt(true).await?;
    ensure!(prompt_is_open(session).await?, "the page's prompt did not open though the answer was yes");
    session.click_on("#hash-cancel").await?;
    open_over(session).await?;
    says(session, "#trouble", "Keyturn's background could not start").await?;
    says(session, "#trouble", "What Keyturn keeps is still there").await?;
    check_says(session, "engine", "attention", "No engine runs on this page: ").await?;
    kept.is_whole(session).await?;
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}
