//! Searching for a secret where nobody should have left it: in the browser's profile on disk, and in the worker's memory.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use memchr::memmem;
use serde_json::json;

use crate::browser::Browser;
use crate::chromium;
use crate::devtools::DevTools;
use crate::firefox;
use crate::session::Session;

impl Session {
    /// The files of the browser's profile that hold this text, as it is or with two bytes a character. Text of few
    /// repetitions (a hash) stands as it is in compressed databases as well.
    pub fn profile_holds(&self, text: &str) -> anyhow::Result<Vec<PathBuf>> {
        let mut holders = Vec::new();
        search(self.folder(), &patterns(text), &mut holders)?;
        Ok(holders)
    }

    /// Whether the background holds this text. In Chromium: in its heap, or in a memory of WebAssembly, which no heap
    /// snapshot shows. In Firefox: anywhere in the memory of the process that it runs in.
    pub async fn background_holds(&self, text: &str) -> anyhow::Result<bool> {
        match self.browser {
            Browser::Chromium => {
                let worker = chromium::worker(&self.driver, self.extension_host()).await?;
                let worker = worker.context("the worker does not run")?;
                let mut tools = DevTools::connect(self.folder(), &worker).await?;
                let is_in_heap = tools.heap().await?.contains(text);
                Ok(tools.is_in_wasm(text).await? || is_in_heap)
            }
            Browser::Firefox => process_holds(firefox::background_process(&self.driver).await?, &patterns(text)),
        }
    }
}

/// A text as one byte a character, and as two.
fn patterns(text: &str) -> [Vec<u8>; 2] {
    [text.as_bytes().to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()]
}

/// Whether the memory of a process holds one of these. Linux shows it to who has started the process.
fn process_holds(process: u64, wanted: &[Vec<u8>]) -> anyhow::Result<bool> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).context("the map of the process")?;
    let mut memory = std::fs::File::open(format!("/proc/{process}/mem")).context("the memory of the process")?;
    let mut piece = Vec::new();
    for line in maps.lines() {
        let Some((range, rest)) = line.split_once(' ') else { continue };
        // What it may write to: the rest is programs and fonts.
        if !rest.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').context("a range of the map")?;
        let (from, to) = (u64::from_str_radix(from, 16)?, u64::from_str_radix(to, 16)?);
        memory.seek(SeekFrom::Start(from))?;
        piece.clear();
        // Some of it can be read by nobody (a device's); what was read until then counts.
        let _ = (&mut memory).take(to - from).read_to_end(&mut piece);
        if wanted.iter().any(|wanted| memmem::find(&piece, wanted).is_some()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn search(folder: &Path, wanted: &[Vec<u8>], holders: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        // The browser goes on while it is searched: what has just gone holds nothing.
        let Ok(about) = std::fs::symlink_metadata(&path) else { continue };
        if about.is_dir() {
            search(&path, wanted, holders)?;
        } else if about.is_file() {
            let Ok(content) = std::fs::read(&path) else { continue };
            if wanted.iter().any(|wanted| memmem::find(&content, wanted).is_some()) {
                holders.push(path);
            }
        }
    }
    Ok(())
}

impl DevTools {
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
