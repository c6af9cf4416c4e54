//! The rotation: copied, put into each integration, seen working, until none is left, and the evidence of it.

use anyhow::{Context as _, ensure};
use keyturn_e2e::Session;
use keyturn_suites::{SOON, badge_says, says};

use super::Stage;
use crate::integrations::Running;
use crate::teller::View;

/// Sees each integration cut off: it is answered HTTP 200, and a refusal.
pub async fn cut_off(stage: &mut Stage<'_>, running: &[Running]) -> anyhow::Result<()> {
    for integration in running {
        ensure!(!integration.works(stage.console).await?, "{} still works with the old hash", integration.name);
    }
    badge_says(stage.session, &running.len().to_string()).await?;
    stage.teller.say(&format!(
        "The {} integrations call the Enterprise API: HTTP 200, and in it an Authorization Error. The badge says {}.",
        running.len(),
        running.len()
    ));
    Ok(())
}

/// Copies the new hash from the panel.
pub async fn copied(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let session = stage.session;
    press(session, "Copy provisioning hash").await?;
    let hash = stage.console.hash().context("the console has no hash")?;
    let is_there = async || Ok((session.clipboard().await? == hash).then_some(()));
    session.wait_for("the hash in the clipboard", SOON, is_there).await?;
    let words = "Copied from the panel: the clipboard holds the new hash.";
    stage.teller.show(words, View::of_tab("panel").by_all_eyes()).await
}

/// Puts the new hash into one integration after the other, sees it work, and ticks it off, until none is left.
pub async fn updated(stage: &mut Stage<'_>, running: &mut [Running]) -> anyhow::Result<()> {
    let session = stage.session;
    let mut left = running.len();
    for integration in running {
        integration.hash = session.clipboard().await?;
        press(session, &format!("Updated: {}", integration.name)).await?;
        ensure!(integration.works(stage.console).await?, "{} does not work with the new hash", integration.name);
        press(session, &format!("Seen working: {}", integration.name)).await?;
        left -= 1;
        badge_says(session, &if left == 0 { String::new() } else { left.to_string() }).await?;
        stage.teller.say(&format!("{}: updated, seen working, ticked off. {left} left.", integration.name));
    }
    stage.teller.show("None is left, and the badge is gone.", View::of_tab("rotated")).await
}

/// Exports the history.
pub async fn told(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let Stage { session, teller, .. } = stage;
    let before = session.tab().await?;
    session.open_extension_page("options.html").await?;
    session.click_on("#history-more > summary").await?;
    says(session, "#history-count", "lines").await?;
    session.eval::<()>("document.querySelector('#history').scrollIntoView({ behavior: 'instant' })", &[]).await?;
    teller.show("The history tells what happened, when, and by whom.", View::of_tab("history").by_all_eyes()).await?;
    session.click_on("[data-action=history-csv]").await?;
    let (name, content) = session.download().await?;
    let text = String::from_utf8(content)?;
    for what in
        ["dialogCancelled", "resetReleased", "hashSeen", "rotationOpened", "taskSeenWorking", "rotationFinished"]
    {
        ensure!(text.contains(what), "{name} lacks {what}:\n{text}");
    }
    teller.say(&format!("Exported: {name}, {} lines.", text.lines().count() - 1));
    session.driver.close_window().await?;
    session.switch_to(&before).await
}

async fn press(session: &Session, name: &str) -> anyhow::Result<()> {
    let find = async || session.control("button", name).await;
    let button = session.wait_for(&format!("{name:?}"), SOON, find).await?;
    // The list scrolls within the panel.
    button.element.scroll_into_view().await?;
    let button = session.wait_for(&format!("{name:?}"), SOON, find).await?;
    session.click(&button).await
}
