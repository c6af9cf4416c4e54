//! Pages that are large, or change: each finder looks on in turn.

use anyhow::Context as _;
use keyturn_e2e::{Browser, Session};
use serde_json::Value;

use crate::figures::Figures;
use crate::finder::{ALL, Finder};
use crate::setting::{Running, keyturn_on};
use crate::size::Size;

/// 100,000 elements at once, and fewer.
pub async fn big(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let finders: &[Finder] = if size.is_whole() { &ALL } else { &[Finder::Keyturn, Finder::Least, Finder::Mark] };
    for &count in size.elements {
        for &finder in finders {
            let work = format!("return await work.big({count});");
            done(running, &format!("big {count}"), finder, "", &[work], figures).await?;
        }
    }
    Ok(())
}

/// A table whose rows leave and come.
pub async fn storm(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    for finder in lookers(running, size) {
        let prepare = format!("window.go = await work.storm({});", size.storm);
        done(running, "storm", *finder, &prepare, &["return await window.go();".to_owned()], figures).await?;
    }
    Ok(())
}

/// One text of a large page changes.
pub async fn tick(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    /// So many at a time: a script may not take for ever.
    const STEP: usize = 100;
    let (changes, count) = size.ticks;
    for finder in lookers(running, size) {
        let prepare = format!("window.go = await work.tick({count});");
        let steps = changes.div_ceil(STEP);
        done(
            running,
            "tick",
            *finder,
            &prepare,
            &vec![format!("return await window.go({});", changes / steps); steps],
            figures,
        )
        .await?;
    }
    Ok(())
}

/// Who looks on where a script is the rival. In Firefox also nobody, for what a page takes as a whole with and without; for a
/// first answer the browsers' profilers are enough.
fn lookers(running: &Running, size: Size) -> &'static [Finder] {
    match running.setting.browser() {
        Browser::Firefox if size.is_whole() => &[Finder::None, Finder::Keyturn, Finder::Treewalker],
        _ => &[Finder::Keyturn, Finder::Treewalker],
    }
}

/// Custom elements with roots.
pub async fn shadow(running: &Running, size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let finders: &[Finder] = if size.is_whole() { &[Finder::None, Finder::Keyturn] } else { &[Finder::Keyturn] };
    for &finder in finders {
        let prepare = format!("window.go = await work.shadow({});", size.roots);
        done(running, "shadow", finder, &prepare, &["return await window.go();".to_owned()], figures).await?;
    }
    Ok(())
}

/// Has a page do its work while a finder looks on, and takes in what that cost.
async fn done(
    running: &Running,
    row: &str,
    finder: Finder,
    prepare: &str,
    work: &[String],
    figures: &mut Figures,
) -> anyhow::Result<()> {
    let (session, setting) = (&running.session, running.setting);
    session.goto(&finder.address()).await?;
    if finder == Finder::Keyturn {
        keyturn_on(session).await?;
    }
    session.eval::<Value>(prepare, &[]).await?;
    let told: Value = match setting.browser() {
        Browser::Chromium => {
            let mut meter = session.meter().await?;
            meter.start().await?;
            let told = told(session, work).await?;
            let recording = meter.stop().await?;
            let id = running.id(finder);
            running.tell_functions(row, &recording);
            figures.put(row, setting, finder, "busy ms", recording.busy());
            figures.put(row, setting, finder, "own ms", recording.of(id));
            figures.put(row, setting, finder, "longest ms", recording.longest_of(id));
            if finder == Finder::Keyturn || finder == Finder::None {
                let kept = meter.kept(id).await?;
                figures.put(row, setting, finder, "heap MB", kept.heap / 1e6);
                figures.put(row, setting, finder, "buffers MB", kept.buffers / 1e6);
            }
            told
        }
        Browser::Firefox => {
            let sampler = session.sampler().await?;
            let before = session.process().await?;
            let told = told(session, work).await?;
            let after = session.process().await?;
            let sampled = sampler.stop().await?;
            figures.put(row, setting, finder, "busy ms", after.main_thread - before.main_thread);
            figures.put(row, setting, finder, "own ms", sampled.own);
            figures.put(row, setting, finder, "longest ms", sampled.longest);
            told
        }
    };
    for (name, what) in [("took", "took ms"), ("marked", "marked ms")] {
        if let Some(value) = told[name].as_f64() {
            figures.put(row, setting, finder, what, value);
        }
    }
    told.as_object().map(drop).with_context(|| format!("{row} told {told}"))
}

/// Has the page do one step after the other, and gives what the last one told.
async fn told(session: &Session, work: &[String]) -> anyhow::Result<Value> {
    let mut told = Value::Null;
    for step in work {
        told = session.eval(step, &[]).await?;
    }
    Ok(told)
}
