//! The story, from the login to what an old hash is worth afterwards.

use keyturn_console::{Console, Csp};
use keyturn_e2e::Session;

use crate::steps::{Stage, integrations, number, reset, rotation};
use crate::teller::Teller;
use crate::wanted::Wanted;

/// Plays it. A step that is not true ends it with an error.
pub async fn play(wanted: &Wanted, session: &Session, console: &Console) -> anyhow::Result<()> {
    let policy = match wanted.policy {
        Csp::None => "no Content Security Policy",
        _ => "a strict Content Security Policy",
    };
    println!("The story in {}, on a console with {policy}:", wanted.browser);
    let mut stage = Stage { session, console, teller: Teller::new(session, &wanted.pictures).await? };
    if let Err(error) = tell(&mut stage).await {
        return Err(error.context(stage.teller.broken_off().await));
    }
    stage.teller.end();
    Ok(())
}

async fn tell(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    number::painted_on_the_dashboard(stage).await?;
    number::copied(stage).await?;
    number::in_the_popup(stage).await?;
    integrations::listed(stage).await?;
    let before = reset::held(stage).await?;
    let mut running = integrations::running(stage, &before).await?;
    reset::cancelled(stage).await?;
    reset::continued(stage).await?;
    reset::done(stage).await?;
    rotation::cut_off(stage, &running).await?;
    rotation::copied(stage).await?;
    rotation::updated(stage, &mut running).await?;
    rotation::told(stage).await
}
