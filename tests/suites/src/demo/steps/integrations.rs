//! The list of integrations, on the options page.

use keyturn_e2e::Session;
use keyturn_suites::{element, says, text};

use super::Stage;
use crate::integrations::{INTEGRATIONS, Integration};
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
