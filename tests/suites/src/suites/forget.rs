//! Forgetting: said before, done in one write, undone for ten seconds.

use std::time::Duration;

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Key, Session, tests};
use keyturn_suites::{SOON, World, afresh, at, element, list, painted, says, stored, tell, text};
use serde_json::{Value, json};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        what_would_be_forgotten_is_said_before_and_escape_forgets_nothing,
        an_account_is_forgotten_and_undone,
        after_ten_seconds_it_is_forgotten_for_good,
        everything_is_forgotten_and_undone,
        what_was_forgotten_survives_a_background_that_ends,
        a_forgotten_account_stays_so_until_a_page_is_loaded_that_shows_it,
    ]
}

/// Two accounts, integrations of each kind, and notes of resets.
async fn something_to_forget(cx: &Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list(session, "Sumo Logic", "Priya Nair", "here", &["18836731"]).await?;
    list(session, "Datadog", "", "", &["18836731", "27"]).await?;
    list(session, "Zilla", "", "", &[]).await?;
    let account = |number: &str, company: Value, at: u32| json!({ "number": number, "company": company, "firstSeen": at, "lastSeen": at, "lastCopied": null });
    let accounts = [account("18836731", json!("OrgABC"), 5), account("27", Value::Null, 6)];
    let reset = |number: &str, at: u32| json!({ "number": number, "at": at, "listed": 2 });
    let documents = json!({
        "accounts": { "schema": 1, "accounts": accounts },
        "resets": { "schema": 1, "resets": [reset("18836731", 7), reset("27", 8)] },
    });
    session.in_extension::<Value>("await chrome.storage.local.set(arguments[0]);", &[documents]).await.map(drop)
}

async fn all_stored(session: &Session) -> anyhow::Result<Value> {
    session.in_extension("return await chrome.storage.local.get();", &[]).await
}

async fn press(session: &Session, selector: &str) -> anyhow::Result<()> {
    let into_view = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' });";
    session.eval::<Value>(into_view, &[json!(selector)]).await?;
    session.click_on(selector).await
}

async fn open(session: &Session) -> anyhow::Result<()> {
    session.open_extension_page("options.html").await?;
    element(session, "#forget-accounts li").await
}

const FIRST: &str = "#forget-accounts [data-number='18836731'] button";

async fn ask(session: &Session, button: &str) -> anyhow::Result<()> {
    press(session, button).await?;
    element(session, "#forget-dialog[open]").await
}

async fn what_would_be_forgotten_is_said_before_and_escape_forgets_nothing(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    something_to_forget(cx).await?;
    let session = &cx.session;
    let before = all_stored(session).await?;
    open(session).await?;
    ask(session, FIRST).await?;
    let said = text(session, "#forget-dialog").await?;
    for words in [
        "Forget account 18836731 of OrgABC?",
        "number, company name and times",
        "1 integration that belongs to no other account: Sumo Logic",
        "1 integration that stays for other accounts: Datadog",
        "the note of 1 reset",
        "undo this for ten seconds",
        "after it is loaded again",
    ] {
        ensure!(said.contains(words), "the dialog does not say {words:?}: {said}");
    }
    ensure!(!said.contains("Zilla"), "the dialog names what stays: {said}");
    let focused = "return document.activeElement.dataset.action;";
    ensure!(session.eval::<String>(focused, &[]).await? == "forget-cancel", "Cancel has not the focus");
    session.press(Key::Escape).await?;
    let is_closed = "return !document.querySelector('#forget-dialog').open;";
    session
        .wait_for("the dialog to close", SOON, async || Ok(session.eval::<bool>(is_closed, &[]).await?.then_some(())))
        .await?;
    ensure!(
        session
            .eval::<bool>("return document.activeElement === document.querySelector(arguments[0]);", &[json!(FIRST)])
            .await?,
        "the focus is lost"
    );
    ensure!(all_stored(session).await? == before, "something was forgotten");
    ask(session, "[data-action=forget-everything]").await?;
    let said = text(session, "#forget-dialog").await?;
    for words in [
        "Forget everything?",
        "2 accounts: 18836731, 27",
        "3 integrations: Sumo Logic, Datadog, Zilla",
        "2 resets",
        "What stays",
    ] {
        ensure!(said.contains(words), "the dialog does not say {words:?}: {said}");
    }
    session.click_on("[data-action=forget-cancel]").await?;
    ensure!(all_stored(session).await? == before, "something was forgotten");
    session.expect_quiet_console().await
}

async fn an_account_is_forgotten_and_undone(cx: &mut Context<World>) -> anyhow::Result<()> {
    something_to_forget(cx).await?;
    let session = &cx.session;
    let before = all_stored(session).await?;
    open(session).await?;
    ask(session, FIRST).await?;
    session.click_on("[data-action=forget-go]").await?;
    says(session, "#forget-status", "Account 18836731 is forgotten").await?;
    let left = all_stored(session).await?;
    ensure!(!left.to_string().contains("18836731"), "the number is still stored: {left}");
    ensure!(left["inventory"]["integrations"].as_array().is_some_and(|all| all.len() == 2), "left: {left}");
    ensure!(left["resets"]["resets"].as_array().is_some_and(|all| all.len() == 1), "left: {left}");
    // The other parts of the page show it.
    let is_gone = async || Ok((!text(session, "#rows").await?.contains("Sumo Logic")).then_some(()));
    session.wait_for("the inventory without it", SOON, is_gone).await?;
    ensure!(
        session.eval::<String>("return document.activeElement.id;", &[]).await? == "forget-undo",
        "the focus is lost"
    );
    session.press(Key::Enter).await?;
    says(session, "#forget-status", "It is all back").await?;
    says(session, "#rows", "Sumo Logic").await?;
    same_but_for_order(&all_stored(session).await?, &before)?;
    session.expect_quiet_console().await
}

/// Whether two storages hold the same, whatever the order of the lists in them.
fn same_but_for_order(now: &Value, before: &Value) -> anyhow::Result<()> {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Array(all) => {
                let mut all: Vec<Value> = all.iter().map(sorted).collect();
                all.sort_by_key(Value::to_string);
                Value::Array(all)
            }
            Value::Object(all) => all.iter().map(|(key, value)| (key.clone(), sorted(value))).collect(),
            other => other.clone(),
        }
    }
    ensure!(sorted(now) == sorted(before), "now {now}, before {before}");
    Ok(())
}

async fn after_ten_seconds_it_is_forgotten_for_good(cx: &mut Context<World>) -> anyhow::Result<()> {
    something_to_forget(cx).await?;
    let session = &cx.session;
    open(session).await?;
    ask(session, FIRST).await?;
    session.click_on("[data-action=forget-go]").await?;
    says(session, "#forget-undo", "(10 s)").await?;
    says(session, "#forget-undo", "(9 s)").await?;
    let has_gone = async || {
        let state = "const undo = document.querySelector('#forget-undo'); return [undo.checkVisibility(), document.activeElement.id];";
        Ok((session.eval::<Value>(state, &[]).await? == json!([false, "forget-heading"])).then_some(()))
    };
    session.wait_for("the way back to go, and the focus to stay near", Duration::from_secs(15), has_gone).await?;
    ensure!(!all_stored(session).await?.to_string().contains("18836731"), "the number is stored");
    Ok(())
}

async fn everything_is_forgotten_and_undone(cx: &mut Context<World>) -> anyhow::Result<()> {
    something_to_forget(cx).await?;
    let session = &cx.session;
    let words = json!({ "accountNumber": ["Kontonummer"], "reset": [], "notAfter": [], "icons": [] });
    tell(session, json!({ "kind": "saveWords", "language": "de", "words": words })).await?;
    // Something that was set aside, and something that a later version keeps.
    let others = json!({
        "aside": [{ "document": "resets", "newer": false, "at": 1, "kept": "aside:resets:1" }],
        "aside:resets:1": "junk",
        "later": { "schema": 9 },
        "engines": { "schema": 1, "hosts": { "admin.lastpass.com": "allowed" } },
    });
    session.in_extension::<Value>("await chrome.storage.local.set(arguments[0]);", &[others]).await?;
    let before = all_stored(session).await?;
    open(session).await?;
    ask(session, "[data-action=forget-everything]").await?;
    let said = text(session, "#forget-dialog").await?;
    ensure!(said.contains("your words in 1 language") && said.contains("1 document that could not be read"), "{said}");
    session.click_on("[data-action=forget-go]").await?;
    says(session, "#forget-status", "Everything is forgotten").await?;
    let left = all_stored(session).await?;
    ensure!(left.as_object().is_some_and(|all| all.keys().eq(["engines"])), "left: {left}");
    element(session, "#forget-none:not([hidden])").await?;
    session.click_on("#forget-undo").await?;
    says(session, "#forget-status", "It is all back").await?;
    same_but_for_order(&all_stored(session).await?, &before)
}

async fn what_was_forgotten_survives_a_background_that_ends(cx: &mut Context<World>) -> anyhow::Result<()> {
    something_to_forget(cx).await?;
    let session = &cx.session;
    let before = all_stored(session).await?;
    open(session).await?;
    ask(session, "[data-action=forget-everything]").await?;
    session.click_on("[data-action=forget-go]").await?;
    says(session, "#forget-status", "Everything is forgotten").await?;
    session.stop_background().await?;
    // A page shows an account meanwhile, whose record is as old as before once it is back.
    tell(session, json!({ "kind": "save", "draft": { "name": "New", "owner": "", "place": "", "accounts": [] } }))
        .await?;
    session.click_on("#forget-undo").await?;
    says(session, "#forget-status", "It is all back").await?;
    let now = all_stored(session).await?;
    ensure!(now["accounts"] == before["accounts"] && now["resets"] == before["resets"], "now: {now}");
    let names: Vec<&str> = now["inventory"]["integrations"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one["name"].as_str())
        .collect();
    ensure!(names.len() == 4 && names.contains(&"New") && names.contains(&"Sumo Logic"), "integrations: {names:?}");
    Ok(())
}

async fn a_forgotten_account_stays_so_until_a_page_is_loaded_that_shows_it(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    session.goto(&at("/dashboard")).await?;
    painted(session, &["18836731"]).await?;
    let console = session.tab().await?;
    let is_known = async || Ok((!stored(session, "accounts").await?["accounts"][0].is_null()).then_some(()));
    session.wait_for("the account remembered", SOON, is_known).await?;
    open(session).await?;
    ask(session, FIRST).await?;
    session.click_on("[data-action=forget-go]").await?;
    says(session, "#forget-status", "is forgotten").await?;
    // The page still shows it, and now another number beside it; what is new is told of after a second.
    session.switch_to(&console).await?;
    let other =
        "document.body.append(Object.assign(document.createElement('p'), { textContent: 'Account number 27' }));";
    session.eval::<Value>(other, &[]).await?;
    painted(session, &["18836731", "27"]).await?;
    let knows_other = async || Ok((stored(session, "accounts").await?["accounts"][0]["number"] == "27").then_some(()));
    session.wait_for("the other account remembered", SOON, knows_other).await?;
    ensure!(!stored(session, "accounts").await?.to_string().contains("18836731"), "the open page brought it back");
    session.goto(&at("/dashboard")).await?;
    let is_back = async || Ok(stored(session, "accounts").await?.to_string().contains("18836731").then_some(()));
    session.wait_for("the account remembered again", SOON, is_back).await
}
