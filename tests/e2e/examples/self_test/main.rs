//! Shows that the harness can do what it says, in both browsers, with an extension and a page made for that.
//!
//!     cargo run -p keyturn-e2e --example self_test [FILTER]
//!
//! `GECKODRIVER` names geckodriver, if it is not where `cargo xtask test` puts it (the user's cache).

mod capabilities;
mod failures;
mod server;

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use keyturn_e2e::runner::{self, Counts, Suite};
use keyturn_e2e::{Browser, Launch};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cache = etcetera::choose_base_strategy()?.cache_dir();
    let geckodriver = std::env::var_os("GECKODRIVER").map_or_else(|| built(&cache.join("keyturn")), PathBuf::from);
    let pictures = std::env::temp_dir().join("keyturn-e2e-self-test");
    let port = server::start().await?;
    let tests = capabilities::all();
    let mut total = Counts::default();
    for (browser, wasm) in [(Browser::Chromium, true), (Browser::Firefox, true), (Browser::Firefox, false)] {
        let extension = here.join("fixtures/probe");
        let launch = Launch {
            browser,
            extension: &extension,
            beside: &[],
            port,
            wasm,
            headless: true,
            geckodriver: &geckodriver,
        };
        let label = launch.label();
        let limit = runner::LIMIT;
        let suite = Suite { launch, label: &label, filter: &filter, limit, pictures: &pictures, tests: &tests };
        let (counts, ()) = runner::run(&suite, ()).await?;
        total += counts;
        if filter.is_empty() && wasm {
            failures::show(launch, &pictures).await?;
        }
    }
    println!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped);
    std::process::exit(i32::from(total.failed > 0));
}

/// The geckodriver below `tools`, in whatever version; if there is none, a path that does not exist and will be named.
fn built(tools: &Path) -> PathBuf {
    let folders = std::fs::read_dir(tools).into_iter().flatten().flatten();
    let mut programs = folders.map(|folder| folder.path().join("bin/geckodriver")).filter(|program| program.is_file());
    programs.next().unwrap_or_else(|| tools.join("geckodriver"))
}
