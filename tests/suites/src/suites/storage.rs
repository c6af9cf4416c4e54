//! The browser's storage refuses to write or to read, is full, or holds what a newer version wrote: said in words, nothing is
//! lost, and the same press works when it is over.

use std::collections::BTreeSet;

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, badge_says, continue_to_reset, element, guard, is_chromium, list, of,
    page_saw_nothing_of, painted, prompt_is_open, says, stored, tell, text,
};
use serde_json::{Value, json};

use crate::hash::{button, said};
use crate::options::{press, type_into};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_save_that_the_storage_refuses_keeps_what_was_typed,
        a_reset_that_the_storage_refuses_to_note_goes_on_only_when_asked_again,
        a_tick_that_the_storage_refuses_is_said_and_can_be_made_again,
        a_full_storage_loses_nothing,
        what_a_newer_version_stored_is_kept_and_comes_back_when_it_can_be_read,
    ]
}

const NUMBER: &str = "18836731";

/// In the background, as long as it lives: this of the storage (`get`, `set`; nothing mends it) rejects with these words.
const REFUSES: &str = "const [name, words] = arguments;
    const { local } = chrome.storage;
    const whole = self.keyturnStorage ??= { get: local.get.bind(local), set: local.set.bind(local) };
    Object.assign(local, whole);
    if (name) local[name] = () => self.Promise.reject(new self.Error(words));
    return null;";
const BROKEN: &str = "IO error: the disk is gone";

async fn refuses(session: &Session, name: Option<&str>, words: &str) -> anyhow::Result<()> {
    session.in_extension::<Value>(REFUSES, &[json!(name), json!(words)]).await.map(drop)
}

/// All that is stored.
async fn all(session: &Session) -> anyhow::Result<Value> {
    session.in_extension("return await chrome.storage.local.get(null);", &[]).await
}

/// Does something while the storage refuses this, and mends it whatever came of it. What is stored has not changed then.
async fn while_refused(
    session: &Session,
    name: &str,
    words: &str,
    act: impl AsyncFnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let before = all(session).await?;
    refuses(session, Some(name), words).await?;
    let acted = act().await;
    refuses(session, None, "").await?;
    acted?;
    let after = all(session).await?;
    ensure!(after == before, "before: {before}\nafter: {after}");
    Ok(())
}

/// What stands in the form.
async fn form(session: &Session) -> anyhow::Result<Value> {
    session.eval("return ['name', 'owner', 'place', 'note'].map((id) => document.getElementById(id).value);", &[]).await
}

/// The options page with one integration listed, and another typed into the form.
async fn typed(cx: &mut Context<World>) -> anyhow::Result<Value> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Sources", &[NUMBER]).await?;
    session.open_extension_page("options.html").await?;
    says(session, "#rows", "Sumo Logic").await?;
    for (field, words) in [("#name", "Datadog"), ("#owner", "Ada"), ("#place", "Integrations"), ("#note", "two people")]
    {
        type_into(session, field, words).await?;
    }
    form(session).await
}

/// The press is refused with these words, and what was typed stays.
async fn save_is_refused(session: &Session, words: &str, typed: &Value) -> anyhow::Result<()> {
    press(session, "#submit").await?;
    says(session, "#status", words).await?;
    ensure!(form(session).await? == *typed, "the form has {}", form(session).await?);
    ensure!(!text(session, "#rows").await?.contains("Datadog"), "it is listed");
    Ok(())
}

async fn a_save_that_the_storage_refuses_keeps_what_was_typed(cx: &mut Context<World>) -> anyhow::Result<()> {
    let typed = typed(cx).await?;
    let session = &cx.session;
    for name in ["set", "get"] {
        while_refused(session, name, BROKEN, async || save_is_refused(session, BROKEN, &typed).await).await?;
    }
    press(session, "#submit").await?;
    says(session, "#status", "Added Datadog").await?;
    says(session, "#rows", "two people").await?;
    says(session, "#rows", "Sumo Logic").await
}

async fn a_reset_that_the_storage_refuses_to_note_goes_on_only_when_asked_again(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Sources", &[NUMBER]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &[NUMBER]).await?;
    let kept = async || Ok((stored(session, "accounts").await?["accounts"][0]["number"] == NUMBER).then_some(()));
    session.wait_for("the account remembered", SOON, kept).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    while_refused(session, "set", BROKEN, async || {
        continue_to_reset(session).await?;
        said(session, "The reset could not be noted").await?;
        let dialog = guard(session).await?;
        ensure!(dialog.text.contains(BROKEN), "the dialog says {:?}", dialog.text);
        page_saw_nothing_of(session, "reset-hash").await?;
        ensure!(!prompt_is_open(session).await?, "the page's own prompt is open");
        Ok(())
    })
    .await?;
    let dialog = guard(session).await?;
    session.click(of(&dialog, "button", "Continue to reset")?).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

async fn a_tick_that_the_storage_refuses_is_said_and_can_be_made_again(cx: &mut Context<World>) -> anyhow::Result<()> {
    crate::hash::open(cx, "").await?;
    crate::hash::reset(cx).await?;
    let session = &cx.session;
    let tick = "Updated: Sumo Logic";
    button(session, tick).await?;
    badge_says(session, "1").await?;
    let console = session.tab().await?;
    while_refused(session, "set", BROKEN, async || {
        session.click(&button(session, tick).await?).await?;
        said(session, "That was not noted").await?;
        session.open_extension_page("popup.html").await?;
        element(session, "#rotations [data-action=rotation-tick]").await?;
        session.click_on("#rotations [data-action=rotation-tick]").await?;
        says(session, "#trouble", BROKEN).await
    })
    .await?;
    session.click_on("#rotations [data-action=rotation-tick]").await?;
    let is_noted = async || {
        let rotations = stored(session, "rotations").await?;
        Ok((rotations["rotations"][0]["tasks"][0]["progress"] == "updated").then_some(()))
    };
    session.wait_for("the tick", SOON, is_noted).await?;
    element(session, "#trouble[hidden]").await?;
    // The panel's own, which was refused, as well.
    session.driver.close_window().await?;
    session.switch_to(&console).await?;
    session.click(&button(session, "Seen working: Sumo Logic").await?).await?;
    badge_says(session, "").await
}

/// Chromium keeps an extension's storage to 10 MB, Firefox to what the disk has: there it says what Firefox says then.
async fn a_full_storage_loses_nothing(cx: &mut Context<World>) -> anyhow::Result<()> {
    let typed = typed(cx).await?;
    let session = &cx.session;
    if is_chromium(session) {
        let fill = "const { local } = chrome.storage;
            const left = local.QUOTA_BYTES - await local.getBytesInUse(null);
            await local.set({ 'aside:test': 'x'.repeat(left - 100) });";
        session.in_extension::<Value>(fill, &[]).await?;
    } else {
        refuses(session, Some("set"), "QuotaExceededError: storage.local API call exceeded its quota limitations.")
            .await?;
    }
    let refused = is_refused_as_full(session, &typed).await;
    refuses(session, None, "").await?;
    refused?;
    ensure!(stored(session, "aside").await?.is_null(), "something was set aside");
    session.in_extension::<Value>("await chrome.storage.local.remove('aside:test');", &[]).await?;
    press(session, "#submit").await?;
    says(session, "#status", "Added Datadog").await?;
    says(session, "#rows", "two people").await
}

async fn is_refused_as_full(session: &Session, typed: &Value) -> anyhow::Result<()> {
    let before = stored(session, "inventory").await?;
    save_is_refused(session, "storage for Keyturn is full", typed).await?;
    session.upload("#import-file", "new.csv", b"name,owner\nNew,Ada\nNewer,Ada\n").await?;
    says(session, "#import-agree", "Import 2 integrations").await?;
    press(session, "#import-agree").await?;
    says(session, "#import-error", "storage for Keyturn is full").await?;
    ensure!(form(session).await? == *typed, "the form has {}", form(session).await?);
    ensure!(stored(session, "inventory").await? == before, "something changed");
    Ok(())
}

/// Of every document: the popup reads some of them, the options the rest.
async fn what_a_newer_version_stored_is_kept_and_comes_back_when_it_can_be_read(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let documents = ["accounts", "inventory", "resets", "words", "rotations", "history", "settings"];
    let newer =
        |name: &str| json!({ "schema": 99, name: [{ "name": "Zoë\u{a0}☃" }], "later": { "b": null, "a": [1.5] } });
    let before: Value =
        documents.iter().map(|name| (name.to_string(), newer(name))).collect::<serde_json::Map<_, _>>().into();
    session.in_extension::<Value>("await chrome.storage.local.set(arguments[0]);", &[before]).await?;
    for page in ["popup.html", "options.html"] {
        session.open_extension_page(page).await?;
        says(session, "#trouble", "newer version of Keyturn").await?;
    }
    // What no page reads is read when all of it is to be forgotten.
    tell(session, json!({ "kind": "forgettable", "number": null })).await?;
    let aside = stored(session, "aside").await?;
    ensure!(aside.as_array().map(Vec::len) == Some(documents.len()), "set aside: {aside}");
    // What is written from now on is written beside it.
    list(session, "Sumo Logic", "", "", &[]).await?;
    tell(session, json!({ "kind": "openRotation", "number": NUMBER, "leaked": false })).await?;
    session.stop_background().await?;
    session.open_extension_page("popup.html").await?;
    says(session, "#trouble", "newer version of Keyturn").await?;
    let now = all(session).await?;
    for one in now["aside"].as_array().into_iter().flatten() {
        let (name, kept) = (one["document"].as_str().unwrap_or_default(), one["kept"].as_str().unwrap_or_default());
        ensure!(one["newer"] == true && now[kept] == newer(name), "{one} is kept as {}", now[kept]);
    }
    // The update comes: it reads what it wrote.
    for (name, value) in READABLE {
        let value: Value = serde_json::from_str(value)?;
        let one = now["aside"].as_array().into_iter().flatten().find(|one| one["document"] == name);
        let kept = one.and_then(|one| one["kept"].as_str()).unwrap_or_default();
        session
            .in_extension::<Value>(
                "await chrome.storage.local.set({ [arguments[0]]: arguments[1] });",
                &[json!(kept), value],
            )
            .await?;
    }
    session.stop_background().await?;
    session.open_extension_page("options.html").await?;
    says(session, "#rows", "Datadog").await?;
    says(session, "#rows", "Sumo Logic").await?;
    let now = all(session).await?;
    let aside = now["aside"].as_array().into_iter().flatten().filter_map(|one| one["document"].as_str());
    ensure!(aside.collect::<BTreeSet<_>>() == STILL_NEWER.into(), "set aside: {}", now["aside"]);
    let kept: Vec<&String> =
        now.as_object().into_iter().flatten().map(|(key, _)| key).filter(|key| key.starts_with("aside:")).collect();
    ensure!(kept.len() == STILL_NEWER.len(), "kept: {kept:?}");
    ensure!(now["accounts"]["accounts"][0]["number"] == "27272727", "{}", now["accounts"]);
    ensure!(now["settings"]["rotation"]["me"] == "Ada", "{}", now["settings"]);
    // What still cannot be read is still said.
    says(session, "#trouble", "newer version of Keyturn").await
}

/// What the newer version had stored of some documents, as this one reads it.
const READABLE: [(&str, &str); 3] = [
    ("accounts", r#"{"schema":1,"accounts":[{"number":"27272727","firstSeen":1,"lastSeen":2}]}"#),
    ("inventory", r#"{"schema":2,"integrations":[{"id":"i1","name":"Datadog"}]}"#),
    ("settings", r#"{"schema":1,"rotation":{"me":"Ada"}}"#),
];
/// The others.
const STILL_NEWER: [&str; 4] = ["resets", "words", "rotations", "history"];
