//! The guard: the reset is held, whatever presses it, and nothing else is.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, continue_to_reset, element, engine_runs, guard, list, no_guard, of,
    page_saw, page_saw_nothing_of, painted, prompt_is_open, says, stored, text, update_under,
};
use serde_json::json;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_click_on_the_reset_is_held_and_the_dialog_lists_what_breaks,
        cancel_lets_go_of_it_and_the_next_press_asks_again,
        escape_is_cancel,
        enter_on_the_reset_is_held,
        space_on_the_reset_is_held,
        the_pages_own_click_is_held,
        a_forms_submit_is_held,
        a_submit_by_script_is_held,
        a_delegated_listener_gets_nothing,
        continue_waits_for_the_tick,
        continue_lets_a_click_happen_once,
        continue_lets_a_key_happen_once,
        continue_lets_a_submit_happen_once,
        continue_finds_the_button_that_the_page_has_drawn_anew,
        the_reset_is_written_down_before_it_goes,
        a_held_key_does_not_press_cancel,
        a_page_that_throws_the_dialog_out_has_cancelled,
        with_nothing_listed_the_catalog_is_offered,
        only_integrations_of_this_account_are_listed,
        creating_a_hash_is_not_held,
        other_resets_are_not_held,
        the_dialog_is_modal_and_speaks_for_itself,
        the_reset_in_an_open_shadow_root_is_held,
        the_reset_in_a_closed_shadow_root_is_held,
        the_reset_in_a_frame_is_held,
        the_reset_is_held_after_an_update_under_the_open_page,
    ]
}

async fn open(cx: &mut Context<World>, query: &str) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[]).await?;
    list(session, "Datadog", "", "Integrations > LastPass", &["18836731"]).await?;
    session.goto(&at(&format!("{ENTERPRISE_API}{query}"))).await?;
    engine_runs(session).await?;
    element(session, "#reset-hash").await?;
    painted(session, &["18836731"]).await
}

/// Nothing of the press has reached the page, and no prompt of its own is open.
async fn is_held(session: &Session) -> anyhow::Result<()> {
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await?, "the page's own prompt is open");
    Ok(())
}

async fn a_click_on_the_reset_is_held_and_the_dialog_lists_what_breaks(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    is_held(session).await?;
    let dialog = guard(session).await?;
    ensure!(dialog.role == "alertdialog", "its role is {}", dialog.role);
    ensure!(dialog.name.contains("18836731") && dialog.name.contains("OrgABC"), "its name is {}", dialog.name);
    for words in ["Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", "Datadog", "Integrations > LastPass"] {
        ensure!(dialog.text.contains(words), "{words:?} is not in {:?}", dialog.text);
    }
    ensure!(dialog.find("checkbox", "I am ready to update 2 integrations").is_some(), "{:?}", dialog.controls);
    ensure!(of(&dialog, "button", "Cancel")?.focused, "Cancel has not the focus");
    ensure!(cx.data.console.resets() == 0);
    session.expect_quiet_console().await
}

async fn cancel_lets_go_of_it_and_the_next_press_asks_again(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    for _ in 0..2 {
        session.click_on("#reset-hash").await?;
        is_held(session).await?;
        let dialog = guard(session).await?;
        session.click(of(&dialog, "button", "Cancel")?).await?;
        no_guard(session).await?;
    }
    // The page is whole: its other controls work.
    session.click_on("#profile-button").await?;
    element(session, "#profile-menu").await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await? && cx.data.console.resets() == 0);
    Ok(())
}

async fn escape_is_cancel(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    is_held(session).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await? && cx.data.console.resets() == 0);
    Ok(())
}

/// Puts the focus on the reset, as Tab would.
async fn focus_reset(session: &Session) -> anyhow::Result<()> {
    session.eval::<serde_json::Value>("document.querySelector('#reset-hash').focus();", &[]).await?;
    Ok(())
}

async fn key_is_held(cx: &mut Context<World>, key: Key) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    focus_reset(session).await?;
    session.press(key).await?;
    is_held(session).await?;
    ensure!(of(&guard(session).await?, "button", "Cancel")?.focused, "Cancel has not the focus");
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

async fn enter_on_the_reset_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    key_is_held(cx, Key::Enter).await
}

async fn space_on_the_reset_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    key_is_held(cx, Key::Space).await
}

async fn the_pages_own_click_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "?reset=script").await?;
    cx.session.click_on("#run-scripted-reset").await?;
    is_held(&cx.session).await
}

async fn a_forms_submit_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "?reset=form").await?;
    let session = &cx.session;
    session.click_on("#reason").await?;
    session.press("lost").await?;
    session.press(Key::Enter).await?;
    is_held(session).await?;
    let submits = page_saw(session).await?.into_iter().filter(|event| event.starts_with("submit:")).count();
    ensure!(submits == 0, "the page saw a submit");
    Ok(())
}

async fn a_submit_by_script_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "?reset=form").await?;
    let session = &cx.session;
    session.eval::<serde_json::Value>("document.querySelector('#hash-form').requestSubmit();", &[]).await?;
    is_held(session).await
}

async fn a_delegated_listener_gets_nothing(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "?reset=delegated").await?;
    cx.session.click_on("#reset-hash").await?;
    is_held(&cx.session).await
}

async fn continue_waits_for_the_tick(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    let button = of(&dialog, "button", "Continue to reset")?;
    ensure!(button.disabled, "Continue can be pressed before the tick");
    session.click(button).await?;
    let tick = of(&dialog, "checkbox", "I am ready to update")?;
    session.click(tick).await?;
    session.click(tick).await?;
    let dialog = guard(session).await?;
    ensure!(of(&dialog, "checkbox", "I am ready to update")?.checked == Some(false));
    ensure!(
        of(&dialog, "button", "Continue to reset")?.disabled,
        "Continue can be pressed after the tick was taken back"
    );
    page_saw_nothing_of(session, "reset-hash").await
}

/// What was let go reaches the page once, its own prompt follows, and OK makes one new hash.
async fn goes_on_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    let session = &cx.session;
    no_guard(session).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    let clicks = page_saw(session)
        .await?
        .into_iter()
        .filter(|event| event.starts_with("click:") && event.ends_with(":reset-hash"));
    ensure!(clicks.count() <= 1, "the page saw {:?}", page_saw(session).await?);
    ensure!(cx.data.console.resets() == 0, "reset before the page's own OK");
    session.click_on("#hash-ok").await?;
    element(session, "#provisioning-hash").await?;
    ensure!(cx.data.console.resets() == 1, "{} resets", cx.data.console.resets());
    ensure!(Some(text(session, "#provisioning-hash").await?) == cx.data.console.hash(), "another hash is shown");
    session.expect_quiet_console().await
}

async fn continue_lets_a_click_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    cx.session.click_on("#reset-hash").await?;
    continue_to_reset(&cx.session).await?;
    goes_on_once(cx).await
}

async fn continue_lets_a_key_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    focus_reset(session).await?;
    session.press(Key::Enter).await?;
    guard(session).await?;
    // By keyboard all the way: Cancel has the focus; the tick comes two steps before it, Continue after it.
    session.chord(Key::Shift, Key::Tab).await?;
    session.chord(Key::Shift, Key::Tab).await?;
    let tick = of(&guard(session).await?, "checkbox", "I am ready to update")?.clone();
    ensure!(tick.focused, "the tick is not two steps before Cancel");
    session.press(Key::Space).await?;
    // What is disabled is not reached by Tab, and Continue opens once the dialog was seen for a moment.
    let is_open = async || {
        let button = session.control("button", "Continue to reset").await?;
        Ok(button.filter(|button| !button.disabled))
    };
    session.wait_for("Continue to reset, enabled", SOON, is_open).await?;
    for _ in 0..3 {
        session.press(Key::Tab).await?;
    }
    let button = of(&guard(session).await?, "button", "Continue to reset")?.clone();
    ensure!(button.focused && !button.disabled, "Continue is not reached by Tab: {button:?}");
    session.press(Key::Enter).await?;
    goes_on_once(cx).await
}

async fn continue_lets_a_submit_happen_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "?reset=form").await?;
    let session = &cx.session;
    session.click_on("#reason").await?;
    session.press(Key::Enter).await?;
    guard(session).await?;
    continue_to_reset(session).await?;
    goes_on_once(cx).await?;
    let submits = page_saw(&cx.session).await?.into_iter().filter(|event| event.starts_with("submit:")).count();
    ensure!(submits == 1, "the page saw {submits} submits");
    Ok(())
}

async fn continue_finds_the_button_that_the_page_has_drawn_anew(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "?reset=rerender").await?;
    let session = &cx.session;
    // A person's press may fall into the exchange of the button; a script's cannot.
    session
        .eval::<serde_json::Value>("window.__old = document.querySelector('#reset-hash'); window.__old.click();", &[])
        .await?;
    guard(session).await?;
    session
        .wait_for("the button to be drawn anew", SOON, async || {
            Ok(session.eval::<bool>("return !window.__old.isConnected;", &[]).await?.then_some(()))
        })
        .await?;
    continue_to_reset(session).await?;
    goes_on_once(cx).await
}

async fn the_reset_is_written_down_before_it_goes(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    ensure!(stored(session, "resets").await?.is_null(), "written down before Continue");
    continue_to_reset(session).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    let resets = stored(session, "resets").await?;
    let reset = &resets["resets"][0];
    ensure!(reset["number"] == "18836731" && reset["listed"] == 2, "stored: {resets}");
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

async fn a_held_key_does_not_press_cancel(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    focus_reset(session).await?;
    session.hold_down(Key::Enter, 4).await?;
    guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await
}

async fn a_page_that_throws_the_dialog_out_has_cancelled(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    session.eval::<serde_json::Value>("document.documentElement.lastElementChild.remove();", &[]).await?;
    no_guard(session).await?;
    // The page is usable again, and the next press asks anew.
    session.click_on("#reset-hash").await?;
    is_held(session).await
}

async fn with_nothing_listed_the_catalog_is_offered(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    ensure!(dialog.find("checkbox", "I am ready to update every integration").is_some(), "{:?}", dialog.controls);
    let search = dialog.controls.iter().find(|control| control.name == "Search integrations").context("no search")?;
    session.click(search).await?;
    session.press("sumo").await?;
    let entry = session.wait_for("the one that was searched for, alone", SOON, async || {
        let dialog = session.dialog().await?.context("the dialog has gone")?;
        let entries: Vec<_> = dialog
            .controls
            .into_iter()
            .filter(|c| c.visible && c.role == "checkbox" && !c.name.starts_with("I am ready"))
            .collect();
        Ok((entries.len() == 1).then(|| entries[0].clone()))
    });
    let entry = entry.await?;
    ensure!(entry.name.contains("Sumo Logic"), "{entry:?}");
    session.click(&entry).await?;
    let add = session.wait_for("Add, enabled", SOON, async || {
        let button = session.control("button", "Add 1 integration").await?;
        Ok(button.filter(|button| !button.disabled))
    });
    session.click(&add.await?).await?;
    session
        .wait_for("the list with what was picked", SOON, async || {
            let dialog = session.dialog().await?.context("the dialog has gone")?;
            Ok(dialog.find("checkbox", "I am ready to update 1 integration").is_some().then_some(()))
        })
        .await?;
    let inventory = stored(session, "inventory").await?;
    let one = &inventory["integrations"][0];
    ensure!(one["name"].as_str().is_some_and(|name| name.starts_with("Sumo Logic")), "stored: {inventory}");
    ensure!(one["accounts"] == json!(["18836731"]) && one["place"] != "", "stored: {inventory}");
    Ok(())
}

async fn only_integrations_of_this_account_are_listed(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    list(session, "Someone else's", "", "", &["27365418"]).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    ensure!(dialog.text.contains("Datadog") && !dialog.text.contains("Someone else's"), "{:?}", dialog.text);
    Ok(())
}

async fn creating_a_hash_is_not_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    cx.data.console.forget_hash();
    session.goto(&at(ENTERPRISE_API)).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#create-hash").await?;
    element(session, "dialog#hash-dialog[open]").await?;
    session.click_on("#hash-ok").await?;
    element(session, "#provisioning-hash").await?;
    ensure!(cx.data.console.creates() == 1 && session.dialog().await?.is_none());
    let trusted = page_saw(session).await?.contains(&"click:true:create-hash".to_owned());
    ensure!(trusted, "the page saw {:?}", page_saw(session).await?);
    session.expect_quiet_console().await
}

async fn other_resets_are_not_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/users")).await?;
    engine_runs(session).await?;
    element(session, "#reset-filters").await?;
    session.click_on("#reset-filters").await?;
    session.click_on("#reset-master-password-101").await?;
    let world = &cx.data;
    session
        .wait_for("both at the server", SOON, async || {
            Ok((world.console.actions() == ["reset-filters", "reset-master-password"]).then_some(()))
        })
        .await?;
    let seen = page_saw(session).await?;
    for expected in ["mousedown:true:reset-filters", "click:true:reset-filters", "click:true:reset-master-password-101"]
    {
        ensure!(seen.iter().any(|event| event == expected), "{expected} is not in {seen:?}");
    }
    ensure!(session.dialog().await?.is_none());
    Ok(())
}

async fn the_dialog_is_modal_and_speaks_for_itself(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    ensure!(dialog.modal, "it is not modal");
    for control in &dialog.controls {
        ensure!(!control.visible || !control.name.is_empty(), "a control without a name: {control:?}");
    }
    // A click beside it does nothing, neither to the page nor to the dialog.
    session.click_on("#profile-button").await.ok();
    guard(session).await?;
    let menu: bool = session.eval("return !!document.querySelector('#profile-menu');", &[]).await?;
    ensure!(!menu, "a click beside the dialog reached the page");
    says(session, "#reset-hash", "Reset your provisioning hash").await
}

/// A button in a shadow root of that mode, in another one; the page writes down what it gets.
async fn in_shadow(cx: &mut Context<World>, mode: &str) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    let build = "window.__got = 0;
        const outer = document.body.insertBefore(document.createElement('x-outer'), document.body.firstChild);
        const inner = outer.attachShadow({ mode: arguments[0] }).appendChild(document.createElement('x-inner'));
        const button = document.createElement('button');
        button.textContent = 'Reset your provisioning hash';
        for (const type of ['pointerdown', 'mousedown', 'click']) button.addEventListener(type, () => { window.__got += 1; });
        window.__press = () => button.click();
        inner.attachShadow({ mode: arguments[0] }).append(button);
        outer.style.display = inner.style.display = 'block';
        const { x, y, width, height } = button.getBoundingClientRect();
        return { x, y, width, height };";
    let rect: keyturn_e2e::Rect = session.eval(build, &[json!(mode)]).await?;
    let got = async || session.eval::<u32>("return window.__got;", &[]).await;
    session.click_at(rect).await?;
    guard(session).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    session.eval::<serde_json::Value>("window.__press();", &[]).await?;
    guard(session).await?;
    ensure!(got().await? == 0, "the page got {} events of the button", got().await?);
    continue_to_reset(session).await?;
    no_guard(session).await?;
    ensure!(got().await? == 1, "after Continue the page got {} events of the button", got().await?);
    Ok(())
}

async fn the_reset_in_an_open_shadow_root_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    in_shadow(cx, "open").await
}

async fn the_reset_in_a_closed_shadow_root_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    in_shadow(cx, "closed").await
}

async fn the_reset_in_a_frame_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    let build = "const frame = document.body.insertBefore(document.createElement('iframe'), document.body.firstChild);
        frame.id = 'frame';
        frame.style.cssText = 'display: block; width: 900px; height: 500px';
        const button = frame.contentDocument.body.appendChild(frame.contentDocument.createElement('button'));
        button.textContent = 'Reset your provisioning hash';
        button.id = 'reset-hash';
        window.__got = 0;
        button.addEventListener('click', () => { window.__got += 1; });";
    session.eval::<serde_json::Value>(build, &[]).await?;
    let frame = session.driver.execute("return document.querySelector('#frame')", vec![]).await?.element()?;
    frame.enter_frame().await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    session.driver.enter_default_frame().await?;
    let got: u32 = session.eval("return window.__got;", &[]).await?;
    ensure!(got == 0, "the page got the click in its frame");
    Ok(())
}

async fn the_reset_is_held_after_an_update_under_the_open_page(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let session = &cx.session;
    update_under(session).await?;
    // The old version lets go of the page by itself: what it had there goes, and does not come back either.
    let one = async || {
        let hosts = "await new Promise((resolve) => setTimeout(resolve, 400));
            return document.querySelectorAll('keyturn-controls').length;";
        let hosts: usize = session.eval(hosts, &[]).await?;
        let buttons = session.controls().await?.len();
        ensure!(hosts == 1 && buttons == 1, "{hosts} hosts and {buttons} buttons");
        Ok(Some(()))
    };
    session.wait_for("one host and one button", SOON, one).await?;
    session.click_on("#reset-hash").await?;
    is_held(session).await?;
    session.press(Key::Escape).await?;
    no_guard(session).await?;
    page_saw_nothing_of(session, "reset-hash").await
}
