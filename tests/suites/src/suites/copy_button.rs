//! The copy button: where it stands, and that it copies.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Control, Key, Rect, Session, tests};
use keyturn_suites::{PAINTED, SOON, World, afresh, at, element, engine_runs, painted};

use crate::stage::{act, button_count, copies, copy, open, show};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        the_button_goes_along_in_a_scroller,
        the_button_goes_along_as_the_window_narrows,
        the_button_stands_where_no_control_of_the_page_stands,
        the_button_shrinks_to_a_handle_among_controls,
        the_keyboard_opens_the_handle,
        a_dialog_of_the_page_leaves_the_button_out,
        a_popover_of_the_page_has_a_button,
        a_number_under_something_has_no_button,
        it_copies_where_the_page_may_not,
        it_copies_whatever_the_page_does_with_copying,
        it_says_once_that_it_copied,
    ]
}

async fn button(session: &Session) -> anyhow::Result<Control> {
    let shown = async || session.control("button", "Copy account number").await;
    session.wait_for("the copy button", SOON, shown).await
}

async fn number(session: &Session) -> anyhow::Result<Rect> {
    session.highlighted_at(PAINTED).await?.first().copied().context("nothing is painted")
}

/// Waits until the button stands to the right of its number.
async fn beside(session: &Session) -> anyhow::Result<()> {
    session
        .wait_for("the button beside the number", SOON, async || {
            let (number, button) = (number(session).await?, session.control("button", "Copy account number").await?);
            let is_beside = |button: Rect| {
                let (gap, off) = (button.x - (number.x + number.width), button.center().1 - number.center().1);
                off.abs() < 2.0 && (0.0..20.0).contains(&gap)
            };
            Ok(button.filter(|button| is_beside(button.rect)).map(drop))
        })
        .await
}

fn overlaps(a: Rect, b: Rect) -> bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/// Fails if the button stands over one of the page's controls on the stage.
async fn over_no_control(session: &Session, button: Rect) -> anyhow::Result<()> {
    let read = "return [...stage.querySelectorAll('button, a, input, [onclick], .hand')].map((control) => {
        const { x, y, width, height } = control.getBoundingClientRect();
        return { x, y, width, height };
    });";
    let controls: Vec<Rect> = serde_json::from_value(act(session, read).await?)?;
    ensure!(!controls.is_empty(), "there is no control");
    let over: Vec<&Rect> = controls.iter().filter(|control| overlaps(button, **control)).collect();
    ensure!(over.is_empty(), "the button at {button:?} stands over {over:?}");
    Ok(())
}

async fn the_button_goes_along_in_a_scroller(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    for (what, nodes, scroller) in [
        (
            "a box",
            "h('div', { class: 's', style: 'height: 120px; overflow: auto' }, tall, line, tall.cloneNode())",
            "document.querySelector('.s')",
        ),
        (
            "a box in a closed root",
            "root(h('div'), 'closed', window.box = h('div', { style: 'height: 120px; overflow: auto' }, tall, line, tall.cloneNode()))",
            "window.box",
        ),
    ] {
        let goes_along = async {
            act(session, &format!("const tall = h('div', {{ style: 'height: 90px' }}), line = h('p', {{}}, 'Account number 18836731'); stage.replaceChildren({nodes});"))
                .await?;
            beside(session).await?;
            let before = number(session).await?;
            act(session, &format!("{scroller}.scrollTop = 60;")).await?;
            beside(session).await?;
            ensure!(before != number(session).await?, "nothing scrolled");
            // Scrolled out of the box, the number is not to be seen, and neither is its button.
            act(session, &format!("{scroller}.scrollTop = 1000; {scroller}.firstChild.style.height = '400px'; {scroller}.scrollTop = 0;"))
                .await?;
            button_count(session, 0).await
        };
        goes_along.await.map_err(|error: anyhow::Error| error.context(what))?;
    }
    Ok(())
}

async fn the_button_goes_along_as_the_window_narrows(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(
        session,
        "h('p', { style: 'text-align: right' }, 'Account number 18836731', h('i', { style: 'margin-right: 300px' }))",
    )
    .await?;
    beside(session).await?;
    session.driver.set_window_rect(0, 0, 900, 900).await?;
    let result = beside(session).await;
    session.driver.set_window_rect(0, 0, 1280, 900).await?;
    result?;
    beside(session).await
}

async fn the_button_stands_where_no_control_of_the_page_stands(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let line = "h('span', { style: 'margin: 60px; display: inline-block' }, 'Account number 18836731',";
    for (what, nodes) in [
        ("a button", format!("{line} h('button', {{}}, 'Users'))")),
        ("a link", format!("{line} ' ', h('a', {{ href: '/users' }}, 'Users'))")),
        ("a field", format!("{line} h('input'))")),
        ("a hand", format!("{line} h('span', {{ class: 'hand', style: 'cursor: pointer' }}, 'Users'))")),
        (
            "a button in a closed root",
            format!("{line} root(h('span', {{ class: 'hand' }}), 'closed', h('button', {{}}, 'Users')))"),
        ),
        (
            "an icon in a button",
            format!(
                "{line} h('button', {{}}, h('i', {{ style: 'display: inline-block; width: 60px; height: 20px' }})))"
            ),
        ),
    ] {
        let stands = async {
            show(session, &nodes).await?;
            let button = button(session).await?;
            over_no_control(session, button.rect).await?;
            ensure!(button.rect.width >= 24.0 && button.rect.height >= 24.0, "the button is {:?}", button.rect);
            copies(session, "18836731").await?;
            act(session, "stage.replaceChildren();").await?;
            button_count(session, 0).await
        };
        stands.await.map_err(|error: anyhow::Error| error.context(what))?;
    }
    Ok(())
}

/// A number with controls all around it.
const CROWD: &str = "h('div', { style: 'display: grid; grid-template-columns: repeat(3, max-content)' },
    ...[1, 2, 3, 4].map((at) => h('button', { id: `b${at}`, style: 'height: 30px; margin: 0; border: 0' }, `Button ${at}`)),
    h('span', { style: 'background: white; font-size: 22px; line-height: 30px' }, h('small', { style: 'font-size: 0' }, 'Account number '), '18836731'),
    ...[5, 6, 7, 8].map((at) => h('button', { id: `b${at}`, style: 'height: 30px; margin: 0; border: 0' }, `Button ${at}`)))";

async fn the_button_shrinks_to_a_handle_among_controls(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, CROWD).await?;
    let handle = button(session).await?;
    ensure!(handle.rect.width < 24.0, "the button is {:?}", handle.rect);
    over_no_control(session, handle.rect).await?;
    session.set_clipboard("what was there before").await?;
    session.hover(handle.rect).await?;
    let opened = session
        .wait_for("the handle to open", SOON, async || {
            Ok(session.control("button", "Copy account number").await?.filter(|button| button.rect.width >= 24.0))
        })
        .await?;
    over_no_control(session, opened.rect).await?;
    session.click(&handle).await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "18836731", "the clipboard holds {copied:?}");
    // The controls around it are reached as before.
    act(session, "window.pressed = []; stage.onclick = (event) => pressed.push(event.target.id);").await?;
    for id in ["b4", "b5", "b2", "b7"] {
        session.click_on(&format!("#{id}")).await?;
    }
    let pressed: Vec<String> = session.eval("return window.pressed;", &[]).await?;
    ensure!(pressed == ["b4", "b5", "b2", "b7"], "the page saw presses of {pressed:?}");
    Ok(())
}

async fn the_keyboard_opens_the_handle(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, CROWD).await?;
    let handle = button(session).await?;
    ensure!(handle.rect.width < 24.0, "the button is {:?}", handle.rect);
    act(session, "[...document.querySelectorAll('button, a, select, input')].at(-1).focus();").await?;
    session.press(Key::Tab).await?;
    let opened = button(session).await?;
    ensure!(opened.focused && opened.rect.width >= 24.0, "the handle is {opened:?}");
    // The ring around it is seen.
    let Rect { x, y, width, .. } = opened.rect;
    let ring = Rect { x: x + 2.0, y: y - 5.0, width: width - 4.0, height: 3.0 };
    let share = session.pixels().await?.share_of([0x0d, 0x6b, 0x62], ring);
    ensure!(share > 0.5, "{share} of the place of the focus ring is painted");
    Ok(())
}

async fn a_dialog_of_the_page_leaves_the_button_out(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "h('dialog', { id: 'd' }, h('p', {}, 'Account number 18836731'), h('button', {}, 'Close')), h('p', {}, 'Account number 27365418')")
        .await?;
    button_count(session, 1).await?;
    act(session, "document.querySelector('#d').showModal();").await?;
    painted(session, &["18836731", "27365418"]).await?;
    button_count(session, 0).await?;
    act(session, "document.querySelector('#d').close();").await?;
    button_count(session, 1).await?;
    copies(session, "27365418").await
}

async fn a_popover_of_the_page_has_a_button(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "h('p', { id: 'p', popover: 'manual', style: 'padding: 60px' }, 'Account number 18836731')").await?;
    painted(session, &["18836731"]).await?;
    button_count(session, 0).await?;
    act(session, "document.querySelector('#p').showPopover();").await?;
    copies(session, "18836731").await?;
    // Another one is shown, blank, where the button stands: the button is above it.
    let Rect { x, y, .. } = button(session).await?.rect;
    let style = format!("inset: auto; left: {x}px; top: {y}px; width: 60px; height: 60px; border: 0; padding: 0");
    act(session, &format!("stage.append(h('div', {{ id: 'r', popover: 'manual', style: '{style}' }})); document.querySelector('#r').showPopover();"))
        .await?;
    let is_on_top = format!("return document.elementFromPoint({x} + 12, {y} + 12).localName === 'keyturn-controls';");
    let raised = async || Ok((act(session, &is_on_top).await? == true).then_some(()));
    element(session, "#r:popover-open").await?;
    session.wait_for("the button above it", SOON, raised).await?;
    copies(session, "18836731").await?;
    act(session, "document.querySelector('#r').remove();").await?;
    // One over it all hides both.
    act(session, "stage.append(h('p', { id: 'q', popover: 'manual', style: 'padding: 90px' }, 'Users')); document.querySelector('#q').showPopover();")
        .await?;
    button_count(session, 0).await?;
    act(session, "document.querySelector('#q').remove();").await?;
    copies(session, "18836731").await
}

async fn a_number_under_something_has_no_button(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "h('p', {}, 'Account number 18836731')").await?;
    button_count(session, 1).await?;
    act(
        session,
        "stage.append(h('div', { id: 'over', style: 'position: fixed; inset: 0; background: white' }, 'Loading'));",
    )
    .await?;
    button_count(session, 0).await?;
    act(session, "document.querySelector('#over').remove();").await?;
    button_count(session, 1).await
}

async fn it_copies_where_the_page_may_not(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.data.console.forbid_clipboard();
    let session = &cx.session;
    session.goto(&at("/dashboard")).await?;
    engine_runs(session).await?;
    element(session, "#account-number").await?;
    // The page itself is refused, where the browser has such a policy: else this would show nothing.
    if keyturn_suites::is_chromium(session) {
        let refused = "try { await navigator.clipboard.writeText('x'); return false; } catch { return true; }";
        ensure!(session.eval::<bool>(refused, &[]).await?, "the page may write to the clipboard");
    }
    copies(session, "18836731").await
}

async fn it_copies_whatever_the_page_does_with_copying(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "h('p', {}, 'Account number 18836731')").await?;
    act(
        session,
        "window.heard = 0;
        for (const target of [window, document]) for (const capture of [true, false]) target.addEventListener('copy', (event) => {
            heard += 1;
            event.clipboardData.setData('text/plain', 'something else');
            event.preventDefault();
            event.stopImmediatePropagation();
        }, capture);",
    )
    .await?;
    copies(session, "18836731").await?;
    let heard = act(session, "return window.heard;").await?;
    ensure!(heard == 0, "the page heard of the copying");
    // Its own copying is its own affair.
    act(session, "getSelection().selectAllChildren(stage);").await?;
    session.shortcut('c').await?;
    let copied = session.clipboard().await?;
    ensure!(copied == "something else", "the clipboard holds {copied:?}");
    Ok(())
}

async fn it_says_once_that_it_copied(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "h('p', {}, 'Account number 18836731')").await?;
    for _ in 0..2 {
        copy(session).await?;
        session
            .wait_for("one notice", SOON, async || {
                let notices = session.notices().await?;
                ensure!(notices.len() <= 1, "there are {notices:?}");
                Ok(notices.first().is_some_and(|words| words.contains("18836731")).then_some(()))
            })
            .await?;
    }
    session.wait_for("the notice to go", SOON, async || Ok(session.notices().await?.is_empty().then_some(()))).await
}
