//! The guard's dialog: the texts for owners, "Because it leaked", and that a cancelled reset is told.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, element, engine_runs, guard, list, no_guard, of, page_saw_nothing_of,
    painted,
};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_text_for_each_owner_is_copied,
        because_it_leaked_continue_needs_no_tick,
        a_reset_that_leaked_is_told_so,
        a_cancelled_reset_is_told_once,
    ]
}

async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[]).await?;
    list(session, "Datadog", "", "Integrations > LastPass", &[]).await?;
    list(session, "Veza", " priya nair", "", &[]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    element(session, "#reset-hash").await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    Ok(())
}

async fn press(session: &Session, name: &str) -> anyhow::Result<()> {
    session.click(of(&guard(session).await?, "button", name)?).await
}

async fn a_text_for_each_owner_is_copied(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    session.set_clipboard("what was there before").await?;
    press(session, "Copy texts for owners").await?;
    let copied = session.clipboard().await?;
    let expected = "No owner is noted for these. The LastPass provisioning hash of account 18836731 is about to be \
        replaced, and they need the new one:\n- Datadog: Integrations > LastPass";
    ensure!(copied.ends_with(expected), "what nobody is noted for is not last: {copied:?}");
    let expected = "Hi Priya Nair, the LastPass provisioning hash of account 18836731 is about to be replaced. \
        Please be ready to put the new one into:\n- Sumo Logic: Hosted Collector > API Secret\n- Veza\n\n";
    ensure!(copied.starts_with(expected), "the clipboard holds {copied:?}");
    ensure!(guard(session).await?.text.contains("A text for each owner was copied."));
    Ok(())
}

async fn continue_is_open(session: &Session, is_open: bool) -> anyhow::Result<()> {
    session
        .wait_for(&format!("Continue to be open: {is_open}"), SOON, async || {
            let dialog = session.dialog().await?.context("the dialog has gone")?;
            Ok((of(&dialog, "button", "Continue to reset")?.disabled != is_open).then_some(()))
        })
        .await
}

async fn because_it_leaked_continue_needs_no_tick(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    ensure!(of(&guard(session).await?, "button", "Cancel")?.focused, "Cancel has not the focus");
    continue_is_open(session, false).await?;
    press(session, "Because it leaked").await?;
    continue_is_open(session, true).await?;
    let dialog = guard(session).await?;
    ensure!(dialog.text.contains("Reset now, list after"), "{:?}", dialog.text);
    ensure!(dialog.role == "alertdialog");
    let ticks = dialog.controls.iter().filter(|control| control.name.starts_with("I am ready to update")).count();
    ensure!(ticks == 1, "{ticks} checkboxes");
    // Nothing goes by itself, and it can be turned back.
    page_saw_nothing_of(session, "reset-hash").await?;
    press(session, "Because it leaked").await?;
    continue_is_open(session, false).await?;
    ensure!(!guard(session).await?.text.contains("Reset now, list after"));
    press(session, "Because it leaked").await?;
    press(session, "Continue to reset").await?;
    no_guard(session).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    ensure!(cx.data.console.resets() == 0, "reset before the page's own OK");
    session.click_on("#hash-ok").await?;
    element(session, "#provisioning-hash").await?;
    ensure!(cx.data.console.resets() == 1, "{} resets", cx.data.console.resets());
    session.expect_quiet_console().await
}

/// What is told to the background while `act` runs, of this kind: a page of the extension hears it as well.
async fn told(
    session: &Session,
    kind: &str,
    act: impl AsyncFnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<Vec<Value>> {
    let console = session.tab().await?;
    let ear = session.open_extension_page("manifest.json").await?;
    // On the page's own window: in Firefox each script has a global object of its own.
    let listen = "window.told = []; chrome.runtime.onMessage.addListener((message) => { window.told.push(message); });";
    session.eval::<Value>(listen, &[]).await?;
    session.switch_to(&console).await?;
    act().await?;
    session.switch_to(&ear).await?;
    let mut all = session
        .wait_for(&format!("{kind:?} to be told"), SOON, async || {
            let all: Vec<Value> = session.eval("return window.told;", &[]).await?;
            let fitting: Vec<Value> = all.into_iter().filter(|message| message["kind"] == kind).collect();
            Ok((!fitting.is_empty()).then_some(fitting))
        })
        .await?;
    session.switch_to(&console).await?;
    for fields in all.iter_mut().filter_map(Value::as_object_mut) {
        // Anew each time.
        fields.remove("at");
        let moment = fields.remove("moment");
        ensure!(
            moment.is_some_and(|moment| moment.as_str().is_some_and(|moment| moment.len() == 32)),
            "it has no name"
        );
    }
    Ok(all)
}

async fn a_reset_that_leaked_is_told_so(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let told = told(session, "releasing", async || {
        press(session, "Because it leaked").await?;
        continue_is_open(session, true).await?;
        press(session, "Continue to reset").await?;
        no_guard(session).await
    })
    .await?;
    let expected = json!({ "kind": "releasing", "number": "18836731", "listed": 3, "leaked": true });
    ensure!(told == [expected], "told was {told:?}");
    Ok(())
}

async fn a_cancelled_reset_is_told_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let told = told(session, "cancelled", async || {
        session.press(Key::Escape).await?;
        no_guard(session).await?;
        session.press(Key::Escape).await
    })
    .await?;
    let expected = json!({ "kind": "cancelled", "number": "18836731", "listed": 3 });
    ensure!(told == [expected], "told was {told:?}");
    Ok(())
}
