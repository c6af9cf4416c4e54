//! Private windows. An extension is let into them by a person only, in the browser's own settings.

use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::browser::Browser;
use crate::chromium;
use crate::firefox;
use crate::session::{Session, WINDOW};

impl Session {
    /// Lets the extension into private windows, as its page in the browser's settings does. It starts anew.
    pub async fn allow_in_private_windows(&self) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => {
                let script = "await chrome.developerPrivate.updateExtensionConfiguration({
                    extensionId: arguments[0], incognitoAccess: true });";
                let args = [json!(self.extension_host())];
                let worker = async || chromium::worker(&self.driver, self.extension_host()).await;
                let before = worker().await?;
                self.in_a_tab_aside(async || {
                    self.goto("chrome://extensions").await?;
                    self.eval::<()>(script, &args).await
                })
                .await?;
                let is_new = async || Ok(worker().await?.filter(|worker| before.as_ref() != Some(worker)).map(drop));
                self.wait_for("the new worker", Duration::from_secs(10), is_new).await
            }
            Browser::Firefox => firefox::allow_in_private_windows(&self.driver).await,
        }
        .context("letting the extension into private windows")
    }

    /// Opens a private window and goes on in it. Gives its handle.
    pub async fn private_window(&self) -> anyhow::Result<WindowHandle> {
        let before = self.driver.windows().await?;
        match self.browser {
            Browser::Chromium => {
                let open = "await chrome.windows.create({ incognito: true, url: 'about:blank' });";
                self.in_extension_page::<Value>(open, &[]).await?;
            }
            Browser::Firefox => firefox::open_private_window(&self.driver).await?,
        }
        let opened = async || {
            let now = self.driver.windows().await?;
            Ok(now.into_iter().find(|window| !before.contains(window)))
        };
        let window = self.wait_for("the private window", Duration::from_secs(10), opened).await?;
        self.switch_to(&window).await?;
        self.driver.set_window_rect(0, 0, WINDOW.0, WINDOW.1).await?;
        if self.browser == Browser::Firefox {
            // Its first page comes by itself, and would take the place of another that came before it.
            let is_there = "return location.href === 'about:privatebrowsing' && document.readyState === 'complete';";
            let first = async || Ok(self.eval::<bool>(is_there, &[]).await?.then_some(()));
            self.wait_for("the private window's first page", Duration::from_secs(10), first).await?;
        }
        Ok(window)
    }
}
