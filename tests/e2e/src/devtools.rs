//! A DevTools connection of our own to one target of Chromium: chromedriver speaks to pages only.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

/// How long an answer may take: that of a heap's snapshot on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// The target went away before it answered.
#[derive(Debug)]
pub(crate) struct Ended;

impl fmt::Display for Ended {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the target ended before it answered")
    }
}

impl std::error::Error for Ended {}

/// The connection. What is attached to a worker keeps it alive: drop it soon.
pub(crate) struct DevTools {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last: u32,
}

impl DevTools {
    /// Connects to a target of the browser whose profile is in this folder.
    pub(crate) async fn connect(folder: &Path, target: &str) -> anyhow::Result<Self> {
        let (port, _) = active(folder)?;
        Self::open(&format!("ws://127.0.0.1:{port}/devtools/page/{target}")).await
    }

    /// Runs a script (see [`DevTools::eval`]) in a page that no tab shows.
    pub(crate) async fn eval_aside(
        folder: &Path,
        address: &str,
        script: &str,
        args: &[Value],
    ) -> anyhow::Result<Value> {
        let (port, browser) = active(folder)?;
        let mut tools = Self::open(&format!("ws://127.0.0.1:{port}{browser}")).await?;
        // It lasts as long as this connection.
        let page = tools.ask("Target.createTarget", json!({ "url": address, "hidden": true }), |_| {}).await?;
        let target = page["targetId"].as_str().context("no page was made")?;
        let mut page = Self::connect(folder, target).await?;
        let is_there = "return location.href === arguments[0] && document.readyState === 'complete';";
        for _ in 0..400 {
            // Its first, empty document goes away under the question.
            if page.eval(is_there, &[json!(address)]).await.is_ok_and(|is_there| is_there == true) {
                return page.eval(script, args).await;
            }
            sleep(Duration::from_millis(5)).await;
        }
        bail!("{address} did not come")
    }

    async fn open(address: &str) -> anyhow::Result<Self> {
        // A snapshot comes in pieces, but a piece may be large.
        let limits = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) =
            connect_async_with_config(address, Some(limits), false).await.context("connecting to a target")?;
        Ok(Self { socket, last: 0 })
    }

    /// Sends a command; gives its result, and to `event` what comes before it.
    pub(crate) async fn ask(
        &mut self,
        method: &str,
        params: Value,
        event: impl FnMut(&Value),
    ) -> anyhow::Result<Value> {
        let asked = params["expression"].as_str().unwrap_or_default().to_owned();
        timeout(PATIENCE, self.answer(method, params, event))
            .await
            .with_context(|| format!("{method} was not answered within {PATIENCE:?}: {asked}"))?
    }

    async fn answer(&mut self, method: &str, params: Value, mut event: impl FnMut(&Value)) -> anyhow::Result<Value> {
        self.last += 1;
        let command = json!({ "id": self.last, "method": method, "params": params });
        self.socket.send(Message::text(command.to_string())).await?;
        while let Some(message) = self.socket.next().await {
            let Message::Text(text) = message? else { continue };
            let said: Value = serde_json::from_str(&text)?;
            // A worker that ends leaves the connection open: it might start again.
            if said["method"] == "Inspector.targetCrashed" {
                break;
            }
            if said["id"] != self.last {
                event(&said);
            } else if said["error"].is_null() {
                return Ok(said["result"].clone());
            } else {
                bail!("{method}: {}", said["error"]);
            }
        }
        Err(Ended.into())
    }

    /// Runs a script as the body of an async function with these arguments, and gives what it returns.
    pub(crate) async fn eval(&mut self, script: &str, args: &[Value]) -> anyhow::Result<Value> {
        let expression = format!("(async function () {{ {script}\n }})(...{})", json!(args));
        let asked = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.ask("Runtime.evaluate", asked, |_| {}).await?;
        if !answer["exceptionDetails"].is_null() {
            bail!("running {script}: {}", answer["exceptionDetails"]);
        }
        Ok(answer["result"]["value"].clone())
    }
}

/// The port that a browser's tools listen on, and the path of the browser's own.
fn active(folder: &Path) -> anyhow::Result<(String, String)> {
    let file = folder.join("chromium/DevToolsActivePort");
    let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let (port, path) = text.trim().split_once('\n').with_context(|| format!("{text:?} names no path"))?;
    Ok((port.to_owned(), path.to_owned()))
}
