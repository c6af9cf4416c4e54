//! The benchmark: what Keyturn costs a page, beside what people would use instead. `cargo xtask bench` builds what is
//! measured and says where it lies; what comes out goes into `docs/benchmarks/`.
//!
//! All of it is one run: in each round, each browser and engine has its turn, and in it each finder. So whatever else the
//! machine does, it does to all of them.

mod figures;
mod finder;
mod goals;
mod growth;
mod machine;
mod report;
mod rows;
mod setting;
mod size;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use futures_util::future::{join_all, try_join_all};
use keyturn_console::Console;

use figures::Figures;
use finder::Rivals;
use rows::{ROWS, Row};
use setting::{Running, SETTINGS};
use size::Size;

/// The page on which everything happens.
const PAGE: &str = include_str!("../web/page.html");
/// What it can do.
const WORK: &str = include_str!("../web/work.js");

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let began = Instant::now();
    let place = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).with_context(|| format!("{name} is not set: run cargo xtask bench"))
    };
    let (dist, modules) = (place("KEYTURN_DIST")?, place("KEYTURN_MODULES")?);
    let (geckodriver, out) = (place("KEYTURN_GECKODRIVER")?, place("KEYTURN_BENCHMARKS")?);
    let mut args = std::env::args().skip(1);
    let (mut size, mut is_profiled, mut is_again, mut only) = (Size::WHOLE, false, false, String::new());
    for arg in args.by_ref() {
        match arg.as_str() {
            "--quick" => size = Size::QUICK,
            "--profile" => is_profiled = true,
            "--again" => is_again = true,
            name => name.clone_into(&mut only),
        }
    }

    // The name of a row as it is: "st" is storm as well as start.
    let is_row = ROWS.iter().any(|row| row.name == only);
    ensure!(!is_again || is_row && size.is_whole() && !is_profiled, "--again measures one row as a whole: name it");
    let rivals = Rivals::put_together(&modules)?;
    let settings = SETTINGS.into_iter().filter(|setting| setting.is_in(size, is_profiled));
    let starting = settings.map(|setting| Running::start(setting, &dist, &geckodriver, &rivals, is_profiled));
    let running = try_join_all(starting).await?;
    let (mut figures, mut failed) = (Figures::default(), 0);
    for round in 0..size.rounds {
        for row in ROWS.iter().filter(|row| row.name.contains(&only) && (round == 0 || row.is_repeated)) {
            for turn in turns(&running, row.at_a_time) {
                let labels: Vec<&str> = turn.iter().map(|browser| browser.label()).collect();
                let at = began.elapsed().as_secs();
                println!("{at:>5} s  round {} of {}  {}  {}", round + 1, size.rounds, row.name, labels.join(", "));
                for ended in join_all(turn.iter().map(|browser| done(row, browser, size))).await {
                    match ended {
                        Ok(more) => figures.add(more),
                        Err(error) => {
                            println!("FAIL {error:#}");
                            failed += 1;
                        }
                    }
                }
            }
        }
    }
    let report = report::Report::new(size, &running, figures);
    for browser in running {
        browser.end().await?;
    }
    println!("\n{}", report.markdown());
    if is_again && failed == 0 {
        report.put_into_the_last(&only, &out)?.write(&out)?;
    } else if size.is_whole() && only.is_empty() && !is_profiled {
        report.write(&out)?;
    }
    println!("done in {} s", began.elapsed().as_secs());
    ensure!(failed == 0, "{failed} rows have no figures, see above");
    Ok(())
}

/// Which browsers have their turn at a time: two different ones where it is two.
fn turns(running: &[Running], at_a_time: usize) -> Vec<Vec<&Running>> {
    let count = running.len().div_ceil(at_a_time);
    (0..count).map(|turn| running.iter().skip(turn).step_by(count).collect()).collect()
}

/// Has a browser do a row.
async fn done(row: &Row, browser: &Running, size: Size) -> anyhow::Result<Figures> {
    let mut figures = Figures::default();
    let ran = (row.run)(browser, size, &mut figures).await;
    ran.with_context(|| format!("{} in {}", row.name, browser.label()))?;
    Ok(figures)
}

impl Running {
    /// Serves the page to all finders.
    fn serve(console: &Console) {
        for finder in finder::ALL {
            console.serve(&finder.path(), "text/html; charset=utf-8", PAGE);
        }
        console.serve("/bench/work.js", "text/javascript; charset=utf-8", WORK);
        console.sign_in_all();
    }
}
