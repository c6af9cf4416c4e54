//! Several things at once, or in the middle of others: messages, tabs, a background that ends in a save, going back to a page,
//! the extension's own end.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Browser, Key, Session, WindowHandle, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, continue_to_reset, element, engine_runs, guard, list, no_guard, of,
    page_saw_nothing_of, painted, prompt_is_open, stored,
};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        what_is_sent_at_once_is_all_kept,
        a_background_that_ends_while_it_brings_an_engine_is_asked_again,
        two_tabs_ask_each_for_itself,
        two_windows_ask_each_for_itself,
        a_page_that_is_gone_back_to_is_watched,
        a_page_that_stood_by_is_watched,
        an_extension_that_is_removed_leaves_the_open_page_whole,
        a_press_before_the_new_version_comes_is_asked_about,
    ]
}

/// The names in the inventory, in order.
async fn names(cx: &Context<World>) -> anyhow::Result<Vec<String>> {
    let inventory = stored(&cx.session, "inventory").await?;
    let listed = inventory["integrations"].as_array().with_context(|| format!("the inventory is {inventory}"))?;
    let mut names: Vec<String> =
        listed.iter().filter_map(|integration| integration["name"].as_str().map(str::to_owned)).collect();
    names.sort();
    Ok(names)
}

async fn what_is_sent_at_once_is_all_kept(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let save = "const draft = (at) => ({ name: `Integration ${100 + at}`, owner: '', place: '', accounts: [] });
        const save = (_, at) => chrome.runtime.sendMessage({ kind: 'save', id: null, draft: draft(at) });
        return (await Promise.all(Array.from({ length: 40 }, save))).map(({ kind }) => kind);";
    let said: Vec<String> = cx.session.in_extension_page(save, &[]).await?;
    ensure!(said.iter().all(|kind| kind != "failed"), "the background answered {said:?}");
    let expected: Vec<String> = (100..140).map(|at| format!("Integration {at}")).collect();
    let names = names(cx).await?;
    ensure!(names == expected, "kept are {names:?}");
    Ok(())
}

/// It is ended while it is asked for the engine or the dialogs; the page gets both, not the browser's own confirm.
async fn a_background_that_ends_while_it_brings_an_engine_is_asked_again(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let press = "const reset = document.querySelector('#reset-hash');
        // A little more each time: it ends at another step.
        await new Promise((resolve) => setTimeout(resolve, arguments[0]));
        reset.click();
        return null;";
    for round in 0..12 {
        session.goto(&at(ENTERPRISE_API)).await?;
        element(session, "#reset-hash").await?;
        session.eval::<Value>(press, &[json!(round % 4 * 5)]).await?;
        session.end_background().await?;
        let asks = async || Ok(session.dialog().await?.map(drop));
        session.wait_for("the guard's dialog", SOON, asks).await.with_context(|| format!("round {round}"))?;
        engine_runs(session).await?;
    }
    Ok(())
}

async fn two_tabs_ask_each_for_itself(cx: &mut Context<World>) -> anyhow::Result<()> {
    ask_each_for_itself(cx, Session::new_tab).await
}

async fn two_windows_ask_each_for_itself(cx: &mut Context<World>) -> anyhow::Result<()> {
    ask_each_for_itself(cx, Session::new_window).await
}

async fn ask_each_for_itself(
    cx: &mut Context<World>,
    open: impl AsyncFn(&Session) -> anyhow::Result<WindowHandle>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "", "", &[]).await?;
    let press = async || {
        session.goto(&at(ENTERPRISE_API)).await?;
        engine_runs(session).await?;
        element(session, "#reset-hash").await?;
        session.click_on("#reset-hash").await?;
        guard(session).await
    };
    let first = session.tab().await?;
    press().await?;
    let second = open(session).await?;
    let dialog = press().await?;
    session.click(of(&dialog, "button", "Cancel")?).await?;
    no_guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    session.switch_to(&first).await?;
    continue_to_reset(session).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    session.switch_to(&second).await?;
    ensure!(!prompt_is_open(session).await?, "Continue in one tab let the other one's press go");
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    let resets = stored(session, "resets").await?;
    ensure!(resets["resets"].as_array().is_some_and(|resets| resets.len() == 1), "written down is {resets}");
    Ok(())
}

async fn a_page_that_is_gone_back_to_is_watched(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    for _ in 0..2 {
        session.goto(&at("/dashboard")).await?;
        engine_runs(session).await?;
        session.eval::<Value>("setTimeout(() => history.back()); return null;", &[]).await?;
        element(session, "#reset-hash").await?;
        painted(session, &["18836731"]).await?;
        is_guarded(session).await?;
    }
    Ok(())
}

async fn is_guarded(session: &Session) -> anyhow::Result<()> {
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    session.click(of(&dialog, "button", "Cancel")?).await?;
    no_guard(session).await
}

async fn a_page_that_stood_by_is_watched(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.data.console.let_stand_by();
    let session = &cx.session;
    session.goto(&at("/dashboard")).await?;
    // Firefox lets no page stand by that still loads, nor one that WebDriver has pressed something on: it is left until it does.
    session
        .wait_for("the very page of before", SOON, async || {
            painted(session, &["18836731"]).await?;
            let notes = "addEventListener('pageshow', ({ persisted }) => { window.__stoodBy = persisted; });";
            session.eval::<Value>(notes, &[]).await?;
            session.goto(&at(ENTERPRISE_API)).await?;
            engine_runs(session).await?;
            session.eval::<Value>("setTimeout(() => history.back()); return null;", &[]).await?;
            let is_back = "return location.pathname === '/dashboard' && document.readyState === 'complete' || null;";
            session.wait_for("the dashboard", SOON, async || session.eval::<Option<bool>>(is_back, &[]).await).await?;
            let stood_by: bool = session.eval("return window.__stoodBy === true;", &[]).await?;
            Ok(stood_by.then_some(()))
        })
        .await?;
    painted(session, &["18836731"]).await?;
    let changes = "const [text, button] = ['p', 'button'].map((name) => document.createElement(name));
        text.textContent = 'Account number: 20477193';
        Object.assign(button, { id: 'reset-hash', textContent: 'Reset your provisioning hash' });
        document.body.replaceChildren(text, button);";
    session.eval::<Value>(changes, &[]).await?;
    painted(session, &["20477193"]).await?;
    is_guarded(session).await
}

/// What was held when it went is not let go, and nothing of ours stays in the way.
async fn an_extension_that_is_removed_leaves_the_open_page_whole(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    session.switch(false).await?;
    let left = without(cx).await;
    session.switch(true).await?;
    left?;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await
}

/// An update is a moment in which the old version is gone and the new one is not there.
async fn a_press_before_the_new_version_comes_is_asked_about(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    session.switch(false).await?;
    let pressed = in_between(session).await;
    session.switch(true).await?;
    pressed?;
    ensure!(cx.data.console.resets() == 0, "the hash was reset");
    Ok(())
}

async fn in_between(session: &Session) -> anyhow::Result<()> {
    session.click_on("#reset-hash").await?;
    if session.browser == Browser::Firefox {
        // Firefox takes the old version's listeners away with it: nobody can ask.
        element(session, "dialog#hash-dialog[open]").await?;
        return Ok(());
    }
    let asked = session.wait_for("the browser's question", SOON, async || Ok(session.prompt().await)).await?;
    ensure!(asked.contains("provisioning hash"), "it asks {asked:?}");
    session.answer_prompt(false).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await?, "the held press went on");
    // It does not stay in the way.
    let passes = async || {
        session.click_on("#reset-hash").await?;
        if session.prompt().await.is_some() {
            session.answer_prompt(false).await?;
        }
        Ok(prompt_is_open(session).await?.then_some(()))
    };
    session.wait_for("the page without us", SOON, passes).await
}

async fn without(cx: &Context<World>) -> anyhow::Result<()> {
    let session = &cx.session;
    // Chromium's script stays behind and lets go at the next event that it hears.
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await? && cx.data.console.resets() == 0, "the held press went on");
    session.click_on("#nav-users").await?;
    element(session, "#reset-filters").await?;
    session.expect_quiet_console().await
}
