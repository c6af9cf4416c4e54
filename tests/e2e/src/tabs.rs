//! Tabs.

use anyhow::Context;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::WindowHandle;

use crate::browser::Browser;
use crate::chromium;
use crate::devtools::{DevTools, Ended};
use crate::firefox;
use crate::look::Look;
use crate::session::Session;

impl Session {
    /// Opens an empty tab and goes on in it. Gives its handle.
    pub async fn new_tab(&self) -> anyhow::Result<WindowHandle> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab.clone()).await?;
        Ok(tab)
    }

    /// The same in a window of its own.
    pub async fn new_window(&self) -> anyhow::Result<WindowHandle> {
        let window = self.driver.new_window().await?;
        self.driver.switch_to_window(window.clone()).await?;
        Ok(window)
    }

    /// The tab that commands go to.
    pub async fn tab(&self) -> anyhow::Result<WindowHandle> {
        Ok(self.driver.window().await?)
    }

    /// Goes on in another tab, which comes to the front.
    pub async fn switch_to(&self, tab: &WindowHandle) -> anyhow::Result<()> {
        Ok(self.driver.switch_to_window(tab.clone()).await?)
    }

    /// Opens a page of the extension in a tab of its own and goes on in it. Gives its handle.
    pub async fn open_extension_page(&self, page: &str) -> anyhow::Result<WindowHandle> {
        let tab = self.new_tab().await?;
        self.goto(&self.extension_url(page)).await?;
        Ok(tab)
    }

    /// Leaves one empty tab, as a fresh browser has it: all others are closed, without asking them; nothing is
    /// emulated; nothing said so far is in the log. Storage, cookies and what the extension keeps stay.
    pub async fn fresh_tab(&self) -> anyhow::Result<()> {
        if self.browser == Browser::Firefox {
            firefox::leave_chrome(&self.driver).await?;
        }
        let old = self.driver.windows().await?;
        // A tab whose page shows a prompt answers to nothing else; and without any tab the browser would end.
        self.driver.switch_to_window(old.first().context("there is no tab at all")?.clone()).await?;
        self.drop_prompt().await;
        let fresh = self.new_tab().await?;
        for tab in old {
            self.driver.switch_to_window(tab).await?;
            self.drop_prompt().await;
            self.close_tab().await?;
        }
        self.switch_to(&fresh).await?;
        self.emulate(&Look::default()).await?;
        self.take_log().await?;
        Ok(())
    }

    /// Closes the current tab, whatever its page would like. Another one must be switched to next.
    async fn close_tab(&self) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => Ok(self.driver.close_window().await?),
            // geckodriver's own command would wait for ever for the answer to "Leave site?".
            Browser::Firefox => firefox::close_tab(&self.driver).await,
        }
    }

    /// Runs a script where the extension's own APIs are (`chrome.storage`, `chrome.action`), and gives what it returns;
    /// it may `await`. Where the background runs, it runs there: that takes a tenth of the time that a page does.
    /// It can't speak to the background, then: [`Session::in_extension_page`] can.
    pub async fn in_extension<T: DeserializeOwned>(&self, script: &str, args: &[Value]) -> anyhow::Result<T> {
        let answer = match self.browser {
            Browser::Chromium => self.in_worker(script, args).await?,
            Browser::Firefox => firefox::in_background(&self.driver, script, args).await?,
        };
        match answer {
            Some(answer) => serde_json::from_value(answer).with_context(|| format!("the answer of {script}")),
            None => self.in_extension_page(script, args).await,
        }
    }

    /// Runs a script in the worker; nothing where it does not run, or no longer does.
    async fn in_worker(&self, script: &str, args: &[Value]) -> anyhow::Result<Option<Value>> {
        let Some(worker) = chromium::worker(&self.driver, self.extension_host()).await? else { return Ok(None) };
        let Ok(mut tools) = DevTools::connect(self.folder(), &worker).await else { return Ok(None) };
        match tools.eval(script, args).await {
            Err(error) if error.is::<Ended>() => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// Runs a script in a page of the extension's origin that no tab shows and that goes away afterwards; none of the
    /// extension's own code runs there. To the background it is a page like the popup.
    pub async fn in_extension_page<T: DeserializeOwned>(&self, script: &str, args: &[Value]) -> anyhow::Result<T> {
        // Any file of the extension is a page of its origin, with all its rights.
        let address = self.extension_url("manifest.json");
        let answer = match self.browser {
            Browser::Chromium => DevTools::eval_aside(self.folder(), &address, script, args).await?,
            Browser::Firefox => firefox::aside(&self.driver, &address, script, args).await?,
        };
        serde_json::from_value(answer).with_context(|| format!("the answer of {script}"))
    }

    /// Does something in a new tab, closes it, and is back where it was.
    pub(crate) async fn in_a_tab_aside<T>(&self, act: impl AsyncFnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        let before = self.tab().await?;
        self.new_tab().await?;
        let result = act().await;
        self.close_tab().await?;
        self.switch_to(&before).await?;
        result
    }
}
