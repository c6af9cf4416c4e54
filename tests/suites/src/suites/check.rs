//! "Does it work?": the pair is asked of the Enterprise API, and each answer has words of its own.

use anyhow::ensure;
use keyturn_console::Api;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::World;

use crate::hash::{button, open, reset, said};

/// The tests of the package as it ships.
pub fn tests() -> Vec<Test<World>> {
    tests![without_the_permission_nobody_is_asked]
}

/// The tests of a package that has the permission from the start: a press in a browser's own question is nothing that a
/// test can make in Chromium.
pub fn permitted() -> Vec<Test<World>> {
    tests![
        a_new_hash_works,
        a_hash_that_was_replaced_is_refused,
        a_policy_for_reporting_only_is_told_apart,
        an_api_that_is_down_says_nothing_of_the_hash,
    ]
}

async fn check(cx: &Context<World>) -> anyhow::Result<()> {
    cx.session.click(&button(&cx.session, "Does it work?").await?).await
}

async fn without_the_permission_nobody_is_asked(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    cx.data.console.set_api(Api::Down);
    check(cx).await?;
    said(&cx.session, "Keyturn may not ask the Enterprise API yet").await?;
    button(&cx.session, "Open the options").await?;
    let strays = cx.session.take_strays();
    ensure!(!strays.iter().any(|stray| stray.contains("lastpass")), "somebody was asked: {strays:?}");
    Ok(())
}

async fn a_new_hash_works(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    check(cx).await?;
    said(&cx.session, "It works").await?;
    cx.session.expect_quiet_console().await
}

async fn a_hash_that_was_replaced_is_refused(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    cx.data.console.forget_hash();
    check(cx).await?;
    said(&cx.session, "It does not work").await
}

async fn a_policy_for_reporting_only_is_told_apart(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    cx.data.console.set_api(Api::ReportingOnly);
    check(cx).await?;
    said(&cx.session, "for event reporting only").await
}

async fn an_api_that_is_down_says_nothing_of_the_hash(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    cx.data.console.set_api(Api::Down);
    check(cx).await?;
    said(&cx.session, "HTTP 503").await
}
