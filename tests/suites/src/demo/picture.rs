//! The pictures that the story leaves.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use keyturn_e2e::{Look, Scheme, Session};

/// What a picture shows.
#[derive(Clone, Copy)]
pub enum Frame {
    /// What is visible of the tab.
    Tab,
    /// The page's body alone: the popup in a tab is as large as the popup, with nothing around it.
    Body,
}

/// Takes a picture in these colours. They are the tab's only for the picture; motion is off, so that none is taken on its
/// way to other colours.
pub async fn take(session: &Session, frame: Frame, scheme: Scheme, path: &Path) -> anyhow::Result<()> {
    session.emulate(&Look { scheme: Some(scheme), reduced_motion: true, ..Look::default() }).await?;
    match frame {
        Frame::Tab => session.screenshot(path).await?,
        Frame::Body => {
            let body = session.driver.execute("return document.body", vec![]).await?.element()?;
            let png = body.screenshot_as_png().await?;
            tokio::fs::write(path, png).await.with_context(|| format!("writing {}", path.display()))?;
        }
    }
    session.emulate(&Look::default()).await
}

/// `03-popup.png`, and its dark twin.
pub fn file(step: usize, name: &str, scheme: Scheme) -> PathBuf {
    match scheme {
        Scheme::Light => format!("{step:02}-{name}.png").into(),
        Scheme::Dark => format!("{step:02}-{name}-dark.png").into(),
    }
}
