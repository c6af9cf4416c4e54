//! What a page's main thread does, and what a page keeps: Chromium tells it by its profiler, Firefox by its processes.

use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::browser::Browser;
use crate::devtools::DevTools;
use crate::firefox;
use crate::recording::Recording;
use crate::session::Session;

/// How often Chromium's profiler looks at what runs, in microseconds.
const INTERVAL: u32 = 100;

/// At most so many collections, so long apart.
const COLLECTIONS: usize = 40;
const BETWEEN: Duration = Duration::from_millis(100);

/// The tools of Chromium, on the current tab, for measuring.
pub struct Meter {
    tools: DevTools,
}

/// What a page keeps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept {
    /// The heap of scripts, of the page and of the extensions in it, in bytes, after a collection.
    pub heap: f64,
    /// Listeners of both.
    pub listeners: f64,
    /// Nodes of both.
    pub nodes: f64,
    /// Array buffers of both, in bytes; an engine's memory is one, WebAssembly's and that of its stand-in.
    pub buffers: f64,
    /// What the extension's world holds of `MutationObserver`, `ResizeObserver`, `PerformanceObserver` and `Range`.
    pub ours: f64,
}

/// A process of Firefox.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Process {
    /// How long its main thread has run, in milliseconds.
    pub main_thread: f64,
}

impl Session {
    /// Chromium's tools for the current tab. They stay with the tab when its page goes.
    pub async fn meter(&self) -> anyhow::Result<Meter> {
        ensure!(self.browser == Browser::Chromium, "only Chromium has this profiler");
        let tab = self.tab().await?.to_string();
        let mut tools = DevTools::connect(self.folder(), &tab).await?;
        tools.ask("Profiler.enable", json!({}), |_| {}).await?;
        tools.ask("Profiler.setSamplingInterval", json!({ "interval": INTERVAL }), |_| {}).await?;
        Ok(Meter { tools })
    }

    /// The process of Firefox that shows the current tab.
    pub async fn process(&self) -> anyhow::Result<Process> {
        let told = firefox::process_of_tab(&self.driver).await?;
        let number = |name: &str| told[name].as_f64().with_context(|| format!("Firefox tells no {name}: {told}"));
        let (id, ran) = (number("id")?, number("mainThread")?);
        Ok(Process { main_thread: on_cpu(id).unwrap_or(ran) / 1e6 })
    }

    /// The id of the extension that is tested, as [`Recording`] knows it.
    pub fn extension_id(&self) -> &str {
        self.extension_host()
    }

    /// What the browser calls itself.
    pub fn version(&self) -> String {
        let granted = self.driver.capabilities();
        let word = |name: &str| granted.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        format!("{} {}", word("browserName"), word("browserVersion"))
    }
}

/// How long the main thread of a process has run, in nanoseconds, as Linux tells it: Firefox's own number goes in steps of
/// ten milliseconds there.
fn on_cpu(process: f64) -> Option<f64> {
    let told = std::fs::read_to_string(format!("/proc/{process}/task/{process}/schedstat")).ok()?;
    told.split(' ').next()?.parse().ok()
}

impl Meter {
    /// Begins to record.
    pub async fn start(&mut self) -> anyhow::Result<()> {
        self.tools.ask("Profiler.start", json!({}), |_| {}).await?;
        Ok(())
    }

    /// What was recorded since.
    pub async fn stop(&mut self) -> anyhow::Result<Recording> {
        let answer = self.tools.ask("Profiler.stop", json!({}), |_| {}).await?;
        Recording::read(&answer["profile"])
    }

    /// When the page began to load and when it was painted first, on the clock of [`Recording`], in milliseconds.
    pub async fn painted(&mut self) -> anyhow::Result<(f64, f64)> {
        self.tools.ask("Performance.enable", json!({}), |_| {}).await?;
        let metrics = self.tools.ask("Performance.getMetrics", json!({}), |_| {}).await?;
        let metric = |wanted: &str| {
            let found = metrics["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == wanted);
            found.and_then(|metric| metric["value"].as_f64()).map(|seconds| seconds * 1000.0)
        };
        let began = metric("NavigationStart").context("Chromium tells no NavigationStart")?;
        let paint = "return performance.getEntriesByName('first-paint')[0]?.startTime ?? null;";
        let paint = self.tools.eval(paint, &[]).await?.as_f64().context("the page was not painted")?;
        Ok((began, began + paint))
    }

    /// Begins to count the calls of functions.
    pub(crate) async fn count_calls(&mut self) -> anyhow::Result<()> {
        let what = json!({ "callCount": true, "detailed": false });
        self.tools.ask("Profiler.startPreciseCoverage", what, |_| {}).await?;
        self.calls("").await?;
        Ok(())
    }

    /// How many calls of an extension's functions there were since the last time.
    pub(crate) async fn calls(&mut self, extension: &str) -> anyhow::Result<f64> {
        let answer = self.tools.ask("Profiler.takePreciseCoverage", json!({}), |_| {}).await?;
        let scripts = answer["result"].as_array().context("no coverage")?;
        let ours = format!("chrome-extension://{extension}/");
        let ours = scripts.iter().filter(|script| script["url"].as_str().is_some_and(|url| url.starts_with(&ours)));
        let ranges = ours.flat_map(|script| script["functions"].as_array().into_iter().flatten());
        Ok(ranges.filter_map(|function| function["ranges"][0]["count"].as_f64()).sum())
    }

    /// What the page keeps, after everything else was collected.
    pub async fn kept(&mut self, extension: &str) -> anyhow::Result<Kept> {
        // A page that was left stands by in the same process, to go back to.
        self.tools.ask("Page.resetNavigationHistory", json!({}), |_| {}).await?;
        let counters = self.collected().await?;
        let heap = self.tools.ask("Runtime.getHeapUsage", json!({}), |_| {}).await?;
        let mut contexts = Vec::new();
        let origin = format!("chrome-extension://{extension}");
        let hear = |event: &Value| {
            let context = &event["params"]["context"];
            if event["method"] == "Runtime.executionContextCreated" && context["origin"] == *origin {
                contexts.extend(context["id"].as_u64());
            }
        };
        self.tools.ask("Runtime.enable", json!({}), hear).await?;
        self.tools.ask("Runtime.disable", json!({}), |_| {}).await?;
        let mut ours = 0.0;
        for context in contexts {
            for kind in ["MutationObserver", "ResizeObserver", "PerformanceObserver", "Range"] {
                ours += self.instances(context, kind).await?;
            }
        }
        let number = |value: &Value| value.as_f64().context("Chromium tells no number");
        Ok(Kept {
            heap: number(&heap["usedSize"])?,
            listeners: number(&counters["jsEventListeners"])?,
            nodes: number(&counters["nodes"])?,
            buffers: number(&heap["backingStorageSize"])?,
            ours,
        })
    }

    /// Collects until that frees no node any more, and tells how many there are: what one collection frees may hold more, and a
    /// page that was left goes bit by bit.
    async fn collected(&mut self) -> anyhow::Result<Value> {
        let (mut before, mut same) = (f64::INFINITY, 0);
        for _ in 0..COLLECTIONS {
            self.tools.ask("HeapProfiler.collectGarbage", json!({}), |_| {}).await?;
            let counters = self.tools.ask("Memory.getDOMCounters", json!({}), |_| {}).await?;
            let nodes = counters["nodes"].as_f64().context("Chromium counts no nodes")?;
            same = if nodes < before { 0 } else { same + 1 };
            if same == 3 {
                return Ok(counters);
            }
            before = nodes;
            sleep(BETWEEN).await;
        }
        bail!("{COLLECTIONS} collections were not enough: {before} nodes, and fewer each time")
    }

    /// How many instances of a class there are in one world.
    async fn instances(&mut self, context: u64, class: &str) -> anyhow::Result<f64> {
        let prototype = json!({ "expression": format!("{class}.prototype"), "contextId": context });
        let prototype = self.tools.ask("Runtime.evaluate", prototype, |_| {}).await?;
        let all = json!({ "prototypeObjectId": prototype["result"]["objectId"] });
        let all = self.tools.ask("Runtime.queryObjects", all, |_| {}).await?;
        let asked = json!({
            "objectId": all["objects"]["objectId"], "functionDeclaration": "function () { return this.length; }",
            "returnByValue": true,
        });
        let answer = self.tools.ask("Runtime.callFunctionOn", asked, |_| {}).await?;
        self.tools.ask("Runtime.releaseObject", json!({ "objectId": all["objects"]["objectId"] }), |_| {}).await?;
        answer["result"]["value"].as_f64().with_context(|| format!("instances of {class}: {answer}"))
    }
}
