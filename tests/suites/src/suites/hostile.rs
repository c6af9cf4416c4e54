//! Pages that would break an extension, from their first script on: the reset is held all the same, the rest goes through,
//! and the number is painted, and nothing else.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Rect, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, element, engine_runs, guard, list, no_guard, of, painted,
};
use serde_json::{Value, json};

use crate::hash::said;
use crate::stage::rect;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        on_a_hostile_page_the_reset_is_held_and_the_rest_goes_through,
        on_a_page_that_throws_everything_out_nothing_is_reset_and_that_is_said,
        a_page_that_begins_anew_under_the_dialog_has_cancelled,
    ]
}

/// What a hostile page does; each undoes it again for as long as the test looks.
const HOSTILE: &str = include_str!("hostile.js");
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

/// Goes there, and has it calm for a moment: where the two buttons are.
async fn go(session: &Session, what: &str) -> anyhow::Result<[Rect; 2]> {
    session.goto("about:blank").await?;
    let what: String = session.eval("return encodeURIComponent(arguments[0]);", &[json!(what)]).await?;
    session.goto(&at(&format!("/hostile#{what}"))).await?;
    calm(session, "__calm").await?;
    painted(session, &["18836731"]).await?;
    let places = [rect(session, "#reset-hash").await?, rect(session, "#other").await?];
    calm(session, "__rage").await?;
    Ok(places)
}

async fn calm(session: &Session, how: &str) -> anyhow::Result<()> {
    session.eval::<Value>(&format!("await window.{how}(); return null;"), &[]).await?;
    Ok(())
}

async fn got(session: &Session, id: &str) -> anyhow::Result<u32> {
    session.eval("return window.__got[arguments[0]];", &[json!(id)]).await
}

const HOSTILITIES: [&str; 5] = [
    "stops every event at the window",
    "has broken the prototypes",
    "has frozen its timers",
    "sends events of its own at everything",
    "speaks of account numbers without end",
];

async fn on_a_hostile_page_the_reset_is_held_and_the_rest_goes_through(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    for what in HOSTILITIES {
        let session = &cx.session;
        let held = async {
            let [reset, other] = go(session, what).await?;
            session.click_at(other).await?;
            calm(session, "__calm").await?;
            calm(session, "__rage").await?;
            session.click_at(reset).await?;
            calm(session, "__calm").await?;
            let dialog = guard(session).await?;
            ensure!(got(session, "reset-hash").await? == 0, "the page got the press");
            ensure!(got(session, "other").await? == 1, "the page did not get the press of what is not the reset");
            painted(session, &["18836731"]).await?;
            // And it can be answered while the page rages.
            let cancel = of(&dialog, "button", "Cancel")?.rect;
            calm(session, "__rage").await?;
            session.click_at(cancel).await?;
            calm(session, "__calm").await?;
            no_guard(session).await?;
            ensure!(got(session, "reset-hash").await? == 0, "the page got the press after Cancel");
            Ok::<_, anyhow::Error>(())
        };
        held.await.with_context(|| format!("a page that {what}"))?;
    }
    Ok(())
}

async fn on_a_page_that_throws_everything_out_nothing_is_reset_and_that_is_said(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let [reset, other] = go(session, "throws away what it does not know").await?;
    session.click_at(other).await?;
    session.click_at(reset).await?;
    let words = session.wait_for("the browser's own words", SOON, async || Ok(session.prompt().await)).await?;
    ensure!(words.contains("The page removed Keyturn's question, so nothing was reset."), "it says {words:?}");
    session.answer_prompt(true).await?;
    session.click_at(other).await?;
    ensure!(got(session, "reset-hash").await? == 0 && got(session, "other").await? == 2);
    Ok(())
}

/// What a page does to begin anew.
const ANEW: [(&str, &str); 3] = [
    ("document.open", "document.open(); document.close()"),
    ("another root", "document.replaceChild(document.documentElement.cloneNode(true), document.documentElement)"),
    ("another place for our element", "document.body.append(document.querySelector('keyturn-controls'))"),
];

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
            said(session, "The page removed Keyturn's question, so nothing was reset.").await
        };
        cancelled.await.with_context(|| what.to_owned())?;
        ensure!(cx.data.console.resets() == 0);
    }
    Ok(())
}
