//! An organisation whose policy keeps extensions off the console: what the popup says, and that nothing is lost of it.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, PAINTED, SOON, World, at, badge_says, element, guard, is_chromium, list, no_guard, of,
    page_saw_nothing_of, painted, prompt_is_open, says, tell,
};
use serde_json::json;

use crate::popup::{account_is_known, open_over};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_policy_that_keeps_extensions_off_the_console_is_said_and_nothing_is_lost,
        a_policy_that_comes_under_an_open_page_lets_no_reset_go_unasked,
        site_access_that_is_taken_back_under_an_open_page_lets_no_reset_go_unasked,
    ]
}

const HOST: &str = "admin.lastpass.com";
const NUMBER: &str = "18836731";

/// What the popup says while the page stays in front: in a tab that does not come there.
const POPUP: &str =
    "const { id } = await chrome.tabs.create({ url: chrome.runtime.getURL('popup.html'), active: false });
    const soon = Date.now() + 10000;
    let page = null;
    while (!page?.querySelector('#checks [data-subject]') && Date.now() < soon) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        const shown = chrome.extension.getViews({ type: 'tab' }).map(({ document }) => document);
        page = shown.find(({ location }) => location?.pathname === '/popup.html');
    }
    const said = page?.body.textContent.replace(/\\s+/g, ' ') ?? '';
    await chrome.tabs.remove(id);
    return said;";

async fn a_policy_that_keeps_extensions_off_the_console_is_said_and_nothing_is_lost(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    account_is_known(cx).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[NUMBER]).await?;
    tell(session, json!({ "kind": "openRotation", "number": NUMBER, "leaked": false })).await?;
    badge_says(session, "1").await?;
    session.keep_off(HOST, true).await?;
    let result = kept_off(cx).await;
    session.keep_off(HOST, false).await?;
    result?;
    all_is_as_before(session).await?;
    open_over(session).await?;
    says(session, "#verdict", "Everything works on this page").await
}

/// A page that is loaded now is painted, and its reset is held with what it breaks.
async fn all_is_as_before(session: &Session) -> anyhow::Result<()> {
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &[NUMBER]).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    ensure!(dialog.text.contains("Sumo Logic"), "the dialog lists {:?}", dialog.text);
    page_saw_nothing_of(session, "reset-hash").await?;
    session.click(of(&dialog, "button", "Cancel")?).await?;
    no_guard(session).await
}

/// The page is as without Keyturn, and all that is Keyturn's own works on.
async fn kept_off(cx: &Context<World>) -> anyhow::Result<()> {
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    element(session, "#reset-hash").await?;
    session.click_on("#reset-hash").await?;
    session.wait_for("the page's own prompt", SOON, async || Ok(prompt_is_open(session).await?.then_some(()))).await?;
    session.click_on("#hash-cancel").await?;
    let ours = format!("return CSS.highlights.has('{PAINTED}') || !!document.querySelector('keyturn-controls');");
    ensure!(!session.eval::<bool>(&ours, &[]).await?, "there is something of ours in the page");
    session.expect_quiet_console().await?;
    let said: String = session.in_extension_page(POPUP, &[]).await?;
    // Firefox does not tell a policy from a page that did not load.
    let why = if is_chromium(session) {
        "Your organisation's policy keeps extensions off this page."
    } else {
        "The browser keeps Keyturn out of this page."
    };
    for words in [
        "1 thing needs your attention",
        why,
        "ask who manages this browser to allow Keyturn on admin.lastpass.com",
        NUMBER,
        "1 integration breaks on a reset",
        "1 left",
    ] {
        ensure!(said.contains(words), "the popup does not say {words:?} but {said:?}");
    }
    list(session, "Datadog", "", "", &[NUMBER]).await?;
    badge_says(session, "2").await
}

async fn a_policy_that_comes_under_an_open_page_lets_no_reset_go_unasked(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    account_is_known(cx).await?;
    let session = &cx.session;
    session.keep_off(HOST, true).await?;
    let result = asked(session).await;
    session.keep_off(HOST, false).await?;
    result?;
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

/// The engine is in the page, what asks does not come into it any more.
async fn asked(session: &Session) -> anyhow::Result<()> {
    session.click_on("#nav-advanced").await?;
    session.click_on("#nav-enterprise-api").await?;
    element(session, "#reset-hash").await?;
    session.click_on("#reset-hash").await?;
    let asked = session.wait_for("the browser's question", SOON, async || Ok(session.prompt().await)).await?;
    ensure!(asked.contains("provisioning hash"), "it asks {asked:?}");
    session.answer_prompt(false).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await?, "the page's prompt opened though the answer was no");
    Ok(())
}

/// As the policy above: the engine is in the page, and what asks does not come into it.
async fn site_access_that_is_taken_back_under_an_open_page_lets_no_reset_go_unasked(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    const PATTERN: &str = "https://admin.lastpass.com/*";
    account_is_known(cx).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[NUMBER]).await?;
    session.let_into_site(PATTERN, false).await?;
    let result = asked(session).await;
    session.let_into_site(PATTERN, true).await?;
    result?;
    ensure!(cx.data.console.resets() == 0);
    all_is_as_before(session).await
}
