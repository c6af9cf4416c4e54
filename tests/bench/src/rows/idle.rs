//! A page on which nothing changes and no number stands.

use std::time::Duration;

use anyhow::ensure;
use serde_json::Value;
use tokio::time::sleep;

use crate::figures::Figures;
use crate::finder::Finder;
use crate::setting::{Running, keyturn_on};
use crate::size::Size;

/// After this nothing of what the page's coming has brought about is left to do.
const CALM: Duration = Duration::from_secs(6);

/// So long after a change something of ours has run.
const WAKES: Duration = Duration::from_secs(1);

/// What runs meanwhile.
pub async fn idle(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let (session, setting) = (&running.session, running.setting);
    let finders: &[Finder] = if size.is_whole() { &[Finder::None, Finder::Keyturn] } else { &[Finder::Keyturn] };
    for &finder in finders {
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
        let mut calls = session.count_calls(running.id(finder)).await?;
        sleep(minute).await;
        figures.put("idle", setting, finder, "calls", calls.so_far().await?);
        // A counter that hears nothing would count nothing too.
        session.eval::<Value>("document.querySelector('main').append('Account number: 18836731');", &[]).await?;
        sleep(WAKES).await;
        let heard = calls.so_far().await?;
        ensure!((heard > 0.0) == (finder == Finder::Keyturn), "after a change {} calls were counted", heard);
    }
    Ok(())
}
