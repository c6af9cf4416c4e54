//! The dialog with a hundred integrations: quick to read all the same.

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::{ENTERPRISE_API, SOON, World, afresh, at, engine_runs, guard, of, painted};
use serde_json::json;

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![
        a_hundred_integrations_are_listed_critical_first_and_searched,
        the_list_is_copied_as_text,
        a_short_list_needs_no_search,
    ]
}

async fn open(cx: &mut Context<World>, count: u32) -> anyhow::Result<()> {
    afresh(&cx.session, &cx.data).await?;
    let session = &cx.session;
    let integration = |at: u32| {
        json!({ "id": format!("i{at}"), "name": format!("Integration {at:03}"), "owner": format!("Owner {}", at % 7),
            "place": format!("Vault > secret {at}"), "criticality": if at == count { "critical" } else { "normal" } })
    };
    let inventory = json!({ "schema": 2, "integrations": (1..=count).map(integration).collect::<Vec<_>>() });
    let store = "await chrome.storage.local.set({ inventory: arguments[0] });";
    session.in_extension::<serde_json::Value>(store, &[inventory]).await?;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    painted(session, &["18836731"]).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    Ok(())
}

async fn a_hundred_integrations_are_listed_critical_first_and_searched(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, 100).await?;
    let session = &cx.session;
    let dialog = guard(session).await?;
    let place = |text: &str, what: &str| text.find(what).with_context(|| format!("{what:?} is not in the dialog"));
    let text = &dialog.text;
    ensure!(place(text, "Integration 100")? < place(text, "Integration 001")?, "what is critical is not first");
    ensure!(text.contains("Critical"), "it is not marked");
    ensure!(dialog.find("checkbox", "I am ready to update 100 integrations").is_some());
    // Cancel and Continue are in sight without scrolling.
    for name in ["Cancel", "Continue to reset"] {
        let rect = of(&dialog, "button", name)?.rect;
        let height: f64 = session.eval("return innerHeight;", &[]).await?;
        ensure!(rect.y > 0.0 && rect.y + rect.height < height, "{name} is at {rect:?} of {height}");
    }
    session.click(of(&dialog, "searchbox", "Search the list")?).await?;
    session.press("secret 42").await?;
    session
        .wait_for("one row", SOON, async || {
            let text = session.dialog().await?.context("the dialog has gone")?.text;
            Ok((text.contains("Integration 042") && !text.contains("Integration 041") && text.contains("1 of 100"))
                .then_some(()))
        })
        .await?;
    // The search changes what is seen, not what is agreed to.
    ensure!(guard(session).await?.find("checkbox", "I am ready to update 100 integrations").is_some());
    Ok(())
}

async fn the_list_is_copied_as_text(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, 2).await?;
    let session = &cx.session;
    session.set_clipboard("what was there before").await?;
    session.click(of(&guard(session).await?, "button", "Copy list")?).await?;
    let copied = session.clipboard().await?;
    let expected = "Reset the provisioning hash of OrgABC (account 18836731)?\n\
        - Integration 002 (Critical); Owner: Owner 2; Where the hash is kept: Vault > secret 2\n\
        - Integration 001; Owner: Owner 1; Where the hash is kept: Vault > secret 1";
    ensure!(copied == expected, "the clipboard holds {copied:?}");
    ensure!(guard(session).await?.text.contains("The list was copied."));
    Ok(())
}

async fn a_short_list_needs_no_search(cx: &mut Context<World>) -> anyhow::Result<()> {
    open(cx, 3).await?;
    let dialog = guard(&cx.session).await?;
    let search = dialog.controls.iter().find(|control| control.name.contains("Search") && control.visible);
    ensure!(search.is_none(), "{search:?}");
    Ok(())
}
