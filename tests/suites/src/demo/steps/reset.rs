//! The reset: held, cancelled, continued, done, and what it means to an integration.

use anyhow::{Context as _, ensure};
use keyturn_e2e::{Dialog, Rect, Session};
use keyturn_suites::{
    SOON, continue_to_reset, element, guard, no_guard, of, page_saw_nothing_of, prompt_is_open, says,
};
use serde_json::Value;

use super::Stage;
use crate::integrations::INTEGRATIONS;
use crate::teller::View;

/// Presses Reset, and sees it held and the list shown. Gives the hash that the integrations have.
pub async fn held(stage: &mut Stage<'_>) -> anyhow::Result<String> {
    let session = stage.session;
    let old = stage.console.hash().context("the console has no hash")?;
    session.click_on("#nav-advanced").await?;
    session.click_on("#nav-enterprise-api").await?;
    element(session, "#reset-hash").await?;
    notice_goes(session).await?;
    session.click_on("#reset-hash").await?;
    let dialog = guard(session).await?;
    lists_all(&dialog)?;
    ensure!(of(&dialog, "button", "Cancel")?.focused, "Cancel has not the focus");
    ensure!(of(&dialog, "button", "Continue to reset")?.disabled, "Continue may be pressed before the tick");
    nothing_happened(stage).await?;
    let many = INTEGRATIONS.len();
    let words = format!("Reset is held, the page saw nothing of it; the {many} integrations that break are shown.");
    stage.teller.show(&words, View::of_tab("held").by_all_eyes()).await?;
    Ok(old)
}

/// Cancels.
pub async fn cancelled(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let session = stage.session;
    session.click(of(&guard(session).await?, "button", "Cancel")?).await?;
    no_guard(session).await?;
    nothing_happened(stage).await?;
    stage.teller.show("Cancelled: nothing was reset.", View::of_tab("cancelled")).await
}

/// Presses Reset again, ticks and continues, as far as the page's own prompt.
pub async fn continued(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let session = stage.session;
    session.click_on("#reset-hash").await?;
    continue_to_reset(session).await?;
    no_guard(session).await?;
    let is_asked = async || Ok(prompt_is_open(session).await?.then_some(()));
    session.wait_for("the page's own prompt", SOON, is_asked).await?;
    ensure!(stage.console.resets() == 0, "the hash was reset before the page's OK");
    let words = "Reset again, ticked, continued: the page's own prompt asks.";
    stage.teller.show(words, View::of_tab("continued")).await
}

/// Presses the page's OK. The new hash is in the page, and in nothing that Keyturn keeps.
pub async fn done(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let session = stage.session;
    session.click_on("#hash-ok").await?;
    element(session, "#provisioning-hash").await?;
    ensure!(stage.console.resets() == 1, "{} resets", stage.console.resets());
    let new = stage.console.hash().context("the console has no hash")?;
    says(session, "#provisioning-hash", &new).await?;
    let kept: Value = session.in_extension("return await chrome.storage.local.get(null);", &[]).await?;
    ensure!(!kept.to_string().contains(&new), "Keyturn keeps the new hash");
    let words = "OK: the new hash is shown, this once. Keyturn keeps nothing of it.";
    stage.teller.show(words, View::of_tab("new-hash")).await
}

fn lists_all(dialog: &Dialog) -> anyhow::Result<()> {
    for integration in &INTEGRATIONS {
        for words in [integration.name, integration.owner, integration.place] {
            ensure!(dialog.text.contains(words), "the dialog does not show {words:?}: {:?}", dialog.text);
        }
    }
    Ok(())
}

/// Fails if the press reached the page, or had an effect.
async fn nothing_happened(stage: &Stage<'_>) -> anyhow::Result<()> {
    page_saw_nothing_of(stage.session, "reset-hash").await?;
    ensure!(!prompt_is_open(stage.session).await?, "the page's own prompt is open");
    ensure!(stage.console.resets() == 0, "the hash was reset");
    Ok(())
}

/// Waits until the notice of the copy has gone, for the pictures' sake. (It is nothing to press, so only its colour tells.)
async fn notice_goes(session: &Session) -> anyhow::Result<()> {
    const NOTICE: [u8; 3] = [0x1a, 0x20, 0x2b];
    let (width, height): (f64, f64) = session.eval("return [innerWidth, innerHeight];", &[]).await?;
    let place = Rect { x: width / 2.0 - 60.0, y: height - 64.0, width: 120.0, height: 40.0 };
    let has_gone = async || Ok((session.pixels().await?.share_of(NOTICE, place) < 0.2).then_some(()));
    session.wait_for("the notice to go", SOON, has_gone).await
}
