//! What nobody thinks of: presses, keys, scripts, routes, loads and restarts in an order that a seed makes. Without Continue
//! nothing is ever reset, and every press of what is not the reset reaches the page.
//!
//! `KEYTURN_SOAK_STEPS` and `KEYTURN_SEED` make a run longer, or the one that failed again.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use fastrand::Rng;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Pointer, Rect, Session, tests};
use keyturn_suites::{ENTERPRISE_API, SOON, World, afresh, at, element, engine_runs, list, update_under};
use serde_json::Value;

use crate::stage::rect;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    let limit = Duration::from_millis(60_000 + 1_000 * u64::from(number("KEYTURN_SOAK_STEPS", STEPS)));
    tests![random_interactions_never_reset].into_iter().map(|test| test.within(limit)).collect()
}

/// How many interactions a run of all tests has time for.
const STEPS: u32 = 300;
const SEED: u32 = 2_707;

/// A control that is not the reset, which stays where it is whatever the page draws; what it gets is kept over loads.
const OTHER: &str = "const other = document.createElement('button');
    other.id = 'other';
    other.textContent = 'Other';
    other.style.cssText = 'position: fixed; left: 4px; bottom: 4px; width: 60px; height: 30px; z-index: 9';
    const count = (name) => { sessionStorage[name] = Number(sessionStorage[name] ?? 0) + 1; };
    other.addEventListener('click', (event) => {
      if (!event.isTrusted) count('scripted');
      else if (event.detail > 0) count('other');
    });
    // A Tab may have gone to the browser's own bars: then Firefox brings the key here, and makes no click of it.
    window.addEventListener('keydown', (event) => {
      if (event.target === other && event.key === 'Enter' && !event.defaultPrevented) count('other');
    });
    document.body.append(other);
    // Not on the way down: what the page listened for there before an update, it hears before the new version.
    window.addEventListener('click', (event) => {
      if (event.target?.id === 'reset-hash') count('reset');
    });";

const CLICK: &str = "document.querySelector('#reset-hash').click(); return null;";

/// What stands where the other control is.
const THERE: &str = "const { x, y } = document.querySelector('#other').getBoundingClientRect();
    return document.elementFromPoint(x + 30, y + 15)?.localName ?? '';";

struct Run<'a> {
    session: &'a Session,
    random: Rng,
    left: u32,
    reset: Rect,
    other: Rect,
    pressed: u32,
    scripted: u32,
}

async fn random_interactions_never_reset(cx: &mut Context<World>) -> anyhow::Result<()> {
    let seed = number("KEYTURN_SEED", SEED);
    let steps = number("KEYTURN_SOAK_STEPS", STEPS);
    run(cx, seed, steps).await.with_context(|| format!("KEYTURN_SEED={seed} KEYTURN_SOAK_STEPS={steps}"))
}

fn number(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

async fn run(cx: &mut Context<World>, seed: u32, steps: u32) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    list(&cx.session, "Sumo Logic", "Priya Nair", "", &[]).await?;
    let mut run = Run {
        session: &cx.session,
        random: Rng::with_seed(u64::from(seed)),
        left: steps,
        reset: Rect::default(),
        other: Rect::default(),
        pressed: 0,
        scripted: 0,
    };
    run.load().await?;
    while run.left > 0 {
        let step = run.random.u32(0..100);
        let left = run.left;
        let done = run.step(step).await;
        done.with_context(|| format!("step {} ({step})", steps - left))?;
        ensure!(cx.data.console.resets() == 0, "step {} ({step}) has reset the hash", steps - left);
    }
    let [got, scripted, reset] = [run.count("other").await?, run.count("scripted").await?, run.count("reset").await?];
    ensure!(reset == 0, "the page got {reset} clicks on the reset");
    ensure!(got == run.pressed, "of {} presses of another control the page got {got}", run.pressed);
    ensure!(scripted == run.scripted, "of {} clicks of its own on it the page got {scripted}", run.scripted);
    Ok(())
}

impl Run<'_> {
    async fn step(&mut self, step: u32) -> anyhow::Result<()> {
        self.left = self.left.saturating_sub(1);
        match step {
            0..35 => self.press_other().await,
            35..84 => {
                self.press_reset().await?;
                self.answer().await
            }
            84..92 => self.go_round().await,
            92..97 => {
                self.load().await?;
                self.answer_if_asked().await
            }
            97 | 98 => self.session.end_background().await,
            _ => {
                update_under(self.session).await?;
                engine_runs(self.session).await
            }
        }
    }

    /// The page from the beginning; sometimes the reset is pressed before anything of ours runs.
    async fn load(&mut self) -> anyhow::Result<()> {
        let session = self.session;
        session.goto(&at(&format!("{ENTERPRISE_API}?reset=rerender"))).await?;
        element(session, "#reset-hash").await?;
        session.eval::<Value>(OTHER, &[]).await?;
        (self.reset, self.other) = (rect(session, "#reset-hash").await?, rect(session, "#other").await?);
        if self.random.bool() {
            self.press_reset().await?;
            self.asked().await?;
        }
        engine_runs(session).await
    }

    async fn press_reset(&mut self) -> anyhow::Result<()> {
        let session = self.session;
        match self.random.u32(0..6) {
            0 | 1 => session.click_at(self.reset).await?,
            2 => session.tap(self.reset).await?,
            3 => session.double_click_at(self.reset).await?,
            4 => {
                session.eval::<Value>("document.querySelector('#reset-hash').focus(); return null;", &[]).await?;
                session.press(if self.random.bool() { Key::Enter } else { Key::Space }).await?;
            }
            _ => {
                let dispatch = "const button = document.querySelector('#reset-hash');
                    for (const type of ['mousedown', 'mouseup', 'click'])
                      button.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
                    return null;";
                session.eval::<Value>(dispatch, &[]).await?;
            }
        }
        // The page draws it anew four times a second: a person's press may fall into that, a script's cannot.
        session.eval::<Value>(CLICK, &[]).await.map(drop)
    }

    /// Waits until we ask.
    async fn asked(&self) -> anyhow::Result<()> {
        let is_asked = async || {
            let there = self.session.eval::<String>(THERE, &[]).await?;
            Ok((there == "keyturn-controls").then_some(()))
        };
        self.session.wait_for("the guard to ask", SOON, is_asked).await
    }

    async fn answer_if_asked(&mut self) -> anyhow::Result<()> {
        match self.session.eval::<String>(THERE, &[]).await?.as_str() {
            "keyturn-controls" => self.answer().await,
            _ => Ok(()),
        }
    }

    /// Does something with the dialog, but for pressing Continue, and ends it.
    async fn answer(&mut self) -> anyhow::Result<()> {
        self.asked().await?;
        let session = self.session;
        for _ in 0..self.random.u32(0..3) {
            self.left = self.left.saturating_sub(1);
            match self.random.u32(0..6) {
                0 => session.press(Key::Tab).await?,
                1 => session.press("n ").await?,
                // Over the list, where neither Continue nor Cancel is.
                2 => session.click_at(self.anywhere(420.0..860.0, 300.0..380.0)).await?,
                3 => session.click_at(self.anywhere(10.0..250.0, 100.0..700.0)).await?,
                4 => session.eval::<Value>(CLICK, &[]).await.map(drop)?,
                _ => session.end_background().await?,
            }
        }
        self.free().await
    }

    /// Escape, until the page can be used again.
    async fn free(&self) -> anyhow::Result<()> {
        let is_free = async || {
            if self.session.eval::<String>(THERE, &[]).await? == "button" {
                return Ok(Some(()));
            }
            self.session.press(Key::Escape).await?;
            Ok(None)
        };
        self.session.wait_for("the page to be free", SOON, is_free).await
    }

    async fn press_other(&mut self) -> anyhow::Result<()> {
        let session = self.session;
        let way = self.random.u32(0..5);
        match way {
            0 | 1 => session.click_at(self.other).await?,
            2 => session.point_with(Pointer::Touch, self.other).await?,
            3 => {
                session.eval::<Value>("document.querySelector('#other').focus(); return null;", &[]).await?;
                session.press(Key::Enter).await?;
            }
            _ => {
                self.scripted += 1;
                return session
                    .eval::<Value>("document.querySelector('#other').click(); return null;", &[])
                    .await
                    .map(drop);
            }
        }
        self.pressed += 1;
        let got = async || Ok((self.count("other").await? == self.pressed).then_some(()));
        let what = format!("press {} of another control (way {way}) to reach the page", self.pressed);
        session.wait_for(&what, SOON, got).await
    }

    /// To another route, and back and forth in the history.
    async fn go_round(&mut self) -> anyhow::Result<()> {
        let session = self.session;
        session.click_on("#nav-users").await?;
        element(session, "#reset-filters").await?;
        session.eval::<Value>("history.back(); return null;", &[]).await?;
        element(session, "#reset-hash").await
    }

    fn anywhere(&mut self, across: std::ops::Range<f64>, down: std::ops::Range<f64>) -> Rect {
        let mut between = |range: std::ops::Range<f64>| range.start + self.random.f64() * (range.end - range.start);
        Rect { x: between(across), y: between(down), width: 1.0, height: 1.0 }
    }

    async fn count(&self, name: &str) -> anyhow::Result<u32> {
        self.session.eval(&format!("return Number(sessionStorage['{name}'] ?? 0);"), &[]).await
    }
}
