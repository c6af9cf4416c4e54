//! A page that covers or hides the panel of a new hash, by accident or not: what is not plainly seen copies nothing.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Rect, Session, tests};
use keyturn_suites::{SOON, World, continue_to_reset, element, guard, no_guard};

use tokio::time::sleep;

use crate::fights::{CLEAR, COVERS, HIDES, PINK, act, others_work};
use crate::hash::{button, no_panel, open, reset, said};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_covered_panel_copies_nothing,
        a_panel_that_something_covers_copies_nothing_until_a_second_later,
        a_page_that_hides_the_panel_gets_nothing_copied,
        copy_counts_a_second_after_the_panel_came,
        copy_counts_a_second_after_the_panel_was_uncovered,
        a_cover_that_steps_aside_each_quarter_of_a_second_is_seen,
        the_question_of_the_panel_takes_no_yes_at_once,
    ]
}

/// What comes and goes between two looks is not noticed, and nothing on the screen tells when one was.
const TWO_LOOKS: Duration = Duration::from_millis(600);

/// What was on the clipboard.
const BEFORE: &str = "what was there before";

/// The hash of a reset, and where it can be copied. That the reset asks first tells that the page is whole.
async fn shown(cx: &mut Context<World>) -> anyhow::Result<(String, Rect)> {
    let hash = reset(cx).await?;
    let copy = button(&cx.session, "Copy provisioning hash").await?;
    cx.session.set_clipboard(BEFORE).await?;
    Ok((hash, copy.rect))
}

async fn nothing_is_copied(session: &Session) -> anyhow::Result<()> {
    ensure!(session.clipboard().await? == BEFORE, "it was copied");
    Ok(())
}

/// What is not the panel's works, and the next press of the reset asks.
async fn is_whole(session: &Session) -> anyhow::Result<()> {
    others_work(session).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    session.press(keyturn_e2e::Key::Escape).await?;
    no_guard(session).await
}

/// Presses there until the hash is on the clipboard, which must not be so within a second.
async fn is_copied_in_time(session: &Session, hash: &str, began: Instant) -> anyhow::Result<()> {
    session
        .wait_for("the copy", SOON, async || {
            let copy = session.control("button", "Copy provisioning hash").await?;
            let Some(copy) = copy else { return Ok(None) };
            session.click_at(copy.rect).await?;
            Ok((session.clipboard().await? == hash).then_some(()))
        })
        .await?;
    ensure!(began.elapsed() >= Duration::from_secs(1), "it was copied after {:?}", began.elapsed());
    Ok(())
}

async fn a_covered_panel_copies_nothing(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let (hash, copy) = shown(cx).await?;
    let session = &cx.session;
    act(session, "cover('div', 'pointer-events: none')").await?;
    let began = Instant::now();
    session.click_at(copy).await?;
    said(session, "Something on the page covered this panel. Press again in a second.").await?;
    nothing_is_copied(session).await?;
    ensure!(session.pixels().await?.share_of(PINK, copy) < 0.01, "the panel is not in front");
    is_copied_in_time(session, &hash, began).await?;
    // By the keyboard, which stays where it was.
    session.set_clipboard(BEFORE).await?;
    act(session, CLEAR).await?;
    act(session, "cover('div', 'pointer-events: none')").await?;
    session.press(keyturn_e2e::Key::Enter).await?;
    said(session, "Something on the page covered this panel. Press again in a second.").await?;
    nothing_is_copied(session).await?;
    ensure!(button(session, "Copy provisioning hash").await?.focused, "the focus is elsewhere");
    session.press(keyturn_e2e::Key::Enter).await?;
    said(session, "Copied.").await?;
    act(session, CLEAR).await?;
    is_whole(session).await
}

async fn a_panel_that_something_covers_copies_nothing_until_a_second_later(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx, "").await?;
    for (what, script) in COVERS {
        let covered = async {
            let (hash, copy) = shown(cx).await?;
            let session = &cx.session;
            if script.contains("#before") {
                act(session, "cover('div', 'pointer-events: none').id = 'before'").await?;
                // A press puts the panel in front of it.
                session.click_at(copy).await?;
                said(session, "Something on the page covered this panel.").await?;
                button(session, "Copy provisioning hash").await?;
            }
            act(session, script).await?;
            // Through some of them the press reaches the panel, which comes in front.
            let pressed = Instant::now();
            session.click_at(copy).await?;
            nothing_is_copied(session).await?;
            let is_met = script.contains("pointer-events: none") || script.contains("#before");
            let began = if is_met { pressed } else { Instant::now() };
            if !is_met {
                sleep(TWO_LOOKS).await;
            }
            act(session, CLEAR).await?;
            is_copied_in_time(session, &hash, began).await?;
            others_work(session).await
        };
        covered.await.with_context(|| what.to_owned())?;
    }
    is_whole(&cx.session).await
}

async fn a_page_that_hides_the_panel_gets_nothing_copied(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    for (what, script, undo) in HIDES {
        let hidden = async {
            let (hash, copy) = shown(cx).await?;
            let session = &cx.session;
            let began = Instant::now();
            act(session, script).await?;
            session.click_at(copy).await?;
            nothing_is_copied(session).await?;
            sleep(TWO_LOOKS).await;
            act(session, undo).await?;
            is_copied_in_time(session, &hash, began).await?;
            others_work(session).await
        };
        hidden.await.with_context(|| what.to_owned())?;
    }
    is_whole(&cx.session).await
}

async fn copy_counts_a_second_after_the_panel_came(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    session.set_clipboard(BEFORE).await?;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await?;
    element(session, "#hash-ok").await?;
    let began = Instant::now();
    session.click_on("#hash-ok").await?;
    element(session, "#hash-card").await?;
    let hash = cx.data.console.hash().context("the console has no hash")?;
    is_copied_in_time(session, &hash, began).await?;
    session.click(&button(session, "Close").await?).await?;
    no_panel(session).await?;
    session.set_clipboard(BEFORE).await?;
    let unfold = button(session, "New provisioning hash: show the panel").await?;
    let began = Instant::now();
    session.click(&unfold).await?;
    let copy = session.control("button", "Copy provisioning hash").await?.context("no button copies")?;
    session.click_at(copy.rect).await?;
    said(session, "Press again in a second.").await?;
    nothing_is_copied(session).await?;
    is_copied_in_time(session, &hash, began).await
}

async fn copy_counts_a_second_after_the_panel_was_uncovered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let (hash, copy) = shown(cx).await?;
    let session = &cx.session;
    act(session, "cover('div', 'pointer-events: none')").await?;
    let waits = async || {
        let button = session.control("button", "Copy provisioning hash").await?;
        Ok(button.is_none_or(|button| button.disabled).then_some(()))
    };
    session.wait_for("a panel that waits", SOON, waits).await?;
    let began = Instant::now();
    act(session, CLEAR).await?;
    session.click_at(copy).await?;
    said(session, "Press again in a second.").await?;
    nothing_is_copied(session).await?;
    is_copied_in_time(session, &hash, began).await
}

/// Lies over the panel but around each full quarter of a second since that was unfolded over this point.
const STEPS_ASIDE: &str = "
    const one = document.createElement('div');
    one.className = 'cover';
    one.popover = 'manual';
    one.style.cssText = 'width: 100%; height: 100%; margin: 0; background: #ff00cc; pointer-events: none';
    document.body.append(one);
    let unfolded = 0;
    const timer = setInterval(() => {
        if (!one.isConnected) return clearInterval(timer);
        if (unfolded === 0) {
            if (document.elementFromPoint(AT) === host) unfolded = performance.now();
            return;
        }
        const since = (performance.now() - unfolded) % 250;
        one.togglePopover(since > 35 && since < 240);
    }, 4)";

async fn a_cover_that_steps_aside_each_quarter_of_a_second_is_seen(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let began = Instant::now();
    let (hash, copy) = shown(cx).await?;
    let session = &cx.session;
    // What was copied is looked at no more once it counts: that it counted for a moment would stay to be seen.
    is_copied_in_time(session, &hash, began).await?;
    session.click(&button(session, "Close").await?).await?;
    no_panel(session).await?;
    session.set_clipboard(BEFORE).await?;
    let unfold = button(session, "New provisioning hash: show the panel").await?;
    let at = format!("{}, {}", copy.x + copy.width / 2.0, copy.y + copy.height / 2.0);
    act(session, &STEPS_ASIDE.replace("AT", &at)).await?;
    session.click(&unfold).await?;
    sleep(Duration::from_secs(3)).await;
    let waits = session.control("button", "Copy provisioning hash").await?.context("no button copies")?.disabled;
    ensure!(waits, "Copy counts, though something lay over the panel most of the time");
    act(session, CLEAR).await?;
    is_copied_in_time(session, &hash, began).await?;
    is_whole(session).await
}

async fn the_question_of_the_panel_takes_no_yes_at_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    let session = &cx.session;
    session.click(&button(session, "Close").await?).await?;
    let drop = button(session, "Close without copying").await?;
    session.click(&button(session, "Keep it open").await?).await?;
    // Where the button will be, at once; and then until it is heard.
    let close = button(session, "Close").await?;
    session.click(&close).await?;
    session.click_at(drop.rect).await?;
    ensure!(session.control("button", "Close without copying").await?.is_some(), "it was closed at once");
    session
        .wait_for("the panel to close", SOON, async || {
            session.click_at(drop.rect).await?;
            Ok(session.control("button", "New provisioning hash: show the panel").await?.map(|_| ()))
        })
        .await
}
