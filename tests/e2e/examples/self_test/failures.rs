//! The runner must survive every way in which a test can fail.

use std::path::Path;
use std::time::Duration;

use anyhow::{bail, ensure};
use keyturn_e2e::runner::{self, Context, Counts, Suite};
use keyturn_e2e::{Launch, tests};

/// Runs tests that are meant to fail, and checks that the others still ran.
pub async fn show(launch: Launch<'_>, pictures: &Path) -> anyhow::Result<()> {
    let tests = tests![fails, panics, never_ends, hangs_the_browser, shows_something];
    let limit = Duration::from_secs(3);
    let label = format!("four of five fail on purpose: {}", launch.label());
    let suite = Suite { launch, label: &label, filter: "", limit, pictures, tests: &tests };
    let (counts, shown) = runner::run(&suite, 0).await?;
    ensure!(counts == Counts { passed: 1, failed: 4, skipped: 0 }, "{counts:?}");
    ensure!(shown == 1, "the data did not come back");
    Ok(())
}

async fn fails(_: &mut Context<u32>) -> anyhow::Result<()> {
    bail!("on purpose")
}

async fn panics(_: &mut Context<u32>) -> anyhow::Result<()> {
    panic!("on purpose")
}

async fn never_ends(_: &mut Context<u32>) -> anyhow::Result<()> {
    std::future::pending().await
}

async fn hangs_the_browser(context: &mut Context<u32>) -> anyhow::Result<()> {
    context.session.goto("https://admin.lastpass.com/").await?;
    context.session.eval("for (;;);", &[]).await
}

async fn shows_something(context: &mut Context<u32>) -> anyhow::Result<()> {
    context.session.goto("https://admin.lastpass.com/").await?;
    context.data += 1;
    Ok(())
}
