//! That nothing is lost where a part fails: an integration is listed before, and stands there as it was afterwards.

use anyhow::ensure;
use keyturn_e2e::Session;
use keyturn_e2e::runner::Context;
use keyturn_suites::{World, afresh, list, stored};
use serde_json::Value;

/// What was stored before something failed.
pub struct Kept {
    inventory: Value,
    history: Vec<Value>,
}

/// As on the first day, but for an integration that is listed.
pub async fn begin(cx: &mut Context<World>) -> anyhow::Result<Kept> {
    afresh(&cx.session, &cx.data).await?;
    list(&cx.session, "Sumo Logic", "Priya Nair", "Hosted Collector > API Secret", &[]).await?;
    now(&cx.session).await
}

/// What is stored now.
pub async fn now(session: &Session) -> anyhow::Result<Kept> {
    let inventory = stored(session, "inventory").await?;
    ensure!(inventory["integrations"].as_array().is_some_and(|all| !all.is_empty()), "nothing is listed: {inventory}");
    Ok(Kept { inventory, history: history(session).await? })
}

async fn history(session: &Session) -> anyhow::Result<Vec<Value>> {
    Ok(stored(session, "history").await?["entries"].as_array().cloned().unwrap_or_default())
}

impl Kept {
    /// Fails unless all of it stands there as it was. The history may have gone on.
    pub async fn is_whole(&self, session: &Session) -> anyhow::Result<()> {
        let inventory = stored(session, "inventory").await?;
        ensure!(inventory == self.inventory, "the inventory was {}, and is {inventory}", self.inventory);
        let history = history(session).await?;
        ensure!(history.starts_with(&self.history), "the history was {:?}, and is {history:?}", self.history);
        Ok(())
    }
}
