//! Runs properties: so many cases, from one seed.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::change::changed;
use crate::readers::{Reader, tried};

/// The seed of the tests: the same each time.
pub const SEED: u64 = 20_261_126;
/// How many cases of each property a test tries.
pub const CASES: u32 = 400;

/// How many cases are tried, and from which seed.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// What the random numbers come from.
    pub seed: u64,
    /// How many.
    pub cases: u32,
}

impl Trial {
    /// What `KEYTURN_SEED` and `KEYTURN_CASES` say, so that a case that failed elsewhere is tried again; otherwise the
    /// tests' own.
    pub fn from_environment() -> Self {
        let number = |name: &str| {
            let value = std::env::var(name).ok()?;
            Some(value.parse::<u64>().unwrap_or_else(|_| panic!("{name} is {value}, which is no number")))
        };
        Self {
            seed: number("KEYTURN_SEED").unwrap_or(SEED),
            cases: number("KEYTURN_CASES").map_or(CASES, |cases| u32::try_from(cases).unwrap_or(u32::MAX)),
        }
    }

    /// Tries all that holds of this reader: how many cases there were, or what failed and how to see it again.
    pub fn of(self, reader: &Reader) -> Result<u64, String> {
        let failed = |what: &str, error: String| {
            format!(
                "{}, {what}: {error}\nagain: KEYTURN_SEED={} KEYTURN_CASES={} cargo test -p keyturn-properties {}",
                reader.name, self.seed, self.cases, reader.name
            )
        };
        let seeds = reader.seeds();
        seeds.iter().for_each(|seed| (reader.holds)(seed));
        tried(&mut self.runner(reader.name), changed(seeds, reader.largest), |bytes| (reader.holds)(&bytes))
            .map_err(|error| failed("changed inputs", error))?;
        for (what, made) in reader.made {
            made(&mut self.runner(what)).map_err(|error| failed(what, error))?;
        }
        Ok(u64::from(self.cases) * (1 + reader.made.len() as u64))
    }

    /// What tries one property: another stream of numbers for each, and nothing written into the sources.
    fn runner(self, name: &str) -> TestRunner {
        // FNV-1a.
        let mark = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        let name = name.bytes().fold(0xcbf2_9ce4_8422_2325, mark);
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seed.to_le_bytes());
        seed[8..16].copy_from_slice(&name.to_le_bytes());
        let config =
            Config { cases: self.cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
    }
}

thread_local! {
    /// What the last panic of this thread said, and where; none while it is not to be quiet.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs it; if it panics, what it said is the error. While a failure is made simpler there are thousands of them.
pub(crate) fn quietly(run: impl FnOnce()) -> Result<(), String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |panic| {
            SAID.with_borrow_mut(|said| match said {
                Some(said) => *said = panic.to_string(),
                None => loud(panic),
            });
        }));
    });
    SAID.set(Some(String::new()));
    let result = catch_unwind(AssertUnwindSafe(run));
    let said = SAID.take().unwrap_or_default();
    result.map_err(|_| said)
}
