//! "Does it work?": the pair is asked of the Enterprise API, and each answer has words of its own.

use std::time::Duration;

use anyhow::ensure;
use keyturn_console::Api;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::World;

use crate::hash::{button, open, reset, said};

/// What is asked is given up after ten seconds.
const LATE: Duration = Duration::from_secs(25);

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
        an_answer_without_end_is_cut_off,
        an_api_that_is_silent_is_given_up,
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
    ensure!(cx.data.console.asked() == 0, "the Enterprise API was asked");
    Ok(())
}

/// Asked so, the panel says this; so many questions were asked.
async fn checked(cx: &Context<World>, words: &str, questions: usize) -> anyhow::Result<()> {
    let before = cx.data.console.asked();
    check(cx).await?;
    let is_said = async || Ok(cx.session.notices().await?.iter().any(|notice| notice.contains(words)).then_some(()));
    cx.session.wait_for(&format!("{words:?} said"), LATE, is_said).await?;
    let asked = cx.data.console.asked() - before;
    ensure!(asked == questions, "{asked} questions were asked");
    cx.session.expect_quiet_console().await
}

/// A new hash, with the Enterprise API like this.
async fn with_api(cx: &mut Context<World>, api: Api) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    cx.data.console.set_api(api);
    Ok(())
}

async fn a_new_hash_works(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_api(cx, Api::Up).await?;
    checked(cx, "It works", 2).await
}

async fn a_hash_that_was_replaced_is_refused(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_api(cx, Api::Up).await?;
    cx.data.console.forget_hash();
    checked(cx, "It does not work", 1).await
}

async fn a_policy_for_reporting_only_is_told_apart(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_api(cx, Api::ReportingOnly).await?;
    checked(cx, "for event reporting only", 2).await
}

async fn an_api_that_is_down_says_nothing_of_the_hash(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_api(cx, Api::Down).await?;
    checked(cx, "HTTP 503", 1).await
}

async fn an_answer_without_end_is_cut_off(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_api(cx, Api::Endless).await?;
    checked(cx, "HTTP 200", 1).await
}

/// After ten seconds.
async fn an_api_that_is_silent_is_given_up(cx: &mut Context<World>) -> anyhow::Result<()> {
    with_api(cx, Api::Silent).await?;
    checked(cx, "said: ", 1).await
}
