//! The options page: the list of integrations.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{SOON, World, afresh, element, list, says, stored, text};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        an_integration_is_added_by_hand,
        an_integration_is_edited_in_place,
        an_integration_is_removed_and_put_back,
        a_name_is_asked_for_and_nothing_typed_is_lost,
        an_integration_is_added_from_the_catalog,
        what_was_typed_is_shown_as_it_was_typed,
        the_licences_are_one_press_away,
    ]
}

/// The options page, with nothing listed yet.
pub async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.session.open_extension_page("options.html").await?;
    element(&cx.session, "#entries > li").await
}

/// What is stored of the inventory.
pub async fn integrations(session: &Session) -> anyhow::Result<Vec<Value>> {
    let inventory = stored(session, "inventory").await?;
    Ok(inventory["integrations"].as_array().cloned().unwrap_or_default())
}

/// Types into a field, wherever on the page it is.
pub async fn type_into(session: &Session, selector: &str, words: &str) -> anyhow::Result<()> {
    session
        .eval::<Value>("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' });", &[json!(selector)])
        .await?;
    session.click_on(selector).await?;
    session.press(words).await
}

/// Presses a control, wherever on the page it is.
pub async fn press(session: &Session, selector: &str) -> anyhow::Result<()> {
    session
        .eval::<Value>("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' });", &[json!(selector)])
        .await?;
    session.click_on(selector).await
}

async fn an_integration_is_added_by_hand(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    element(session, "#none-listed:not([hidden])").await?;
    type_into(session, "#name", "Sumo Logic").await?;
    type_into(session, "#owner", "Priya Nair").await?;
    type_into(session, "#place", "Hosted Collector > API Secret").await?;
    press(session, "#these-accounts").await?;
    type_into(session, "#other-accounts", "18836731, 27").await?;
    press(session, "#submit").await?;
    says(session, "#status", "Added Sumo Logic").await?;
    says(session, "#rows", "Hosted Collector > API Secret").await?;
    let stored = integrations(session).await?;
    let one = stored.first().context("nothing is stored")?;
    let accounts = &one["accounts"];
    ensure!(
        stored.len() == 1 && one["owner"] == "Priya Nair" && *accounts == json!(["18836731", "27"]),
        "stored: {stored:?}"
    );
    session.expect_quiet_console().await
}

async fn an_integration_is_edited_in_place(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "here", &["27"]).await?;
    list(session, "Zilla", "", "", &[]).await?;
    session.open_extension_page("options.html").await?;
    says(session, "#rows", "Zilla").await?;
    press(session, "[aria-label='Edit Sumo Logic']").await?;
    session.eval::<Value>("document.querySelector('#owner').select();", &[]).await?;
    session.press("Ada Lovelace").await?;
    press(session, "#submit").await?;
    says(session, "#rows", "Ada Lovelace").await?;
    let stored = integrations(session).await?;
    ensure!(stored.len() == 2 && stored[0]["owner"] == "Ada Lovelace", "stored: {stored:?}");
    ensure!(stored[0]["place"] == "here" && stored[0]["accounts"] == json!(["27"]), "stored: {stored:?}");
    Ok(())
}

async fn an_integration_is_removed_and_put_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "here", &["27"]).await?;
    let before = integrations(session).await?;
    session.open_extension_page("options.html").await?;
    says(session, "#rows", "Sumo Logic").await?;
    press(session, "[aria-label='Remove Sumo Logic']").await?;
    says(session, "#status", "Removed Sumo Logic").await?;
    ensure!(integrations(session).await?.is_empty(), "it is still stored");
    press(session, "#undo").await?;
    says(session, "#rows", "Sumo Logic").await?;
    ensure!(integrations(session).await? == before, "it is not as it was");
    Ok(())
}

async fn a_name_is_asked_for_and_nothing_typed_is_lost(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    type_into(session, "#owner", "Priya Nair").await?;
    press(session, "#submit").await?;
    session
        .wait_for("an error at the name", SOON, async || {
            Ok((!text(session, "#name-error").await?.is_empty()).then_some(()))
        })
        .await?;
    let state: Value = session
        .eval("return [document.querySelector('#name').getAttribute('aria-invalid'), document.activeElement.id, document.querySelector('#owner').value];", &[])
        .await?;
    ensure!(state == json!(["true", "name", "Priya Nair"]), "the form is {state}");
    ensure!(integrations(session).await?.is_empty());
    Ok(())
}

async fn an_integration_is_added_from_the_catalog(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    type_into(session, "#search", "datadog").await?;
    session.wait_for("one entry", SOON, async || {
        let shown = "return [...document.querySelectorAll('#entries > li')].filter((entry) => entry.checkVisibility()).length;";
        Ok((session.eval::<u32>(shown, &[]).await? == 1).then_some(()))
    })
    .await?;
    press(session, "[aria-label='Add Datadog LastPass integration'], #entries > li:not([hidden]) button").await?;
    says(session, "#status", "Added Datadog").await?;
    let stored = integrations(session).await?;
    ensure!(
        stored.len() == 1 && stored[0]["place"].as_str().is_some_and(|place| place.contains("provisioning hash")),
        "stored: {stored:?}"
    );
    Ok(())
}

async fn what_was_typed_is_shown_as_it_was_typed(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let name = "<img src=x onerror=alert(1)> \"& 'q' =1+1";
    list(session, name, "", "", &[]).await?;
    session.open_extension_page("options.html").await?;
    says(session, "#rows", name).await?;
    ensure!(session.eval::<u32>("return document.querySelectorAll('#rows img').length;", &[]).await? == 0);
    session.expect_quiet_console().await
}

/// In a tab of their own: what is typed on the page stays. Whatever the letters, a browser shows them as they are.
async fn the_licences_are_one_press_away(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    press(session, "footer a").await?;
    // WebDriver does not know of a tab that an extension's page has opened.
    let close = "const tab = (await chrome.tabs.query({})).find(tab => tab.url?.endsWith('/licences.txt'));\
                 if (tab) await chrome.tabs.remove(tab.id); return Boolean(tab);";
    session
        .wait_for("a tab of its own", SOON, async || Ok(session.in_extension::<bool>(close, &[]).await?.then_some(())))
        .await?;
    session.open_extension_page("licences.txt").await?;
    for words in ["- wasm-bindgen ", "END OF TERMS AND CONDITIONS", "Copyright (c) 2015 Andrew Gallant", "Copyright © "]
    {
        says(session, "body", words).await?;
    }
    Ok(())
}
