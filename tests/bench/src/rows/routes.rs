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
/// So many at a time: a script may not take for ever, and code that is not used any more is let go of when several collections
/// have not seen it used.
const STEP: usize = 900;

/// What is kept after the first routes, and what after the last.
pub async fn routes(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let (session, setting) = (&running.session, running.setting);
    for finder in [Finder::None, Finder::Keyturn] {
        session.goto(&finder.address()).await?;
        if finder == Finder::Keyturn {
            keyturn_on(session).await?;
        }
        let go = async |from: usize, to: usize| {
            let told: Value =
                session.eval("return await work.routes(...arguments);", &[json!(to - from), json!(from)]).await?;
            ensure!(told["took"].is_number(), "the routes told {told}");
            anyhow::Ok(())
        };
        let steps = (FIRST..size.routes).step_by(STEP).map(|from| (from, size.routes.min(from + STEP)));
        let mut put = |what, value| figures.put("routes", setting, finder, what, value);
        go(0, FIRST).await?;
        match setting.browser() {
            Browser::Chromium => {
                let mut meter = session.meter().await?;
                let id = running.id(finder);
                let before = meter.kept(id).await?;
                let mut kept = vec![before];
                for (from, to) in steps {
                    go(from, to).await?;
                    kept.push(meter.kept(id).await?);
                }
                let after = kept[kept.len() - 1];
                put("heap grown KB", (after.heap - before.heap) / 1e3);
                put("of that after the first thousand, KB", (after.heap - kept[1].heap) / 1e3);
                put("buffers grown KB", (after.buffers - before.buffers) / 1e3);
                put("listeners more", after.listeners - before.listeners);
                put("nodes more", after.nodes - before.nodes);
                put("observers and ranges more", after.ours - before.ours);
                put("observers and ranges", after.ours);
            }
            Browser::Firefox => {
                let mut kept = vec![session.memory_kept().await?];
                for (from, to) in steps {
                    go(from, to).await?;
                    kept.push(session.memory_kept().await?);
                }
                let after = kept[kept.len() - 1];
                put("process grown KB", (after.process - kept[0].process) / 1e3);
                put("of that after the first thousand, KB", (after.process - kept[1].process) / 1e3);
                put("own worlds grown KB", (after.worlds - kept[0].worlds) / 1e3);
                put("own worlds KB", after.worlds / 1e3);
            }
        }
    }
    Ok(())
}
