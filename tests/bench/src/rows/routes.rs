//! A single-page application that goes from route to route: what is kept must not grow.

use anyhow::ensure;
use keyturn_e2e::Browser;
use serde_json::{Value, json};

use crate::figures::Figures;
use crate::finder::Finder;
use crate::setting::{Running, keyturn_on};
use crate::size::Size;

/// After so many routes everything that is kept once is there.
const FIRST: usize = 100;
/// So many at a time: a script may not take for ever.
const STEP: usize = 1_000;

/// What is kept after the first routes, and what after the last.
pub async fn routes(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let (session, setting) = (&running.session, running.setting);
    for finder in [Finder::None, Finder::Keyturn] {
        session.goto(&finder.address()).await?;
        if finder == Finder::Keyturn {
            keyturn_on(session).await?;
        }
        let go = async |from: usize, to: usize| {
            for at in (from..to).step_by(STEP) {
                let count = STEP.min(to - at);
                let told: Value =
                    session.eval("return await work.routes(...arguments);", &[json!(count), json!(at)]).await?;
                ensure!(told["took"].is_number(), "the routes told {told}");
            }
            anyhow::Ok(())
        };
        let mut put = |what, value| figures.put("routes", setting, finder, what, value);
        match setting.browser() {
            Browser::Chromium => {
                let mut meter = session.meter().await?;
                let id = running.id(finder);
                go(0, FIRST).await?;
                let before = meter.kept(id).await?;
                go(FIRST, size.routes).await?;
                let after = meter.kept(id).await?;
                put("heap grown KB", (after.heap - before.heap) / 1e3);
                put("buffers grown KB", (after.buffers - before.buffers) / 1e3);
                put("listeners more", after.listeners - before.listeners);
                put("nodes more", after.nodes - before.nodes);
                put("observers and ranges more", after.ours - before.ours);
                put("observers and ranges", after.ours);
            }
            Browser::Firefox => {
                go(0, FIRST).await?;
                let before = session.process_tidied().await?;
                go(FIRST, size.routes).await?;
                let after = session.process_tidied().await?;
                put("process grown KB", (after.memory - before.memory) / 1e3);
            }
        }
    }
    Ok(())
}
