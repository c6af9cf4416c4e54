//! Pages that would break an extension, from their first script on: the reset is held all the same, the rest goes through,
//! and the number is painted, and nothing else.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Rect, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, element, engine_runs, guard, list, no_guard, of, painted,
};
use serde_json::{Value, json};

use crate::damaged::state;
use crate::hash::said;
use crate::stage::{rect, remembered};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    let mut tests = tests![
        on_a_hostile_page_the_reset_is_held_and_the_rest_goes_through,
        on_a_page_without_time_the_reset_is_held_and_the_rest_goes_through,
        a_page_that_sends_events_at_everything_answers_no_question,
        on_a_page_that_throws_everything_out_nothing_is_reset_and_that_is_said,
        a_page_that_begins_anew_under_the_dialog_has_cancelled,
    ];
    // A megabyte of text takes its time on a busy machine.
    let long = tests![on_a_page_full_of_labels_just_the_numbers_are_painted_and_the_reset_is_held];
    tests.extend(long.into_iter().map(|test| test.within(Duration::from_secs(120))));
    tests
}

/// What a hostile page does; each undoes it again for as long as the test looks.
const HOSTILE: &str = include_str!("hostile.js");
/// What the page's own line says.
const NUMBER: &str = "18836731";
/// The page that it does it to.
const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Hostile</title>\
    <script src=/hostile.js></script></head><body><p>Account number: 18836731</p>\
    <p><button type=button id=reset-hash>Reset your provisioning hash</button></p>\
    <p><button type=button id=other>Everything else</button></p></body></html>";

async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.data.console.serve("/hostile", "text/html", PAGE);
    cx.data.console.serve("/hostile.js", "text/javascript", HOSTILE);
    list(&cx.session, "Sumo Logic", "Priya Nair", "", &[]).await
}

/// Goes there. The engine starts while the page rages, and reads the number; then the page is calm for a moment: these are
/// painted, and where the two buttons are.
async fn go(session: &Session, what: &str, numbers: &[&str]) -> anyhow::Result<[Rect; 2]> {
    visit(session, what).await?;
    let reads =
        async || Ok(state(session).await?["numbers"].as_array().is_some_and(|all| !all.is_empty()).then_some(()));
    session.wait_for("the engine to read the number while the page rages", SOON, reads).await?;
    calm(session, "__calm").await?;
    painted(session, numbers).await?;
    let places = places(session).await?;
    calm(session, "__rage").await?;
    Ok(places)
}

async fn visit(session: &Session, what: &str) -> anyhow::Result<()> {
    session.goto("about:blank").await?;
    let what: String = session.eval("return encodeURIComponent(arguments[0]);", &[json!(what)]).await?;
    session.goto(&at(&format!("/hostile#{what}"))).await?;
    engine_runs(session).await
}

async fn places(session: &Session) -> anyhow::Result<[Rect; 2]> {
    Ok([rect(session, "#reset-hash").await?, rect(session, "#other").await?])
}

/// After the fight: what is not the reset reaches the page, and the reset is asked about again.
async fn is_whole(session: &Session, [reset, other]: [Rect; 2]) -> anyhow::Result<()> {
    let before = got(session, "other").await?;
    session.click_at(other).await?;
    let after = got(session, "other").await?;
    ensure!(after == before + 1, "after the fight the page got {} presses of what is not the reset", after - before);
    session.click_at(reset).await?;
    guard(session).await.context("after the fight")?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    ensure!(got(session, "reset-hash").await? == 0, "after the fight the page got the reset");
    Ok(())
}

async fn calm(session: &Session, how: &str) -> anyhow::Result<()> {
    session.eval::<Value>(&format!("await window.{how}(); return null;"), &[]).await?;
    Ok(())
}

async fn got(session: &Session, id: &str) -> anyhow::Result<u32> {
    session.eval("return window.__got[arguments[0]];", &[json!(id)]).await
}

async fn on_a_hostile_page_the_reset_is_held_and_the_rest_goes_through(cx: &mut Context<World>) -> anyhow::Result<()> {
    fights(cx, "stops every event at the window", &[NUMBER]).await?;
    fights(cx, "has broken the prototypes", &[NUMBER]).await
}

async fn on_a_page_without_time_the_reset_is_held_and_the_rest_goes_through(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    fights(cx, "has broken its timers", &[NUMBER]).await?;
    fights(cx, "has frozen its timers", &[NUMBER]).await
}

/// Numbers with odd labels are numbers, too.
async fn on_a_page_full_of_labels_just_the_numbers_are_painted_and_the_reset_is_held(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    fights(cx, "speaks of account numbers without end", &[NUMBER, "27365418", "33334444"]).await
}

/// What the page does, and what is painted on it all the same.
async fn fights(cx: &mut Context<World>, what: &str, numbers: &[&str]) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let held = async {
        let [reset, other] = go(session, what, numbers).await?;
        session.click_at(other).await?;
        calm(session, "__calm").await?;
        calm(session, "__rage").await?;
        session.click_at(reset).await?;
        calm(session, "__calm").await?;
        let dialog = guard(session).await?;
        ensure!(got(session, "reset-hash").await? == 0, "the page got the press");
        ensure!(got(session, "other").await? == 1, "the page did not get the press of what is not the reset");
        // And it can be answered while the page rages.
        let cancel = of(&dialog, "button", "Cancel")?.rect;
        calm(session, "__rage").await?;
        session.click_at(cancel).await?;
        calm(session, "__calm").await?;
        no_guard(session).await?;
        ensure!(got(session, "reset-hash").await? == 0, "the page got the press after Cancel");
        is_whole(session, [reset, other]).await?;
        painted(session, numbers).await?;
        remembered(session, numbers).await
    };
    held.await.with_context(|| format!("a page that {what}"))
}

/// So often has the page sent its events at everything.
async fn rounds(session: &Session) -> anyhow::Result<u32> {
    session.eval("return window.__rounds;", &[]).await
}

/// Its clicks on the reset are held as a person's are, so the dialog opens by itself; none of its events answers it.
async fn a_page_that_sends_events_at_everything_answers_no_question(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    visit(session, "sends events of its own at everything").await?;
    let dialog = guard(session).await?;
    session.click(of(&dialog, "checkbox", "I am ready to update")?).await?;
    let button = of(&dialog, "button", "Continue to reset")?;
    let is_enabled = async || Ok(session.is_enabled(button).await?.then_some(()));
    session.wait_for("Continue to reset, enabled", SOON, is_enabled).await?;
    let (x, y) = button.rect.center();
    session.eval::<Value>("window.__aim = arguments[0];", &[json!([x, y])]).await?;
    let before = rounds(session).await?;
    let three = async || Ok((rounds(session).await? >= before + 3).then_some(()));
    session.wait_for("three rounds of events", SOON, three).await?;
    let dialog = session.dialog().await?.context("the page's events have closed the dialog")?;
    let tick = of(&dialog, "checkbox", "I am ready to update")?;
    ensure!(tick.checked == Some(true), "the page's events have taken the tick away");
    ensure!(got(session, "reset-hash").await? == 0, "the page got its own press");
    // Cancelled by a person; the page presses again at once, and is asked again: of the tick nothing is left.
    session.click(of(&dialog, "button", "Cancel")?).await?;
    let anew = async || {
        let dialog = session.dialog().await?;
        let tick = dialog.as_ref().and_then(|dialog| dialog.find("checkbox", "I am ready to update"));
        Ok(tick.is_some_and(|tick| tick.checked == Some(false)).then_some(()))
    };
    session.wait_for("the question about the page's next press", SOON, anew).await?;
    calm(session, "__calm").await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    ensure!(got(session, "reset-hash").await? == 0, "the page got its own press after Cancel");
    painted(session, &[NUMBER]).await?;
    is_whole(session, places(session).await?).await
}

async fn on_a_page_that_throws_everything_out_nothing_is_reset_and_that_is_said(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let [reset, other] = go(session, "throws away what it does not know", &[NUMBER]).await?;
    session.click_at(other).await?;
    session.click_at(reset).await?;
    let words = session.wait_for("the browser's own words", SOON, async || Ok(session.prompt().await)).await?;
    ensure!(words.contains("The page removed Keyturn's question, so nothing was reset."), "it says {words:?}");
    session.answer_prompt(true).await?;
    session.click_at(other).await?;
    ensure!(got(session, "reset-hash").await? == 0 && got(session, "other").await? == 2);
    calm(session, "__calm").await?;
    is_whole(session, [reset, other]).await?;
    painted(session, &[NUMBER]).await
}

/// What a page does to begin anew.
const ANEW: [(&str, &str); 3] = [
    ("document.open", "document.open(); document.close()"),
    ("another root", "document.replaceChild(document.documentElement.cloneNode(true), document.documentElement)"),
    ("another place for our element", "document.body.append(document.querySelector('keyturn-controls'))"),
];

/// A console that has begun anew has its controls anew, above all else.
const CONTROLS_ANEW: &str = "window.__got = { 'reset-hash': 0, other: 0 };
    document.querySelector('#reset-hash')?.remove();
    for (const [at, id, says] of [[0, 'reset-hash', 'Reset your provisioning hash'], [1, 'other', 'Everything else']]) {
        const button = document.body.appendChild(document.createElement('button'));
        Object.assign(button, { id, type: 'button', textContent: says });
        button.style.cssText = `position: fixed; left: 400px; top: ${300 + at * 60}px; width: 300px; height: 40px; z-index: 9999`;
        button.addEventListener('click', () => { window.__got[id] += 1; });
    }
    return null;";

async fn a_page_that_begins_anew_under_the_dialog_has_cancelled(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    for (what, script) in ANEW {
        let session = &cx.session;
        let cancelled = async {
            session.goto(&at(ENTERPRISE_API)).await?;
            engine_runs(session).await?;
            element(session, "#reset-hash").await?;
            session.click_on("#reset-hash").await?;
            guard(session).await?;
            session.eval::<Value>(&format!("{script}; return null;"), &[]).await?;
            no_guard(session).await?;
            said(session, "The page removed Keyturn's question, so nothing was reset.").await?;
            session.eval::<Value>(CONTROLS_ANEW, &[]).await?;
            is_whole(session, places(session).await?).await
        };
        cancelled.await.with_context(|| what.to_owned())?;
        ensure!(cx.data.console.resets() == 0);
    }
    Ok(())
}
