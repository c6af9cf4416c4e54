//! A new hash whose panel breaks down, or the engine around it, before it was copied.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{SOON, World, element, stored};
use serde_json::Value;

use crate::breakdown::{breaks_at, breaks_once, changes, comes_back, has_broken, waits};
use crate::damaged::the_page_goes_on;
use crate::hash::{button, copies, no_panel, open, reset, said};
use crate::kept;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_hash_on_the_page_outlives_a_panel_and_an_engine_that_break_down,
        a_hash_that_only_a_broken_panel_had_is_said_to_be_lost,
        a_hash_that_only_a_broken_engine_had_is_said_to_be_lost,
    ]
}

/// The rotations, once the new hash has confirmed one.
async fn confirmed(session: &Session) -> anyhow::Result<Value> {
    let confirmed = async || {
        let all = stored(session, "rotations").await?;
        Ok((!all["rotations"][0]["moment"].as_str().unwrap_or_default().is_empty()).then_some(all))
    };
    session.wait_for("a confirmed rotation", SOON, confirmed).await
}

/// Its shape alone tells it, so what is expected must be known beyond the breakdown; and it is the same one in the rotation.
async fn a_hash_on_the_page_outlives_a_panel_and_an_engine_that_break_down(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx, "unlabelled").await?;
    let kept = kept::now(&cx.session).await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    button(session, "Copy provisioning hash").await?;
    let rotations = confirmed(session).await?;
    breaks_once(session, "panel").await?;
    changes(session).await?;
    said(session, "Keyturn's panel broke down before the new provisioning hash was copied.").await?;
    button(session, "Copy provisioning hash").await?;
    said(session, "Not copied yet").await?;
    waits(session, true).await?;
    breaks_at(session, "observe").await?;
    changes(session).await?;
    has_broken(session).await?;
    no_panel(session).await?;
    breaks_at(session, "").await?;
    waits(session, false).await?;
    comes_back(session).await?;
    copies(session, &hash).await?;
    let after = confirmed(session).await?;
    ensure!(after == rotations, "the rotations were {rotations}, and are {after}");
    kept.is_whole(session).await
}

/// Opens the page, resets, and leaves it for another one: the panel alone has the hash.
async fn left(cx: &mut Context<World>) -> anyhow::Result<kept::Kept> {
    open(cx, "").await?;
    let kept = kept::now(&cx.session).await?;
    reset(cx).await?;
    let session = &cx.session;
    button(session, "Copy provisioning hash").await?;
    session.click_on("#nav-users").await?;
    element(session, "table").await?;
    said(session, "It left the page: copy it now.").await?;
    Ok(kept)
}

async fn is_said_to_be_lost(session: &Session) -> anyhow::Result<()> {
    let said = session.wait_for("the browser to say it", SOON, async || Ok(session.prompt().await)).await?;
    ensure!(said.contains("Keyturn has lost the new provisioning hash"), "it says {said:?}");
    session.answer_prompt(true).await?;
    no_panel(session).await?;
    the_page_goes_on(session).await
}

async fn a_hash_that_only_a_broken_panel_had_is_said_to_be_lost(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = left(cx).await?;
    let session = &cx.session;
    // At the next look at the panel: until the hash is copied, it is looked at.
    breaks_once(session, "panel").await?;
    is_said_to_be_lost(session).await?;
    kept.is_whole(session).await
}

async fn a_hash_that_only_a_broken_engine_had_is_said_to_be_lost(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = left(cx).await?;
    let session = &cx.session;
    breaks_at(session, "observe").await?;
    changes(session).await?;
    is_said_to_be_lost(session).await?;
    breaks_at(session, "").await?;
    comes_back(session).await?;
    kept.is_whole(session).await
}
