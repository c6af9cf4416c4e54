//! A browser and an engine.

use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use keyturn_console::{Console, Csp};
use keyturn_e2e::{Browser, Launch, Recording, Session, TimeoutConfiguration};
use serde::{Deserialize, Serialize};

use crate::finder::{Finder, Rivals};
use crate::size::Size;

/// How long a page's work may take.
const PATIENCE: Duration = Duration::from_secs(240);

/// Which browser, and which engine Keyturn runs on in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Setting {
    /// Chromium, with WebAssembly.
    #[serde(rename = "chromium/wasm")]
    ChromiumWasm,
    /// Chromium, under a policy that refuses WebAssembly.
    #[serde(rename = "chromium/js")]
    ChromiumJs,
    /// Firefox, with WebAssembly.
    #[serde(rename = "firefox/wasm")]
    FirefoxWasm,
    /// Firefox, without.
    #[serde(rename = "firefox/js")]
    FirefoxJs,
}

/// All of them.
pub const SETTINGS: [Setting; 4] =
    [Setting::ChromiumWasm, Setting::ChromiumJs, Setting::FirefoxWasm, Setting::FirefoxJs];

impl Setting {
    /// What reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChromiumWasm => "chromium/wasm",
            Self::ChromiumJs => "chromium/js",
            Self::FirefoxWasm => "firefox/wasm",
            Self::FirefoxJs => "firefox/js",
        }
    }

    /// Which browser it is.
    pub fn browser(self) -> Browser {
        match self {
            Self::ChromiumWasm | Self::ChromiumJs => Browser::Chromium,
            Self::FirefoxWasm | Self::FirefoxJs => Browser::Firefox,
        }
    }

    /// Whether it has its turn: the quick benchmark takes each browser and each engine, not each pair; and names of
    /// functions are only in WebAssembly.
    pub fn is_in(self, size: Size, is_profiled: bool) -> bool {
        if is_profiled {
            return self == Self::ChromiumWasm;
        }
        size.is_whole() || matches!(self, Self::ChromiumJs | Self::FirefoxWasm)
    }

    fn policy(self) -> Csp {
        if self == Self::ChromiumWasm { Csp::WasmAllowed } else { Csp::Strict }
    }
}

/// A browser that runs, its console beside it.
pub struct Running {
    /// Which.
    pub setting: Setting,
    /// The browser.
    pub session: Session,
    ids: Vec<(Finder, String)>,
    is_profiled: bool,
    _console: Console,
}

impl Running {
    /// Starts it, with Keyturn and its rivals in it.
    pub async fn start(
        setting: Setting,
        dist: &Path,
        geckodriver: &Path,
        rivals: &Rivals,
        is_profiled: bool,
    ) -> anyhow::Result<Self> {
        let console = Console::start().await?;
        console.set_csp(setting.policy());
        Self::serve(&console);
        let chromium = setting.browser() == Browser::Chromium;
        let extension = dist.join(if chromium { "chrome" } else { "firefox" });
        let launch = Launch {
            browser: setting.browser(),
            extension: &extension,
            beside: rivals.folders(),
            port: console.port(),
            wasm: setting != Setting::FirefoxJs,
            headless: true,
            geckodriver,
        };
        let session = Session::launch(&launch).await?;
        let mut ids = vec![(Finder::Keyturn, session.extension_id().to_owned())];
        ids.extend(rivals.ids()?);
        // A storm takes longer than a script of a test may.
        let timeouts = TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), Some(Duration::ZERO));
        session.driver.update_timeouts(timeouts).await?;
        let running = Self { setting, session, ids, is_profiled, _console: console };
        running.runs_as_it_should().await?;
        Ok(running)
    }

    /// What reports call it.
    pub fn label(&self) -> &'static str {
        self.setting.name()
    }

    /// The id of a finder's extension; empty where nobody looks on.
    pub fn id(&self, finder: Finder) -> &str {
        self.ids.iter().find(|(known, _)| *known == finder).map_or("", |(_, id)| id)
    }

    /// Tells where Keyturn's time went, where that was asked for.
    pub fn tell_functions(&self, row: &str, recording: &Recording) {
        let functions = recording.functions_of(self.id(Finder::Keyturn));
        if !self.is_profiled || functions.is_empty() {
            return;
        }
        println!("{row} in {}: {:.1} ms", self.label(), recording.of(self.id(Finder::Keyturn)));
        for (name, took) in functions.iter().take(20) {
            println!("    {took:8.2} ms  {}", if name.is_empty() { "(no name)" } else { name });
        }
    }

    /// Fails unless Keyturn runs on this setting's engine and each finder finds a number: what is measured is what is meant.
    async fn runs_as_it_should(&self) -> anyhow::Result<()> {
        let session = &self.session;
        // The first page of a host may be there to learn which engine it allows.
        for _ in 0..2 {
            session.goto(&Finder::Keyturn.address()).await?;
            keyturn_on(session).await?;
        }
        let state = "const [tab] = await chrome.tabs.query({ url: 'https://admin.lastpass.com/*' });
            return (await chrome.tabs.sendMessage(tab.id, { kind: 'state' })).engine;";
        let engine: String = session.in_extension(state, &[]).await?;
        let wanted = if self.label().ends_with("wasm") { "wasm" } else { "js" };
        ensure!(engine == wanted, "{} runs on {engine}", self.label());
        for finder in [Finder::Keyturn, Finder::Treewalker, Finder::Mark] {
            session.goto(&finder.address()).await?;
            let marked: Option<f64> = session.eval("return (await work.big(1000)).marked;", &[]).await?;
            ensure!(marked.is_some(), "{} marks nothing in {}", finder.name(), self.label());
        }
        Ok(())
    }

    /// Ends it.
    pub async fn end(self) -> anyhow::Result<()> {
        self.session.quit().await
    }
}

/// Waits until Keyturn's engine runs in the page.
pub async fn keyturn_on(session: &Session) -> anyhow::Result<()> {
    const ASK: &str = "const [tab] = await chrome.tabs.query({ url: 'https://admin.lastpass.com/*', active: true });
        const late = new Promise((resolve) => setTimeout(resolve, 500));
        const state = await Promise.race([chrome.tabs.sendMessage(tab.id, { kind: 'state' }).catch(() => null), late]);
        return !!state?.engine;";
    let runs = async || Ok(session.in_extension::<bool>(ASK, &[]).await?.then_some(()));
    session.wait_for("the engine", Duration::from_secs(10), runs).await
}
