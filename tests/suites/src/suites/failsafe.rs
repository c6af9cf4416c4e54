//! What happens when no engine can start, or one breaks down: the package with its engines taken out or broken, in both
//! browsers.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use keyturn_e2e::Browser;
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::tests;
use keyturn_suites::{ENTERPRISE_API, SOON, World, at, element, page_saw, page_saw_nothing_of, prompt_is_open};

/// A way in which the engines fail.
#[derive(Clone, Copy)]
pub enum Failure {
    /// Their files are missing.
    Missing,
    /// They start, and panic at the first event.
    Panics,
}

/// All of them, with the tests' label.
pub const FAILURES: [(Failure, &str); 2] = [(Failure::Missing, "none"), (Failure::Panics, "panics")];

/// The tests.
pub fn tests() -> Vec<Test<World>> {
    tests![without_an_engine_the_browser_itself_asks, without_an_engine_everything_else_goes_through]
}

/// A copy of the package with broken engines, gone when dropped.
pub struct Broken {
    folder: PathBuf,
}

impl Broken {
    /// The unpacked copy.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// An engine that starts and then throws, as a panic does.
const PANICS: &str = "globalThis.keyturnEngine('js', () => ({ begin() {}, \
    handle() { throw new WebAssembly.RuntimeError('unreachable'); }, hold() { throw new Error('unreachable'); }, \
    state() { throw new Error('unreachable'); } }));";

/// Makes the copy.
pub fn broken(dist: &Path, browser: Browser, failure: Failure) -> anyhow::Result<Broken> {
    let name = match browser {
        Browser::Chromium => "chrome",
        Browser::Firefox => "firefox",
    };
    let folder = std::env::temp_dir().join(format!("keyturn-broken-{name}-{}", std::process::id()));
    copy(&dist.join(name), &folder)?;
    for file in ["content-wasm.js", "content-js.js"] {
        let file = folder.join(file);
        match failure {
            Failure::Missing => std::fs::remove_file(&file).with_context(|| file.display().to_string())?,
            Failure::Panics => std::fs::write(file, PANICS)?,
        }
    }
    Ok(Broken { folder })
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?
        } else {
            std::fs::copy(entry.path(), to).map(drop)?
        }
    }
    Ok(())
}

async fn without_an_engine_the_browser_itself_asks(cx: &mut Context<World>) -> anyhow::Result<()> {
    cx.data.console.reset_state();
    cx.data.console.sign_in_all();
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    element(session, "#reset-hash").await?;
    for ok in [false, true] {
        session.click_on("#reset-hash").await?;
        let asked = session.wait_for("the browser's question", SOON, async || Ok(session.prompt().await)).await?;
        ensure!(asked.contains("provisioning hash"), "it asks {asked:?}");
        session.answer_prompt(ok).await?;
        if !ok {
            page_saw_nothing_of(session, "reset-hash").await?;
            ensure!(!prompt_is_open(session).await?, "the page's prompt opened though the answer was no");
        }
    }
    element(session, "dialog#hash-dialog[open]").await?;
    ensure!(cx.data.console.resets() == 0);
    Ok(())
}

async fn without_an_engine_everything_else_goes_through(cx: &mut Context<World>) -> anyhow::Result<()> {
    cx.data.console.reset_state();
    cx.data.console.sign_in_all();
    let session = &cx.session;
    session.goto(&at("/users")).await?;
    element(session, "#reset-filters").await?;
    session.click_on("#reset-filters").await?;
    let seen = page_saw(session).await?;
    ensure!(seen.contains(&"click:true:reset-filters".to_owned()), "the page saw {seen:?}");
    Ok(())
}
