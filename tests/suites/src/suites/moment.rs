//! The hash's moment and the rotation after it, as one: what is on the page, in the panel, on the icon, and what is left of it
//! all nowhere.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::{SOON, World, badge_says, element, list, stored, tell, update_under};
use serde_json::{Value, json};

use crate::hash::{button, copies, open, reset, said};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        the_panel_lists_the_rotation_and_ticks_it_off,
        a_hash_without_our_continue_opens_a_rotation_too,
        a_rotation_goes_on_after_an_update_under_its_hash,
        the_hash_is_in_no_memory_message_or_file_of_ours,
    ]
}

async fn the_panel_lists_the_rotation_and_ticks_it_off(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    copies(session, &hash).await?;
    badge_says(session, "1").await?;
    session.click(&button(session, "Updated: Sumo Logic").await?).await?;
    let is_at = async |progress: &str| {
        session
            .wait_for(progress, SOON, async || {
                let rotations = stored(session, "rotations").await?;
                Ok((rotations["rotations"][0]["tasks"][0]["progress"] == progress).then_some(()))
            })
            .await
    };
    is_at("updated").await?;
    badge_says(session, "1").await?;
    session.click(&button(session, "Seen working: Sumo Logic").await?).await?;
    is_at("seenWorking").await?;
    badge_says(session, "").await?;
    let rotation = stored(session, "rotations").await?["rotations"][0].clone();
    ensure!(rotation["cause"] == "continue" && rotation["finished"].is_number(), "{rotation}");
    let history = stored(session, "history").await?.to_string();
    for what in ["resetReleased", "hashSeen", "rotationOpened", "taskUpdated", "taskSeenWorking", "rotationFinished"] {
        ensure!(history.contains(what), "the history lacks {what}: {history}");
    }
    session.expect_quiet_console().await
}

async fn a_rotation_goes_on_after_an_update_under_its_hash(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    list(&cx.session, "Datadog", "", "", &[]).await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    copies(session, &hash).await?;
    session.click(&button(session, "Seen working: Sumo Logic").await?).await?;
    badge_says(session, "1").await?;
    let before = stored(session, "history").await?;
    update_under(session).await?;
    // The new version has a panel of its own, which knows nothing of the copy; its rotation is the one that was open.
    said(session, "Not copied yet").await?;
    session.click(&button(session, "Updated: Datadog").await?).await?;
    let is_ticked = async || {
        let history = stored(session, "history").await?;
        let entries = history["entries"].as_array().cloned().unwrap_or_default();
        Ok(entries.last().is_some_and(|last| last["what"] == "taskUpdated").then_some(entries))
    };
    let lines = session.wait_for("the tick in the history", SOON, is_ticked).await?;
    let known = before["entries"].as_array().map(Vec::len).unwrap_or_default();
    ensure!(lines.len() == known + 1, "the update has added to the history: {:?}", lines.get(known..));
    ensure!(stored(session, "rotations").await?["rotations"].as_array().is_some_and(|all| all.len() == 1));
    badge_says(session, "1").await
}

/// The admin made a first hash: no Continue of ours was needed.
async fn a_hash_without_our_continue_opens_a_rotation_too(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    cx.data.console.forget_hash();
    let session = &cx.session;
    session.driver.refresh().await?;
    element(session, "#create-hash").await?;
    keyturn_suites::painted(session, &["18836731"]).await?;
    session.click_on("#create-hash").await?;
    element(session, "#hash-ok").await?;
    session.click_on("#hash-ok").await?;
    button(session, "Copy provisioning hash").await?;
    badge_says(session, "1").await?;
    let rotation = stored(session, "rotations").await?["rotations"][0].clone();
    ensure!(rotation["cause"] == "seen" && rotation["isAwaited"] == false, "{rotation}");
    ensure!(rotation["number"] == "18836731", "{rotation}");
    Ok(())
}

async fn the_hash_is_in_no_memory_message_or_file_of_ours(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    // Every page of the extension gets every message: one listens.
    let console = session.tab().await?;
    session.open_extension_page("options.html").await?;
    let listener = session.tab().await?;
    // Kept in the document: a script's own globals are gone with it in Firefox.
    let listen = "const root = document.documentElement;
        root.dataset.heard = '';
        chrome.runtime.onMessage.addListener((message) => { root.dataset.heard += JSON.stringify(message); });";
    session.eval::<Value>(listen, &[]).await?;
    session.switch_to(&console).await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    copies(session, &hash).await?;
    session.click(&button(session, "Updated: Sumo Logic").await?).await?;
    badge_says(session, "1").await?;
    session.switch_to(&listener).await?;
    let heard: String = session.eval("return document.documentElement.dataset.heard;", &[]).await?;
    ensure!(heard.contains("newHash"), "no message was heard: {heard:?}");
    ensure!(!heard.contains(&hash), "a message holds the hash");
    session.switch_to(&console).await?;
    session.click_on("#nav-users").await?;
    tell(session, json!({ "kind": "rotations" })).await?;
    let finds = session.background_holds("Sumo Logic").await?;
    ensure!(finds, "the search of the background's memory finds nothing at all");
    ensure!(!session.background_holds(&hash).await?, "the background's memory holds the hash");
    let holders = session.profile_holds(&hash)?;
    ensure!(holders.is_empty(), "the hash stands in {holders:?}");
    ensure!(!session.profile_holds("Sumo Logic")?.is_empty(), "the search of the profile finds nothing at all");
    let log = session.take_log().await?;
    ensure!(!log.iter().any(|entry| entry.text.contains(&hash)), "the console says the hash");
    Ok(())
}
