//! The end-to-end tests: what ships, in both browsers and on both engines.
//!
//! Called by `cargo xtask test`, which builds what is tested and says where it lies.

mod account;
mod at_once;
mod blocked;
mod check;
mod copy_button;
mod damaged;
mod ends;
mod engine;
mod exchange;
mod failsafe;
mod fights;
mod forget;
mod guard;
mod guard_more;
mod hash;
mod hash_leaving;
mod hostile;
mod inventory;
mod learns;
mod long_list;
mod messages;
mod moment;
mod once;
mod options;
mod popup;
mod prompt;
mod random;
mod rotation;
mod rotation_pages;
mod shadow_account;
mod shapes;
mod stage;
mod stories;
mod typed;
mod untouched;
mod ways;
mod words;

use std::path::PathBuf;

use anyhow::Context as _;
use keyturn_console::{Console, Csp};
use keyturn_e2e::runner::{self, Counts, Suite, Test};
use keyturn_e2e::{Browser, Launch};
use keyturn_suites::World;
use tokio::sync::RwLock;

/// Where what is tested lies; from the environment, set by xtask.
struct Places {
    dist: PathBuf,
    tables: PathBuf,
    geckodriver: PathBuf,
    pictures: PathBuf,
}

/// A browser, an engine, and the console's policy that leads to it.
struct Setting<'a> {
    browser: Browser,
    engine: &'static str,
    label: &'a str,
    csp: Csp,
    runs: Runs,
}

/// What runs in a setting. The engines' own tests run in each.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runs {
    Everything,
    Stories,
}

/// Every test runs in each browser, on each engine and under the strict policy, as most admins will have it: Chromium refuses
/// wasm under that policy, Firefox does not.
fn settings() -> [Setting<'static>; 4] {
    let setting = |browser, engine, label, csp, runs| Setting { browser, engine, label, csp, runs };
    [
        setting(Browser::Chromium, "wasm", "chromium/wasm", Csp::None, Runs::Stories),
        setting(Browser::Chromium, "js", "chromium/js", Csp::Strict, Runs::Everything),
        setting(Browser::Firefox, "wasm", "firefox/wasm", Csp::Strict, Runs::Everything),
        setting(Browser::Firefox, "js", "firefox/js", Csp::Strict, Runs::Stories),
    ]
}

fn tests(runs: Runs) -> anyhow::Result<Vec<Test<World>>> {
    let all = [
        account::tests(),
        shadow_account::tests(),
        typed::tests(),
        copy_button::tests(),
        popup::tests(),
        guard::tests(),
        guard_more::tests(),
        ways::tests(),
        prompt::tests(),
        once::tests(),
        long_list::tests(),
        fights::tests(),
        hostile::tests(),
        learns::tests(),
        random::tests(),
        hash::tests(),
        hash_leaving::tests(),
        options::tests(),
        inventory::tests(),
        exchange::tests(),
        shapes::tests(),
        untouched::tests(),
        words::tests(),
        forget::tests(),
        rotation::tests(),
        moment::tests(),
        check::tests(),
        rotation_pages::tests(),
        at_once::tests(),
        ends::tests(),
        blocked::tests(),
    ];
    let all = all.into_iter().flatten().collect();
    let chosen = if runs == Runs::Everything { all } else { stories::stories(all)? };
    // engine.rs first: it asks what a host's first pages do. And last: what they all did.
    Ok([engine::tests(), chosen, engine::last()].into_iter().flatten().collect())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let filter = args.next().unwrap_or_default();
    let place = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).with_context(|| format!("{name} is not set: run cargo xtask test"))
    };
    let places = Places {
        dist: place("KEYTURN_DIST")?,
        tables: place("KEYTURN_TABLES")?,
        geckodriver: place("KEYTURN_GECKODRIVER")?,
        pictures: place("KEYTURN_PICTURES")?,
    };
    // For a quick look: KEYTURN_ONLY=chromium/wasm runs that one setting, and in it everything.
    let only = std::env::var("KEYTURN_ONLY").unwrap_or_default();
    // Side by side: a browser mostly waits.
    let machine = RwLock::default();
    let (mut total, firefox) = tokio::try_join!(
        run_all(Browser::Chromium, &places, &filter, &only, &machine),
        run_all(Browser::Firefox, &places, &filter, &only, &machine)
    )?;
    total += firefox;
    println!("{} passed, {} failed", total.passed, total.failed);
    std::process::exit(i32::from(total.failed > 0));
}

/// Runs all settings of one browser, one after the other.
async fn run_all(
    browser: Browser,
    places: &Places,
    filter: &str,
    only: &str,
    machine: &RwLock<()>,
) -> anyhow::Result<Counts> {
    let is_meant = |setting: &Setting| setting.browser == browser && setting.label.contains(only);
    let mut total = Counts::default();
    for setting in settings().into_iter().filter(is_meant) {
        let runs = if setting.label == only { Runs::Everything } else { setting.runs };
        total += run(&setting, places, filter, &tests(runs)?, None, machine).await?;
    }
    for setting in settings().into_iter().filter(is_meant).filter(|setting| setting.engine == "wasm") {
        for (failure, name) in failsafe::FAILURES {
            let broken = failsafe::broken(&places.dist, browser, failure)?;
            let label = setting.label.replace("wasm", name);
            let setting = Setting { label: &label, ..setting };
            let mut tests = failsafe::tests(failure);
            match failure {
                failsafe::Failure::Late => tests.extend(untouched::late()),
                failsafe::Failure::None => tests.extend(check::permitted().into_iter().chain(rotation::permitted())),
                _ => {}
            }
            total += run(&setting, places, filter, &tests, Some(&broken), machine).await?;
        }
    }
    Ok(total)
}

async fn run(
    setting: &Setting<'_>,
    places: &Places,
    filter: &str,
    tests: &[Test<World>],
    broken: Option<&failsafe::Broken>,
    machine: &RwLock<()>,
) -> anyhow::Result<Counts> {
    let console = Console::start().await?;
    console.set_csp(setting.csp);
    let shipped = places.dist.join(match setting.browser {
        Browser::Chromium => "chrome",
        Browser::Firefox => "firefox",
    });
    let launch = Launch {
        browser: setting.browser,
        extension: broken.map_or(&shipped, |broken| broken.folder()),
        beside: &[],
        port: console.port(),
        wasm: setting.engine == "wasm",
        headless: true,
        geckodriver: &places.geckodriver,
    };
    let is_strict = setting.csp == Csp::Strict;
    let world = World { console, engine: setting.engine, is_strict, tables: places.tables.clone() };
    let (label, limit, pictures) = (setting.label, runner::LIMIT, &places.pictures);
    let suite = Suite { launch, label, filter, limit, pictures, tests, machine };
    let (counts, _world) = runner::run(&suite, world).await?;
    Ok(counts)
}
