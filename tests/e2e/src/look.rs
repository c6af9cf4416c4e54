//! How the current tab is looked at: colours, motion, zoom.

use crate::browser::Browser;
use crate::session::Session;
use crate::{chromium, firefox};

/// What a person may have set in the system or the browser. It holds for the current tab until it is set anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Light or dark; `None`: as the browser is.
    pub scheme: Option<Scheme>,
    /// High contrast: the system's colours instead of the page's. Both browsers really paint and compute them.
    pub forced_colors: bool,
    /// Fewer animations.
    pub reduced_motion: bool,
    /// 1.0 is 100 %.
    pub zoom: f64,
    /// As it would be printed. A zoom of 2 is about as wide as a sheet of A4.
    pub on_paper: bool,
}

impl Default for Look {
    fn default() -> Self {
        Look { scheme: None, forced_colors: false, reduced_motion: false, zoom: 1.0, on_paper: false }
    }
}

/// A colour scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `prefers-color-scheme: light`
    Light,
    /// `prefers-color-scheme: dark`
    Dark,
}

impl Session {
    /// Looks at the current tab that way from now on. What `look` does not say is as in a fresh browser.
    pub async fn emulate(&self, look: &Look) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => chromium::emulate(&self.driver, look).await,
            Browser::Firefox => firefox::emulate(&self.driver, look).await,
        }
    }
}
