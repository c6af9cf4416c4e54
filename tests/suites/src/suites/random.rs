//! What nobody thinks of: presses, keys, scripts, routes, loads and restarts in an order that a seed makes. Without Continue
//! nothing is ever reset, and every press of what is not the reset reaches the page: as many as there are interactions with
//! the reset.
//!
//! `KEYTURN_SOAK_STEPS` and `KEYTURN_SEED` make a run longer, or the one that failed again.

use std::collections::VecDeque;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use fastrand::Rng;
use keyturn_e2e::runner::{Context, LIMIT, Test};
use keyturn_e2e::{Key, Pointer, Rect, Session, tests};
use keyturn_suites::{ENTERPRISE_API, SOON, World, afresh, at, element, engine_runs, list, update_under};
use serde_json::Value;
use tokio::time::timeout;

use crate::stage::rect;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    let limit = Duration::from_millis(60_000 + 2_000 * u64::from(number("KEYTURN_SOAK_STEPS", STEPS)));
    tests![random_interactions_never_reset].into_iter().map(|test| test.within(limit)).collect()
}

/// How many interactions of each kind a run of all tests has time for.
const STEPS: u32 = 150;
const SEED: u32 = 2_707;

/// Puts controls that are not the reset into the page, and gives where they are.
const OTHERS: &str = include_str!("random.js");

const CLICK: &str = "document.querySelector('#reset-hash').click(); return null;";

/// What stands where the first of them is.
const THERE: &str = "const { x, y } = document.querySelector('#other').getBoundingClientRect();
    return document.elementFromPoint(x + 30, y + 15)?.localName ?? '';";

/// What may come next.
#[derive(Clone, Copy, Debug)]
enum Step {
    PressOther,
    PressReset,
    GoRound,
    Load,
    EndBackground,
    Update,
}

struct Run<'a> {
    session: &'a Session,
    random: Rng,
    /// How many interactions are to come with the reset and what is around it.
    left: u32,
    /// How many with other controls.
    others_left: u32,
    reset: Rect,
    others: Vec<Rect>,
    pressed: u32,
    scripted: u32,
    /// What was done last, for whoever reads of a failure.
    trail: VecDeque<String>,
}

async fn random_interactions_never_reset(cx: &mut Context<World>) -> anyhow::Result<()> {
    let seed = number("KEYTURN_SEED", SEED);
    let steps = number("KEYTURN_SOAK_STEPS", STEPS);
    run(cx, seed, steps).await.with_context(|| format!("KEYTURN_SEED={seed} KEYTURN_SOAK_STEPS={steps}"))
}

/// A number from the environment, or the usual one.
pub fn number(name: &str, usual: u32) -> u32 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

async fn run(cx: &mut Context<World>, seed: u32, steps: u32) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    list(&cx.session, "Sumo Logic", "Priya Nair", "", &[]).await?;
    let mut run = Run {
        session: &cx.session,
        random: Rng::with_seed(u64::from(seed)),
        left: steps,
        others_left: steps,
        reset: Rect::default(),
        others: Vec::new(),
        pressed: 0,
        scripted: 0,
        trail: VecDeque::new(),
    };
    run.take(Step::Load).await.context("the first load")?;
    for number in 1.. {
        let Some(step) = run.draw() else { break };
        run.notes(&format!("{number} {step:?}"));
        let taken = timeout(LIMIT, run.take(step)).await;
        let taken = taken.context("it does not end").flatten();
        taken.with_context(|| format!("step {number} ({step:?}), after {}", run.trail.make_contiguous().join(", ")))?;
        ensure!(cx.data.console.resets() == 0, "step {number} ({step:?}) has reset the hash");
    }
    let [got, scripted, reset] = [run.count("others").await?, run.count("scripted").await?, run.count("reset").await?];
    ensure!(reset == 0, "the page got {reset} clicks on the reset");
    ensure!(got == run.pressed, "of {} presses of other controls the page got {got}", run.pressed);
    ensure!(scripted == run.scripted, "of {} clicks of its own on them the page got {scripted}", run.scripted);
    let tabs = cx.session.driver.windows().await?.len();
    ensure!(tabs == 1, "{tabs} tabs are open at the end");
    Ok(())
}

impl Run<'_> {
    fn notes(&mut self, what: &str) {
        const MOST: usize = 40;
        if self.trail.len() == MOST {
            self.trail.pop_front();
        }
        self.trail.push_back(what.to_owned());
    }

    /// Both kinds come to their end together.
    fn draw(&mut self) -> Option<Step> {
        if self.left + self.others_left == 0 {
            return None;
        }
        if self.random.u32(0..self.left + self.others_left) < self.others_left {
            self.others_left -= 1;
            return Some(Step::PressOther);
        }
        self.left -= 1;
        Some(match self.random.u32(0..100) {
            0..75 => Step::PressReset,
            75..87 => Step::GoRound,
            87..95 => Step::Load,
            95..98 => Step::EndBackground,
            _ => Step::Update,
        })
    }

    async fn take(&mut self, step: Step) -> anyhow::Result<()> {
        match step {
            Step::PressOther => self.press_other().await,
            Step::PressReset => {
                self.press_reset().await?;
                self.answer().await
            }
            Step::GoRound => self.go_round().await,
            Step::Load => {
                self.load().await?;
                self.answer_if_asked().await
            }
            Step::EndBackground => self.session.end_background().await,
            Step::Update => {
                update_under(self.session).await?;
                engine_runs(self.session).await
            }
        }
    }

    /// The page from the beginning; sometimes the reset is pressed before anything of ours runs.
    async fn load(&mut self) -> anyhow::Result<()> {
        let session = self.session;
        // Until here; it is taken now and again, so that no browser keeps what ten thousand steps say.
        session.expect_quiet_console().await?;
        session.goto(&at(&format!("{ENTERPRISE_API}?reset=rerender"))).await?;
        element(session, "#reset-hash").await?;
        self.others = session.eval(OTHERS, &[]).await?;
        self.reset = rect(session, "#reset-hash").await?;
        if self.random.bool() {
            self.press_reset().await?;
            self.asked().await?;
        }
        engine_runs(session).await
    }

    async fn press_reset(&mut self) -> anyhow::Result<()> {
        let session = self.session;
        let way = self.random.u32(0..6);
        self.notes(&format!("reset way {way}"));
        match way {
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
            let way = self.random.u32(0..6);
            self.notes(&format!("answer way {way}"));
            match way {
                0 => session.press(Key::Tab).await?,
                1 => session.press("n ").await?,
                // Over the list, where neither Continue nor Cancel is.
                2 => session.click_at(self.anywhere(420.0..860.0, 300.0..380.0)).await?,
                3 => session.click_at(self.anywhere(10.0..250.0, 100.0..700.0)).await?,
                4 => session.eval::<Value>(CLICK, &[]).await.map(drop)?,
                _ => session.end_background().await?,
            }
        }
        self.free().await?;
        // A Space may have ended the dialog, and a click that was meant for it may have led away.
        match session.eval("return !!document.querySelector('#reset-hash');", &[]).await? {
            true => Ok(()),
            false => self.go("back", "#reset-hash").await,
        }
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
        let which = self.random.usize(0..self.others.len());
        let at = self.others[which];
        let call = async |method: &str| {
            session.eval::<Value>(&format!("window.others[{which}].{method}(); return null;"), &[]).await.map(drop)
        };
        let way = self.random.u32(0..7);
        match way {
            0 | 1 => session.click_at(at).await?,
            2 => session.point_with(Pointer::Touch, at).await?,
            3 => session.point_with(Pointer::Pen, at).await?,
            4 | 5 => {
                call("focus").await?;
                session.press(if way == 4 { Key::Enter.value() } else { 'x' }).await?;
            }
            _ => {
                self.scripted += 1;
                return call("click").await;
            }
        }
        self.pressed += 1;
        let got = async || Ok((self.count("others").await? == self.pressed).then_some(()));
        let what = format!("press {} of control {which} (way {way}) to reach the page", self.pressed);
        session.wait_for(&what, SOON, got).await
    }

    /// To another route, and back and forth in the history.
    async fn go_round(&mut self) -> anyhow::Result<()> {
        let session = self.session;
        session.click_on("#nav-users").await?;
        element(session, "#reset-filters").await?;
        self.go("back", "#reset-hash").await?;
        for _ in 0..self.random.u32(0..2) {
            self.go("forward", "#reset-filters").await?;
            self.go("back", "#reset-hash").await?;
        }
        Ok(())
    }

    async fn go(&self, whereto: &str, there: &str) -> anyhow::Result<()> {
        self.session.eval::<Value>(&format!("history.{whereto}(); return null;"), &[]).await?;
        element(self.session, there).await
    }

    fn anywhere(&mut self, across: std::ops::Range<f64>, down: std::ops::Range<f64>) -> Rect {
        let mut between = |range: std::ops::Range<f64>| range.start + self.random.f64() * (range.end - range.start);
        Rect { x: between(across), y: between(down), width: 1.0, height: 1.0 }
    }

    async fn count(&self, name: &str) -> anyhow::Result<u32> {
        self.session.eval(&format!("return Number(sessionStorage['{name}'] ?? 0);"), &[]).await
    }
}
