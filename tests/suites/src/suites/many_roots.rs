//! Pages that are hard to hear in: thousands of shadow roots, and a document that is written anew.

use std::time::Duration;

use anyhow::ensure;
use keyturn_console::Csp;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Rect, Session, tests};
use keyturn_suites::{ENTERPRISE_API, World, afresh, at, element, engine_runs, guard, no_guard, painted};
use serde_json::{Value, json};

use crate::stage::{act, open};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    let mut tests = tests![the_reset_is_held_after_the_page_wrote_itself_anew];
    // So many roots take their time on a busy machine.
    let long = tests![in_thousands_of_roots_the_reset_is_held_and_the_rest_goes_through];
    tests.extend(long.into_iter().map(|test| test.within(Duration::from_secs(120))));
    tests
}

/// A reset and another control, which the page's world alone knows the way to: `found` by their names, `got` what reached them.
const CONTROLS: &str = "
    window.got = { reset: 0, other: 0 };
    window.found = {};
    const control = (name, says) => {
        const button = found[name] = h('button', { type: 'button' }, says);
        button.addEventListener('click', () => { got[name] += 1; });
        return button;
    };
    const controls = () => h('p', {}, 'Account number 18836731 ', control('reset', 'Reset your provisioning hash'), control('other', 'Everything else'));";

/// Two thousand in one another, the controls in the innermost (Firefox lays out no boxes so deep, so the hosts have none); and
/// ten thousand beside one another.
const ROOTS: [&str; 2] = [
    "const boxless = () => h('div', { style: 'display: contents' });
    let inner = root(boxless(), 'closed', controls());
    for (let depth = 1; depth < 2000; depth += 1) inner = root(boxless(), 'closed', inner);
    stage.replaceChildren(inner);",
    "const all = Array.from({ length: 10000 }, (_, at) => root(h('i-x'), at % 2 ? 'open' : 'closed', `${at % 10} `));
    stage.replaceChildren(...all, root(h('div'), 'closed', controls()));",
];

async fn place(session: &Session, name: &str) -> anyhow::Result<Rect> {
    let script = "found[arguments[0]].scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = found[arguments[0]].getBoundingClientRect();
        return { x, y, width, height };";
    session.eval(script, &[json!(name)]).await
}

async fn got(session: &Session) -> anyhow::Result<(u32, u32)> {
    session.eval("return [got.reset, got.other];", &[]).await
}

async fn in_thousands_of_roots_the_reset_is_held_and_the_rest_goes_through(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    for roots in ROOTS {
        act(session, &format!("{CONTROLS} {roots}")).await?;
        painted(session, &["18836731"]).await?;
        session.click_at(place(session, "other").await?).await?;
        ensure!(got(session).await? == (0, 1), "the page got {:?}", got(session).await?);
        session.click_at(place(session, "reset").await?).await?;
        guard(session).await?;
        session.press(Key::Escape).await?;
        no_guard(session).await?;
        // A script's press, too.
        session.eval::<Value>("found.reset.click(); return null;", &[]).await?;
        guard(session).await?;
        session.press(Key::Escape).await?;
        no_guard(session).await?;
        session.click_at(place(session, "other").await?).await?;
        ensure!(got(session).await? == (0, 2), "the page got {:?}", got(session).await?);
    }
    session.expect_quiet_console().await
}

async fn the_reset_is_held_after_the_page_wrote_itself_anew(cx: &mut Context<World>) -> anyhow::Result<()> {
    // Under the strict policy no page can write itself anew.
    cx.data.console.set_csp(Csp::None);
    let result = written_anew(cx).await;
    cx.data.console.set_csp(if cx.data.is_strict { Csp::Strict } else { Csp::None });
    result
}

async fn written_anew(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    element(session, "#reset-hash").await?;
    let write = "document.open();
        document.write('<!doctype html><body><p>Account number 18836731</p><button id=reset-hash>Reset your provisioning hash</button><button id=other>Everything else</button>');
        document.close();
        window.__got = [];
        document.addEventListener('click', ({ target }) => { window.__got.push(target.id); });";
    session.eval::<Value>(write, &[]).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#other").await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    let got: Vec<String> = session.eval("return window.__got;", &[]).await?;
    ensure!(got == ["other"], "the page got {got:?}");
    Ok(())
}
