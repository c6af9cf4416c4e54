//! A new hash that was not copied: leaving asks, and it is kept for a while when it leaves the page.

use std::time::{Duration, Instant};

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{SOON, World, at, element};
use tokio::time::sleep;

use crate::hash::{button, copies, no_panel, open, reset, said};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    let mut tests = tests![
        leaving_asks_until_the_hash_is_copied,
        ctrl_c_counts_as_copied,
        part_of_the_hash_does_not_count_as_copied,
        the_pages_own_copy_button_counts,
        a_copy_button_of_the_account_number_does_not_count,
        a_route_change_leaves_the_panel_to_copy_from,
        a_hash_that_was_copied_leaves_no_panel,
        closing_without_a_copy_asks_first,
        a_closed_panel_is_opened_again_by_its_button,
    ];
    let long = tests![a_hash_that_left_the_page_is_let_go_of_after_a_minute];
    tests.extend(long.into_iter().map(|test| test.within(Duration::from_secs(90))));
    tests
}

async fn leaving_asks(session: &Session) -> anyhow::Result<()> {
    ensure!(session.leave_for(&at("/users")).await?, "the page was left without a question");
    session.answer_prompt(false).await
}

async fn leaving_does_not_ask(session: &Session) -> anyhow::Result<()> {
    if session.leave_for(&at("/users")).await? {
        session.answer_prompt(true).await?;
        anyhow::bail!("leaving asked");
    }
    Ok(())
}

async fn leaving_asks_until_the_hash_is_copied(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    button(&cx.session, "Copy provisioning hash").await?;
    leaving_asks(&cx.session).await?;
    copies(&cx.session, &hash).await?;
    leaving_does_not_ask(&cx.session).await
}

const SELECT: &str = "const node = document.querySelector('#provisioning-hash').firstChild;
    const range = document.createRange();
    range.setStart(node, 0);
    range.setEnd(node, arguments[0]);
    getSelection().removeAllRanges();
    getSelection().addRange(range);";

async fn ctrl_c_counts_as_copied(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    let session = &cx.session;
    button(session, "Copy provisioning hash").await?;
    session.eval::<()>(SELECT, &[64.into()]).await?;
    session.shortcut('c').await?;
    said(session, "Copied on the page.").await?;
    leaving_does_not_ask(session).await
}

async fn part_of_the_hash_does_not_count_as_copied(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    let session = &cx.session;
    button(session, "Copy provisioning hash").await?;
    session.eval::<()>(SELECT, &[63.into()]).await?;
    session.shortcut('c').await?;
    leaving_asks(session).await?;
    said(session, "Not copied yet").await
}

async fn the_pages_own_copy_button_counts(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "copy").await?;
    reset(cx).await?;
    let session = &cx.session;
    button(session, "Copy provisioning hash").await?;
    session.click_on("#copy-hash").await?;
    said(session, "Copied on the page.").await?;
    leaving_does_not_ask(session).await
}

/// A button that copies the number, put where such a card might have it.
const BESIDE: &[(&str, &str)] = &[
    // The hash has one of its own, which stands nearer.
    ("copy", "around(make('div', {}, button), withItsButton());"),
    ("copy", "around(button, withItsButton());"),
    // It has none: rows, a list of terms, a table, a number in a field.
    ("", "around(make('div', {}, button, 'Account number ', make('b', {}, '18836731')), hash);"),
    ("", "around(make('dl', {}, make('dt', {}, 'Account number'), make('dd', {}, button, '18836731')), hash);"),
    ("", "button.setAttribute('aria-label', 'Copy account number'); around(button, hash);"),
    (
        "",
        "const list = make('ul', {});
        around(list, hash);
        const field = make('input', { value: '18836731' });
        list.append(make('li', {}, field, button), make('li', {}, hash));",
    ),
];
const BUTTON: &str = "const hash = document.querySelector('#provisioning-hash');
    const make = (name, attributes, ...children) => {
      const element = Object.assign(document.createElement(name), attributes);
      element.append(...children);
      return element;
    };
    const around = (element, beside) => beside.before(element);
    const withItsButton = () => {
      const own = make('div', { style: 'display: grid' });
      around(own, hash);
      own.append(hash, document.querySelector('#copy-hash'));
      return own;
    };
    const button = make('button', {}, 'Copy');
    button.type = 'button';
    // Not below our panel.
    button.style.cssText = 'position: fixed; left: 600px; top: 640px; z-index: 9';
    button.id = 'copy-number';";

async fn a_copy_button_of_the_account_number_does_not_count(cx: &mut Context<World>) -> anyhow::Result<()> {
    for (shape, puts) in BESIDE {
        open(cx, shape).await?;
        let hash = reset(cx).await?;
        let session = &cx.session;
        button(session, "Copy provisioning hash").await?;
        session.eval::<()>(&format!("{BUTTON}{puts}"), &[]).await?;
        session.click_on("#copy-number").await?;
        ensure!(session.leave_for(&at("/users")).await?, "{puts}: the page was left without a question");
        session.answer_prompt(false).await?;
        said(session, "Not copied yet").await?;
        if *shape == "copy" {
            session.click_on("#copy-hash").await?;
            said(session, "Copied on the page.").await?;
        } else {
            copies(session, &hash).await?;
        }
    }
    Ok(())
}

async fn a_route_change_leaves_the_panel_to_copy_from(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    button(session, "Copy provisioning hash").await?;
    session.click_on("#nav-users").await?;
    element(session, "table").await?;
    said(session, "It left the page: copy it now.").await?;
    leaving_asks(session).await?;
    copies(session, &hash).await?;
    leaving_does_not_ask(session).await
}

async fn a_hash_that_was_copied_leaves_no_panel(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    copies(&cx.session, &hash).await?;
    cx.session.click_on("#nav-users").await?;
    no_panel(&cx.session).await
}

async fn closing_without_a_copy_asks_first(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    let session = &cx.session;
    session.click(&button(session, "Close").await?).await?;
    ensure!(button(session, "Keep it open").await?.focused, "the focus is elsewhere");
    session.click(&button(session, "Keep it open").await?).await?;
    session.click(&button(session, "Close").await?).await?;
    session.click(&button(session, "Close without copying").await?).await?;
    no_panel(session).await?;
    leaving_does_not_ask(session).await
}

async fn a_closed_panel_is_opened_again_by_its_button(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    let hash = reset(cx).await?;
    let session = &cx.session;
    session.click(&button(session, "Close").await?).await?;
    session.click(&button(session, "Close without copying").await?).await?;
    no_panel(session).await?;
    let unfold = button(session, "New provisioning hash: show the panel").await?;
    ensure!(unfold.focused, "the focus is elsewhere");
    session.press(Key::Enter).await?;
    ensure!(button(session, "Close").await?.focused, "the focus did not come along");
    // Not copied yet: it matters again.
    leaving_asks(session).await?;
    copies(session, &hash).await?;
    session.click(&button(session, "Close").await?).await?;
    no_panel(session).await?;
    // With the hash, its button goes.
    button(session, "New provisioning hash: show the panel").await?;
    session.click_on("#nav-users").await?;
    let is_gone = async || {
        let button = session.control("button", "New provisioning hash: show the panel").await?;
        Ok(button.is_none().then_some(()))
    };
    session.wait_for("the panel's button to go", SOON, is_gone).await
}

/// It takes a minute, in which the machine is free for others.
async fn a_hash_that_left_the_page_is_let_go_of_after_a_minute(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, "").await?;
    reset(cx).await?;
    let session = &cx.session;
    button(session, "Copy provisioning hash").await?;
    session.click_on("#nav-users").await?;
    let left = Instant::now();
    said(session, "It left the page: copy it now.").await?;
    sleep(Duration::from_secs(50)).await;
    button(session, "Copy provisioning hash").await?;
    let gone = async || Ok(session.control("button", "Copy provisioning hash").await?.is_none().then_some(()));
    session.wait_for("the panel to go", Duration::from_secs(15), gone).await?;
    ensure!(left.elapsed() > Duration::from_secs(55), "it went after {:?}", left.elapsed());
    said(session, "The provisioning hash was not copied, and Keyturn has let go of it.").await?;
    leaving_does_not_ask(session).await
}
