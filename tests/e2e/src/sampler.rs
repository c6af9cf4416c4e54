//! How long an extension's functions run in a page of Firefox: its own profiler looks at the main thread of the page's process
//! each millisecond.

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use crate::browser::Browser;
use crate::firefox::in_chrome;
use crate::session::Session;

/// A profiler that runs.
pub struct Sampler<'a> {
    session: &'a Session,
}

/// What it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Sampled {
    /// How long some function of an extension was on the stack, in milliseconds.
    pub own: f64,
    /// The longest time without a break.
    pub longest: f64,
    /// How often it has looked.
    pub samples: f64,
}

const START: &str = r#"
    const [entries, interval] = [1 << 23, 1];
    return Services.profiler.StartProfiler(entries, interval, ["js"], ["GeckoMain"]).then(() => true);"#;

/// A stack is an extension's if one of its frames is, whatever the browser does in it.
const STOP: &str = r#"
    const { osPid } = gBrowser.selectedBrowser.frameLoader.remoteTab;
    const threadOf = ({ threads, processes }) => [
        ...threads.filter(({ name, pid }) => name === "GeckoMain" && Number(pid) === osPid),
        ...processes.flatMap(threadOf),
    ];
    const sampled = ([thread]) => {
        const { samples, stackTable, frameTable, stringTable } = thread;
        const isOurs = frameTable.data.map((frame) =>
            stringTable[frame[frameTable.schema.location]].includes("moz-extension://"));
        const { prefix, frame } = stackTable.schema;
        const has = [];
        // A stack stands behind the one that it goes on from.
        for (const stack of stackTable.data) has.push(isOurs[stack[frame]] || (stack[prefix] !== null && has[stack[prefix]]));
        const { stack, time } = samples.schema;
        const times = samples.data.map((sample) => sample[time]);
        const each = (times.at(-1) - times[0]) / (times.length - 1);
        let own = 0, run = 0, longest = 0;
        for (const sample of samples.data) {
            run = sample[stack] !== null && has[sample[stack]] ? run + 1 : 0;
            own += run > 0 ? 1 : 0;
            longest = Math.max(longest, run);
        }
        return { own: own * each, longest: longest * each, samples: times.length };
    };
    return Services.profiler.getProfileDataAsync()
        .then((profile) => Services.profiler.StopProfiler().then(() => sampled(threadOf(profile))));"#;

impl Session {
    /// Looks from now on.
    pub async fn sampler(&self) -> anyhow::Result<Sampler<'_>> {
        ensure!(self.browser == Browser::Firefox, "only Firefox has this profiler");
        in_chrome(&self.driver, START, vec![]).await.context("starting Firefox's profiler")?;
        Ok(Sampler { session: self })
    }
}

impl Sampler<'_> {
    /// What it has seen of extensions in the process of the current tab, which must have been there when it began.
    pub async fn stop(self) -> anyhow::Result<Sampled> {
        let told = in_chrome(&self.session.driver, STOP, vec![]).await.context("Firefox's profile")?;
        let sampled: Sampled =
            serde_json::from_value(told.clone()).with_context(|| format!("Firefox's profile says {told}"))?;
        ensure!(sampled.samples > 0.0, "Firefox's profiler has not looked");
        Ok(sampled)
    }
}
