//! A page that begins, without any number on it.

use keyturn_e2e::Browser;
use serde_json::Value;

use crate::figures::Figures;
use crate::finder::Finder;
use crate::setting::{Running, keyturn_on};
use crate::size::Size;

/// What runs before the page is painted first, and when it is.
pub async fn start(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let (session, setting) = (&running.session, running.setting);
    for _ in 0..size.loads {
        for finder in [Finder::None, Finder::Keyturn] {
            // From a page of the same host: what a host's first page needs is not measured here.
            session.goto(&finder.address()).await?;
            let mut meter = match setting.browser() {
                Browser::Chromium => Some(session.meter().await?),
                Browser::Firefox => None,
            };
            if let Some(meter) = &mut meter {
                meter.start().await?;
            }
            session.goto(&finder.address()).await?;
            let painted = async || {
                let entry = "const [entry] = performance.getEntriesByType('paint');
                    const [page] = performance.getEntriesByType('navigation');
                    return entry ? entry.startTime - page.responseStart : null;";
                session.eval::<Option<f64>>(entry, &[]).await
            };
            let painted = session.wait_for("the first paint", std::time::Duration::from_secs(10), painted).await?;
            figures.put("start", setting, finder, "first paint ms", painted);
            if let Some(meter) = &mut meter {
                if finder == Finder::Keyturn {
                    keyturn_on(session).await?;
                }
                let recording = meter.stop().await?;
                running.tell_functions("start", &recording);
                let (_, paint) = meter.painted().await?;
                let id = running.id(finder);
                figures.put("start", setting, finder, "own before paint ms", recording.until(paint).of(id));
                figures.put("start", setting, finder, "own in all ms", recording.of(id));
            }
            session.eval::<Value>("return null;", &[]).await?;
        }
    }
    Ok(())
}
