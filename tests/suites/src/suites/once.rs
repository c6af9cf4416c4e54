//! A page that obeys trusted events only: the one press that goes through, and never a second one.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Dialog, Key, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, continue_to_reset, element, engine_runs, guard, list, no_guard, of,
    painted, prompt_is_open,
};
use serde_json::Value;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_page_that_obeys_trusted_events_only_gets_one_press,
        a_key_is_the_one_press_too,
        the_one_press_is_not_a_scripts,
        without_the_permission_the_next_press_is_held,
        a_clock_that_ticks_is_no_reaction,
        a_page_that_reacts_is_asked_nothing,
        a_page_that_reacts_late_takes_the_question_back,
    ]
}

/// The console's button, but only for a person.
const TRUSTED_ONLY: &str = "window.__clicks = [];
    document.querySelector('#reset-hash').addEventListener('click', (event) => {
      window.__clicks.push(event.isTrusted);
      if (!event.isTrusted) event.stopImmediatePropagation();
    }, true);";

async fn open(cx: &mut Context<World>, script: &str) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "", &[]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    element(session, "#reset-hash").await?;
    painted(session, &["18836731"]).await?;
    session.eval::<Value>(script, &[]).await?;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await
}

/// The question that comes when nothing changed.
async fn question(session: &Session) -> anyhow::Result<Dialog> {
    session
        .wait_for("the question", SOON, async || {
            Ok(session.dialog().await?.filter(|dialog| dialog.find("button", "Allow one press").is_some()))
        })
        .await
}

async fn allow(session: &Session) -> anyhow::Result<()> {
    let question = question(session).await?;
    ensure!(question.role == "alertdialog" && question.modal && question.text.contains("30 seconds"), "{question:?}");
    ensure!(of(&question, "button", "Cancel")?.focused, "Cancel has not the focus");
    // Once it was seen for a moment.
    let enabled = async || {
        let button = session.control("button", "Allow one press").await?;
        Ok(button.filter(|button| !button.disabled))
    };
    session.click(&session.wait_for("Allow one press, enabled", SOON, enabled).await?).await?;
    no_guard(session).await
}

async fn clicks(session: &Session) -> anyhow::Result<Vec<bool>> {
    session.eval("return window.__clicks;", &[]).await
}

async fn a_page_that_obeys_trusted_events_only_gets_one_press(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, TRUSTED_ONLY).await?;
    let session = &cx.session;
    allow(session).await?;
    ensure!(!prompt_is_open(session).await? && clicks(session).await? == [false], "{:?}", clicks(session).await?);
    session.click_on("#reset-hash").await?;
    element(session, "dialog#hash-dialog[open]").await?;
    ensure!(clicks(session).await? == [false, true], "{:?}", clicks(session).await?);
    session.click_on("#hash-cancel").await?;
    // Once: the next one is held again.
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    ensure!(clicks(session).await? == [false, true] && cx.data.console.resets() == 0);
    Ok(())
}

async fn a_key_is_the_one_press_too(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, TRUSTED_ONLY).await?;
    let session = &cx.session;
    allow(session).await?;
    session.eval::<Value>("document.querySelector('#reset-hash').focus();", &[]).await?;
    session.press(Key::Enter).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    session.click_on("#hash-ok").await?;
    element(session, "#provisioning-hash").await?;
    ensure!(cx.data.console.resets() == 1);
    Ok(())
}

async fn the_one_press_is_not_a_scripts(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, TRUSTED_ONLY).await?;
    let session = &cx.session;
    allow(session).await?;
    session.eval::<Value>("document.querySelector('#reset-hash').click();", &[]).await?;
    guard(session).await?;
    ensure!(clicks(session).await? == [false], "{:?}", clicks(session).await?);
    Ok(())
}

async fn without_the_permission_the_next_press_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, TRUSTED_ONLY).await?;
    let session = &cx.session;
    question(session).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    ensure!(clicks(session).await? == [false], "{:?}", clicks(session).await?);
    Ok(())
}

async fn a_clock_that_ticks_is_no_reaction(cx: &mut Context<World>) -> anyhow::Result<()> {
    let ticks = "const clock = document.body.appendChild(document.createElement('p'));
        setInterval(() => { clock.textContent = new Date().toISOString(); }, 50);";
    open(cx, &format!("{TRUSTED_ONLY}{ticks}")).await?;
    question(&cx.session).await?;
    Ok(())
}

async fn a_page_that_reacts_is_asked_nothing(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    element(session, "dialog#hash-dialog[open]").await?;
    // Longer than the page has for its reaction: what does not come cannot be waited for.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    ensure!(session.dialog().await?.is_none(), "it was asked all the same");
    Ok(())
}

async fn a_page_that_reacts_late_takes_the_question_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    let late = "document.querySelector('#reset-hash').addEventListener('click', (event) => {
          event.stopImmediatePropagation();
          window.__react = () => document.body.append(document.createElement('hr'));
        }, true);";
    open(cx, late).await?;
    let session = &cx.session;
    question(session).await?;
    session.eval::<Value>("window.__react();", &[]).await?;
    no_guard(session).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await.context("the next press")?;
    Ok(())
}
