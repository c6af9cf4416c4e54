//! What the browser's consoles said.

use std::fmt;

use anyhow::bail;

use crate::browser::Browser;
use crate::session::Session;
use crate::{chromium, firefox};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `console.log`, `info`, `debug`.
    Info,
    /// `console.warn`, and the browser's own warnings about a page.
    Warning,
    /// `console.error`, what was thrown and not caught, what a policy refused.
    Error,
}

/// One line of a console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How bad it is.
    pub level: Level,
    /// The address of the page or script, where the browser names one.
    pub source: String,
    /// The words; how values are written differs between browsers.
    pub text: String,
}

impl fmt::Display for Entry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?} {}: {}", self.level, self.source, self.text)
    }
}

impl Session {
    /// Takes what the consoles of pages, content scripts and extension pages said since the last call, in all tabs.
    ///
    /// Firefox also tells what the event page said; chromedriver does not listen to Chromium's worker. Text may arrive
    /// a moment late: to see that something *was* said, wait for it.
    pub async fn take_log(&self) -> anyhow::Result<Vec<Entry>> {
        match self.browser {
            Browser::Chromium => chromium::take_log(&self.driver).await,
            Browser::Firefox => firefox::take_log(&self.driver).await,
        }
    }

    /// Fails if anything was worse than information since the log was last taken, and names all of it.
    pub async fn expect_quiet_console(&self) -> anyhow::Result<()> {
        let loud: Vec<String> =
            self.take_log().await?.iter().filter(|entry| entry.level > Level::Info).map(Entry::to_string).collect();
        if !loud.is_empty() {
            bail!("the console was not quiet:\n  {}", loud.join("\n  "));
        }
        Ok(())
    }
}
