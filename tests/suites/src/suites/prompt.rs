//! The second line: the page's own prompt about the reset, where no Continue has brought it.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, afresh, at, continue_to_reset, element, engine_runs, guard, list, no_guard, of,
    painted, stored,
};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        the_ok_of_a_prompt_that_continue_did_not_bring_is_held,
        enter_on_the_ok_of_such_a_prompt_is_held,
        continue_lets_the_ok_happen_once_and_writes_it_down,
        every_shape_of_a_prompt_is_held,
        leaving_such_a_prompt_is_not_held,
        a_prompt_that_continue_brought_gets_its_ok_untouched,
        a_prompt_that_was_left_is_not_brought_a_second_time,
        a_prompt_in_the_frame_around_is_brought_by_continue_in_a_frame,
        a_prompt_that_is_called_as_the_reset_is_a_prompt,
        other_prompts_are_not_held,
    ]
}

/// A button whose words nobody knows, and the page's prompts that it opens.
const PROMPTS: &str = "
    const make = (name, attributes = {}, ...children) => {
      const element = document.createElement(name);
      const { style = '', ...rest } = attributes;
  element.style.cssText = style;
  for (const [key, value] of Object.entries(rest)) element.setAttribute(key, value);
      element.append(...children);
      return element;
    };
    window.__got = [];
    let open;
    window.addEventListener('click', (event) => {
      const id = event.composedPath()[0].closest?.('[id]')?.id;
      if (id === 'ok' || id === 'no') window.__got.push(`${id}:${event.isTrusted}`);
      if (id === 'ok' || id === 'no') (open?.remove(), open = undefined);
    }, true);
    const ABOUT = 'A new provisioning hash will be made. The one in use stops working.';
    const parts = (title, ok = 'OK') => [make('h2', {}, title), make('p', {}, ABOUT), make('button', { id: 'no' }, 'Cancel'), make('button', { id: 'ok' }, ok)];
    const PROMPTS = {
      'a modal dialog': () => make('dialog', {}, ...parts('Reset your provisioning hash?')),
      'a dialog by its role': () => make('div', { role: 'dialog' }, ...parts('Provisioning hash', 'Reset it')),
      'an alertdialog in a form': () => make('form', { role: 'alertdialog' }, ...parts('Regenerate the provisioning hash?', 'Yes')),
      'a box over the page': () => make('div', { style: 'position: fixed; inset: 80px; background: white; z-index: 99' }, ...parts('Reset the API secret')),
      'a link for a button': () => make('div', { role: 'dialog' }, make('p', {}, 'Reset your provisioning hash? ' + ABOUT), make('a', { id: 'ok', href: '#' }, 'OK')),
      'a dialog that is called the reset': () => make('div', { role: 'dialog', tabindex: '-1', 'aria-labelledby': 'about' },
        make('h2', { id: 'about' }, 'Reset your provisioning hash'), make('p', {}, ABOUT), make('input', { id: 'why' }), make('button', { id: 'no' }, 'Cancel'), make('button', { id: 'ok' }, 'OK')),
      'a component that is called the reset': () => {
        const host = make('x-dialog', { label: 'Reset your provisioning hash', tabindex: '-1' }, make('p', {}, ABOUT), make('input', { id: 'why' }), make('button', { id: 'no' }, 'Cancel'), make('button', { id: 'ok' }, 'OK'));
        const box = make('div', { role: 'dialog', tabindex: '-1', 'aria-labelledby': 'about' }, make('h2', { id: 'about' }, host.getAttribute('label')), make('button', {}, 'Close'), make('slot'));
        host.attachShadow({ mode: 'open' }).append(box);
        return host;
      },
      'a component': () => {
        const host = make('x-dialog', {}, make('span', {}, 'Reset your provisioning hash?'), make('button', { id: 'ok', slot: 'footer' }, 'Proceed'));
        const box = make('div', { role: 'dialog', 'aria-modal': 'true' }, make('slot'), make('slot', { name: 'footer' }));
        host.attachShadow({ mode: 'open' }).append(box);
        return host;
      },
    };
    const OTHERS = {
      'creating one': () => make('dialog', {}, make('h2', {}, 'Create provisioning hash?'), make('p', {}, 'You can reset it later.'), make('button', { id: 'ok' }, 'OK')),
      'the new hash itself': () => make('dialog', {}, make('h2', {}, 'Reset your provisioning hash'), make('code', {}, '0123456789abcdef'.repeat(4)), make('button', { id: 'ok' }, 'I have stored it')),
      'what was done': () => make('dialog', {}, make('p', {}, 'Your provisioning hash has been reset.'), make('button', { id: 'ok' }, 'Continue')),
      'another reset': () => make('dialog', {}, make('h2', {}, 'Reset master password?'), make('button', { id: 'ok' }, 'OK')),
      'settings that hold the reset': () => make('dialog', {}, make('h2', {}, 'Provisioning hash'), make('p', {}, 'You can reset it at any time.'), make('button', { id: 'ok' }, 'Save'), make('button', {}, 'Reset your provisioning hash')),
      'a bar over the page without a way out': () => make('div', { style: 'position: fixed; inset: 80px; background: white; z-index: 99' }, make('p', {}, 'Learn how to reset your provisioning hash.'), make('button', { id: 'ok' }, 'Search')),
    };
    window.__prompts = [Object.keys(PROMPTS), Object.keys(OTHERS)];
    window.__ask = (name) => {
      open?.remove();
      open = (PROMPTS[name] ?? OTHERS[name])();
      document.body.prepend(open);
      open.showModal?.();
      window.__got.length = 0;
    };
    window.addEventListener('submit', (event) => event.preventDefault());
";

async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "", &[]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    painted(session, &["18836731"]).await?;
    session.eval::<Value>(PROMPTS, &[]).await?;
    Ok(())
}

async fn ask(session: &Session, name: &str) -> anyhow::Result<()> {
    session.eval::<Value>("window.__ask(arguments[0]);", &[json!(name)]).await?;
    Ok(())
}

async fn got(session: &Session) -> anyhow::Result<Vec<String>> {
    session.eval("return window.__got;", &[]).await
}

async fn the_ok_of_a_prompt_that_continue_did_not_bring_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    ask(session, "a modal dialog").await?;
    session.click_on("#ok").await?;
    let dialog = guard(session).await?;
    ensure!(dialog.modal && dialog.text.contains("Sumo Logic"), "{:?}", dialog.text);
    session.click(of(&dialog, "button", "Cancel")?).await?;
    no_guard(session).await?;
    ensure!(got(session).await?.is_empty(), "the page got {:?}", got(session).await?);
    // The page's prompt is still there, and asks again.
    session.click_on("#ok").await?;
    guard(session).await?;
    Ok(())
}

async fn enter_on_the_ok_of_such_a_prompt_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    ask(session, "a modal dialog").await?;
    session.eval::<Value>("document.querySelector('#ok').focus();", &[]).await?;
    session.press(Key::Enter).await?;
    guard(session).await?;
    ensure!(got(session).await?.is_empty(), "the page got {:?}", got(session).await?);
    Ok(())
}

async fn continue_lets_the_ok_happen_once_and_writes_it_down(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    ask(session, "a dialog by its role").await?;
    session.click_on("#ok").await?;
    guard(session).await?;
    ensure!(stored(session, "resets").await?.is_null(), "written down before Continue");
    continue_to_reset(session).await?;
    no_guard(session).await?;
    ensure!(got(session).await? == ["ok:false"], "the page got {:?}", got(session).await?);
    ensure!(stored(session, "resets").await?["resets"][0]["listed"] == 1);
    Ok(())
}

async fn every_shape_of_a_prompt_is_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let (prompts, _): (Vec<String>, Vec<String>) = session.eval("return window.__prompts;", &[]).await?;
    for name in &prompts {
        ask(session, name).await?;
        session.click_on("#ok").await?;
        let held = guard(session).await;
        ensure!(held.is_ok() && got(session).await?.is_empty(), "{name}: the page got {:?}", got(session).await?);
        session.press(Key::Escape).await?;
        no_guard(session).await?;
    }
    Ok(())
}

async fn leaving_such_a_prompt_is_not_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    ask(session, "a modal dialog").await?;
    session.click_on("#no").await?;
    ensure!(got(session).await? == ["no:true"], "the page got {:?}", got(session).await?);
    ensure!(session.dialog().await?.is_none());
    Ok(())
}

async fn a_prompt_that_continue_brought_gets_its_ok_untouched(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    session.click_on("#hash-ok").await?;
    element(session, "#provisioning-hash").await?;
    let seen = keyturn_suites::page_saw(session).await?;
    ensure!(seen.contains(&"click:true:hash-ok".to_owned()), "the page saw {seen:?}");
    ensure!(cx.data.console.resets() == 1);
    Ok(())
}

async fn a_prompt_that_was_left_is_not_brought_a_second_time(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    session.click_on("#hash-cancel").await?;
    ask(session, "a dialog by its role").await?;
    session.click_on("#ok").await?;
    // The background remembers the Continue of this tab for longer than the page.
    let held = guard(session).await;
    ensure!(held.is_ok(), "not held: the page got {:?}", got(session).await?);
    ensure!(got(session).await?.is_empty(), "the page got {:?}", got(session).await?);
    Ok(())
}

async fn a_prompt_in_the_frame_around_is_brought_by_continue_in_a_frame(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let build = "const frame = document.body.insertBefore(document.createElement('iframe'), document.body.firstChild);
        frame.id = 'frame';
        frame.style.cssText = 'display: block; width: 900px; height: 500px';
        const button = frame.contentDocument.body.appendChild(frame.contentDocument.createElement('button'));
        button.textContent = 'Reset your provisioning hash';
        button.id = 'reset-hash';
        button.addEventListener('click', () => window.__ask('a dialog by its role'));";
    session.eval::<Value>(build, &[]).await?;
    let frame = session.driver.execute("return document.querySelector('#frame')", vec![]).await?.element()?;
    frame.enter_frame().await?;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await?;
    session.driver.enter_default_frame().await?;
    element(session, "#ok").await?;
    session.click_on("#ok").await?;
    session
        .wait_for("the OK in the page", SOON, async || Ok((got(session).await? == ["ok:false"]).then_some(())))
        .await?;
    ensure!(session.dialog().await?.is_none(), "it was asked a second time");
    Ok(())
}

/// Angular Material's dialogs can have the focus, and are called by their title.
async fn a_prompt_that_is_called_as_the_reset_is_a_prompt(cx: &mut Context<World>) -> anyhow::Result<()> {
    for name in ["a dialog that is called the reset", "a component that is called the reset"] {
        open(cx).await?;
        let session = &cx.session;
        // What is in it and is not its OK, is the page's.
        ask(session, name).await?;
        session.click_on("#why").await?;
        session.press(Key::Space).await?;
        let typed: String = session.eval("return document.querySelector('#why').value;", &[]).await?;
        ensure!(typed == " ", "{name}: the space in the field is {typed:?}");
        session.click_on("#no").await?;
        ensure!(got(session).await? == ["no:true"], "{name}: the page got {:?}", got(session).await?);
        ensure!(session.dialog().await?.is_none(), "{name}: leaving it is held");
        // Its OK is held, and goes on as itself.
        ask(session, name).await?;
        session.click_on("#ok").await?;
        guard(session).await.with_context(|| format!("{name}: its OK is not held"))?;
        continue_to_reset(session).await?;
        no_guard(session).await?;
        ensure!(got(session).await? == ["ok:false"], "{name}: the page got {:?}", got(session).await?);
        // One that Continue has brought is not asked about.
        open(cx).await?;
        let session = &cx.session;
        session.click_on("#reset-hash").await?;
        continue_to_reset(session).await?;
        element(session, "dialog#hash-dialog[open]").await?;
        session.eval::<Value>("document.querySelector('dialog#hash-dialog').close();", &[]).await?;
        ask(session, name).await?;
        session.click_on("#ok").await?;
        ensure!(got(session).await? == ["ok:true"], "{name}: the page got {:?}", got(session).await?);
    }
    Ok(())
}

async fn other_prompts_are_not_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let (_, others): (Vec<String>, Vec<String>) = session.eval("return window.__prompts;", &[]).await?;
    for name in &others {
        ask(session, name).await?;
        session.click_on("#ok").await?;
        ensure!(got(session).await? == ["ok:true"], "{name}: the page got {:?}", got(session).await?);
        ensure!(session.dialog().await?.is_none(), "{name}: it was held");
    }
    Ok(())
}
