//! A running browser.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};
use thirtyfour::{Capabilities, TimeoutConfiguration, WebDriver};

use crate::browser::{Browser, Launch};
use crate::driver::Driver;
use crate::gate::Gate;
use crate::profile::Profile;
use crate::{chromium, firefox, programs};

/// The window's size, the same in both browsers, so that layouts can be compared.
pub(crate) const WINDOW: (u32, u32) = (1280, 900);

/// How long the driver may take to answer. Scripts and loads have limits of their own, which a suite may raise; this one cannot be
/// raised later, so it is beyond them all.
const ANSWER: Duration = Duration::from_secs(300);

/// The folder in the session's own into which the browser saves files.
pub(crate) const DOWNLOADS: &str = "downloads";

/// A browser with the extension in it and a profile of its own.
///
/// [`Session::quit`] ends it orderly; dropping it kills driver and browser, also where they hang. Either way the profile
/// is gone afterwards.
// The order of the fields is the order of their end. The processes go first: a connection that is dropped says goodbye
// and waits for the answer, and where the driver hangs that takes minutes.
pub struct Session {
    process: Driver,
    /// The connection, for what this crate has no name for.
    pub driver: WebDriver,
    /// Which browser it is.
    pub browser: Browser,
    /// Whether it has WebAssembly (in Chromium: always).
    pub wasm: bool,
    origin: String,
    profile: Profile,
    gate: Gate,
}

impl Session {
    /// Starts a browser with a fresh profile, the extension installed, any certificate accepted.
    ///
    /// # Errors
    ///
    /// A program that is missing is named together with the command that brings it.
    pub async fn launch(launch: &Launch<'_>) -> anyhow::Result<Session> {
        let gate = Gate::open(launch.port).await?;
        let profile = Profile::create()?;
        let (mut process, mut wanted, origin) = match launch.browser {
            Browser::Chromium => {
                let id = chromium::extension_id(launch.extension)?;
                let wanted = chromium::capabilities(launch, &programs::chromium()?, profile.path())?;
                let args = ["--port=0".to_owned()];
                let process =
                    Driver::start(&programs::chromedriver()?, &args, chromium::MARKER, profile.path()).await?;
                (process, wanted, format!("chrome-extension://{id}"))
            }
            Browser::Firefox => {
                let wanted = firefox::capabilities(launch, &programs::firefox()?, profile.path());
                let root = profile.path().display().to_string();
                // The port for BiDi is a fixed one otherwise, and two sessions at once would quarrel over it.
                let args = ["--port", "0", "--websocket-port", "0", "--allow-system-access", "--profile-root", &root];
                let program = programs::geckodriver(launch.geckodriver)?;
                let process =
                    Driver::start(&program, &args.map(str::to_owned), firefox::MARKER, profile.path()).await?;
                (process, wanted, format!("moz-extension://{}", firefox::UUID))
            }
        };
        add_common(&mut wanted, &gate);
        let wanted = serde_json::from_value::<Capabilities>(wanted)?;
        let driver = WebDriver::builder(process.url(), wanted)
            .request_timeout(ANSWER)
            .connect()
            .await
            .with_context(|| format!("starting {}; its driver said:\n{}", launch.browser, process.last_words()))?;
        if let Some(number) = browser_process(driver.capabilities()) {
            process.owns_browser(number);
        }
        let Launch { browser, wasm, .. } = *launch;
        let session = Session { process, driver, browser, wasm, origin, profile, gate };
        session.prepare(launch).await?;
        Ok(session)
    }

    async fn prepare(&self, launch: &Launch<'_>) -> anyhow::Result<()> {
        let script = Duration::from_secs(20);
        let load = Duration::from_secs(30);
        let timeouts = TimeoutConfiguration::new(Some(script), Some(load), Some(Duration::ZERO));
        self.driver.update_timeouts(timeouts).await?;
        self.driver.set_window_rect(0, 0, WINDOW.0, WINDOW.1).await?;
        if self.browser == Browser::Firefox {
            firefox::listen_to_consoles(&self.driver).await?;
            firefox::install(&self.driver, launch.extension).await?;
            for other in launch.beside {
                firefox::install_another(&self.driver, other).await?;
            }
        }
        Ok(())
    }

    /// The address of a page of the extension: `popup.html`, `options.html`.
    pub fn extension_url(&self, page: &str) -> String {
        format!("{}/{}", self.origin, page.trim_start_matches('/'))
    }

    /// The extension's id, as Chromium has it. (In Firefox the add-on's is fixed; its address has nothing to do with it.)
    pub(crate) fn extension_host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// A folder of the session's own, gone with it.
    pub(crate) fn folder(&self) -> &Path {
        self.profile.path()
    }

    /// Where the browser saves files.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder().join(DOWNLOADS)
    }

    /// What the browser has asked for since it was started, other than the console: the first line of each request to the
    /// proxy, all of them refused. The browser itself may be among those who asked.
    pub fn strays(&self) -> Vec<String> {
        self.gate.strays()
    }

    /// Ends the background (Chromium's worker, Firefox's event page) as the browser does when it is idle: what it held
    /// in memory is gone, and the next event starts it anew.
    pub async fn stop_background(&self) -> anyhow::Result<()> {
        let ended = async || {
            // A page that tells it something meanwhile has it started anew: that one is ended as well.
            self.end_background().await?;
            Ok((!self.background_runs().await?).then_some(()))
        };
        self.wait_for("the background's end", Duration::from_secs(30), ended).await
    }

    /// The same, without waiting for it: where somebody needs it at once, it is there again before anybody could look.
    pub async fn end_background(&self) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => chromium::stop_worker(&self.driver, self.extension_host()).await,
            Browser::Firefox => firefox::stop_background(&self.driver).await,
        }
    }

    /// Whether the background runs just now.
    pub async fn background_runs(&self) -> anyhow::Result<bool> {
        match self.browser {
            Browser::Chromium => Ok(chromium::worker(&self.driver, self.extension_host()).await?.is_some()),
            Browser::Firefox => firefox::background_runs(&self.driver).await,
        }
    }

    /// Ends browser and driver and removes the profile.
    pub async fn quit(self) -> anyhow::Result<()> {
        let Session { driver, mut process, profile, .. } = self;
        driver.quit().await.context("ending the browser")?;
        process.browser_is_gone();
        drop(process);
        profile.remove().context("removing the profile")
    }
}

fn add_common(wanted: &mut Value, gate: &Gate) {
    wanted["acceptInsecureCerts"] = json!(true);
    wanted["proxy"] = json!({ "proxyType": "manual", "httpProxy": gate.address(), "sslProxy": gate.address() });
    // Without these two a page is left silently, whatever its beforeunload says, and a test of that could not fail.
    wanted["webSocketUrl"] = json!(true);
    // Any other default, and Firefox dismisses a confirm() as soon as it opens (because of webSocketUrl): nobody could
    // answer it.
    wanted["unhandledPromptBehavior"] = json!({ "beforeUnload": "ignore", "default": "ignore" });
}

fn browser_process(granted: &Capabilities) -> Option<u64> {
    ["goog:processID", "moz:processID"].iter().find_map(|name| granted.get(name).and_then(Value::as_u64))
}
