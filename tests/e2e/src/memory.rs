//! What the process of a page of Firefox holds after everything else was collected. (For Chromium see [`Meter::kept`].)
//!
//! [`Meter::kept`]: crate::Meter::kept

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::json;

use crate::firefox::in_chrome;
use crate::session::Session;

/// In the page's process: it collects three times over, says when that is done, and what is left. What the process has of the
/// system would be no measure: freed memory is given back when it suits the allocator.
const TELL: &str = r#"
    const memory = Cc["@mozilla.org/memory-reporter-manager;1"].getService(Ci.nsIMemoryReporterManager);
    memory.minimizeMemoryUsage(() => {
        sendAsyncMessage("keyturn:memory", memory.heapAllocated + memory.JSMainRuntimeGCHeap);
    });"#;

const ASK: &str = r#"
    const [tell, extension] = arguments;
    const ask = async () => {
        const { messageManager } = gBrowser.selectedBrowser;
        const told = new Promise((resolve) => {
            messageManager.addMessageListener("keyturn:memory", function tell({ data }) {
                messageManager.removeMessageListener("keyturn:memory", tell);
                resolve(data);
            });
        });
        messageManager.loadFrameScript("data:application/javascript," + encodeURIComponent(tell), false);
        const process = await told;
        const manager = Cc["@mozilla.org/memory-reporter-manager;1"].getService(Ci.nsIMemoryReporterManager);
        const isOurs = (path) => path.includes("[Expanded Principal [") && path.includes(extension);
        let worlds = 0;
        const report = (_process, path, _kind, units, amount) => {
            if (units === Ci.nsIMemoryReporter.UNITS_BYTES && isOurs(path)) worlds += amount;
        };
        await new Promise((resolve) => manager.getReports(report, null, resolve, null, false));
        return { process, worlds };
    };
    return ask();"#;

/// What is in use after a collection, in bytes.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Kept {
    /// In the process of the current tab: what the allocator has given out, and the heap of scripts.
    pub process: f64,
    /// Of that, what belongs to the extension's own worlds in pages: objects, scripts, and the memory of its engine.
    pub worlds: f64,
}

impl Session {
    /// The memory that is in use for the current tab.
    pub async fn memory_kept(&self) -> anyhow::Result<Kept> {
        let extension = self.extension_id();
        let told = in_chrome(&self.driver, ASK, vec![json!(TELL), json!(extension)]).await;
        Ok(serde_json::from_value(told.context("the memory of the tab")?)?)
    }
}
