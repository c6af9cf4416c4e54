//! How often functions of an extension are called in the current tab: counted by the browser, not sampled. Chromium counts
//! for its coverage, Firefox has a debugger that is told of each frame.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::firefox::{ADDON, in_chrome};
use crate::main_thread::Meter;
use crate::session::Session;

/// A count that has begun.
pub struct Calls<'a> {
    session: &'a Session,
    /// In Chromium: its tools, and which extension.
    meter: Option<(Meter, &'a str)>,
}

/// In the page's process: a debugger of the extension's own worlds in it, which only counts. Its frames are JavaScript's;
/// no call gets into a WebAssembly module but by one.
const COUNT: &str = r#"
    let count = 0, counter;
    const tell = () => {
        sendAsyncMessage("keyturn:counted", { count });
        count = 0;
    };
    addMessageListener("keyturn:count", function begin({ data: id }) {
        if (counter) {
            // Another one begins.
            counter.removeAllDebuggees();
            removeMessageListener("keyturn:count", begin);
            removeMessageListener("keyturn:calls", tell);
            return;
        }
        try {
            const { addDebuggerToGlobal } = ChromeUtils.importESModule("resource://gre/modules/jsdebugger.sys.mjs");
            const apart = Cu.Sandbox(Services.scriptSecurityManager.getSystemPrincipal(), { freshCompartment: true });
            addDebuggerToGlobal(apart);
            counter = new apart.Debugger();
            for (const world of counter.findAllGlobals()) {
                const global = world.unsafeDereference();
                if (!Cu.getObjectPrincipal(global).isExpandedPrincipal) continue;
                if (Cu.getSandboxMetadata(global)?.addonId === id) counter.addDebuggee(world);
            }
            counter.onEnterFrame = () => { count++ };
            tell();
        } catch (error) {
            sendAsyncMessage("keyturn:counted", { error: String(error) });
        }
    });
    addMessageListener("keyturn:calls", tell);"#;

/// In the browser's window: asks there. The first time there is nobody to ask yet.
const ASK: &str = r#"
    const [script, name, id] = arguments;
    const { messageManager } = gBrowser.selectedBrowser;
    const counted = new Promise((resolve) => {
        messageManager.addMessageListener("keyturn:counted", function counted({ data }) {
            messageManager.removeMessageListener("keyturn:counted", counted);
            resolve(data);
        });
    });
    if (script) messageManager.loadFrameScript("data:application/javascript," + encodeURIComponent(script), false);
    messageManager.sendAsyncMessage(name, id);
    return counted;"#;

impl Session {
    /// Counts from now on. For the page that is there: the next one is not counted.
    pub async fn count_calls<'a>(&'a self, extension: &'a str) -> anyhow::Result<Calls<'a>> {
        let meter = match self.browser {
            Browser::Chromium => {
                let mut meter = self.meter().await?;
                meter.count_calls().await?;
                Some((meter, extension))
            }
            Browser::Firefox => {
                let told = self.ask_the_counter(COUNT, "keyturn:count").await?;
                ensure!(told["error"].is_null(), "Firefox's debugger: {told}");
                None
            }
        };
        Ok(Calls { session: self, meter })
    }

    async fn ask_the_counter(&self, script: &str, name: &str) -> anyhow::Result<Value> {
        in_chrome(&self.driver, ASK, vec![json!(script), json!(name), json!(ADDON)]).await.context("counting calls")
    }
}

impl Calls<'_> {
    /// How many there were since the last time.
    pub async fn so_far(&mut self) -> anyhow::Result<f64> {
        if let Some((meter, extension)) = &mut self.meter {
            return meter.calls(extension).await;
        }
        let told = self.session.ask_the_counter("", "keyturn:calls").await?;
        told["count"].as_f64().with_context(|| format!("Firefox counts {told}"))
    }
}
