//! Who may not speak to our background: another extension, a frame that is not the console's, and a page of the console where it
//! asks for what only our own pages may ask for.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, ensure};
use keyturn_console::Csp;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{SOON, World, afresh, at, engine_runs, is_chromium, list};
use serde_json::{Value, json};

/// The tests of a package whose content script says what the page has it say, with another extension beside it.
pub fn tests() -> Vec<Test<World>> {
    tests![
        another_extension_gets_no_answer_and_changes_nothing,
        a_page_of_the_console_gets_nothing_that_is_for_our_own_pages,
        a_frame_that_is_not_the_consoles_gets_no_answer,
    ]
}

/// Goes before content.js: in our own world, what the page has put down is said.
pub const SAYS: &str = "addEventListener('keyturn-test-say', async () => {
    const page = document.documentElement.dataset;
    const said = chrome.runtime.sendMessage(JSON.parse(page.asks));
    page.said = JSON.stringify({ answer: (await said.catch((error) => String(error))) ?? null });
});";

/// The other extension, as it is unpacked.
const STRANGER: [(&str, &str); 4] = [
    ("manifest.json", include_str!("stranger/manifest.json")),
    ("background.js", include_str!("stranger/background.js")),
    ("content.js", include_str!("stranger/content.js")),
    ("speaks.js", include_str!("stranger/speaks.js")),
];

/// Unpacks it into a folder.
pub fn unpack(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in STRANGER {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// A page without anything that we would remember of it.
const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Outsiders</title></head><body><p>Nothing</p></body></html>";

async fn open(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "", &["18836731"]).await?;
    cx.data.console.serve("/outside", "text/html", PAGE);
    session.goto(&at("/outside")).await?;
    engine_runs(session).await
}

/// All that is stored.
async fn all(session: &Session) -> anyhow::Result<Value> {
    session.in_extension("return await chrome.storage.local.get();", &[]).await
}

/// Has somebody say this, and waits for what comes of it.
async fn say(session: &Session, event: &str, asks: &Value) -> anyhow::Result<Value> {
    let ask = "const page = document.documentElement.dataset;
        delete page.said;
        page.asks = arguments[1];
        dispatchEvent(new Event(arguments[0]));
        return null;";
    session.eval::<Value>(ask, &[json!(event), json!(asks.to_string())]).await?;
    let read = "return JSON.parse(document.documentElement.dataset.said ?? null);";
    let said = async || Ok(Some(session.eval::<Value>(read, &[]).await?).filter(|said| !said.is_null()));
    session.wait_for(&format!("what comes of {asks}"), SOON, said).await
}

/// What only our own pages may say: it tells what is kept, or changes it.
fn for_our_pages() -> Vec<Value> {
    let draft = json!({ "name": "Planted", "owner": "", "place": "", "accounts": [] });
    let settings = json!({ "firstReminder": 1, "furtherReminders": 1, "dueAfter": 1, "me": "Planted" });
    let words = json!({ "accountNumber": ["Planted"], "reset": ["Planted words"], "hash": ["Planted"] });
    vec![
        json!({ "kind": "overview" }),
        json!({ "kind": "inventory" }),
        json!({ "kind": "words" }),
        json!({ "kind": "history" }),
        json!({ "kind": "rotations" }),
        json!({ "kind": "forgettable", "number": null }),
        json!({ "kind": "save", "draft": draft }),
        json!({ "kind": "remove", "id": "1" }),
        json!({ "kind": "import", "seen": [], "added": [draft], "changed": [] }),
        json!({ "kind": "putBack", "integrations": [], "added": ["1"] }),
        json!({ "kind": "saveWords", "language": "de", "words": words }),
        json!({ "kind": "saveRotationSettings", "settings": settings }),
        json!({ "kind": "openRotation", "number": "18836731", "leaked": true }),
        json!({ "kind": "answerNewHash", "rotation": "1", "gotOne": true }),
        json!({ "kind": "putBackForgotten", "kept": "{}" }),
        json!({ "kind": "forget", "number": null }),
    ]
}

/// What a page of the console may say.
fn for_the_console() -> Vec<Value> {
    vec![
        json!({ "kind": "held", "number": "18836731" }),
        json!({ "kind": "seen", "number": "27365418", "company": "Planted" }),
        json!({ "kind": "copied", "number": "27365418" }),
        json!({ "kind": "releasing", "number": "18836731", "listed": 0 }),
        json!({ "kind": "newHash", "number": "18836731", "moment": "planted" }),
        json!({ "kind": "openOptions" }),
    ]
}

async fn another_extension_gets_no_answer_and_changes_nothing(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let ours = if is_chromium(session) { session.extension_id() } else { "keyturn@keyturn.dev" };
    let before = all(session).await?;
    let [overview, save] = ["overview", "save"]
        .map(|kind| for_our_pages().into_iter().find(|message| message["kind"] == kind).unwrap_or_default());
    let start = json!({ "kind": "start", "hasWasm": true });
    for message in [overview, save, start].into_iter().chain(for_the_console()) {
        for (how, from) in [("send", "background"), ("connect", "background"), ("send", "page"), ("connect", "page")] {
            let said = say(session, "stranger-asks", &json!([ours, message, how, from])).await?;
            ensure!(said["refused"].is_string(), "{how} of {message} from its {from}: {said}");
        }
    }
    // The page itself has no way at all.
    let way = "return typeof globalThis.chrome?.runtime?.sendMessage + typeof globalThis.browser?.runtime;";
    let way: String = session.eval(way, &[]).await?;
    ensure!(way == "undefinedundefined", "the page has a way: {way}");
    let after = all(session).await?;
    ensure!(after == before, "stored was {before}, and is {after}");
    Ok(())
}

async fn a_page_of_the_console_gets_nothing_that_is_for_our_own_pages(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let before = all(session).await?;
    for message in for_our_pages() {
        let said = say(session, "keyturn-test-say", &message).await?;
        ensure!(said["answer"] == json!({ "failed": { "said": "not understood" } }), "{message} is answered {said}");
    }
    let after = all(session).await?;
    ensure!(after == before, "stored was {before}, and is {after}");
    // What a page may ask is answered on the same way.
    let said = say(session, "keyturn-test-say", &for_the_console()[0]).await?;
    ensure!(said["answer"]["broken"]["integrations"][0]["name"] == "Sumo Logic", "it is answered {said}");
    Ok(())
}

async fn a_frame_that_is_not_the_consoles_gets_no_answer(cx: &mut Context<World>) -> anyhow::Result<()> {
    // The strict policy lets no such frame in.
    cx.data.console.set_csp(Csp::None);
    let result = in_frames(cx).await;
    cx.data.console.set_csp(if cx.data.is_strict { Csp::Strict } else { Csp::None });
    result
}

/// Frames whose origin is not the console's, whatever their address says. Our scripts run there, as the page's own do.
const FRAMES: [(&str, &str); 3] = [
    ("a frame in a sandbox", "frame.sandbox = 'allow-scripts'; frame.src = '/outside';"),
    ("a text in a sandbox", "frame.sandbox = 'allow-scripts'; frame.srcdoc = '<p>Nothing</p>';"),
    ("a frame of data", "frame.src = 'data:text/html,<p>Nothing</p>';"),
];
/// In one of another host they do not.
const ANOTHER_HOST: &str = "frame.src = 'https://lastpass.com/outside';";

/// Puts a frame into the page, and goes there.
async fn enter(session: &Session, script: &str) -> anyhow::Result<()> {
    let build = format!(
        "const frame = document.createElement('iframe');
        {script}
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        document.body.replaceChildren(frame);
        await loaded;
        return null;"
    );
    session.eval::<Value>(&build, &[]).await?;
    let frame = session.driver.execute("return document.querySelector('iframe')", vec![]).await?.element()?;
    Ok(frame.enter_frame().await?)
}

async fn in_frames(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let before = all(session).await?;
    let not_allowed = json!({ "kind": "failed", "trouble": { "kind": "notAllowed" } });
    for (what, script) in FRAMES {
        enter(session, script).await?;
        for message in for_our_pages().into_iter().chain(for_the_console()) {
            let said = say(session, "keyturn-test-say", &message).await.context(what)?;
            ensure!(said["answer"] == not_allowed, "{message} of {what} is answered {said}");
        }
        session.driver.enter_default_frame().await?;
    }
    enter(session, ANOTHER_HOST).await?;
    let asked = "const page = document.documentElement.dataset;
        page.asks = arguments[0];
        dispatchEvent(new Event('keyturn-test-say'));
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return [document.body.textContent, page.said ?? null];";
    let message = json!(json!({ "kind": "overview" }).to_string());
    let (text, said): (String, Value) = session.eval(asked, &[message]).await?;
    ensure!(text == "Nothing", "the frame of another host did not come: {text:?}");
    ensure!(said.is_null(), "our script runs in a frame of another host, and says {said}");
    session.driver.enter_default_frame().await?;
    let after = all(session).await?;
    ensure!(after == before, "stored was {before}, and is {after}");
    Ok(())
}
