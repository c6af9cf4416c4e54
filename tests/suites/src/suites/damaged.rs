//! What happens when a module of WebAssembly is missing, damaged or slow, and when an engine breaks down in the middle.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, element, engine_runs, guard, of, page_saw_nothing_of, painted,
    prompt_is_open,
};
use serde_json::Value;

use crate::failsafe::Failure;
use crate::messages;

/// The JS engine takes the place of one that cannot be read.
pub fn instead() -> Vec<Test<World>> {
    tests![without_its_module_the_other_engine_runs]
}

/// The browser asks meanwhile.
pub fn slow() -> Vec<Test<World>> {
    tests![a_press_is_asked_about_by_the_browser_and_the_engine_still_comes]
}

/// Another one comes.
pub fn breaks() -> Vec<Test<World>> {
    tests![
        an_engine_that_breaks_down_at_a_press_still_asks_and_comes_back,
        an_engine_that_breaks_down_while_it_looks_comes_back,
        dialogs_that_break_down_still_ask_and_come_back,
        what_reads_the_number_breaks_down_and_comes_back,
    ]
}

/// Damages a copy of the package.
pub fn damage(folder: &Path, failure: Failure) -> anyhow::Result<()> {
    for module in ["content.wasm", "account.wasm", "dialogs.wasm"] {
        let file = folder.join(module);
        match failure {
            Failure::Lost => fs::remove_file(&file)?,
            Failure::Cut => {
                let whole = fs::read(&file)?;
                fs::write(&file, &whole[..whole.len() / 2])?;
            }
            _ => {}
        }
    }
    let before = match failure {
        Failure::Slow => SLOW,
        Failure::Breaks => BREAKS,
        Failure::Messages => messages::FAILS,
        _ => return Ok(()),
    };
    let loader = folder.join("content.js");
    let script = fs::read_to_string(&loader).with_context(|| loader.display().to_string())?;
    Ok(fs::write(loader, format!("{before}\n{script}"))?)
}

const SLOW: &str = "{
    const { fetch } = globalThis;
    globalThis.fetch = async (...what) => {
        await new Promise((resolve) => setTimeout(resolve, 5500));
        return fetch(...what);
    };
}";

/// In our world alone: what an engine asks of the page throws where it does not expect that, just as a panic would end it. Which of
/// these calls does so is for the page to say.
const BREAKS: &str = "{
    const calls = [[Element, 'getElementsByTagName'], [ResizeObserver, 'observe'], [HTMLDialogElement, 'close'], [Range, 'getBoundingClientRect']];
    for (const [{ prototype }, call] of calls) {
        const real = prototype[call];
        prototype[call] = function (...given) {
            const page = document.documentElement.dataset;
            if (page.breaksOnce === call) delete page.breaksOnce;
            else if (page.breaks !== call) return real.apply(this, given);
            throw new Error('broken on purpose');
        };
    }
    // Another engine comes when the page lets it: the first one's end is looked at, and would take it for the same.
    const { runtime } = chrome;
    const send = runtime.sendMessage.bind(runtime);
    const waits = ({ kind }) => kind === 'start' && 'waits' in document.documentElement.dataset;
    runtime.sendMessage = (message) => waits(message) ? new Promise(() => {}) : send(message);
}";

async fn breaks_at(session: &Session, call: &str) -> anyhow::Result<()> {
    session.eval::<Value>("document.documentElement.dataset.breaks = arguments[0];", &[call.into()]).await?;
    Ok(())
}

/// What the popup would be told of the page.
pub async fn state(session: &Session) -> anyhow::Result<Value> {
    let script = "const [tab] = await chrome.tabs.query({ url: 'https://admin.lastpass.com/*' });
        return await chrome.tabs.sendMessage(tab.id, { kind: 'state' });";
    session.in_extension(script, &[]).await
}

async fn comes_back(session: &Session) -> anyhow::Result<()> {
    let runs = async || Ok((!state(session).await?["engine"].is_null()).then_some(()));
    session.wait_for("the engine to come back", Duration::from_secs(10), runs).await
}

async fn answer_no(session: &Session) -> anyhow::Result<()> {
    let asked = session
        .wait_for("the browser's question", Duration::from_secs(10), async || Ok(session.prompt().await))
        .await?;
    ensure!(asked.contains("provisioning hash"), "it asks {asked:?}");
    session.answer_prompt(false).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await?, "the page's prompt opened though the answer was no");
    Ok(())
}

async fn without_its_module_the_other_engine_runs(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    ensure!(state(session).await?["engine"] == "js", "it runs on {}", state(session).await?);
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await
}

async fn a_press_is_asked_about_by_the_browser_and_the_engine_still_comes(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    element(session, "#reset-hash").await?;
    session.click_on("#reset-hash").await?;
    answer_no(session).await?;
    painted(session, &["18836731"]).await?;
    // What asks is as slow as the engine was, and comes all the same.
    session.click_on("#reset-hash").await?;
    let is_there = async || {
        if session.prompt().await.is_some() {
            session.answer_prompt(false).await?;
            session.click_on("#reset-hash").await?;
        }
        // An error is that the browser asks just now.
        Ok(session.dialog().await.ok().flatten())
    };
    session.wait_for("the guard's dialog", Duration::from_secs(20), is_there).await?;
    page_saw_nothing_of(session, "reset-hash").await
}

async fn an_engine_that_breaks_down_at_a_press_still_asks_and_comes_back(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    breaks_at(session, "getElementsByTagName").await?;
    session.click_on("#reset-hash").await?;
    answer_no(session).await?;
    breaks_at(session, "").await?;
    comes_back(session).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

async fn an_engine_that_breaks_down_while_it_looks_comes_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    session.eval::<Value>("document.documentElement.dataset.waits = '';", &[]).await?;
    breaks_at(session, "observe").await?;
    let change = "document.body.append('changed')";
    session.eval::<Value>(change, &[]).await?;
    let broken = async || Ok(state(session).await?["trouble"].as_str().map(str::to_owned));
    session.wait_for("the popup to be told", SOON, broken).await?;
    // What is dead stays so: a page that goes on changing gets no more errors of ours.
    session.take_log().await?;
    session.eval::<Value>(change, &[]).await?;
    breaks_at(session, "").await?;
    session.eval::<Value>("delete document.documentElement.dataset.waits;", &[]).await?;
    comes_back(session).await?;
    session.eval::<Value>(change, &[]).await?;
    painted(session, &["18836731"]).await?;
    session.expect_quiet_console().await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await
}

async fn dialogs_that_break_down_still_ask_and_come_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    breaks_at(session, "close").await?;
    session.click(of(&dialog, "button", "Cancel")?).await?;
    answer_no(session).await?;
    breaks_at(session, "").await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

/// The engine goes on meanwhile, and of what it left beside the number nothing stays.
async fn what_reads_the_number_breaks_down_and_comes_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    let buttons = async || {
        let controls = session.controls().await?;
        Ok::<_, anyhow::Error>(controls.iter().filter(|control| control.name == "Copy account number").count())
    };
    let has_one = async || Ok((buttons().await? == 1).then_some(()));
    session.wait_for("a copy button", SOON, has_one).await?;
    let breaks =
        "document.documentElement.dataset.breaksOnce = 'getBoundingClientRect'; document.body.append('changed');";
    session.eval::<Value>(breaks, &[]).await?;
    let has_broken = async || {
        let is_left: bool = session.eval("return 'breaksOnce' in document.documentElement.dataset;", &[]).await?;
        Ok((!is_left).then_some(()))
    };
    session.wait_for("it to break down", SOON, has_broken).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    session.click(of(&dialog, "button", "Cancel")?).await?;
    let is_back = async || Ok(state(session).await?["trouble"].is_null().then_some(()));
    session.wait_for("another one", Duration::from_secs(10), is_back).await?;
    session.wait_for("one copy button", SOON, has_one).await?;
    painted(session, &["18836731"]).await
}
