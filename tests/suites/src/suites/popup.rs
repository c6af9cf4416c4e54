//! The popup.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::{SOON, World, afresh, at, element, list, painted, says, stored, text};
use serde_json::json;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        before_anything_was_found_the_popup_shows_the_way,
        the_popup_shows_and_copies_the_number,
        the_popup_names_the_engine_of_the_page_in_front,
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
    says(session, "#engine", "No console page in front").await?;
    session.expect_quiet_console().await
}

/// Shows the Dashboard until the account is remembered, in a tab that stays open.
async fn account_is_known(cx: &mut Context<World>) -> anyhow::Result<()> {
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

async fn the_popup_names_the_engine_of_the_page_in_front(cx: &mut Context<World>) -> anyhow::Result<()> {
    account_is_known(cx).await?;
    let session = &cx.session;
    // A popup lies over its page; as a page of its own it stands in a window of its own, the console in front in another.
    let window = session.driver.new_window().await?;
    session.switch_to(&window).await?;
    session.goto(&session.extension_url("popup.html")).await?;
    let words = if cx.data.engine == "wasm" { "WebAssembly" } else { "JavaScript" };
    says(session, "#engine", &format!("Engine on this page: {words}")).await
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
    ensure!(!text(session, "#trouble").await?.is_empty(), "the trouble has no words");
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
