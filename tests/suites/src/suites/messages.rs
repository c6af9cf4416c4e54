//! Messages between a page of the console and the background that are lost, doubled, late or out of order: the guard still
//! asks, nothing is counted twice, nothing is lost, and nobody waits for ever.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, PAINTED, SOON, World, afresh, at, badge_says, continue_to_reset, element, engine_runs, guard, list,
    no_guard, of, painted, stored,
};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::damaged;
use crate::failsafe::{is_held, the_browser_is_answered};
use crate::hash::{button, said};

/// The tests of a package whose messages fail when the page says so.
pub fn tests() -> Vec<Test<World>> {
    tests![
        an_account_that_was_told_of_in_vain_is_remembered_all_the_same,
        a_page_whose_start_is_lost_asks_by_the_browser,
        dialogs_that_were_asked_for_in_vain_come_with_the_next_press,
        the_browser_asks_once_though_what_asks_fails_again,
        a_number_whose_reader_was_asked_for_in_vain_is_painted_all_the_same,
        a_list_that_never_comes_keeps_nobody_waiting,
        a_reset_whose_note_is_not_answered_goes_on_only_when_asked_again,
        what_is_told_twice_counts_once,
        an_answer_that_comes_after_cancel_lets_nothing_go,
        a_reset_that_is_told_after_its_hash_opens_no_second_rotation,
        a_page_that_goes_while_it_tells_is_quiet,
        ticks_keep_their_order,
        a_tick_that_is_lost_is_said_and_can_be_made_again,
        a_hash_that_was_told_of_in_vain_has_its_rotation_all_the_same,
    ]
}

/// Goes before content.js. The page says in its session's storage what becomes of messages: of which kind (all of them without
/// one), and of how many; and which kind is refused as well, each time.
pub const FAILS: &str = "{
    const { runtime } = chrome;
    const send = runtime.sendMessage.bind(runtime);
    const never = new Promise(() => {});
    const kept = [];
    runtime.sendMessage = (message) => {
        if (sessionStorage.getItem('refused') === message.kind) return Promise.resolve({ failed: true });
        const fault = JSON.parse(sessionStorage.getItem('fault') ?? '{}');
        if (!fault.how || fault.times === 0 || (fault.kind ?? message.kind) !== message.kind) return send(message);
        sessionStorage.setItem('fault', JSON.stringify({ ...fault, times: fault.times - 1 }));
        switch (fault.how) {
            case 'lost': return never;
            case 'unanswered': return send(message).then(() => never);
            case 'twice': return Promise.all([send(message), send(message)]).then(([first]) => first);
            // Until the page lets go of them: the latest first.
            case 'kept': return new Promise((come) => kept.unshift(() => send(message).then(come)));
            // As in a page that goes, in Firefox: what is waited for fails, and no timer can be set, as long as this turn lasts.
            case 'gone': {
                const { setTimeout, setInterval } = globalThis;
                setTimeout(() => Object.assign(globalThis, { setTimeout, setInterval }), 0);
                globalThis.setTimeout = globalThis.setInterval = () => { throw new Error('NS_ERROR_NOT_INITIALIZED'); };
                return Promise.reject(new Error('JSWindowActorChild cannot send at the moment'));
            }
        }
    };
    addEventListener('keyturn-test-go', () => void kept.splice(0).reduce((before, next) => before.then(next), Promise.resolve()));
}";

const NUMBER: &str = "18836731";
/// What is told again is told after ten seconds at the latest; a second time after twenty.
const LATE: Duration = Duration::from_secs(25);

/// From now on, messages fail like this.
pub async fn fail(session: &Session, how: &str, kind: Option<&str>, times: u32) -> anyhow::Result<()> {
    let fault = json!({ "how": how, "kind": kind, "times": times });
    session.eval::<Value>("sessionStorage.setItem('fault', arguments[0]);", &[json!(fault.to_string())]).await?;
    Ok(())
}

/// So many messages have failed.
async fn failed(session: &Session, of: u32, times: u64) -> anyhow::Result<()> {
    let read = "return JSON.parse(sessionStorage.getItem('fault')).times;";
    let is_so = async || Ok((u64::from(of) - session.eval::<u64>(read, &[]).await? >= times).then_some(()));
    session.wait_for("the message that fails", SOON, is_so).await
}

/// What was kept is sent.
pub async fn go(session: &Session) -> anyhow::Result<()> {
    let script = "sessionStorage.clear(); dispatchEvent(new Event('keyturn-test-go'));";
    session.eval::<Value>(script, &[]).await?;
    Ok(())
}

/// The page with the reset, its engine and what asks there, one integration listed; messages arrive.
async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[NUMBER]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &[NUMBER]).await?;
    element(session, "#reset-hash").await?;
    asks(session).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    happened(session, &["dialogCancelled"]).await
}

/// The reset is pressed, and asked about.
async fn asks(session: &Session) -> anyhow::Result<()> {
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    is_held(session).await
}

/// Waits until this stands in the history, but for the inventory's changes.
async fn happened(session: &Session, expected: &[&str]) -> anyhow::Result<()> {
    let what = format!("the history to be {expected:?}");
    let is_so = async || {
        let history = stored(session, "history").await?;
        let lines = history["entries"].as_array().cloned().unwrap_or_default();
        let lines: Vec<&str> = lines.iter().filter_map(|line| line["what"].as_str()).collect();
        let lines: Vec<&str> = lines.into_iter().filter(|line| !line.starts_with("integration")).collect();
        ensure!(lines == expected, "it is {lines:?}");
        Ok(Some(()))
    };
    session.wait_for(&what, LATE, is_so).await
}

async fn the_only_rotation(session: &Session) -> anyhow::Result<Value> {
    let rotations = stored(session, "rotations").await?["rotations"].clone();
    ensure!(rotations.as_array().is_some_and(|all| all.len() == 1), "the rotations are {rotations}");
    let resets = stored(session, "resets").await?["resets"].clone();
    ensure!(resets.as_array().is_some_and(|all| all.len() == 1), "the resets are {resets}");
    Ok(rotations[0].clone())
}

/// The page's own prompt, which Continue has brought, is answered: there is a new hash.
async fn get_hash(cx: &Context<World>) -> anyhow::Result<()> {
    let session = &cx.session;
    element(session, "#hash-ok").await?;
    session.click_on("#hash-ok").await?;
    element(session, "#hash-card").await?;
    ensure!(cx.data.console.resets() == 1, "{} resets", cx.data.console.resets());
    Ok(())
}

async fn an_account_that_was_told_of_in_vain_is_remembered_all_the_same(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/users")).await?;
    engine_runs(session).await?;
    fail(session, "lost", Some("seen"), 1).await?;
    session.click_on("#nav-dashboard").await?;
    painted(session, &[NUMBER]).await?;
    failed(session, 1, 1).await?;
    let is_kept = async || Ok((stored(session, "accounts").await?["accounts"][0]["number"] == NUMBER).then_some(()));
    session.wait_for("the account remembered", LATE, is_kept).await
}

async fn browser_asks(session: &Session, answer: bool) -> anyhow::Result<()> {
    the_browser_is_answered(session, answer).await?;
    is_held(session).await
}

/// A page's question for this is lost: once, and it is asked again, and nobody notices; then each time, and the browser asks.
async fn is_asked_for_in_vain(cx: &Context<World>, kind: &str) -> anyhow::Result<()> {
    let session = &cx.session;
    fail(session, "lost", Some(kind), 1).await?;
    session.driver.refresh().await?;
    painted(session, &[NUMBER]).await?;
    asks(session).await?;
    fail(session, "lost", Some(kind), 99).await?;
    session.driver.refresh().await?;
    element(session, "#reset-hash").await?;
    session.click_on("#reset-hash").await?;
    browser_asks(session, false).await?;
    session.eval::<Value>("sessionStorage.clear();", &[]).await.map(drop)
}

async fn a_page_whose_start_is_lost_asks_by_the_browser(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    is_asked_for_in_vain(cx, "start").await?;
    // The next page is as ever.
    cx.session.driver.refresh().await?;
    painted(&cx.session, &[NUMBER]).await?;
    asks(&cx.session).await
}

async fn dialogs_that_were_asked_for_in_vain_come_with_the_next_press(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    is_asked_for_in_vain(cx, "dialogs").await?;
    asks(&cx.session).await
}

/// While the yes is written down, the page changes, which has the dialogs asked for anew: they do not come once more.
async fn the_browser_asks_once_though_what_asks_fails_again(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    session.eval::<Value>("sessionStorage.setItem('refused', 'dialogs');", &[]).await?;
    session.driver.refresh().await?;
    painted(session, &[NUMBER]).await?;
    fail(session, "kept", Some("releasing"), 1).await?;
    session.click_on("#reset-hash").await?;
    browser_asks(session, true).await?;
    session.eval::<Value>("document.body.append('changed');", &[]).await?;
    sleep(Duration::from_millis(1500)).await;
    ensure!(session.prompt().await.is_none(), "the browser asks again");
    go(session).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

async fn a_number_whose_reader_was_asked_for_in_vain_is_painted_all_the_same(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    fail(session, "lost", Some("account"), 99).await?;
    session.driver.refresh().await?;
    let is_missed = async || Ok(damaged::state(session).await?["trouble"].as_str().map(str::to_owned));
    session.wait_for("the popup to be told", Duration::from_secs(10), is_missed).await?;
    session.eval::<Value>("sessionStorage.clear();", &[]).await?;
    let is_painted = async || Ok((session.highlighted(PAINTED).await? == [NUMBER]).then_some(()));
    session.wait_for("the painted number", LATE, is_painted).await?;
    ensure!(damaged::state(session).await?["trouble"].is_null(), "the popup is still told of trouble");
    Ok(())
}

async fn a_list_that_never_comes_keeps_nobody_waiting(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    fail(session, "unanswered", Some("held"), 1).await?;
    asks(session).await?;
    continue_to_reset(session).await?;
    get_hash(cx).await?;
    happened(session, &["dialogCancelled", "resetReleased", "hashSeen", "rotationOpened"]).await?;
    the_only_rotation(session).await?;
    Ok(())
}

async fn a_reset_whose_note_is_not_answered_goes_on_only_when_asked_again(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    asks(session).await?;
    fail(session, "unanswered", Some("releasing"), 1).await?;
    continue_to_reset(session).await?;
    said(session, "The reset could not be noted").await?;
    is_held(session).await?;
    continue_to_reset_again(session).await?;
    get_hash(cx).await?;
    // It was noted, once: only the answer was lost.
    happened(session, &["dialogCancelled", "resetReleased", "hashSeen", "rotationOpened"]).await?;
    ensure!(the_only_rotation(session).await?["isAwaited"] == false);
    Ok(())
}

/// The tick is there already.
async fn continue_to_reset_again(session: &Session) -> anyhow::Result<()> {
    let dialog = guard(session).await?;
    session.click(of(&dialog, "button", "Continue to reset")?).await
}

async fn what_is_told_twice_counts_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    fail(session, "twice", None, 1_000).await?;
    asks(session).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    happened(session, &["dialogCancelled", "dialogCancelled"]).await?;
    asks(session).await?;
    continue_to_reset(session).await?;
    get_hash(cx).await?;
    session.click(&button(session, "Updated: Sumo Logic").await?).await?;
    badge_says(session, "1").await?;
    let all = ["dialogCancelled", "dialogCancelled", "resetReleased", "hashSeen", "rotationOpened", "taskUpdated"];
    happened(session, &all).await?;
    // The second of each has come as well: what is asked now is answered after it.
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    happened(session, &all).await?;
    let rotation = the_only_rotation(session).await?;
    ensure!(rotation["tasks"][0]["progress"] == "updated", "{rotation}");
    let accounts = stored(session, "accounts").await?;
    ensure!(accounts["accounts"].as_array().is_some_and(|all| all.len() == 1), "{accounts}");
    Ok(())
}

async fn an_answer_that_comes_after_cancel_lets_nothing_go(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    asks(session).await?;
    fail(session, "kept", Some("releasing"), 1).await?;
    continue_to_reset(session).await?;
    failed(session, 1, 1).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    // Another press, of which nobody has said yes.
    asks(session).await?;
    go(session).await?;
    happened(session, &["dialogCancelled", "dialogCancelled", "resetReleased"]).await?;
    // The answer is on its way for a moment longer; whoever asks now comes after it.
    session.in_extension_page::<Value>("return await chrome.runtime.sendMessage({ kind: 'overview' });", &[]).await?;
    session.dialog().await?.context("the dialog has gone")?;
    is_held(session).await?;
    continue_to_reset(session).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

async fn a_reset_that_is_told_after_its_hash_opens_no_second_rotation(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    asks(session).await?;
    fail(session, "kept", Some("releasing"), 1).await?;
    continue_to_reset(session).await?;
    said(session, "The reset could not be noted").await?;
    is_held(session).await?;
    continue_to_reset_again(session).await?;
    get_hash(cx).await?;
    happened(session, &["dialogCancelled", "hashSeen", "rotationOpened"]).await?;
    go(session).await?;
    happened(session, &["dialogCancelled", "hashSeen", "rotationOpened", "resetReleased"]).await?;
    ensure!(the_only_rotation(session).await?["isAwaited"] == false, "a hash is awaited that is there");
    badge_says(session, "1").await
}

async fn a_page_that_goes_while_it_tells_is_quiet(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    asks(session).await?;
    fail(session, "gone", Some("cancelled"), 1).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    happened(session, &["dialogCancelled", "dialogCancelled"]).await?;
    // A number that comes is remembered: nothing has broken down.
    fail(session, "gone", Some("seen"), 1).await?;
    let another =
        "document.body.append(Object.assign(document.createElement('p'), { textContent: 'Account number 66666666' }));";
    session.eval::<Value>(another, &[]).await?;
    failed(session, 1, 1).await?;
    session.goto(&at("/users")).await?;
    session.expect_quiet_console().await
}

/// With a new hash in its panel.
async fn with_hash(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    asks(&cx.session).await?;
    continue_to_reset(&cx.session).await?;
    get_hash(cx).await?;
    button(&cx.session, "Updated: Sumo Logic").await?;
    Ok(())
}

async fn ticks_keep_their_order(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_hash(cx).await?;
    let session = &cx.session;
    fail(session, "kept", Some("tick"), 2).await?;
    session.click(&button(session, "Updated: Sumo Logic").await?).await?;
    session.click(&button(session, "Seen working: Sumo Logic").await?).await?;
    failed(session, 2, 1).await?;
    go(session).await?;
    let all = ["dialogCancelled", "resetReleased", "hashSeen", "rotationOpened", "taskUpdated", "taskSeenWorking"];
    happened(session, &[&all[..], &["rotationFinished"]].concat()).await?;
    badge_says(session, "").await
}

async fn a_tick_that_is_lost_is_said_and_can_be_made_again(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_hash(cx).await?;
    let session = &cx.session;
    fail(session, "lost", Some("tick"), 1).await?;
    session.click(&button(session, "Seen working: Sumo Logic").await?).await?;
    said(session, "That was not noted").await?;
    badge_says(session, "1").await?;
    session.click(&button(session, "Seen working: Sumo Logic").await?).await?;
    badge_says(session, "").await
}

async fn a_hash_that_was_told_of_in_vain_has_its_rotation_all_the_same(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    fail(session, "unanswered", Some("newHash"), 1).await?;
    asks(session).await?;
    continue_to_reset(session).await?;
    get_hash(cx).await?;
    session.wait_for("the list", LATE, async || session.control("button", "Updated: Sumo Logic").await).await?;
    happened(session, &["dialogCancelled", "resetReleased", "hashSeen", "rotationOpened"]).await?;
    the_only_rotation(session).await?;
    Ok(())
}
