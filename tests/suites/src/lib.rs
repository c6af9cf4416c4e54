//! What the end-to-end tests and the demo share: the words of the story, as a person would tell it.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use keyturn_console::Console;
use keyturn_e2e::{Browser, Control, Dialog, Session};
use serde_json::{Value, json};

/// The key of the painted ranges.
pub const PAINTED: &str = "keyturn-account-number";
/// How long anything may take to be seen.
pub const SOON: Duration = Duration::from_secs(20);
/// The console, as an admin types it.
pub const CONSOLE: &str = "https://admin.lastpass.com";
/// The page with the reset.
pub const ENTERPRISE_API: &str = "/advanced/enterpriseApi";

/// What a suite brings along.
pub struct World {
    /// The console that the browser sees.
    pub console: Console,
    /// The engine that its pages must be on: `wasm` or `js`.
    pub engine: &'static str,
    /// Its policy is strict.
    pub is_strict: bool,
    /// The folder with the tables' module for both engines.
    pub tables: PathBuf,
}

/// The address of a path of the console.
pub fn at(path: &str) -> String {
    format!("{CONSOLE}{path}")
}

/// A console and an extension as on the first day, an admin who is signed in. What was learnt of the host's policy stays.
pub async fn afresh(session: &Session, world: &World) -> anyhow::Result<()> {
    world.console.reset_state();
    world.console.sign_in_all();
    let clear = "const { engines } = await chrome.storage.local.get('engines'); await chrome.storage.local.clear(); \
                 if (engines) await chrome.storage.local.set({ engines });";
    session.in_extension::<Value>(clear, &[]).await?;
    Ok(())
}

/// Waits until just these numbers are painted.
pub async fn painted(session: &Session, numbers: &[&str]) -> anyhow::Result<()> {
    let what = format!("{numbers:?} painted");
    let is_so = async || Ok((session.highlighted(PAINTED).await? == numbers).then_some(()));
    session.wait_for(&what, SOON, is_so).await
}

/// Waits until the page's engine runs: what is pressed before that is held by the loader alone.
pub async fn engine_runs(session: &Session) -> anyhow::Result<()> {
    let runs = async || Ok(is_running(session).await?.then_some(()));
    session.wait_for("the engine", SOON, runs).await
}

/// Whether an engine runs in the page in front, and in each if there are several windows. The page itself does not see it; it
/// tells the popup, once it is known. So a moment without an answer is a no.
pub async fn is_running(session: &Session) -> anyhow::Result<bool> {
    const ASK: &str = "const tabs = await chrome.tabs.query({ active: true });
        const late = () => new Promise((resolve) => setTimeout(resolve, 500));
        const asked = ({ id }) => chrome.tabs.sendMessage(id, { kind: 'state' }).catch(() => null);
        const states = await Promise.all(tabs.map((tab) => Promise.race([asked(tab), late()])));
        return states.length > 0 && states.every((state) => state?.engine);";
    session.in_extension(ASK, &[]).await
}

/// What the stored document of this key holds.
pub async fn stored(session: &Session, key: &str) -> anyhow::Result<Value> {
    let read = "return (await chrome.storage.local.get(arguments[0]))[arguments[0]] ?? null;";
    session.in_extension(read, &[json!(key)]).await
}

/// Says something to the background as the options page would.
pub async fn tell(session: &Session, message: Value) -> anyhow::Result<Value> {
    let reply: Value =
        session.in_extension_page("return await chrome.runtime.sendMessage(arguments[0]);", &[message]).await?;
    ensure!(reply["kind"] != "failed", "the background answered {reply}");
    Ok(reply)
}

/// Reloads the extension under the page that is open. That is what an update does: the old script stays behind in the page,
/// the new one has to be put in.
pub async fn update_under(session: &Session) -> anyhow::Result<()> {
    // Of a page that has just begun, the old version may still be to show itself.
    let old = "return !!(window.hostBefore = document.querySelector('keyturn-controls'));";
    session
        .wait_for("the old version in the page", SOON, async || Ok(session.eval::<bool>(old, &[]).await?.then_some(())))
        .await?;
    let tab = session.tab().await?;
    let page = session.open_extension_page("manifest.json").await?;
    // The page goes with the extension, and with it the answer.
    let _ = session.eval::<Value>("setTimeout(() => chrome.runtime.reload(), 50); return 0;", &[]).await;
    session
        .wait_for("the extension's page to go", SOON, async || {
            Ok((!session.driver.windows().await?.contains(&page)).then_some(()))
        })
        .await?;
    session.switch_to(&tab).await?;
    // Each version has a host of its own. (Asking the background would not do: it starts just now, and what attaches to it
    // meanwhile keeps it from going on.)
    let is_new =
        "const host = document.querySelector('keyturn-controls'); return !!host && host !== window.hostBefore;";
    session
        .wait_for("the new version in the open page", SOON, async || {
            Ok(session.eval::<bool>(is_new, &[]).await?.then_some(()))
        })
        .await
}

/// Waits until this stands on the extension's icon.
pub async fn badge_says(session: &Session, text: &str) -> anyhow::Result<()> {
    let read = "return await chrome.action.getBadgeText({});";
    let is_so = async || Ok((session.in_extension::<String>(read, &[]).await? == text).then_some(()));
    session.wait_for(&format!("the badge to say {text:?}"), SOON, is_so).await
}

/// Lists an integration.
pub async fn list(session: &Session, name: &str, owner: &str, place: &str, accounts: &[&str]) -> anyhow::Result<()> {
    let draft = json!({ "name": name, "owner": owner, "place": place, "accounts": accounts });
    tell(session, json!({ "kind": "save", "draft": draft })).await?;
    Ok(())
}

/// Waits for the guard's dialog, and until it lists what the reset breaks.
pub async fn guard(session: &Session) -> anyhow::Result<Dialog> {
    session
        .wait_for("the guard's dialog", SOON, async || {
            let dialog = session.dialog_with(|facts| facts.checked.is_some() && !facts.disabled).await?;
            Ok(dialog
                .filter(|dialog| dialog.find("checkbox", "I am ready to update").is_some_and(|tick| !tick.disabled)))
        })
        .await
}

/// A control of the dialog.
pub fn of<'a>(dialog: &'a Dialog, role: &str, name: &str) -> anyhow::Result<&'a Control> {
    dialog.find(role, name).with_context(|| format!("the dialog has no {role} {name:?}: {:?}", dialog.controls))
}

/// Ticks, waits until Continue may be pressed, and presses it.
pub async fn continue_to_reset(session: &Session) -> anyhow::Result<()> {
    let dialog = guard(session).await?;
    session.click(of(&dialog, "checkbox", "I am ready to update")?).await?;
    let button = of(&dialog, "button", "Continue to reset")?;
    let is_enabled = async || Ok(session.is_enabled(button).await?.then_some(()));
    session.wait_for("Continue to reset, enabled", SOON, is_enabled).await?;
    session.click(button).await
}

/// Waits until no dialog of ours is there.
pub async fn no_guard(session: &Session) -> anyhow::Result<()> {
    session
        .wait_for("the guard's dialog to go", SOON, async || Ok(session.dialog().await?.is_none().then_some(())))
        .await
}

/// Waits for an element of the page.
pub async fn element(session: &Session, selector: &str) -> anyhow::Result<()> {
    session
        .wait_for(selector, SOON, async || {
            let is_there = "return !!document.querySelector(arguments[0]);";
            Ok(session.eval::<bool>(is_there, &[json!(selector)]).await?.then_some(()))
        })
        .await
}

/// The text of an element of the page, trimmed; nothing if it is not there, or hidden (`innerText` tells of hidden text too).
pub async fn text(session: &Session, selector: &str) -> anyhow::Result<String> {
    let read = "const element = document.querySelector(arguments[0]); \
                return element?.checkVisibility() ? element.innerText?.trim() ?? '' : '';";
    session.eval(read, &[json!(selector)]).await
}

/// Waits until an element's text holds this.
pub async fn says(session: &Session, selector: &str, words: &str) -> anyhow::Result<()> {
    let what = format!("{selector} to say {words:?}");
    session.wait_for(&what, SOON, async || Ok(text(session, selector).await?.contains(words).then_some(()))).await
}

/// Whether the page's own prompt is open.
pub async fn prompt_is_open(session: &Session) -> anyhow::Result<bool> {
    session.eval("return !!document.querySelector('dialog#hash-dialog[open]');", &[]).await
}

/// The events that the page's own listeners saw since it loaded.
pub async fn page_saw(session: &Session) -> anyhow::Result<Vec<String>> {
    session.eval("return window.__events ?? [];", &[]).await
}

/// Which browser this is, for what only one of them can do.
pub fn is_chromium(session: &Session) -> bool {
    matches!(session.browser, Browser::Chromium)
}

/// Fails unless the page saw nothing of this control.
pub async fn page_saw_nothing_of(session: &Session, id: &str) -> anyhow::Result<()> {
    let seen: Vec<String> =
        page_saw(session).await?.into_iter().filter(|event| event.ends_with(&format!(":{id}"))).collect();
    if !seen.is_empty() {
        bail!("the page saw {seen:?}");
    }
    Ok(())
}
