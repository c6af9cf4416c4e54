//! Our own pages, with as much in them as there may be.

use anyhow::Context as _;
use keyturn_e2e::Session;
use serde_json::{Value, json};

use crate::figures::Figures;
use crate::finder::Finder;
use crate::setting::Running;

/// 2026-11-01.
const THEN: f64 = 1_793_491_200_000.0;

/// 100 accounts, 1,000 integrations, 10,000 lines of history, a rotation.
pub async fn fill(session: &Session) -> anyhow::Result<()> {
    let account = |at: u32| {
        let number = format!("{}", 18_000_000 + at);
        json!({ "number": number, "company": format!("Company {at}"), "firstSeen": THEN, "lastSeen": THEN + f64::from(at) })
    };
    let integration = |at: u32| {
        json!({ "id": format!("i{at}"), "name": format!("Integration {at:04}"), "owner": format!("Owner {}", at % 20),
            "place": format!("Vault > secret {at}"), "link": format!("https://service.example.com/{at}"),
            "criticality": if at.is_multiple_of(50) { "critical" } else { "normal" } })
    };
    let entry = |at: u32| {
        json!({ "at": THEN + f64::from(at) * 1000.0, "what": "taskUpdated", "number": "18000001", "rotation": "r1",
            "integration": format!("Integration {:04}", at % 1000), "by": "Ada", "note": "" })
    };
    let documents = json!({
        "accounts": { "schema": 1, "accounts": (0..100).map(account).collect::<Vec<_>>() },
        "inventory": { "schema": 2, "integrations": (0..1000).map(integration).collect::<Vec<_>>() },
        "history": { "schema": 1, "entries": (0..10_000).map(entry).collect::<Vec<_>>() },
    });
    session.in_extension::<Value>("await chrome.storage.local.set(arguments[0]);", &[documents]).await?;
    Ok(())
}

/// When they are painted, and how long a key in a search field takes.
pub async fn pages(running: &Running, figures: &mut Figures) -> anyhow::Result<()> {
    let (session, setting) = (&running.session, running.setting);
    fill(session).await?;
    let searches = [
        ("popup.html", "", "Company 99"),
        ("options.html", "#find", "Integration 0001"),
        ("options.html", "#history-find", "Integration 0001"),
    ];
    let home = session.tab().await?;
    for (page, field, filled) in searches {
        let tab = session.open_extension_page(page).await?;
        let painted = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null;";
        let painted = async || session.eval::<Option<f64>>(painted, &[]).await;
        let painted = session.wait_for("the first paint", std::time::Duration::from_secs(10), painted).await?;
        figures.put(page, setting, Finder::Keyturn, "first paint ms", painted);
        let is_filled = "return document.body.textContent.includes(arguments[0]) ? performance.now() : null;";
        let is_filled = async || session.eval::<Option<f64>>(is_filled, &[json!(filled)]).await;
        let is_filled = session.wait_for(filled, std::time::Duration::from_secs(20), is_filled).await?;
        figures.put(page, setting, Finder::Keyturn, "all there ms, at the latest", is_filled);
        if !field.is_empty() {
            // Each key of a word: what its handler does, and what the browser then lays out.
            let typed = "const field = document.querySelector(arguments[0]);
                for (let around = field; around; around = around.parentElement) if (around.localName === 'details') around.open = true;
                field.focus();
                const times = [];
                for (const value of ['O', 'Ow', 'Own', 'Owne', 'Owner', 'Owner 7', '', 'I']) {
                    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
                    const began = performance.now();
                    field.value = value;
                    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
                    document.body.getBoundingClientRect();
                    times.push(performance.now() - began);
                }
                return times;";
            let times: Vec<f64> = session.eval(typed, &[json!(field)]).await?;
            let row = if field == "#find" { "options.html, inventory" } else { "options.html, history" };
            for time in &times {
                figures.put(row, setting, Finder::Keyturn, "key ms", *time);
            }
            let longest = times.into_iter().reduce(f64::max).context("no key was typed")?;
            figures.put(row, setting, Finder::Keyturn, "longest key ms", longest);
        }
        session.driver.close_window().await?;
        let _ = tab;
        session.switch_to(&home).await?;
    }
    Ok(())
}
