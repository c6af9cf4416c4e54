//! What a person may do to the extension in the browser's own menus.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::firefox;
use crate::session::Session;

impl Session {
    /// Takes back the leave to be on the manifest's sites (`origin` is their match pattern), or gives it again.
    pub async fn let_into_site(&self, origin: &str, is_allowed: bool) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => {
                let access = if is_allowed { "ON_ALL_SITES" } else { "ON_CLICK" };
                let script = "await chrome.developerPrivate.updateExtensionConfiguration(
                    { extensionId: arguments[0], hostAccess: arguments[1] });";
                self.in_a_tab_aside(async || {
                    self.goto("chrome://extensions/").await?;
                    self.eval(script, &[json!(self.extension_host()), json!(access)]).await
                })
                .await
            }
            Browser::Firefox => firefox::let_into_site(&self.driver, origin, is_allowed).await,
        }
    }

    /// Keeps extensions off a host, as an organisation's policy does, or takes that back. In Chromium it comes from the
    /// browser's own page for trying policies out, which writes nothing into the system's folders and concerns this browser
    /// alone; in Firefox it is the preference that the policy sets.
    pub async fn keep_off(&self, host: &str, is_kept_off: bool) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => {
                let settings = json!({ "*": { "runtime_blocked_hosts": [format!("*://{host}")] } });
                // As if it came from the machine: mandatory, and for everybody.
                let policy = json!({ "namespace": "chrome", "name": "ExtensionSettings", "value": settings,
                    "source": 0, "scope": 1, "level": 1 });
                let policies = json!(if is_kept_off { vec![policy] } else { vec![] });
                let script = "const { sendWithPromise } = await import('chrome://resources/js/cr.js');
                    await sendWithPromise('setLocalTestPolicies', arguments[0], '');
                    return JSON.parse(await sendWithPromise('getAppliedTestPolicies'));";
                let applied: Value = self
                    .in_a_tab_aside(async || {
                        self.goto("chrome://policy/test").await?;
                        self.eval(script, &[json!(policies.to_string())]).await
                    })
                    .await?;
                let count = applied.as_array().map_or(0, Vec::len);
                ensure!(count == usize::from(is_kept_off), "in force are {applied}");
                Ok(())
            }
            Browser::Firefox => firefox::keep_off(&self.driver, host, is_kept_off).await,
        }
    }

    /// Switches the extension off, or on again, in the list of extensions. To a page that is open, off is the same as removed.
    pub async fn switch(&self, is_on: bool) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => {
                self.in_a_tab_aside(async || {
                    self.goto("chrome://extensions/").await?;
                    let script = "await chrome.management.setEnabled(arguments[0], arguments[1]);";
                    self.eval(script, &[json!(self.extension_host()), json!(is_on)]).await
                })
                .await
            }
            Browser::Firefox => firefox::switch(&self.driver, is_on).await,
        }
    }

    /// Presses the extension's notification of this name. In Chromium, where it is no element of anything, the worker's
    /// own listeners are called as the browser would.
    pub async fn press_notification(&self, name: &str) -> anyhow::Result<()> {
        match self.browser {
            Browser::Chromium => {
                self.in_extension("chrome.notifications.onClicked.dispatch(arguments[0]);", &[json!(name)]).await
            }
            Browser::Firefox => firefox::press_notification(&self.driver).await,
        }
    }
}
