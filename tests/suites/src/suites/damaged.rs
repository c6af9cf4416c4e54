//! What happens when a module of WebAssembly is missing, damaged or slow.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, at, element, engine_runs, guard, page_saw, page_saw_nothing_of, painted,
};
use serde_json::Value;

use crate::failsafe::{Failure, is_held, the_browser_is_answered};
use crate::{breakdown, kept, messages, our_pages, outsiders};

/// The JS engine takes the place of one that cannot be read.
pub fn instead() -> Vec<Test<World>> {
    let own = tests![without_its_module_the_other_engine_runs];
    own.into_iter().chain(our_pages::instead()).collect()
}

/// The browser asks meanwhile.
pub fn slow() -> Vec<Test<World>> {
    let own = tests![a_press_is_asked_about_by_the_browser_and_the_engine_still_comes];
    our_pages::instead().into_iter().chain(own).collect()
}

/// Damages a copy of the package.
pub fn damage(folder: &Path, failure: Failure) -> anyhow::Result<()> {
    for module in ["content.wasm", "account.wasm", "dialogs.wasm", "background.wasm", "pages.wasm"] {
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
        Failure::Breaks => breakdown::BREAKS,
        Failure::Messages => messages::FAILS,
        Failure::Outside => outsiders::SAYS,
        _ => return Ok(()),
    };
    put_before(&folder.join("content.js"), before)?;
    if matches!(failure, Failure::Slow) { put_before(&folder.join("load.js"), SLOWER) } else { Ok(()) }
}

fn put_before(loader: &Path, before: &str) -> anyhow::Result<()> {
    let script = fs::read_to_string(loader).with_context(|| loader.display().to_string())?;
    Ok(fs::write(loader, format!("{before}\n{script}"))?)
}

const SLOW: &str = "{
    const { fetch } = globalThis;
    globalThis.fetch = async (...what) => {
        await new Promise((resolve) => setTimeout(resolve, 5500));
        return fetch(...what);
    };
}";

/// Later than any test waits: what comes up behind popup, options and background is the other engine.
const SLOWER: &str = "globalThis.fetch = () => new Promise(() => {});";

/// Another control of the page is pressed: the page hears of it.
pub async fn the_page_goes_on(session: &Session) -> anyhow::Result<()> {
    let presses = async || {
        let seen = page_saw(session).await?;
        Ok::<_, anyhow::Error>(seen.iter().filter(|event| *event == "click:true:nav-advanced").count())
    };
    let before = presses().await?;
    session.click_on("#nav-advanced").await?;
    let is_there = async || Ok((presses().await? > before).then_some(()));
    session.wait_for("the press to reach the page", SOON, is_there).await
}

/// What the popup would be told of the page.
pub async fn state(session: &Session) -> anyhow::Result<Value> {
    let script = "const [tab] = await chrome.tabs.query({ url: 'https://admin.lastpass.com/*' });
        return await chrome.tabs.sendMessage(tab.id, { kind: 'state' });";
    session.in_extension(script, &[]).await
}

/// The browser asks about the reset; it is answered with no, and the page has heard nothing.
pub async fn answer_no(session: &Session) -> anyhow::Result<()> {
    the_browser_is_answered(session, false).await?;
    is_held(session).await
}

async fn without_its_module_the_other_engine_runs(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    ensure!(state(session).await?["engine"] == "js", "it runs on {}", state(session).await?);
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    kept.is_whole(session).await
}

async fn a_press_is_asked_about_by_the_browser_and_the_engine_still_comes(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    element(session, "#reset-hash").await?;
    session.click_on("#reset-hash").await?;
    answer_no(session).await?;
    the_page_goes_on(session).await?;
    engine_runs(session).await?;
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
    page_saw_nothing_of(session, "reset-hash").await?;
    kept.is_whole(session).await
}
