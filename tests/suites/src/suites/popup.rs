//! The popup.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{
    SOON, World, afresh, at, element, engine_runs, is_chromium, list, painted, says, stored, tell, text,
};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        before_anything_was_found_the_popup_shows_the_way,
        the_popup_shows_and_copies_the_number,
        the_popup_is_quiet_while_everything_works,
        the_popup_says_that_no_number_was_found_and_what_to_do,
        the_popup_says_that_the_words_were_changed,
        the_popup_says_that_it_is_not_allowed_and_asks_for_it,
        the_popup_counts_what_a_reset_breaks,
        a_stored_document_that_is_junk_is_set_aside_and_said,
    ]
}

async fn before_anything_was_found_the_popup_shows_the_way(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.open_extension_page("popup.html").await?;
    says(session, "#none-found", "Dashboard").await?;
    let links: Vec<String> =
        session.eval("return [...document.querySelectorAll('#none-found a')].map((link) => link.href);", &[]).await?;
    ensure!(links.iter().any(|link| link == "https://admin.lastpass.com/"), "links: {links:?}");
    ensure!(links.iter().any(|link| link.ends_with("/advanced/enterpriseApi")), "links: {links:?}");
    says(session, "#verdict", "No console page in front").await?;
    check_says(session, "page", "note", "Open the Admin Console").await?;
    session.expect_quiet_console().await
}

/// Shows the Dashboard until the account is remembered, in a tab that stays open.
pub async fn account_is_known(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/dashboard")).await?;
    painted(session, &["18836731"]).await?;
    session
        .wait_for("the account remembered", SOON, async || {
            Ok((stored(session, "accounts").await?["accounts"][0]["number"] == "18836731").then_some(()))
        })
        .await
}

async fn the_popup_shows_and_copies_the_number(cx: &mut Context<World>) -> anyhow::Result<()> {
    account_is_known(cx).await?;
    let session = &cx.session;
    session.set_clipboard("what was there before").await?;
    session.open_extension_page("popup.html").await?;
    says(session, "#accounts .number", "18836731").await?;
    says(session, "#accounts .company", "OrgABC").await?;
    let is_large: bool = session
        .eval("return parseFloat(getComputedStyle(document.querySelector('#accounts .number')).fontSize) >= 24;", &[])
        .await?;
    ensure!(is_large, "the number is not in large digits");
    session.click_on("#accounts [data-action=copy]").await?;
    says(session, "#status", "Copied").await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "18836731", "the clipboard holds {copied:?}");
    session.expect_quiet_console().await
}

/// Opens the popup in a window of its own, so that the console stays in front in the other: a popup lies over its page.
pub async fn open_over(session: &Session) -> anyhow::Result<()> {
    let window = session.driver.new_window().await?;
    session.switch_to(&window).await?;
    session.goto(&session.extension_url("popup.html")).await
}

/// Waits until the self-check has a line about this with that mark, and these words in it. It may be folded away.
pub async fn check_says(session: &Session, subject: &str, mark: &str, words: &str) -> anyhow::Result<()> {
    let line = format!("#checks [data-subject={subject}][data-mark={mark}]");
    let read = "return document.querySelector(arguments[0])?.textContent ?? '';";
    let is_so = async || Ok(session.eval::<String>(read, &[json!(line)]).await?.contains(words).then_some(()));
    session.wait_for(&format!("{line} to say {words:?}"), SOON, is_so).await
}

/// Whether the self-check lies open.
async fn is_open(session: &Session) -> anyhow::Result<bool> {
    session.eval("return document.querySelector('#self-check').open;", &[]).await
}

async fn the_popup_is_quiet_while_everything_works(cx: &mut Context<World>) -> anyhow::Result<()> {
    account_is_known(cx).await?;
    let session = &cx.session;
    let console = session.tab().await?;
    open_over(session).await?;
    says(session, "#verdict", "Everything works on this page").await?;
    ensure!(!is_open(session).await?, "it lies open though all is well");
    let engine = if cx.data.engine == "wasm" { "WebAssembly" } else { "JavaScript" };
    check_says(session, "site", "good", "allowed on admin.lastpass.com").await?;
    check_says(session, "page", "good", "in front").await?;
    check_says(session, "engine", "good", &format!("Engine on this page: {engine}")).await?;
    check_says(session, "guard", "good", "held").await?;
    check_says(session, "number", "good", "18836731").await?;
    check_says(session, "words", "good", "as shipped").await?;
    // The keyboard opens it.
    session.eval::<Value>("document.querySelector('#self-check > summary').focus();", &[]).await?;
    session.press(Key::Enter).await?;
    ensure!(is_open(session).await?, "Enter does not open it");
    session.switch_to(&console).await?;
    session.expect_quiet_console().await
}

async fn the_popup_says_that_no_number_was_found_and_what_to_do(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/dashboard?number=none")).await?;
    engine_runs(session).await?;
    open_over(session).await?;
    says(session, "#verdict", "1 thing needs your attention").await?;
    ensure!(is_open(session).await?, "it is folded away");
    check_says(session, "number", "attention", "No account number on this page").await?;
    check_says(session, "number", "attention", "Open the Dashboard").await?;
    check_says(session, "number", "attention", "correct the words in the options").await?;
    let is_first = "return !!document.querySelector('main > #urgent:not([hidden]) > #self-check');";
    ensure!(session.eval::<bool>(is_first, &[]).await?, "what is missing does not stand at the top");
    Ok(())
}

async fn the_popup_says_that_the_words_were_changed(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let words = json!({ "accountNumber": ["Kontonummer"], "reset": [], "notAfter": [], "icons": [] });
    tell(session, json!({ "kind": "saveWords", "language": "de", "words": words })).await?;
    session.open_extension_page("popup.html").await?;
    check_says(session, "words", "good", "changed by you in 1 language").await
}

async fn the_popup_says_that_it_is_not_allowed_and_asks_for_it(cx: &mut Context<World>) -> anyhow::Result<()> {
    const PATTERN: &str = "https://admin.lastpass.com/*";
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.let_into_site(PATTERN, false).await?;
    let result = not_allowed(session).await;
    session.let_into_site(PATTERN, true).await?;
    result?;
    // The page was loaded without Keyturn: it is not in it.
    open_over(session).await?;
    check_says(session, "site", "good", "allowed").await?;
    check_says(session, "page", "attention", "Reload the page").await?;
    check_says(session, "page", "attention", "copy it first").await
}

async fn not_allowed(session: &Session) -> anyhow::Result<()> {
    session.goto(&at("/dashboard")).await?;
    element(session, "h1").await?;
    let page = session.tab().await?;
    open_over(session).await?;
    check_says(session, "site", "attention", "Keyturn is not allowed on admin.lastpass.com").await?;
    let menu = if is_chromium(session) { "right-click Keyturn's icon" } else { "about:addons" };
    check_says(session, "site", "attention", menu).await?;
    session
        .wait_for("the button", SOON, async || {
            let label = text(session, "#checks [data-action=allow]").await?;
            Ok((label == "Allow on admin.lastpass.com").then_some(()))
        })
        .await?;
    session.click_on("#checks [data-action=allow]").await?;
    if is_chromium(session) {
        // Its question stands in a window of its own, which WebDriver does not see: it has been asked, and not refused.
        element(session, "#checks [data-action=allow][aria-busy]").await?;
        element(session, "#trouble[hidden]").await?;
    } else {
        check_says(session, "site", "good", "allowed").await?;
        let focused = "return document.activeElement.id;";
        ensure!(session.eval::<String>(focused, &[]).await? == "self-check-summary", "the focus is lost");
    }
    session.driver.close_window().await?;
    session.switch_to(&page).await
}

/// The tests of a package without engines for the console's pages.
pub fn without_engines() -> Vec<Test<World>> {
    tests![the_popup_says_that_no_engine_runs]
}

async fn the_popup_says_that_no_engine_runs(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/dashboard")).await?;
    element(session, "h1").await?;
    open_over(session).await?;
    check_says(session, "engine", "attention", "No engine runs on this page: ").await?;
    check_says(session, "engine", "attention", "Reload the page").await?;
    check_says(session, "guard", "note", "the browser's own question").await?;
    ensure!(is_open(session).await?, "it is folded away");
    Ok(())
}

async fn the_popup_counts_what_a_reset_breaks(cx: &mut Context<World>) -> anyhow::Result<()> {
    account_is_known(cx).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "", "", &[]).await?;
    list(session, "Datadog", "", "", &["18836731"]).await?;
    session.open_extension_page("popup.html").await?;
    says(session, "#integrations", "2 integrations break on a reset").await
}

async fn a_stored_document_that_is_junk_is_set_aside_and_said(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let junk = json!({ "schema": 1, "integrations": [{ "id": 1, "name": ["?"] }] });
    session
        .in_extension::<serde_json::Value>(
            "await chrome.storage.local.set({ inventory: arguments[0] });",
            std::slice::from_ref(&junk),
        )
        .await?;
    session.open_extension_page("popup.html").await?;
    element(session, "#trouble:not([hidden])").await?;
    let said = text(session, "#trouble").await?;
    ensure!(
        said.contains("set aside, not deleted: the inventory. What does not fit in it: integrations: "),
        "it says {said:?}"
    );
    let all: serde_json::Value = session.in_extension("return await chrome.storage.local.get();", &[]).await?;
    let kept = all["aside"][0]["kept"].as_str().unwrap_or_default().to_owned();
    ensure!(all[&kept] == junk, "the junk was not kept: {all}");
    list(session, "Sumo Logic", "", "", &[]).await?;
    let inventory = stored(session, "inventory").await?;
    ensure!(
        inventory["integrations"][0]["name"] == "Sumo Logic",
        "what came after the junk is not stored: {inventory}"
    );
    Ok(())
}
