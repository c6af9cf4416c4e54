//! Presses: of the reset, with a long inventory, and of everything else.

use anyhow::ensure;
use keyturn_e2e::{Browser, Key, Meter};
use serde_json::{Value, json};

use crate::figures::Figures;
use crate::finder::Finder;
use crate::rows::ours::fill;
use crate::setting::{Running, keyturn_on};
use crate::size::Size;

/// How long a press is held up, and one of another control.
pub async fn guard(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let (session, setting) = (&running.session, running.setting);
    fill(session).await?;
    for finder in [Finder::None, Finder::Keyturn] {
        session.goto(&finder.address()).await?;
        if finder == Finder::Keyturn {
            keyturn_on(session).await?;
        }
        let mut meter = metered(running).await?;
        let told: Value = session.eval("return await work.clicks(arguments[0]);", &[json!(size.clicks)]).await?;
        if let Some(meter) = &mut meter {
            running.tell_functions("other clicks", &meter.stop().await?);
        }
        ensure!(told["heard"] == size.clicks, "the page heard {} of {} clicks", told["heard"], size.clicks);
        figures.put("guard", setting, finder, "other click ms", told["each"].as_f64().unwrap_or(f64::NAN));
        if finder == Finder::None {
            continue;
        }
        // The first press of a page, and one when everything has run before.
        for (held, painted) in [("first hold ms", "first dialog ms"), ("hold ms", "dialog ms")] {
            let mut meter = metered(running).await?;
            let told: Value = session.eval("return await work.hold();", &[]).await?;
            ensure!(told["isOpen"] == true, "no dialog opened: {told}");
            figures.put("guard", setting, finder, held, told["held"].as_f64().unwrap_or(f64::NAN));
            figures.put("guard", setting, finder, painted, told["painted"].as_f64().unwrap_or(f64::NAN));
            // The tick waits for the list; to read the whole dialog again and again takes seconds in Firefox.
            let is_listed = async || {
                let dialog = session.dialog_with(|facts| facts.checked.is_some() && !facts.disabled).await?;
                Ok(dialog.is_some_and(|dialog| dialog.text.contains("Integration 0999")).then_some(()))
            };
            session.wait_for("the list of what breaks", std::time::Duration::from_secs(10), is_listed).await?;
            if let Some(meter) = &mut meter {
                let recording = meter.stop().await?;
                running.tell_functions(held, &recording);
                figures.put("guard", setting, finder, "longest ms", recording.longest_of(running.id(finder)));
            }
            session.press(Key::Escape).await?;
            session
                .wait_for("the dialog's end", std::time::Duration::from_secs(10), async || {
                    Ok(session.dialog().await?.is_none().then_some(()))
                })
                .await?;
        }
    }
    Ok(())
}

/// Begins to record, where that can be done.
async fn metered(running: &Running) -> anyhow::Result<Option<Meter>> {
    if running.setting.browser() == Browser::Firefox {
        return Ok(None);
    }
    let mut meter = running.session.meter().await?;
    meter.start().await?;
    Ok(Some(meter))
}
