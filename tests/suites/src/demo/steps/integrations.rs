//! The list of integrations, on the options page.

use anyhow::ensure;
use keyturn_e2e::Session;
use keyturn_suites::{element, says, text};

use super::Stage;
use crate::integrations::{INTEGRATIONS, Integration, Running};
use crate::teller::View;

/// Types all of them into the form.
pub async fn listed(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    let Stage { session, teller, .. } = stage;
    let before = session.tab().await?;
    session.open_extension_page("options.html").await?;
    element(session, "#none-listed:not([hidden])").await?;
    for integration in &INTEGRATIONS {
        add(session, integration).await?;
    }
    says(session, "#count", &format!("{} integrations", INTEGRATIONS.len())).await?;
    session.eval::<()>("scrollTo(0, 0)", &[]).await?;
    let words = format!("Listed on the options page: {}.", text(session, "#count").await?);
    teller.show(&words, View::of_tab("options").by_all_eyes()).await?;
    session.driver.close_window().await?;
    session.switch_to(&before).await
}

/// All of them with the hash that was in use so far: each is answered.
pub async fn running(stage: &mut Stage<'_>, hash: &str) -> anyhow::Result<Vec<Running>> {
    let running = crate::integrations::running(hash);
    for integration in &running {
        ensure!(integration.works(stage.console).await?, "{} does not work before the reset", integration.name);
    }
    stage
        .teller
        .say(&format!("The {} integrations call the Enterprise API with the hash in use: they work.", running.len()));
    Ok(running)
}

async fn add(session: &Session, integration: &Integration) -> anyhow::Result<()> {
    let Integration { name, owner, place } = integration;
    for (field, typed) in [("#name", name), ("#owner", owner), ("#place", place)] {
        session.click_on(field).await?;
        session.press(*typed).await?;
    }
    session.click_on("#submit").await?;
    says(session, "#status", &format!("Added {name}")).await?;
    says(session, "#rows", name).await
}
