//! The inventory in the options page: its fields, its order, its search, and what older versions stored.

use anyhow::ensure;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{SOON, World, afresh, list, says, stored, tell};
use serde_json::{Value, json};

use crate::options::{integrations, open, press, type_into};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        every_field_is_kept_and_comes_back_into_the_form,
        a_link_that_is_none_is_refused_in_words,
        the_link_is_opened_without_a_referrer,
        a_header_sorts_the_list,
        the_search_finds_words_of_every_field,
        a_thousand_integrations_are_searched_quickly,
        what_schema_one_stored_is_read_and_written_anew,
        what_a_reset_does_not_touch_is_in_the_catalog,
        an_entry_of_the_catalog_can_be_edited_at_once,
    ]
}

/// Lists an integration with all its fields.
pub async fn list_all(session: &Session, draft: Value) -> anyhow::Result<()> {
    let mut whole = json!({ "name": "", "owner": "", "place": "", "accounts": [] });
    if let (Some(whole), Some(draft)) = (whole.as_object_mut(), draft.as_object()) {
        whole.extend(draft.clone());
    }
    tell(session, json!({ "kind": "save", "draft": whole })).await?;
    Ok(())
}

/// The names in the list, from above, as far as they are shown.
pub async fn names(session: &Session) -> anyhow::Result<Vec<String>> {
    let names = "return [...document.querySelectorAll('#rows > tr')].filter((row) => row.checkVisibility())\
                 .map((row) => row.querySelector('.name').textContent);";
    session.eval(names, &[]).await
}

async fn listed(session: &Session, expected: &[&str]) -> anyhow::Result<()> {
    session
        .wait_for(&format!("{expected:?} listed"), SOON, async || Ok((names(session).await? == expected).then_some(())))
        .await
}

async fn every_field_is_kept_and_comes_back_into_the_form(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    type_into(session, "#name", "Sumo Logic").await?;
    type_into(session, "#link", "https://service.example/settings").await?;
    session.eval::<Value>("document.querySelector('#criticality').focus();", &[]).await?;
    session.press("Cri").await?;
    type_into(session, "#polls-every", "6").await?;
    session.eval::<Value>("document.querySelector('#polls-unit').focus();", &[]).await?;
    session.press("h").await?;
    type_into(session, "#note", "two people needed").await?;
    press(session, "#submit").await?;
    says(session, "#status", "Added Sumo Logic").await?;
    for words in ["Critical", "6 hours", "two people needed", "Open"] {
        says(session, "#rows", words).await?;
    }
    let stored = integrations(session).await?;
    let id = stored.first().map(|one| one["id"].clone());
    let expected = json!([{
        "id": id, "name": "Sumo Logic", "owner": "", "place": "", "accounts": null,
        "link": "https://service.example/settings", "criticality": "critical", "pollsEvery": 360,
        "note": "two people needed",
    }]);
    ensure!(json!(stored) == expected, "stored: {stored:?}");
    press(session, "[aria-label='Edit Sumo Logic']").await?;
    let form = "return ['link', 'criticality', 'polls-every', 'polls-unit', 'note'].map((id) => document.getElementById(id).value);";
    let form: Value = session.eval(form, &[]).await?;
    ensure!(
        form == json!(["https://service.example/settings", "critical", "6", "hours", "two people needed"]),
        "the form has {form}"
    );
    press(session, "#submit").await?;
    says(session, "#status", "Saved Sumo Logic").await?;
    let stored = integrations(session).await?;
    ensure!(json!(stored) == expected, "stored after the edit: {stored:?}");
    session.expect_quiet_console().await
}

async fn a_link_that_is_none_is_refused_in_words(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    type_into(session, "#name", "Sumo Logic").await?;
    for (link, words) in [
        ("javascript:alert(1)", "begins with https:// or http://"),
        ("https://ada:secret@service.example/", "user name or a password"),
    ] {
        session.eval::<Value>("document.querySelector('#link').value = '';", &[]).await?;
        type_into(session, "#link", link).await?;
        press(session, "#submit").await?;
        says(session, "#link-error", words).await?;
    }
    let focused: String = session.eval("return document.activeElement.id;", &[]).await?;
    ensure!(focused == "link", "the focus is on {focused}");
    session.eval::<Value>("document.querySelector('#link').value = '';", &[]).await?;
    type_into(session, "#polls-every", "often").await?;
    press(session, "#submit").await?;
    says(session, "#polls-error", "whole number").await?;
    ensure!(integrations(session).await?.is_empty(), "it was taken");
    Ok(())
}

async fn the_link_is_opened_without_a_referrer(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list_all(session, json!({ "name": "Sumo", "link": "https://service.example/a?b=c" })).await?;
    list(session, "Zilla", "", "", &[]).await?;
    session.open_extension_page("options.html").await?;
    says(session, "#rows", "Zilla").await?;
    let links = "return [...document.querySelectorAll('#rows a')].filter((link) => link.checkVisibility())\
                 .map((link) => [link.href, link.target, link.rel, link.getAttribute('aria-label')]);";
    let links: Value = session.eval(links, &[]).await?;
    ensure!(
        links == json!([["https://service.example/a?b=c", "_blank", "noreferrer", "Open Sumo in a new tab"]]),
        "the links are {links}"
    );
    Ok(())
}

async fn a_header_sorts_the_list(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    list_all(session, json!({ "name": "Alpha", "owner": "Zoe", "criticality": "low" })).await?;
    list_all(session, json!({ "name": "beta", "criticality": "critical", "pollsEvery": 60 })).await?;
    list_all(session, json!({ "name": "Gamma", "owner": "ada", "pollsEvery": 5 })).await?;
    session.open_extension_page("options.html").await?;
    listed(session, &["Alpha", "beta", "Gamma"]).await?;
    for (column, expected, sort) in [
        ("criticality", ["beta", "Gamma", "Alpha"], "ascending"),
        ("criticality", ["Alpha", "Gamma", "beta"], "descending"),
        ("polls", ["Gamma", "beta", "Alpha"], "ascending"),
        ("polls", ["beta", "Gamma", "Alpha"], "descending"),
        ("owner", ["Gamma", "Alpha", "beta"], "ascending"),
        ("name", ["Alpha", "beta", "Gamma"], "ascending"),
        ("name", ["Gamma", "beta", "Alpha"], "descending"),
    ] {
        press(session, &format!("[data-column={column}] button")).await?;
        listed(session, &expected).await?;
        let sorts = "return [...document.querySelectorAll('[aria-sort]:not([aria-sort=none])')]\
                     .map((header) => [header.dataset.column, header.ariaSort]);";
        let sorts: Value = session.eval(sorts, &[]).await?;
        ensure!(sorts == json!([[column, sort]]), "aria-sort says {sorts}");
    }
    // What is added takes its place in the order that was chosen.
    type_into(session, "#name", "delta").await?;
    press(session, "#submit").await?;
    listed(session, &["Gamma", "delta", "beta", "Alpha"]).await
}

async fn the_search_finds_words_of_every_field(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let sumo = json!({
        "name": "Sumo Logic", "owner": "Priya Nair", "place": "Hosted Collector", "accounts": ["18836731"],
        "link": "https://service.example/collector", "criticality": "critical", "pollsEvery": 5, "note": "after hours",
    });
    list_all(session, sumo).await?;
    list(session, "Zilla", "Priya Nair", "", &[]).await?;
    session.open_extension_page("options.html").await?;
    listed(session, &["Sumo Logic", "Zilla"]).await?;
    says(session, "#count", "2 integrations").await?;
    for (words, expected) in [
        ("logic SUMO", &["Sumo Logic"][..]),
        ("hosted", &["Sumo Logic"]),
        ("8836", &["Sumo Logic"]),
        ("service.example", &["Sumo Logic"]),
        ("critical", &["Sumo Logic"]),
        ("5 minutes", &["Sumo Logic"]),
        ("after hours", &["Sumo Logic"]),
        ("priya", &["Sumo Logic", "Zilla"]),
        ("all accounts", &["Zilla"]),
        ("datadog", &[]),
    ] {
        session.eval::<Value>("document.querySelector('#find').select();", &[]).await?;
        session.press(words).await?;
        listed(session, expected).await?;
        let count = if expected.len() == 2 { "2 integrations".to_owned() } else { format!("{} of 2", expected.len()) };
        says(session, "#count", &count).await?;
    }
    says(session, "#none-found", "Nothing in the inventory").await?;
    let is_polite: bool = session.eval("return document.querySelector('#count').role === 'status';", &[]).await?;
    ensure!(is_polite, "nobody is told how many there are");
    Ok(())
}

async fn a_thousand_integrations_are_searched_quickly(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let drafts: Vec<Value> = (0..1_000)
        .map(|number| json!({ "name": format!("Integration {number}"), "owner": "Ada", "place": "vault", "accounts": [] }))
        .collect();
    tell(session, json!({ "kind": "import", "seen": [], "added": drafts, "changed": [] })).await?;
    session.open_extension_page("options.html").await?;
    says(session, "#count", "1000 integrations").await?;
    // From the key to the frame that shows what it found.
    let typed = "const find = document.querySelector('#find'); const took = [];\
                 for (const words of ['9', '99', '999', '99', '', 'ada', 'nobody', '']) {\
                   const begun = performance.now(); find.value = words;\
                   find.dispatchEvent(new Event('input', { bubbles: true }));\
                   document.body.offsetHeight; took.push(performance.now() - begun); }\
                 return took;";
    let took: Vec<f64> = session.eval(typed, &[]).await?;
    let longest = took.iter().copied().fold(0.0, f64::max);
    println!("     a key in the search over 1,000: at most {longest:.0} ms");
    ensure!(longest < 1_000.0, "a key took {took:?} ms");
    // The last key has left most of its rows to the frames after it.
    let shown = async || Ok((names(session).await?.len() == 100).then_some(()));
    session.wait_for("the first hundred rows", SOON, shown).await?;
    press(session, "#show-all").await?;
    let shown = async || Ok((names(session).await?.len() == 1_000).then_some(()));
    session.wait_for("all of them", SOON, shown).await?;
    type_into(session, "#find", "integration 999").await?;
    listed(session, &["Integration 999"]).await
}

async fn what_schema_one_stored_is_read_and_written_anew(cx: &mut Context<World>) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let before = json!({ "inventory": { "schema": 1, "integrations": [
        { "id": "i3", "name": "Sumo", "owner": "Ada", "place": "a\nb", "accounts": ["27", "28"] },
        { "id": "i5", "name": "Devo", "owner": "", "place": "", "accounts": null },
    ] } });
    session
        .in_extension::<Value>("await chrome.storage.local.set(arguments[0]);", std::slice::from_ref(&before))
        .await?;
    session.open_extension_page("options.html").await?;
    listed(session, &["Devo", "Sumo"]).await?;
    ensure!(stored(session, "inventory").await? == before["inventory"], "reading alone wrote");
    type_into(session, "#name", "Zilla").await?;
    press(session, "#submit").await?;
    listed(session, &["Devo", "Sumo", "Zilla"]).await?;
    let after = stored(session, "inventory").await?;
    let id = after["integrations"][2]["id"].as_str().unwrap_or_default();
    let new = |id: &str, name: &str, owner: &str, place: &str, accounts: Value| {
        json!({ "id": id, "name": name, "owner": owner, "place": place, "accounts": accounts,
                "link": null, "criticality": "normal", "pollsEvery": null, "note": "" })
    };
    let expected = json!({ "schema": 2, "integrations": [
        new("i3", "Sumo", "Ada", "a\nb", json!(["27", "28"])),
        new("i5", "Devo", "", "", Value::Null),
        new(id, "Zilla", "", "", Value::Null),
    ] });
    ensure!(!["", "i3", "i5"].contains(&id), "its id is {id:?}");
    ensure!(after == expected, "stored: {after}");
    ensure!(stored(session, "aside").await?.is_null(), "it was set aside");
    Ok(())
}

async fn what_a_reset_does_not_touch_is_in_the_catalog(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    type_into(session, "#search", "okta").await?;
    let shown = "return [...document.querySelectorAll('#not-affected-entries > li')].filter((entry) => entry.checkVisibility())\
                 .map((entry) => [entry.innerText.includes('Provisioning Token'), entry.querySelectorAll('button').length]);";
    let is_there = async || Ok((session.eval::<Value>(shown, &[]).await? == json!([[true, 0]])).then_some(()));
    session.wait_for("Okta provisioning, with no Add button", SOON, is_there).await?;
    says(session, "#not-affected", "A reset does not touch these").await?;
    session.eval::<Value>("document.querySelector('#search').select();", &[]).await?;
    session.press("datadog").await?;
    let is_gone = async || {
        let shown = "return document.querySelector('#not-affected').checkVisibility();";
        Ok((!session.eval::<bool>(shown, &[]).await?).then_some(()))
    };
    session.wait_for("the other half to go", SOON, is_gone).await
}

async fn an_entry_of_the_catalog_can_be_edited_at_once(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    type_into(session, "#search", "datadog").await?;
    press(session, "#entries > li:not([hidden]) button").await?;
    says(session, "#status", "Added Datadog").await?;
    press(session, "#edit-added").await?;
    let name: String = session.eval("return document.querySelector('#name').value;", &[]).await?;
    ensure!(name.starts_with("Datadog"), "the form has {name:?}");
    type_into(session, "#owner", "Ada").await?;
    press(session, "#submit").await?;
    says(session, "#rows", "Ada").await?;
    let stored = integrations(session).await?;
    ensure!(stored.len() == 1 && stored[0]["owner"] == "Ada", "stored: {stored:?}");
    Ok(())
}
