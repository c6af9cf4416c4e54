//! A page of the console with a stage on it, on which a test builds what the console might look like. Node by node: the
//! page's Trusted Types take no HTML.

use anyhow::ensure;
use keyturn_e2e::Session;
use keyturn_e2e::runner::Context;
use keyturn_suites::{PAINTED, SOON, World, afresh, at, element, engine_runs, painted, stored};
use serde_json::{Value, json};

/// What is at hand on the stage: `h(name, attributes, ...children)` makes an element (`class` and the like; `style` goes by
/// the object model), `root(host, mode, ...children)` gives one a root.
const AT_HAND: &str = "
    const h = (name, attributes = {}, ...children) => {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) {
            if (key === 'style') element.style.cssText = value; else element.setAttribute(key, value);
        }
        element.append(...children);
        return element;
    };
    const root = (host, mode, ...children) => {
        host.attachShadow({ mode }).append(...children);
        return host;
    };
    const stage = document.querySelector('#stage') ?? h('div', { id: 'stage', style: 'padding: 20px' });
    if (!stage.isConnected) document.body.prepend(stage);
";

/// The colour of the paint.
pub const YELLOW: [u8; 3] = [0xff, 0xe2, 0x8a];

/// Opens a page without a number of its own.
pub async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    cx.session.goto(&at("/dashboard?number=none")).await?;
    element(&cx.session, "#account-company").await?;
    engine_runs(&cx.session).await
}

/// Runs a script on the stage.
pub async fn act(session: &Session, script: &str) -> anyhow::Result<Value> {
    session.eval(&format!("{AT_HAND} {script}"), &[]).await
}

/// Puts these nodes on the stage, in place of what was there: a list of JavaScript expressions.
pub async fn show(session: &Session, nodes: &str) -> anyhow::Result<()> {
    act(session, &format!("stage.replaceChildren({nodes});")).await?;
    Ok(())
}

/// Waits until the paint of each number is on the screen.
pub async fn on_screen(session: &Session) -> anyhow::Result<()> {
    session
        .wait_for("the paint on the screen", SOON, async || {
            let rects = session.highlighted_at(PAINTED).await?;
            let pixels = session.pixels().await?;
            let is_painted = !rects.is_empty() && rects.iter().all(|rect| pixels.share_of(YELLOW, *rect) > 0.3);
            Ok(is_painted.then_some(()))
        })
        .await
}

/// Shows each of these, waits until just its numbers are painted, to be seen, and takes it away again.
pub async fn all_found(session: &Session, cases: &[(&str, &str, &[&str])]) -> anyhow::Result<()> {
    for (what, nodes, numbers) in cases {
        let found = async {
            show(session, nodes).await?;
            painted(session, numbers).await?;
            on_screen(session).await?;
            act(session, "stage.replaceChildren();").await?;
            painted(session, &[]).await
        };
        found.await.map_err(|error: anyhow::Error| error.context(what.to_string()))?;
    }
    Ok(())
}

/// Shows each of these, and after it an account number: that one alone must be painted.
pub async fn none_found(session: &Session, cases: &[(&str, &str)]) -> anyhow::Result<()> {
    for (what, nodes) in cases {
        let found = async {
            show(session, &format!("{nodes}, h('p', {{}}, 'Account number 99999999')")).await?;
            painted(session, &["99999999"]).await?;
            act(session, "stage.replaceChildren();").await?;
            painted(session, &[]).await
        };
        found.await.map_err(|error: anyhow::Error| error.context(what.to_string()))?;
    }
    Ok(())
}

/// Waits until the stored accounts are these numbers.
pub async fn remembered(session: &Session, numbers: &[&str]) -> anyhow::Result<()> {
    session
        .wait_for(&format!("{numbers:?} remembered"), SOON, async || {
            let document = stored(session, "accounts").await?;
            let accounts = document["accounts"].as_array().cloned().unwrap_or_default();
            let mut stored: Vec<&str> = accounts.iter().filter_map(|account| account["number"].as_str()).collect();
            stored.sort_unstable();
            Ok((stored == numbers).then_some(()))
        })
        .await
}

/// Waits until so many copy buttons are shown.
pub async fn button_count(session: &Session, count: usize) -> anyhow::Result<()> {
    session
        .wait_for(&format!("{count} copy buttons"), SOON, async || {
            let controls = session.controls().await?;
            // What a modal dialog of the page makes inert has no name, and is seen all the same.
            let is_one = |name: &str| name == "Copy account number" || name.is_empty();
            let shown = controls.iter().filter(|control| control.visible && is_one(&control.name));
            Ok((shown.count() == count).then_some(()))
        })
        .await
}

/// Presses the copy button as a person does.
pub async fn copy(session: &Session) -> anyhow::Result<()> {
    let shown = async || session.control("button", "Copy account number").await;
    let button = session.wait_for("the copy button", SOON, shown).await?;
    ensure!(button.rect.width >= 24.0 && button.rect.height >= 24.0, "the copy button is {:?}", button.rect);
    session.click(&button).await
}

/// Copies and fails unless the clipboard holds just this.
pub async fn copies(session: &Session, number: &str) -> anyhow::Result<()> {
    session.set_clipboard("what was there before").await?;
    copy(session).await?;
    let copied = session.clipboard().await?;
    ensure!(copied == number, "the clipboard holds {copied:?}");
    Ok(())
}

/// Where an element of the page is.
pub async fn rect(session: &Session, selector: &str) -> anyhow::Result<keyturn_e2e::Rect> {
    let script = "const { x, y, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
        return { x, y, width, height };";
    session.eval(script, &[json!(selector)]).await
}
