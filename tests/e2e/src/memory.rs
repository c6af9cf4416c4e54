//! What the process of a page of Firefox holds after everything else was collected. (For Chromium see [`Meter::kept`].)
//!
//! [`Meter::kept`]: crate::Meter::kept

use anyhow::Context as _;
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
    const { messageManager } = gBrowser.selectedBrowser;
    const told = new Promise((resolve) => {
        messageManager.addMessageListener("keyturn:memory", function tell({ data }) {
            messageManager.removeMessageListener("keyturn:memory", tell);
            resolve(data);
        });
    });
    messageManager.loadFrameScript("data:application/javascript," + encodeURIComponent(arguments[0]), false);
    return told;"#;

impl Session {
    /// The memory that is in use in the process of the current tab, in bytes: what the allocator has given out, and the heap of
    /// scripts.
    pub async fn memory_kept(&self) -> anyhow::Result<f64> {
        let told = in_chrome(&self.driver, ASK, vec![json!(TELL)]).await.context("the memory of the tab")?;
        told.as_f64().with_context(|| format!("Firefox tells {told}"))
    }
}
