//! Whatever a browser tells a screen reader to be the reset is held, and nothing else is. What the controls are is drawn from a
//! seed; what they are called is asked of the browser, so that nobody has to think of a shape, and nothing judges itself.
//!
//! `KEYTURN_SHAPES` and `KEYTURN_SEED` make a run longer, or the one that failed again.

use std::time::Duration;

use anyhow::{bail, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Rect, Session, tests};
use keyturn_suites::{World, guard, no_guard};
use serde_json::{Value, json};

use crate::random::number;
use crate::ways::open_with;

/// The controls, and the page's listeners that write down what reaches them.
const DRAWN: &str = include_str!("named.js");

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    let limit = Duration::from_millis(60_000 + 5_000 * u64::from(number("KEYTURN_SHAPES", SHAPES)));
    tests![what_the_browser_calls_the_reset_is_held].into_iter().map(|test| test.within(limit)).collect()
}

/// How many a run of all tests has time for.
const SHAPES: u32 = 40;
const SEED: u32 = 4_079;

/// What a control's name says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Reset,
    Other,
    /// Nothing, or part of the words, as where the browser itself reads no more: either is right.
    Partly,
}

fn named(name: &str) -> Named {
    // What nobody sees or hears of a text; Firefox says a list's bullet.
    let said: String = name.chars().filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}')).collect();
    let words: Vec<String> = said
        .trim_start_matches(['•', '◦', '▪'])
        .trim_end_matches('…')
        .split_whitespace()
        .map(str::to_lowercase)
        .collect();
    match words.join(" ").as_str() {
        "reset your provisioning hash" | "reset provisioning hash" => Named::Reset,
        said if said.contains("hash") || !said.contains(char::is_alphabetic) => Named::Partly,
        _ => Named::Other,
    }
}

async fn what_the_browser_calls_the_reset_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    let (seed, shapes) = (number("KEYTURN_SEED", SEED), number("KEYTURN_SHAPES", SHAPES));
    open_with(cx, DRAWN).await?;
    let session = &cx.session;
    let (mut wrong, mut resets) = (Vec::new(), 0);
    for number in (0..shapes).map(|at| seed.wrapping_add(at)) {
        let shape: String = session.eval("return window.__draw(arguments[0]);", &[json!(number)]).await?;
        // What opens in a task of its own is open then.
        let rect: Rect =
            session.eval("return new Promise((done) => setTimeout(() => done(window.__rect()), 20));", &[]).await?;
        let (_, name) = session.called("return window.__control;").await?;
        let named = named(&name);
        resets += u32::from(named == Named::Reset);
        if named == Named::Partly {
            continue;
        }
        if let Err(error) = press(session, rect, named, number % 3 == 0).await {
            wrong.push(format!("KEYTURN_SEED={number}: {shape}: {name:?}: {error:#}"));
        }
    }
    ensure!(wrong.is_empty(), "{wrong:#?}");
    ensure!(resets * 4 > shapes || shapes < SHAPES, "only {resets} of {shapes} were a reset");
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

/// Presses it by mouse, or a reset with a key: that is held, and the page gets nothing of it; anything else it gets.
async fn press(session: &Session, rect: Rect, named: Named, with_key: bool) -> anyhow::Result<()> {
    let with_key = with_key && named == Named::Reset;
    let got = async || session.eval::<Vec<String>>("return window.__got;", &[]).await;
    if with_key {
        session.eval::<Value>("window.__control.focus();", &[]).await?;
        session.press(Key::Enter).await?;
    } else {
        session.click_at(rect).await?;
    }
    if named == Named::Reset {
        let held = guard(session).await;
        let got = got().await?;
        ensure!(held.is_ok(), "not held; the page got {got:?}");
        session.press(Key::Escape).await?;
        no_guard(session).await?;
        ensure!(got.is_empty(), "the page got {got:?}");
        return Ok(());
    }
    let arrived = async || Ok(got().await?.iter().any(|event| event == "click:true").then_some(()));
    let arrived = session.wait_for("the click", Duration::from_secs(3), arrived).await;
    if session.dialog().await?.is_some() {
        session.press(Key::Escape).await?;
        no_guard(session).await?;
        bail!("it is held, as the reset is");
    }
    arrived
}
