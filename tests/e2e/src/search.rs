//! Searching for a secret where nobody should have left it: in the browser's profile on disk, and in the worker's memory.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use crate::browser::Browser;
use crate::chromium;
use crate::session::Session;

impl Session {
    /// The files of the browser's profile that hold this text, as it is or with two bytes a character. Text of few
    /// repetitions (a hash) stands as it is in compressed databases as well.
    pub fn profile_holds(&self, text: &str) -> anyhow::Result<Vec<PathBuf>> {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut holders = Vec::new();
        search(self.folder(), &[text.as_bytes(), &wide], &mut holders)?;
        Ok(holders)
    }

    /// Whether the background holds this text: in its heap, or in a memory of WebAssembly, which no heap snapshot shows.
    /// Only Chromium tells of a worker's memory.
    pub async fn background_holds(&self, text: &str) -> anyhow::Result<bool> {
        ensure!(self.browser == Browser::Chromium, "Firefox does not show an event page's memory");
        let worker = chromium::worker(&self.driver, self.extension_host()).await?.context("the worker does not run")?;
        let active = self.folder().join("chromium/DevToolsActivePort");
        let active = std::fs::read_to_string(&active).with_context(|| format!("reading {}", active.display()))?;
        let port = active.lines().next().context("no port")?;
        let mut tools = DevTools::connect(&format!("ws://127.0.0.1:{port}/devtools/page/{worker}")).await?;
        let is_in_heap = tools.heap().await?.contains(text);
        Ok(tools.is_in_wasm(text).await? || is_in_heap)
    }
}

fn search(folder: &Path, wanted: &[&[u8]], holders: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        // The browser goes on while it is searched: what has just gone holds nothing.
        let Ok(about) = std::fs::symlink_metadata(&path) else { continue };
        if about.is_dir() {
            search(&path, wanted, holders)?;
        } else if about.is_file() {
            let Ok(content) = std::fs::read(&path) else { continue };
            if wanted.iter().any(|wanted| content.windows(wanted.len()).any(|window| window == *wanted)) {
                holders.push(path);
            }
        }
    }
    Ok(())
}

/// A connection of its own to one target: chromedriver speaks to pages only.
struct DevTools {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last: u32,
}

impl DevTools {
    async fn connect(address: &str) -> anyhow::Result<Self> {
        // A snapshot comes in pieces, but a piece may be large.
        let limits = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) =
            connect_async_with_config(address, Some(limits), false).await.context("the worker's tools")?;
        Ok(Self { socket, last: 0 })
    }

    /// Sends a command; gives its result, and to `event` what comes before it.
    async fn ask(&mut self, method: &str, params: Value, mut event: impl FnMut(&Value)) -> anyhow::Result<Value> {
        self.last += 1;
        let command = json!({ "id": self.last, "method": method, "params": params });
        self.socket.send(Message::text(command.to_string())).await?;
        while let Some(message) = self.socket.next().await {
            let Message::Text(text) = message? else { continue };
            let said: Value = serde_json::from_str(&text)?;
            if said["id"] != self.last {
                event(&said);
            } else if said["error"].is_null() {
                return Ok(said["result"].clone());
            } else {
                bail!("{method}: {}", said["error"]);
            }
        }
        bail!("the worker ended during {method}")
    }

    async fn heap(&mut self) -> anyhow::Result<String> {
        let mut heap = String::new();
        self.ask("HeapProfiler.takeHeapSnapshot", json!({ "reportProgress": false }), |event| {
            if event["method"] == "HeapProfiler.addHeapSnapshotChunk" {
                heap.push_str(event["params"]["chunk"].as_str().unwrap_or_default());
            }
        })
        .await?;
        ensure!(heap.contains("\"strings\""), "the snapshot of the heap is empty");
        Ok(heap)
    }

    async fn is_in_wasm(&mut self, text: &str) -> anyhow::Result<bool> {
        let prototype = json!({ "expression": "WebAssembly.Memory.prototype" });
        let prototype = self.ask("Runtime.evaluate", prototype, |_| {}).await?;
        let all = json!({ "prototypeObjectId": prototype["result"]["objectId"] });
        let all = self.ask("Runtime.queryObjects", all, |_| {}).await?;
        let search = "function (text) {
            const wanted = new TextEncoder().encode(text);
            const holds = ({ buffer }) => {
                const bytes = new Uint8Array(buffer);
                for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
                    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
                }
                return false;
            };
            return [this.length, this.some(holds)];
        }";
        let asked = json!({
            "objectId": all["objects"]["objectId"], "functionDeclaration": search,
            "arguments": [{ "value": text }], "returnByValue": true,
        });
        let answer = self.ask("Runtime.callFunctionOn", asked, |_| {}).await?;
        let [count, holds] = [&answer["result"]["value"][0], &answer["result"]["value"][1]];
        ensure!(count.as_u64().is_some_and(|count| count > 0), "the worker has no memory of WebAssembly: {answer}");
        Ok(holds == true)
    }
}
