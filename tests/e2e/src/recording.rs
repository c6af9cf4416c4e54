//! What ran on a page's main thread, and for whom, sample by sample.

use std::collections::HashMap;

use anyhow::{Context as _, ensure};
use serde_json::Value;

/// Samples that are further apart than this belong to two runs, in milliseconds.
const GAP: f64 = 0.5;

/// A profile of Chromium's, read.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    samples: Vec<Sample>,
    /// How long each function ran itself, in milliseconds, by the extension that it ran for.
    functions: HashMap<(String, String), f64>,
}

#[derive(Clone, Debug)]
struct Sample {
    /// When, on the browser's own clock, in milliseconds.
    at: f64,
    /// Until the next one.
    took: f64,
    ran: Ran,
}

#[derive(Clone, Debug, PartialEq)]
enum Ran {
    Nothing,
    /// The page, or the browser for it.
    Page,
    /// A function of the extension with this id, or what it has called.
    Extension(String),
}

impl Recording {
    /// Reads a `Profiler.Profile`.
    pub(crate) fn read(profile: &Value) -> anyhow::Result<Self> {
        let nodes = profile["nodes"].as_array().context("the profile has no nodes")?;
        let mut parents = HashMap::new();
        for node in nodes {
            for child in node["children"].as_array().into_iter().flatten() {
                parents.insert(child.as_u64(), node["id"].as_u64());
            }
        }
        // Parents come before their children.
        let mut ran: HashMap<Option<u64>, Ran> = HashMap::new();
        for node in nodes {
            let frame = &node["callFrame"];
            let above = parents.get(&node["id"].as_u64()).and_then(|parent| ran.get(parent)).cloned();
            let own = match (frame["url"].as_str().and_then(extension_of), frame["functionName"].as_str()) {
                (Some(extension), _) => Ran::Extension(extension.to_owned()),
                (None, Some("(idle)")) => Ran::Nothing,
                _ => Ran::Page,
            };
            let ran_here = above.filter(|above| matches!(above, Ran::Extension(_))).unwrap_or(own);
            ran.insert(node["id"].as_u64(), ran_here);
        }
        let numbers = |name: &str| profile[name].as_array().with_context(|| format!("the profile has no {name}"));
        let (samples, deltas) = (numbers("samples")?, numbers("timeDeltas")?);
        ensure!(samples.len() == deltas.len(), "{} samples, {} times", samples.len(), deltas.len());
        let end = profile["endTime"].as_f64().context("the profile has no end")? / 1000.0;
        let mut at = profile["startTime"].as_f64().context("the profile has no start")? / 1000.0;
        let times: Vec<f64> = deltas
            .iter()
            .map(|delta| {
                at += delta.as_f64().unwrap_or_default() / 1000.0;
                at
            })
            .collect();
        let untils = times.iter().skip(1).copied().chain([end]);
        let names: HashMap<_, _> =
            nodes.iter().map(|node| (node["id"].as_u64(), node["callFrame"]["functionName"].as_str())).collect();
        let mut functions = HashMap::new();
        let mut read = Vec::with_capacity(samples.len());
        for (node, (&at, until)) in samples.iter().zip(times.iter().zip(untils)) {
            let (node, took) = (node.as_u64(), (until - at).max(0.0));
            let ran = ran.get(&node).cloned().unwrap_or(Ran::Page);
            if let (Ran::Extension(id), Some(Some(name))) = (&ran, names.get(&node)) {
                *functions.entry((id.clone(), (*name).to_owned())).or_default() += took;
            }
            read.push(Sample { at, took, ran });
        }
        Ok(Self { samples: read, functions })
    }

    /// What was recorded before a time, on the browser's own clock, in milliseconds.
    pub fn until(&self, end: f64) -> Self {
        let samples = self.samples.iter().filter(|sample| sample.at < end).cloned().collect();
        Self { samples, functions: self.functions.clone() }
    }

    /// How long the thread was busy, whoever with, in milliseconds.
    pub fn busy(&self) -> f64 {
        self.samples.iter().filter(|sample| sample.ran != Ran::Nothing).map(|sample| sample.took).sum()
    }

    /// How long an extension ran, in milliseconds.
    pub fn of(&self, extension: &str) -> f64 {
        self.samples.iter().filter(|sample| sample.is_of(extension)).map(|sample| sample.took).sum()
    }

    /// Which functions an extension spent its time in, and how long each, in milliseconds, the longest first. What the
    /// browser does for a function counts as that function's.
    pub fn functions_of(&self, extension: &str) -> Vec<(&str, f64)> {
        let ours = self.functions.iter().filter(|((id, _), _)| id == extension);
        let mut functions: Vec<(&str, f64)> = ours.map(|((_, name), took)| (name.as_str(), *took)).collect();
        functions.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        functions
    }

    /// The longest that an extension ran without a pause, in milliseconds.
    pub fn longest_of(&self, extension: &str) -> f64 {
        let (mut longest, mut run, mut until) = (0.0_f64, 0.0, f64::NEG_INFINITY);
        for sample in self.samples.iter().filter(|sample| sample.is_of(extension)) {
            run = if sample.at - until > GAP { sample.took } else { run + sample.took };
            until = sample.at + sample.took;
            longest = longest.max(run);
        }
        longest
    }
}

impl Sample {
    fn is_of(&self, extension: &str) -> bool {
        matches!(&self.ran, Ran::Extension(id) if id == extension)
    }
}

fn extension_of(url: &str) -> Option<&str> {
    url.strip_prefix("chrome-extension://")?.split('/').next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn time_goes_to_whoever_called() {
        let frame = |name: &str, url: &str| json!({ "functionName": name, "url": url });
        let ours = "chrome-extension://ours/content.js";
        let profile = json!({
            "startTime": 1_000_000, "endTime": 1_005_000,
            "nodes": [
                { "id": 1, "callFrame": frame("(root)", ""), "children": [2, 3, 4, 6] },
                { "id": 2, "callFrame": frame("(idle)", "") },
                { "id": 3, "callFrame": frame("(program)", "") },
                { "id": 4, "callFrame": frame("look", ours), "children": [5] },
                { "id": 5, "callFrame": frame("wasm-function[7]", "wasm://wasm/1") },
                { "id": 6, "callFrame": frame("look", "chrome-extension://other/content.js") },
            ],
            "samples": [2, 3, 4, 5, 6, 2, 5],
            "timeDeltas": [0, 1000, 200, 300, 500, 1000, 1000],
        });
        let recording = Recording::read(&profile).unwrap();
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} is not {b}");
        // 4 from 1.2 to 1.5, 5 from 1.5 to 2.0, 5 again from 4.0 to the end.
        near(recording.of("ours"), 0.3 + 0.5 + 1.0);
        near(recording.of("other"), 1.0);
        near(recording.longest_of("ours"), 1.0);
        near(recording.busy(), 0.2 + 0.3 + 0.5 + 1.0 + 1.0);
        near(recording.until(1001.4).of("ours"), 0.3);
    }
}
