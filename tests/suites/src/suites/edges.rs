//! What stands at the edges: messages that are none, HTML made of text on our own pages, and a reset that no control of
//! the page makes.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::{ENTERPRISE_API, World, afresh, at, element, engine_runs, list, stored};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        what_is_no_message_is_not_understood_and_changes_nothing,
        our_pages_make_no_html_of_a_text,
        a_request_of_the_pages_own_is_no_press_and_is_not_held,
    ]
}

/// What a page of ours could say by mistake: of no kind, of a kind that there is not, and of each wrong shape.
const JUNK: &str = r"
    const round = {};
    round.round = round;
    const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000));
    const draft = { name: 'x', owner: '', place: '', accounts: [] };
    const junk = [null, 0, -1, NaN, '', 'state', '\ud800', true, [], [{ kind: 'overview' }], {}, deep, round,
        { kind: null }, { kind: 7 }, { kind: 'nothing' }, { kind: '\ud800' }, { kind: ['save'] }, { kind: 'x'.repeat(1_000_000) },
        { kind: 'save' }, { kind: 'save', draft: null }, { kind: 'save', before: 7, draft }, { kind: 'save', before: { id: 7 }, draft }, { kind: 'save', draft: [draft] },
        { kind: 'save', draft: { ...draft, name: 7 } }, { kind: 'save', draft: { ...draft, accounts: '18836731' } },
        { kind: 'save', draft: { ...draft, accounts: [null] } }, { kind: 'save', draft: { ...draft, pollsEvery: 'often' } },
        { kind: 'remove' }, { kind: 'remove', id: {} }, { kind: 'tick', rotation: 1 }, { kind: 'import', text: 1 }, { kind: 'saveWords', words: 1 }];
    const answers = [];
    for (const [at, message] of junk.entries()) {
        // What the browser itself does not send, does not arrive.
        const send = async () => chrome.runtime.sendMessage(message);
        const answer = await send().catch((error) => ({ browser: String(error) }));
        const isRefused = answer?.kind === 'failed' || answer === undefined || answer === null || 'browser' in answer;
        if (!isRefused) answers.push([at, answer]);
    }
    return answers;";

async fn what_is_no_message_is_not_understood_and_changes_nothing(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "Hosted Collector", &[]).await?;
    let everything = "return await chrome.storage.local.get(null);";
    let before: Value = session.in_extension(everything, &[]).await?;
    let answered: Value = session.in_extension_page(JUNK, &[]).await?;
    ensure!(answered == json!([]), "these were answered: {answered}");
    let after: Value = session.in_extension(everything, &[]).await?;
    ensure!(before == after, "stored was {before}, and is {after}");
    let why = "return (await chrome.runtime.sendMessage({ kind: 'save' })).trouble.why;";
    let why: String = session.in_extension_page(why, &[]).await?;
    ensure!(why.starts_with("save: ") && why.contains("missing field `draft`"), "it says {why:?}");
    // What is one, is understood as ever.
    list(session, "Datadog", "", "", &[]).await?;
    ensure!(stored(session, "inventory").await?["integrations"].as_array().map(Vec::len) == Some(2));
    Ok(())
}

/// HTML and addresses of scripts. (What a debugger evaluates may make code of text all the same, so that is left to the policy.)
const MAKES: &str = "
    const refused = (make) => { try { make(); return null; } catch (error) { return error.name; } };
    const ways = [
        () => { document.createElement('p').innerHTML = '<b>b</b>'; },
        () => document.createElement('p').insertAdjacentHTML('beforeend', '<b>b</b>'),
        () => new DOMParser().parseFromString('<b>b</b>', 'text/html'),
        () => { document.createElement('script').src = 'popup.js'; },
        () => trustedTypes.createPolicy('another', {}),
    ];
    return ways.map(refused);";

async fn our_pages_make_no_html_of_a_text(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    for page in ["popup.html", "options.html"] {
        cx.session.open_extension_page(page).await?;
        let refused: Value = cx.session.eval(MAKES, &[]).await?;
        let all = refused.as_array().cloned().unwrap_or_default();
        ensure!(all.len() == 5 && all.iter().all(Value::is_string), "{page}: refused were {refused}");
    }
    Ok(())
}

/// Whoever has the console's rights can ask its server; no extension hears of it, and the threat model says so.
async fn a_request_of_the_pages_own_is_no_press_and_is_not_held(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    element(session, "#reset-hash").await?;
    let asked = "return (await fetch('/api/hash/reset', { method: 'POST' })).status;";
    let status: u64 = session.eval(asked, &[]).await?;
    ensure!(status == 200 && cx.data.console.resets() == 1, "HTTP {status}");
    ensure!(session.dialog().await?.is_none(), "the dialog asks about what is done");
    Ok(())
}
