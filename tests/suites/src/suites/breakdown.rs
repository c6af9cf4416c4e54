//! What happens when an engine, or a module beside it, breaks down in the middle.

use std::time::Duration;

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{ENTERPRISE_API, SOON, World, at, engine_runs, guard, of, page_saw_nothing_of, painted};
use serde_json::Value;

use crate::damaged::{answer_no, state, the_page_goes_on};
use crate::popup::{check_says, open_over};
use crate::{broken_hash, kept};

/// Another one comes.
pub fn tests() -> Vec<Test<World>> {
    let own = tests![
        an_engine_that_breaks_down_at_a_press_still_asks_and_comes_back,
        an_engine_that_breaks_down_while_it_looks_comes_back,
        dialogs_that_break_down_still_ask_and_come_back,
        what_reads_the_number_breaks_down_and_comes_back,
    ];
    own.into_iter().chain(broken_hash::tests()).collect()
}

/// In our world alone: what an engine asks of the page throws where it does not expect that, just as a panic would end it. Which of
/// these calls does so is for the page to say.
pub const BREAKS: &str = "{
    const calls = [
        [Element, 'getElementsByTagName'], [ResizeObserver, 'observe'], [HTMLDialogElement, 'close'], [Range, 'getBoundingClientRect'],
        // Only the dialogs ask this of the panel.
        [Element, 'getBoundingClientRect', 'panel', ({ id }) => id === 'panel'],
    ];
    for (const [{ prototype }, call, name = call, is = () => true] of calls) {
        const real = prototype[call];
        prototype[call] = function (...given) {
            const page = document.documentElement.dataset;
            if (!is(this)) return real.apply(this, given);
            if (page.breaksOnce === name) delete page.breaksOnce;
            else if (page.breaks !== name) return real.apply(this, given);
            throw new Error('broken on purpose');
        };
    }
    // Another engine comes when the page lets it: the first one's end is looked at, and would take it for the same.
    const { runtime } = chrome;
    const send = runtime.sendMessage.bind(runtime);
    const isLet = () => new Promise((go) => {
        const look = () => 'waits' in document.documentElement.dataset ? setTimeout(look, 50) : go();
        look();
    });
    // Of what was asked meanwhile, only the last goes out: it is one page's start.
    let asked = 0;
    runtime.sendMessage = async (message) => {
        if (message.kind !== 'start') return send(message);
        const turn = ++asked;
        await isLet();
        return turn === asked ? send(message) : new Promise(() => {});
    };
}";

/// From now on this call breaks.
pub async fn breaks_at(session: &Session, call: &str) -> anyhow::Result<()> {
    session.eval::<Value>("document.documentElement.dataset.breaks = arguments[0];", &[call.into()]).await?;
    Ok(())
}

/// The next one does.
pub async fn breaks_once(session: &Session, call: &str) -> anyhow::Result<()> {
    session.eval::<Value>("document.documentElement.dataset.breaksOnce = arguments[0];", &[call.into()]).await?;
    Ok(())
}

/// Whether another engine has to wait.
pub async fn waits(session: &Session, waits: bool) -> anyhow::Result<()> {
    let script = "document.documentElement.toggleAttribute('data-waits', arguments[0]);";
    session.eval::<Value>(script, &[waits.into()]).await?;
    Ok(())
}

/// The page changes, so that it is looked at.
pub async fn changes(session: &Session) -> anyhow::Result<()> {
    session.eval::<Value>("document.body.append('changed');", &[]).await?;
    Ok(())
}

/// Waits until no engine runs.
pub async fn has_broken(session: &Session) -> anyhow::Result<()> {
    let is_down = async || Ok(state(session).await?["engine"].is_null().then_some(()));
    session.wait_for("the engine to break down", SOON, is_down).await
}

/// While no engine runs, the popup says so over that page.
async fn the_popup_says_so(session: &Session) -> anyhow::Result<()> {
    let console = session.tab().await?;
    open_over(session).await?;
    check_says(session, "engine", "attention", "No engine runs on this page: ").await?;
    check_says(session, "engine", "attention", "Reload the page").await?;
    check_says(session, "guard", "note", "the browser's own question").await?;
    session.driver.close_window().await?;
    session.switch_to(&console).await
}

/// Waits until an engine runs again.
pub async fn comes_back(session: &Session) -> anyhow::Result<()> {
    let runs = async || Ok((!state(session).await?["engine"].is_null()).then_some(()));
    session.wait_for("the engine to come back", Duration::from_secs(20), runs).await
}

async fn an_engine_that_breaks_down_at_a_press_still_asks_and_comes_back(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    waits(session, true).await?;
    breaks_at(session, "getElementsByTagName").await?;
    session.click_on("#reset-hash").await?;
    answer_no(session).await?;
    the_page_goes_on(session).await?;
    the_popup_says_so(session).await?;
    breaks_at(session, "").await?;
    waits(session, false).await?;
    comes_back(session).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(cx.data.console.resets() == 0);
    kept.is_whole(session).await
}

async fn an_engine_that_breaks_down_while_it_looks_comes_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    waits(session, true).await?;
    breaks_at(session, "observe").await?;
    changes(session).await?;
    has_broken(session).await?;
    // What is dead stays so: a page that goes on changing gets no more errors of ours.
    session.take_log().await?;
    changes(session).await?;
    the_page_goes_on(session).await?;
    the_popup_says_so(session).await?;
    breaks_at(session, "").await?;
    waits(session, false).await?;
    comes_back(session).await?;
    changes(session).await?;
    painted(session, &["18836731"]).await?;
    session.expect_quiet_console().await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    kept.is_whole(session).await
}

async fn dialogs_that_break_down_still_ask_and_come_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    breaks_at(session, "close").await?;
    session.click(of(&dialog, "button", "Cancel")?).await?;
    answer_no(session).await?;
    the_page_goes_on(session).await?;
    breaks_at(session, "").await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(cx.data.console.resets() == 0);
    kept.is_whole(session).await
}

/// The engine goes on meanwhile, and of what it left beside the number nothing stays.
async fn what_reads_the_number_breaks_down_and_comes_back(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    let buttons = async || {
        let controls = session.controls().await?;
        Ok::<_, anyhow::Error>(controls.iter().filter(|control| control.name == "Copy account number").count())
    };
    let has_one = async || Ok((buttons().await? == 1).then_some(()));
    session.wait_for("a copy button", SOON, has_one).await?;
    breaks_once(session, "getBoundingClientRect").await?;
    changes(session).await?;
    let has_broken = async || {
        let is_left: bool = session.eval("return 'breaksOnce' in document.documentElement.dataset;", &[]).await?;
        Ok((!is_left).then_some(()))
    };
    session.wait_for("it to break down", SOON, has_broken).await?;
    the_page_goes_on(session).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    session.click(of(&dialog, "button", "Cancel")?).await?;
    let is_back = async || Ok(state(session).await?["trouble"].is_null().then_some(()));
    session.wait_for("another one", Duration::from_secs(10), is_back).await?;
    session.wait_for("one copy button", SOON, has_one).await?;
    painted(session, &["18836731"]).await?;
    kept.is_whole(session).await
}
