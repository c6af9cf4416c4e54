//! The account number in shadow roots: open and closed, nested, slotted, attached late.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Rect, Session, tests};
use keyturn_suites::{PAINTED, SOON, World, is_chromium, painted};

use crate::stage::{YELLOW, act, all_found, button_count, copies, on_screen, open, remembered, show};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_number_in_shadow_roots_is_painted,
        a_number_straight_in_a_root_is_marked,
        a_number_in_a_closed_root_is_copied_and_remembered,
        a_number_in_a_root_changes_and_goes,
        a_root_attached_late_is_found_by_a_change_near_it,
        a_root_attached_late_is_found_as_the_page_grows,
        a_root_attached_late_is_found_when_somebody_is_at_work,
        a_root_attached_late_is_found_after_a_script,
        a_root_keeps_its_own_sheets,
        thousands_of_roots_are_no_trouble,
    ]
}

const NUMBER: &[&str] = &["18836731"];

async fn a_number_in_shadow_roots_is_painted(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let cases: &[(&str, &str, &[&str])] = &[
        ("open", "root(h('div'), 'open', h('p', {}, 'Account number 18836731'))", NUMBER),
        ("closed", "root(h('div'), 'closed', h('p', {}, 'Account number 18836731'))", NUMBER),
        ("a custom element's", "root(h('x-account'), 'closed', 'Account number ', h('b', {}, '18836731'))", NUMBER),
        (
            "nested, closed in open in closed",
            "root(h('div'), 'closed', root(h('div'), 'open', root(h('x-in'), 'closed', h('p', {}, 'Account number: 18836731'))))",
            NUMBER,
        ),
        (
            "the label outside, the number in a root",
            "h('div', {}, h('span', {}, 'Account number'), ' ', root(h('x-number'), 'closed', h('b', {}, '18836731')))",
            NUMBER,
        ),
        (
            "the label in one root, the number in another",
            "h('div', {}, root(h('x-label'), 'open', h('span', {}, 'Account number')), root(h('x-number'), 'closed', h('b', {}, '18836731')))",
            NUMBER,
        ),
        (
            "the label in the root, the number slotted",
            "root(h('x-field', {}, h('span', {}, '18836731')), 'closed', h('label', {}, 'Account number'), h('div', {}, h('slot')))",
            NUMBER,
        ),
        (
            "both slotted, in other order than they stand",
            "root(h('x-pair', {}, h('b', { slot: 'b' }, '18836731'), h('i', { slot: 'a' }, 'Account number')), 'open', \
             h('slot', { name: 'a' }), ' ', h('slot', { name: 'b' }))",
            NUMBER,
        ),
        (
            "two accounts, in their order",
            "root(h('div'), 'closed', h('p', {}, 'Account number 18836731')), h('p', {}, 'Account number 27365418')",
            &["18836731", "27365418"],
        ),
    ];
    all_found(&cx.session, cases).await?;
    cx.session.expect_quiet_console().await
}

async fn a_number_straight_in_a_root_is_marked(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "root(h('div'), 'open', 'Account number 18836731')").await?;
    painted(session, NUMBER).await?;
    if is_chromium(session) {
        return on_screen(session).await;
    }
    // Firefox paints no text that has no element of its own around it: it is outlined.
    session
        .wait_for("the outline", SOON, async || {
            let number = session.highlighted_at(PAINTED).await?.first().copied().context("nothing is found")?;
            let line = Rect { x: number.x - 3.0, width: 3.0, ..number };
            Ok((session.pixels().await?.share_of(YELLOW, line) > 0.6).then_some(()))
        })
        .await
}

async fn a_number_in_a_closed_root_is_copied_and_remembered(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "root(h('div'), 'closed', h('p', {}, 'Initech'), h('p', {}, 'Account number 55555555'))").await?;
    painted(session, &["55555555"]).await?;
    copies(session, "55555555").await?;
    remembered(session, &["55555555"]).await
}

async fn a_number_in_a_root_changes_and_goes(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    show(session, "root(h('div'), 'open', h('p', {}, 'Account number ', h('b', {}, '18836731')))").await?;
    painted(session, NUMBER).await?;
    button_count(session, 1).await?;
    act(session, "stage.firstChild.shadowRoot.querySelector('b').firstChild.data = '27365418';").await?;
    painted(session, &["27365418"]).await?;
    on_screen(session).await?;
    // Taken off and put back as it was: no node in it changes.
    act(session, "window.taken = stage.firstChild; taken.remove();").await?;
    painted(session, &[]).await?;
    button_count(session, 0).await?;
    act(session, "stage.append(taken);").await?;
    painted(session, &["27365418"]).await?;
    act(session, "taken.shadowRoot.querySelector('b').textContent = '18836731';").await?;
    painted(session, NUMBER).await?;
    act(session, "taken.shadowRoot.replaceChildren();").await?;
    painted(session, &[]).await?;
    button_count(session, 0).await
}

/// A host without a root in a box that does not grow, and `attach()`, which gives it one: no event tells of that.
async fn host(session: &Session, style: &str) -> anyhow::Result<()> {
    show(session, &format!("h('div', {{ style: '{style}' }}, h('div', {{ id: 'late' }}))")).await?;
    // What is seen of the stage itself must be over before the root comes.
    show_and_take(session).await?;
    act(
        session,
        "window.attach = () => root(document.querySelector('#late'), 'closed', h('p', {}, 'Account number 18836731'));",
    )
    .await?;
    Ok(())
}

async fn show_and_take(session: &Session) -> anyhow::Result<()> {
    act(session, "document.body.append(h('p', { id: 'aside' }, 'Account number 99999999'));").await?;
    painted(session, &["99999999"]).await?;
    act(session, "document.querySelector('#aside').remove();").await?;
    painted(session, &[]).await
}

const FIXED: &str = "height: 100px; overflow: hidden; contain: strict";

async fn a_root_attached_late_is_found_by_a_change_near_it(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    host(session, FIXED).await?;
    act(session, "attach(); document.querySelector('#late').parentNode.append(' ');").await?;
    painted(session, NUMBER).await
}

async fn a_root_attached_late_is_found_as_the_page_grows(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    host(session, "").await?;
    act(session, "attach();").await?;
    painted(session, NUMBER).await
}

async fn a_root_attached_late_is_found_when_somebody_is_at_work(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    host(session, FIXED).await?;
    act(session, "attach();").await?;
    session.press(Key::Tab).await?;
    painted(session, NUMBER).await
}

async fn a_root_attached_late_is_found_after_a_script(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    host(session, FIXED).await?;
    // It stands there since before; that its script has loaded is all that happens.
    act(session, "document.head.append(h('script', { id: 'library', type: 'text/plain' }));").await?;
    show_and_take(session).await?;
    act(session, "attach(); document.querySelector('#library').dispatchEvent(new Event('load'));").await?;
    painted(session, NUMBER).await
}

async fn a_root_keeps_its_own_sheets(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let build = "root(h('div'), 'open', h('p', {}, 'Account number 18836731'))";
    show(session, build).await?;
    painted(session, NUMBER).await?;
    on_screen(session).await?;
    // The page puts sheets of its own in place of all that are there: at the next look, ours is there again.
    act(
        session,
        "const sheet = new CSSStyleSheet();
        sheet.replaceSync('p { border-left: 7px solid rgb(1, 2, 3); }');
        const { shadowRoot } = stage.firstChild;
        shadowRoot.adoptedStyleSheets = [sheet];
        shadowRoot.querySelector('p').append(' ');",
    )
    .await?;
    on_screen(session).await?;
    let border = "return getComputedStyle(stage.firstChild.shadowRoot.querySelector('p')).borderLeftWidth;";
    ensure!(act(session, border).await? == "7px", "the page's own sheet no longer holds");
    act(session, "stage.firstChild.shadowRoot.querySelector('p').textContent = 'Account';").await?;
    painted(session, &[]).await?;
    let own = act(session, "return stage.firstChild.shadowRoot.adoptedStyleSheets.length;").await?;
    ensure!(own == 1, "the root has {own} sheets");
    Ok(())
}

async fn thousands_of_roots_are_no_trouble(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let nested = "let inner = root(h('div'), 'closed', h('p', {}, 'Account number 18836731'));
        for (let depth = 1; depth < 2000; depth += 1) inner = root(h('div'), 'closed', inner);
        stage.replaceChildren(inner);";
    act(session, nested).await?;
    painted(session, NUMBER).await?;
    let beside = "const all = Array.from({ length: 10000 }, (_, at) => root(h('i-x'), 'open', `${at} `));
        stage.replaceChildren(...all, root(h('div'), 'closed', h('p', {}, 'Account number 27365418')));";
    act(session, beside).await?;
    painted(session, &["27365418"]).await?;
    // All of them are put in again.
    act(
        session,
        "const all = [...stage.childNodes]; stage.replaceChildren(); window.again = () => stage.append(...all);",
    )
    .await?;
    painted(session, &[]).await?;
    act(session, "again();").await?;
    painted(session, &["27365418"]).await?;
    session.expect_quiet_console().await
}
