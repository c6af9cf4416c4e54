//! The end-to-end tests: what ships, in both browsers and on both engines.
//!
//! Called by `cargo xtask test`, which builds what is tested and says where it lies.

mod account;
mod at_once;
mod blocked;
mod breakdown;
mod broken_hash;
mod check;
mod clock;
mod copy_button;
mod damaged;
mod edges;
mod elsewhere;
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
mod kept;
mod leads;
mod learns;
mod long_list;
mod many_roots;
mod messages;
mod moment;
mod named;
mod once;
mod options;
mod our_pages;
mod outsiders;
mod panel_fights;
mod popup;
mod prompt;
mod random;
mod rotation;
mod rotation_pages;
mod shadow_account;
mod shapes;
mod stage;
mod storage;
mod stories;
mod typed;
mod unanswered;
mod untouched;
mod ways;
mod words;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::path::PathBuf;

use anyhow::Context as _;
use keyturn_console::{Console, Csp};
use keyturn_e2e::runner::{self, Counts, Suite, Test};
use keyturn_e2e::{Browser, Launch};
use keyturn_suites::World;

/// Where what is tested lies; from the environment, set by xtask.
struct Places {
    dist: PathBuf,
    tables: PathBuf,
    geckodriver: PathBuf,
    pictures: PathBuf,
}

/// In how many parts a setting that runs everything is run, each in a browser of its own.
const PARTS: usize = 3;

/// A browser, an engine, and the console's policy that leads to it.
#[derive(Clone, Copy)]
struct Setting {
    browser: Browser,
    engine: &'static str,
    label: &'static str,
    csp: Csp,
    runs: Runs,
}

/// What runs in a setting. The engines' own tests run in each.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runs {
    Everything,
    /// The stories, and what a page may do against us.
    Essentials,
}

/// Every test runs in each browser, on each engine and under the strict policy, as most admins will have it: Chromium refuses
/// wasm under that policy, Firefox does not.
fn settings() -> [Setting; 4] {
    let setting = |browser, engine, label, csp, runs| Setting { browser, engine, label, csp, runs };
    [
        setting(Browser::Chromium, "wasm", "chromium/wasm", Csp::None, Runs::Essentials),
        setting(Browser::Chromium, "js", "chromium/js", Csp::Strict, Runs::Everything),
        setting(Browser::Firefox, "wasm", "firefox/wasm", Csp::Strict, Runs::Everything),
        setting(Browser::Firefox, "js", "firefox/js", Csp::Strict, Runs::Essentials),
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
        leads::tests(),
        named::tests(),
        prompt::tests(),
        once::tests(),
        long_list::tests(),
        fights::tests(),
        panel_fights::tests(),
        hostile::tests(),
        learns::tests(),
        many_roots::tests(),
        random::tests(),
        hash::tests(),
        hash_leaving::tests(),
        options::tests(),
        inventory::tests(),
        elsewhere::tests(),
        exchange::tests(),
        shapes::tests(),
        unanswered::tests(),
        words::tests(),
        forget::tests(),
        rotation::tests(),
        moment::tests(),
        check::tests(),
        rotation_pages::tests(),
        at_once::tests(),
        ends::tests(),
        blocked::tests(),
        edges::tests(),
        clock::tests(),
        storage::tests(),
    ];
    let all = all.into_iter().flatten().collect();
    let chosen = match runs {
        Runs::Everything => all,
        Runs::Essentials => {
            let against_us = [
                fights::tests(),
                panel_fights::tests(),
                hostile::tests(),
                learns::tests(),
                many_roots::tests(),
                random::tests(),
            ];
            stories::stories(all)?.into_iter().chain(against_us.into_iter().flatten()).collect()
        }
    };
    Ok(engine::tests().into_iter().chain(chosen).collect())
}

/// What one browser runs, from its start to its end.
struct Part {
    setting: Setting,
    /// The package is broken like this, and what the setting is called then.
    failure: Option<(failsafe::Failure, String)>,
    tests: Vec<Test<World>>,
}

/// All settings' tests in parts.
struct Parts {
    /// The long ones first: what is short fills up the end.
    side_by_side: Vec<Part>,
    /// What compares when the page hears of things runs when no other browser does.
    alone: Vec<Part>,
}

fn parts(only: &str) -> anyhow::Result<Parts> {
    let mut parts = Vec::new();
    let mut alone = Vec::new();
    for setting in settings().into_iter().filter(|setting| setting.label.contains(only)) {
        let runs = if setting.label == only { Runs::Everything } else { setting.runs };
        let tests = tests(runs)?;
        let length = if runs == Runs::Everything { tests.len().div_ceil(PARTS) } else { tests.len() };
        let mut tests = tests.into_iter().peekable();
        while tests.peek().is_some() {
            let part = tests.by_ref().take(length);
            let tests = engine::first().into_iter().chain(part).chain(engine::last()).collect();
            parts.push(Part { setting, failure: None, tests });
        }
        if runs == Runs::Everything {
            let tests = engine::first().into_iter().chain(untouched::tests()).chain(engine::last()).collect();
            alone.push(Part { setting, failure: None, tests });
        }
        for (failure, name) in failsafe::FAILURES {
            let label = match (setting.engine, setting.label) {
                ("wasm", label) => label.replace("wasm", name),
                // The other engine has to outlive its own breakdowns.
                (_, "chromium/js") if matches!(failure, failsafe::Failure::Breaks) => format!("chromium/js-{name}"),
                _ => continue,
            };
            if matches!(failure, failsafe::Failure::Late) {
                let tests = untouched::late().into_iter().chain(engine::last_of_failing()).collect();
                alone.push(Part { setting, failure: Some((failure, label.clone())), tests });
            }
            let tests = failsafe::tests(failure).into_iter().chain(engine::last_of_failing()).collect();
            parts.push(Part { setting, failure: Some((failure, label)), tests });
        }
    }
    parts.sort_by_key(|part| Reverse(part.tests.len()));
    Ok(Parts { side_by_side: parts, alone })
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
    let Parts { side_by_side, alone } = parts(&only)?;
    let side_by_side = RefCell::new(side_by_side.into_iter());
    let lane = async || {
        let mut counts = Counts::default();
        loop {
            let Some(part) = side_by_side.borrow_mut().next() else { return anyhow::Ok(counts) };
            counts += run(&part, &places, &filter).await?;
        }
    };
    // Side by side: a browser mostly waits. Four of them keep two cores busy all the time, and are done no sooner.
    let (mut total, second, third) = tokio::try_join!(lane(), lane(), lane())?;
    total += second;
    total += third;
    for part in alone {
        total += run(&part, &places, &filter).await?;
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    std::process::exit(i32::from(total.failed > 0));
}

async fn run(part: &Part, places: &Places, filter: &str) -> anyhow::Result<Counts> {
    let Part { setting, failure, tests } = part;
    let broken = match failure {
        Some((failure, label)) => Some(failsafe::broken(&places.dist, setting.browser, *failure, label)?),
        None => None,
    };
    let label = failure.as_ref().map_or(setting.label, |(_, label)| label);
    let console = Console::start().await?;
    console.set_csp(setting.csp);
    let shipped = places.dist.join(match setting.browser {
        Browser::Chromium => "chrome",
        Browser::Firefox => "firefox",
    });
    let launch = Launch {
        browser: setting.browser,
        extension: broken.as_ref().map_or(&shipped, |broken| broken.folder()),
        beside: broken.as_ref().map_or(&[], |broken| broken.beside()),
        port: console.port(),
        wasm: setting.engine == "wasm",
        headless: true,
        geckodriver: &places.geckodriver,
    };
    let is_strict = setting.csp == Csp::Strict;
    let world = World { console, engine: setting.engine, is_strict, tables: places.tables.clone() };
    let (limit, pictures) = (runner::LIMIT, &places.pictures);
    let suite = Suite { launch, label, filter, limit, pictures, tests };
    let (counts, _world) = runner::run(&suite, world).await?;
    Ok(counts)
}
