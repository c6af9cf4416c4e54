//! A page on which nothing changes and no number stands.

use std::time::Duration;

use keyturn_e2e::Browser;
use serde_json::Value;
use tokio::time::sleep;

use crate::figures::Figures;
use crate::finder::Finder;
use crate::setting::{Running, keyturn_on};
use crate::size::Size;

/// After this nothing of what the page's coming has brought about is left to do.
const CALM: Duration = Duration::from_secs(6);

/// What runs meanwhile.
pub async fn idle(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let (session, setting) = (&running.session, running.setting);
    for finder in [Finder::None, Finder::Keyturn] {
        session.goto(&finder.address()).await?;
        if finder == Finder::Keyturn {
            keyturn_on(session).await?;
        }
        let fill = "document.querySelector('main').append(...Array.from({ length: 10000 }, (_, at) => {
            const element = document.createElement('p');
            element.append(`User ${at}`);
            return element;
        }));";
        session.eval::<Value>(fill, &[]).await?;
        sleep(CALM).await;
        let minute = Duration::from_secs(size.idle);
        match setting.browser() {
            Browser::Chromium => {
                let mut meter = session.meter().await?;
                meter.count_calls().await?;
                sleep(minute).await;
                figures.put("idle", setting, finder, "calls", meter.calls(running.id(finder)).await?);
            }
            Browser::Firefox => {
                let before = session.process().await?;
                sleep(minute).await;
                let after = session.process().await?;
                figures.put("idle", setting, finder, "busy ms", after.main_thread - before.main_thread);
            }
        }
    }
    Ok(())
}
