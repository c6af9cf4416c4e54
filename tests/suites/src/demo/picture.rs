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

/// A way of looking at it.
#[derive(Clone, Copy)]
pub enum Eyes {
    /// Light colours.
    Light,
    /// Dark colours.
    Dark,
    /// The system's colours instead of the page's.
    ForcedColors,
    /// At twice the size.
    Twice,
}

impl Eyes {
    /// The ways besides the usual one.
    pub const OTHERS: [Eyes; 3] = [Eyes::Dark, Eyes::ForcedColors, Eyes::Twice];

    fn look(self) -> Look {
        // Motion is off, so that no picture is taken on its way to other colours.
        let light = Look { scheme: Some(Scheme::Light), reduced_motion: true, ..Look::default() };
        match self {
            Eyes::Light => light,
            Eyes::Dark => Look { scheme: Some(Scheme::Dark), ..light },
            Eyes::ForcedColors => Look { forced_colors: true, ..light },
            Eyes::Twice => Look { zoom: 2.0, ..light },
        }
    }
}

/// Takes a picture with these eyes. They are the tab's only for the picture.
pub async fn take(session: &Session, frame: Frame, eyes: Eyes, path: &Path) -> anyhow::Result<()> {
    session.emulate(&eyes.look()).await?;
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

/// `03-popup.png`, and its twins.
pub fn file(step: usize, name: &str, eyes: Eyes) -> PathBuf {
    let suffix = match eyes {
        Eyes::Light => "",
        Eyes::Dark => "-dark",
        Eyes::ForcedColors => "-forced-colors",
        Eyes::Twice => "-200",
    };
    format!("{step:02}-{name}{suffix}.png").into()
}
