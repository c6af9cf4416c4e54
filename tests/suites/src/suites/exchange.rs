//! The inventory as a file: exported, imported, refused.

use anyhow::{Context as _, ensure};
use keyturn_core::integration::MOST_INTEGRATIONS;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Session, tests};
use keyturn_suites::{ENTERPRISE_API, SOON, World, afresh, at, element, engine_runs, guard, list, painted, says, text};
use serde_json::{Value, json};

use crate::inventory::{list_all, names};
use crate::options::{integrations, open, press};

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        what_is_exported_as_csv_imports_to_the_same,
        what_is_exported_as_json_imports_to_the_same,
        an_import_is_shown_before_it_is_made,
        an_import_is_undone,
        a_broken_file_is_refused_with_its_place,
        a_file_that_is_too_large_is_refused,
        a_thousand_integrations_are_imported,
        as_many_as_there_can_be_are_imported_and_listed,
        what_changed_meanwhile_is_not_overwritten,
    ]
}

/// Integrations that files and spreadsheets stumble over.
fn hostile() -> Vec<Value> {
    vec![
        json!({ "name": "=HYPERLINK(\"https://evil.example\",\"a\")", "owner": "+1", "place": "-1;=2", "note": "@a\n=b\n'c",
                "accounts": ["27", "18836731"], "link": "https://service.example/?a=1,2", "criticality": "critical", "pollsEvery": 90 }),
        json!({ "name": "'tis \"quoted\", really; ümlaut 😀", "owner": "''", "place": "a\tb", "note": "two\r\nlines" }),
        json!({ "name": "<b>plain</b>", "criticality": "low" }),
    ]
}

async fn open_with_hostile(cx: &mut Context<World>) -> anyhow::Result<Vec<Value>> {
    afresh(&cx.session, &cx.data).await?;
    for draft in hostile() {
        list_all(&cx.session, draft).await?;
    }
    cx.session.open_extension_page("options.html").await?;
    says(&cx.session, "#count", "3 integrations").await?;
    integrations(&cx.session).await
}

async fn import(session: &Session, name: &str, content: &[u8]) -> anyhow::Result<()> {
    session.upload("#import-file", name, content).await
}

/// Without their ids: an import gives new ones. By name, as they are exported.
fn nameless(mut integrations: Vec<Value>) -> Vec<Value> {
    for integration in &mut integrations {
        integration["id"] = Value::Null;
    }
    integrations.sort_by_key(|integration| integration["name"].as_str().unwrap_or_default().to_lowercase());
    integrations
}

async fn there_and_back(cx: &mut Context<World>, format: &str) -> anyhow::Result<()> {
    let before = open_with_hostile(cx).await?;
    let session = &cx.session;
    press(session, &format!("[data-action=export-{format}]")).await?;
    says(session, "#status", "Exported to keyturn-inventory-").await?;
    let (name, content) = session.download().await?;
    ensure!(name.starts_with("keyturn-inventory-20") && name.ends_with(format), "the file is named {name}");
    let written = String::from_utf8(content.clone()).context("it is not UTF-8")?;
    let begins = if format == "csv" { "\u{feff}name,criticality," } else { "{\n  \"format\": \"keyturn-inventory\"" };
    ensure!(written.starts_with(begins), "it begins {:?}", &written.chars().take(60).collect::<String>());

    // Into itself: nothing to do.
    import(session, &name, &content).await?;
    says(session, "#import-counts", "3 the same").await?;
    let has_button: bool =
        session.eval("return document.querySelector('#import-agree').checkVisibility();", &[]).await?;
    ensure!(!has_button, "there is something to agree to");

    // Into an empty inventory: all of it again.
    open(cx).await?;
    let session = &cx.session;
    import(session, &name, &content).await?;
    says(session, "#import-counts", "3 new").await?;
    press(session, "#import-agree").await?;
    says(session, "#status", "Imported 3 integrations").await?;
    let after = integrations(session).await?;
    ensure!(nameless(after.clone()) == nameless(before.clone()), "before: {before:?}\nafter: {after:?}");
    session.expect_quiet_console().await
}

async fn what_is_exported_as_csv_imports_to_the_same(cx: &mut Context<World>) -> anyhow::Result<()> {
    there_and_back(cx, "csv").await
}

async fn what_is_exported_as_json_imports_to_the_same(cx: &mut Context<World>) -> anyhow::Result<()> {
    there_and_back(cx, "json").await
}

/// Semicolons, as Excel writes them in Europe.
const CHANGES: &str = "name;owner;note\r\nSumo;Grace;\r\nZilla;;\r\nNew;Ada;\"a;b\"\r\n";

async fn open_with_two(cx: &mut Context<World>) -> anyhow::Result<Vec<Value>> {
    afresh(&cx.session, &cx.data).await?;
    list_all(&cx.session, json!({ "name": "Sumo", "owner": "Ada", "note": "old", "link": "https://service.example/" }))
        .await?;
    list(&cx.session, "Zilla", "", "", &["27"]).await?;
    cx.session.open_extension_page("options.html").await?;
    says(&cx.session, "#count", "2 integrations").await?;
    integrations(&cx.session).await
}

async fn an_import_is_shown_before_it_is_made(cx: &mut Context<World>) -> anyhow::Result<()> {
    let before = open_with_two(cx).await?;
    let session = &cx.session;
    import(session, "changes.csv", CHANGES.as_bytes()).await?;
    says(session, "#import-heading", "changes.csv").await?;
    says(session, "#import-counts", "1 new · 1 changed · 1 the same").await?;
    let changes = "return [...document.querySelectorAll('#import-changes li li')].map((line) => line.textContent);";
    let changes: Value = session.eval(changes, &[]).await?;
    ensure!(
        changes == json!(["Owner: from Ada → to Grace", "Note: from old → to (empty)"]),
        "the changes are {changes}"
    );
    says(session, "#import-additions", "New").await?;
    says(session, "#import-agree", "Import 2 integrations").await?;
    let focused: String = session.eval("return document.activeElement.id;", &[]).await?;
    ensure!(focused == "import-heading", "the focus is on {focused:?}");
    ensure!(integrations(session).await? == before, "the preview changed something");

    press(session, "[data-action=cancel-import]").await?;
    let is_open = "return document.querySelector('#import').checkVisibility();";
    ensure!(!session.eval::<bool>(is_open, &[]).await?, "it is still shown");
    ensure!(integrations(session).await? == before, "Cancel changed something");

    import(session, "changes.csv", CHANGES.as_bytes()).await?;
    element(session, "#import:not([hidden])").await?;
    press(session, "#import-agree").await?;
    says(session, "#status", "Imported 2 integrations").await?;
    let stored = integrations(session).await?;
    let ids: Vec<Value> = stored.iter().map(|one| one["id"].clone()).collect();
    ensure!(ids.len() == 3, "stored: {stored:?}");
    let brief: Vec<Value> =
        stored.iter().map(|i| json!([i["id"], i["name"], i["owner"], i["note"], i["link"]])).collect();
    let expected = json!([
        [ids[0], "Sumo", "Grace", "", "https://service.example/"],
        [ids[1], "Zilla", "", "", null],
        [ids[2], "New", "Ada", "a;b", null],
    ]);
    ensure!(ids[..2] == before.iter().map(|one| one["id"].clone()).collect::<Vec<_>>() && !ids[..2].contains(&ids[2]));
    ensure!(json!(brief) == expected, "stored: {brief:?}");
    session.expect_quiet_console().await
}

async fn an_import_is_undone(cx: &mut Context<World>) -> anyhow::Result<()> {
    let before = open_with_two(cx).await?;
    let session = &cx.session;
    import(session, "changes.csv", CHANGES.as_bytes()).await?;
    element(session, "#import:not([hidden])").await?;
    press(session, "#import-agree").await?;
    says(session, "#count", "3 integrations").await?;
    press(session, "#undo").await?;
    says(session, "#status", "Import undone").await?;
    let after = integrations(session).await?;
    ensure!(after == before, "before: {before:?}\nafter: {after:?}");
    Ok(())
}

async fn a_broken_file_is_refused_with_its_place(cx: &mut Context<World>) -> anyhow::Result<()> {
    let before = open_with_two(cx).await?;
    let session = &cx.session;
    let json = "{\n  \"format\": \"keyturn-inventory\",\n  \"schema\": 1,\n  \"integrations\": [\n    { \"name\": \"New\", \"link\": \"javascript:alert(1)\" }\n  ]\n}";
    let newer = r#"{"format":"keyturn-inventory","schema":2,"integrations":[],"rotations":[]}"#;
    for (name, content, words) in [
        (
            "a.csv",
            &b"name,owner\nNew,Ada\nSumo,\"Grace\nZilla,\n"[..],
            "Line 3, column 6: The quotation mark that begins this cell is never closed.",
        ),
        (
            "b.csv",
            b"name;colour\nNew;red",
            "Line 1, column 6: Keyturn does not know the column \u{201c}colour\u{201d}.",
        ),
        ("c.json", json.as_bytes(), "Line 5, column 30: A link begins with https:// or http://."),
        ("d.json", &json.as_bytes()[..60], "Line 4, column 10: The file ends too early."),
        ("e.json", newer.as_bytes(), "newer version of Keyturn"),
        ("f.csv", b"\xff\xfen\0a\0m\0e\0", "UTF-16"),
        ("g.csv", b"name\nS\xfcmo", "Line 2, column 2: Here stands something that is not UTF-8."),
        ("h.csv", b"", "The file is empty."),
    ] {
        import(session, name, content).await?;
        let error = session
            .wait_for(&format!("{name} refused: {words}"), SOON, async || {
                let error = text(session, "#import-error").await?;
                Ok((error.starts_with(name) && error.contains(words)).then_some(error))
            })
            .await
            .with_context(|| name.to_owned());
        let error = match error {
            Ok(error) => error,
            Err(problem) => return Err(problem.context(text(session, "#import-error").await?)),
        };
        ensure!(error.ends_with("Nothing in the inventory was changed."), "it says {error:?}");
        let is_open = "return document.querySelector('#import').checkVisibility();";
        ensure!(!session.eval::<bool>(is_open, &[]).await?, "a preview of {name} is shown");
    }
    ensure!(integrations(session).await? == before, "something changed");
    ensure!(names(session).await? == ["Sumo", "Zilla"], "the list is {:?}", names(session).await?);
    Ok(())
}

async fn a_file_that_is_too_large_is_refused(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    let mut large = b"name\nSumo\n".to_vec();
    large.resize(10 * 1024 * 1024 + 1, b'\n');
    import(session, "large.csv", &large).await?;
    says(session, "#import-error", "The file is too large: at most 10 MB.").await?;
    large.pop();
    import(session, "large.csv", &large).await?;
    says(session, "#import-counts", "1 new").await?;
    let rows: String = (0..=MOST_INTEGRATIONS).map(|number| format!("Integration {number}\n")).collect();
    import(session, "many.csv", format!("name\n{rows}").as_bytes()).await?;
    says(session, "#import-error", "it holds 5000 integrations at most").await
}

/// Imports so many integrations of these accounts, and prints how long it took.
async fn import_many(session: &Session, count: usize, accounts: &str) -> anyhow::Result<()> {
    let mut rows = "name,owner,place,accounts,criticality,polls_every_minutes\r\n".to_owned();
    for number in 0..count {
        rows.push_str(&format!("Integration {number},Owner {},\"Vault > {number}\",{accounts},high,5\r\n", number % 7));
    }
    let begun = std::time::Instant::now();
    import(session, "many.csv", rows.as_bytes()).await?;
    says(session, "#import-agree", &format!("Import {count} integrations")).await?;
    let shown = begun.elapsed().as_millis();
    press(session, "#import-agree").await?;
    says(session, "#count", &format!("{count} integrations")).await?;
    println!("     {count} integrations: shown after {shown} ms, imported after {} ms", begun.elapsed().as_millis());
    ensure!(integrations(session).await?.len() == count);
    Ok(())
}

async fn a_thousand_integrations_are_imported(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    import_many(session, 1_000, "27").await?;
    press(session, "#undo").await?;
    says(session, "#status", "Import undone").await?;
    ensure!(integrations(session).await?.is_empty());
    Ok(())
}

/// All that an inventory can hold: taken, saved, and listed where a reset is held. One more is refused where it stands.
async fn as_many_as_there_can_be_are_imported_and_listed(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx).await?;
    let session = &cx.session;
    import_many(session, MOST_INTEGRATIONS, "all").await?;
    import(session, "more.csv", b"name\nIntegration 1\nOne more\n").await?;
    says(session, "#import-error", "Line 3, column 1: The inventory is full: it holds 5000 integrations at most.")
        .await?;
    ensure!(integrations(session).await?.len() == MOST_INTEGRATIONS);

    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    painted(session, &["18836731"]).await?;
    let begun = std::time::Instant::now();
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    println!("     5,000 integrations: in the dialog after {} ms", begun.elapsed().as_millis());
    ensure!(dialog.find("checkbox", "I am ready to update 5000 integrations").is_some(), "{:.200}", dialog.text);
    ensure!(dialog.text.contains("Integration 4999"), "not all of them are listed");
    Ok(())
}

async fn what_changed_meanwhile_is_not_overwritten(cx: &mut Context<World>) -> anyhow::Result<()> {
    open_with_two(cx).await?;
    let session = &cx.session;
    import(session, "changes.csv", CHANGES.as_bytes()).await?;
    element(session, "#import:not([hidden])").await?;
    let elsewhere = "const { inventory } = await chrome.storage.local.get('inventory');\
                     inventory.integrations[0].owner = 'Somebody else'; await chrome.storage.local.set({ inventory });";
    session.in_extension::<Value>(elsewhere, &[]).await?;
    let before = integrations(session).await?;
    press(session, "#import-agree").await?;
    says(session, "#import-error", "The inventory was changed meanwhile").await?;
    ensure!(integrations(session).await? == before, "something changed");
    Ok(())
}
