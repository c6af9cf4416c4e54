//! What is done elsewhere while one of our pages is open: in the console, in the popup, in another tab.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{SOON, World, afresh, at, element, engine_runs, guard, list, says, stored, tell};
use serde_json::{Value, json};

use crate::hash::{button, open, reset};
use crate::options::{integrations, press, type_into};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        what_is_added_elsewhere_is_listed_when_the_page_is_looked_at_again,
        what_was_changed_elsewhere_is_overwritten_only_when_that_is_asked_twice,
        a_file_that_was_imported_elsewhere_adds_nothing_a_second_time,
        words_that_are_saved_in_two_tabs_are_all_there,
        words_that_come_back_reach_a_page_that_was_loaded_without_them,
        what_is_typed_outlives_the_forgetting_of_an_account,
        settings_that_are_saved_leave_the_name_and_the_first_reminder,
        a_note_that_was_typed_elsewhere_outlives_a_tick,
        what_comes_in_the_place_of_one_that_was_removed_is_to_do,
        what_was_removed_elsewhere_leaves_the_panel_with_the_next_tick,
    ]
}

const ACCOUNT: &str = "18836731";

/// What a page of ours would save of an integration that is there.
fn saves(known: &Value, owner: &str) -> Value {
    let mut draft = known.clone();
    draft["owner"] = json!(owner);
    draft["accounts"] = json!([]);
    draft["link"] = json!("");
    json!({ "kind": "save", "before": known, "draft": draft })
}

async fn value(session: &Session, selector: &str) -> anyhow::Result<String> {
    session.eval("return document.querySelector(arguments[0]).value;", &[json!(selector)]).await
}

async fn put(session: &Session, selector: &str, words: &str) -> anyhow::Result<()> {
    session.eval::<Value>("document.querySelector(arguments[0]).value = '';", &[json!(selector)]).await?;
    type_into(session, selector, words).await
}

async fn what_is_added_elsewhere_is_listed_when_the_page_is_looked_at_again(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let options = session.open_extension_page("options.html").await?;
    element(session, "#none-listed:not([hidden])").await?;
    type_into(session, "#owner", "half typed").await?;
    session.new_tab().await?;
    list(session, "Sumo Logic", "", "", &[]).await?;
    session.switch_to(&options).await?;
    says(session, "#rows", "Sumo Logic").await?;
    ensure!(value(session, "#owner").await? == "half typed", "what was typed is gone");
    let focused = "return document.activeElement.id;";
    ensure!(session.eval::<String>(focused, &[]).await? == "owner", "the focus is lost");
    session.expect_quiet_console().await
}

async fn what_was_changed_elsewhere_is_overwritten_only_when_that_is_asked_twice(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya", "", &[]).await?;
    session.open_extension_page("options.html").await?;
    says(session, "#rows", "Priya").await?;
    press(session, "[aria-label='Edit Sumo Logic']").await?;
    put(session, "#note", "two people needed").await?;
    let known = integrations(session).await?.first().cloned().context("nothing is stored")?;
    tell(session, saves(&known, "Grace")).await?;
    press(session, "#submit").await?;
    says(session, "#status", "changed meanwhile").await?;
    says(session, "#rows", "Grace").await?;
    let now = integrations(session).await?;
    ensure!(now[0]["owner"] == "Grace" && now[0]["note"] == "", "it was overwritten: {now:?}");
    ensure!(value(session, "#note").await? == "two people needed", "what was typed is gone");
    press(session, "#submit").await?;
    says(session, "#status", "Saved Sumo Logic").await?;
    let now = integrations(session).await?;
    ensure!(now.len() == 1 && now[0]["owner"] == "Priya" && now[0]["note"] == "two people needed", "stored: {now:?}");
    session.expect_quiet_console().await
}

async fn a_file_that_was_imported_elsewhere_adds_nothing_a_second_time(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.open_extension_page("options.html").await?;
    element(session, "#none-listed:not([hidden])").await?;
    session.upload("#import-file", "new.csv", b"name\nSumo\nDevo\n").await?;
    says(session, "#import-counts", "2 new").await?;
    let added = ["Sumo", "Devo"].map(|name| json!({ "name": name, "owner": "", "place": "", "accounts": [] }));
    tell(session, json!({ "kind": "import", "seen": [], "added": added, "changed": [] })).await?;
    press(session, "#import-agree").await?;
    says(session, "#import-error", "changed meanwhile").await?;
    let now = integrations(session).await?;
    ensure!(now.len() == 2, "stored: {now:?}");
    session.upload("#import-file", "new.csv", b"name\nSumo\nDevo\n").await?;
    says(session, "#import-counts", "2 the same").await?;
    session.expect_quiet_console().await
}

async fn words_that_are_saved_in_two_tabs_are_all_there(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.open_extension_page("options.html").await?;
    let shipped = value_that_is_there(session, "#words-reset").await?;
    let words = words(&format!("{shipped}\nReplace API key"));
    let other = tell(session, json!({ "kind": "saveWords", "language": "en", "words": words })).await?;
    ensure!(other["kind"] == "words", "it was answered {other}");
    put(session, "#words-reset", &format!("{shipped}\nrenew hash")).await?;
    press(session, "#words-form [type=submit]").await?;
    says(session, "#words-status", "Saved").await?;
    let now = value(session, "#words-reset").await?;
    ensure!(
        now.contains("replace api key") && now.contains("renew hash") && now.contains(&shipped),
        "they are {now:?}"
    );
    session.expect_quiet_console().await
}

/// The shipped words, with these of the reset.
fn words(reset: &str) -> Value {
    let reset: Vec<&str> = reset.lines().collect();
    json!({ "accountNumber": ["Account number"], "reset": reset, "hash": ["Provisioning hash"], "notAfter": [], "icons": [] })
}

async fn value_that_is_there(session: &Session, selector: &str) -> anyhow::Result<String> {
    let there = async || Ok(Some(value(session, selector).await?).filter(|value| !value.is_empty()));
    session.wait_for("a value", SOON, there).await
}

async fn words_that_come_back_reach_a_page_that_was_loaded_without_them(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let german = json!({ "accountNumber": ["Kontonummer"], "reset": ["Hash erneuern"], "notAfter": [], "icons": [] });
    tell(session, json!({ "kind": "saveWords", "language": "de", "words": german })).await?;
    let gone = tell(session, json!({ "kind": "forget", "number": null })).await?;
    session.goto(&at("/dashboard")).await?;
    engine_runs(session).await?;
    let button = "const button = document.body.appendChild(document.createElement('button'));
        button.id = 'erneuern'; button.textContent = 'Hash erneuern';
        button.style.cssText = 'position: fixed; left: 300px; top: 300px; z-index: 9';";
    session.eval::<Value>(button, &[]).await?;
    let kept = gone["kept"].as_str().context("nothing was forgotten")?;
    tell(session, json!({ "kind": "putBackForgotten", "kept": kept })).await?;
    session.click_on("#erneuern").await?;
    guard(session).await?;
    session.expect_quiet_console().await
}

async fn what_is_typed_outlives_the_forgetting_of_an_account(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let account = json!({ "number": ACCOUNT, "company": null, "firstSeen": 5, "lastSeen": 5, "lastCopied": null });
    let documents = json!({ "accounts": { "schema": 1, "accounts": [account] } });
    session.in_extension::<Value>("await chrome.storage.local.set(arguments[0]);", &[documents]).await?;
    session.open_extension_page("options.html").await?;
    value_that_is_there(session, "#words-reset").await?;
    value_that_is_there(session, "#due-after").await?;
    put(session, "#words-reset", "renew hash").await?;
    put(session, "#due-after", "31").await?;
    press(session, &format!("#forget-accounts [data-number='{ACCOUNT}'] button")).await?;
    element(session, "#forget-dialog[open]").await?;
    session.click_on("#forget-dialog [data-action=forget-go]").await?;
    element(session, "#forget-undo:not([hidden])").await?;
    press(session, "#forget-undo").await?;
    says(session, "#forget-status", "It is all back").await?;
    ensure!(value(session, "#words-reset").await? == "renew hash", "the words that were typed are gone");
    ensure!(value(session, "#due-after").await? == "31", "the days that were typed are gone");
    session.expect_quiet_console().await
}

async fn settings_that_are_saved_leave_the_name_and_the_first_reminder(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "", "", &[]).await?;
    let none_further = json!({ "firstReminder": 24, "furtherReminders": 0, "dueAfter": 90, "me": "" });
    tell(session, json!({ "kind": "saveRotationSettings", "settings": none_further })).await?;
    tell(session, json!({ "kind": "openRotation", "number": ACCOUNT, "leaked": false })).await?;
    session.open_extension_page("options.html").await?;
    element(session, "#rotation-open .task").await?;
    value_that_is_there(session, "#due-after").await?;
    type_into(session, "#me", "Ann").await?;
    press(session, "#rotation-open .task [data-progress=updated]").await?;
    says(session, "#rotation-open", "Ann").await?;
    put(session, "#due-after", "31").await?;
    press(session, "#rotation-settings-form [type=submit]").await?;
    says(session, "#rotation-settings-status", "Saved").await?;
    let settings = stored(session, "settings").await?["rotation"].clone();
    ensure!(settings["me"] == "Ann" && settings["dueAfter"] == 31, "stored: {settings}");
    let rotation = stored(session, "rotations").await?["rotations"][0].clone();
    let waits = rotation["remindAt"].as_f64().unwrap_or_default() - rotation["opened"].as_f64().unwrap_or_default();
    ensure!((waits - 86_400_000.0).abs() < 1.0, "it is reminded of after {waits} ms");
    session.expect_quiet_console().await
}

async fn a_note_that_was_typed_elsewhere_outlives_a_tick(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "", "", &[]).await?;
    tell(session, json!({ "kind": "openRotation", "number": ACCOUNT, "leaked": false })).await?;
    session.open_extension_page("popup.html").await?;
    element(session, "#rotations .task").await?;
    let rotation = stored(session, "rotations").await?["rotations"][0].clone();
    let tick = json!({ "rotation": rotation["id"], "integration": rotation["tasks"][0]["integration"],
        "progress": "toDo", "note": "waits for Priya" });
    tell(session, json!({ "kind": "tick", "tick": tick })).await?;
    press(session, "#rotations .task [data-progress=updated]").await?;
    says(session, "#rotation-status", "Sumo Logic: Updated").await?;
    let task = stored(session, "rotations").await?["rotations"][0]["tasks"][0].clone();
    ensure!(task["progress"] == "updated" && task["note"] == "waits for Priya", "stored: {task}");
    session.expect_quiet_console().await
}

async fn what_comes_in_the_place_of_one_that_was_removed_is_to_do(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Datadog", "", "", &[]).await?;
    list(session, "Zilla", "", "", &[]).await?;
    tell(session, json!({ "kind": "openRotation", "number": ACCOUNT, "leaked": false })).await?;
    session.open_extension_page("options.html").await?;
    element(session, "#rotation-open .task").await?;
    let rotation = stored(session, "rotations").await?["rotations"][0].clone();
    let zilla = rotation["tasks"].as_array().into_iter().flatten().find(|task| task["name"] == "Zilla").cloned();
    let tick = json!({ "rotation": rotation["id"], "integration": zilla.context("no task")?["integration"], "progress": "updated" });
    tell(session, json!({ "kind": "tick", "tick": tick })).await?;
    press(session, "[aria-label='Remove Zilla']").await?;
    says(session, "#status", "Removed Zilla").await?;
    type_into(session, "#name", "Zscaler").await?;
    press(session, "#submit").await?;
    says(session, "#status", "Added Zscaler").await?;
    let tasks = stored(session, "rotations").await?["rotations"][0]["tasks"].clone();
    let told: Vec<String> =
        tasks.as_array().into_iter().flatten().map(|task| format!("{} {}", task["name"], task["progress"])).collect();
    let expected = ["\"Datadog\" \"toDo\"", "\"Zilla\" \"updated\"", "\"Zscaler\" \"toDo\""];
    ensure!(told == expected, "the tasks are {told:?}");
    // What is far from the window is not laid out, and says nothing there.
    session.eval::<Value>("document.querySelector('#rotation-open').scrollIntoView();", &[]).await?;
    says(session, "#rotation-open", "Zscaler").await?;
    session.expect_quiet_console().await
}

async fn what_was_removed_elsewhere_leaves_the_panel_with_the_next_tick(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    list(&cx.session, "Datadog", "", "", &[]).await?;
    reset(cx).await?;
    let session = &cx.session;
    button(session, "Updated: Sumo Logic").await?;
    let known = integrations(session).await?;
    let id = known.iter().find(|one| one["name"] == "Datadog").context("nothing is stored")?["id"].clone();
    tell(session, json!({ "kind": "remove", "id": id })).await?;
    session.click(&button(session, "Updated: Datadog").await?).await?;
    let has_gone = async || Ok(session.control("button", "Updated: Datadog").await?.is_none().then_some(()));
    session.wait_for("the row to go", SOON, has_gone).await?;
    button(session, "Updated: Sumo Logic").await?;
    ensure!(button(session, "Close").await?.focused, "the focus went with the row");
    Ok(())
}
