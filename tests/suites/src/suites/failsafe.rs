//! What happens when no engine can start, one breaks down, or one comes late: the package with its engines taken out,
//! broken or delayed, in both browsers.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use keyturn_e2e::runner::{Context, Test};
use keyturn_e2e::{Browser, Session, tests};
use keyturn_suites::{
    ENTERPRISE_API, SOON, World, at, element, engine_runs, guard, is_running, page_saw, page_saw_nothing_of, painted,
    prompt_is_open, stored,
};

use crate::{breakdown, check, damaged, kept, messages, our_pages, outsiders, popup, rotation, ways, words};

/// A way in which the engines fail.
#[derive(Clone, Copy)]
pub enum Failure {
    /// Their files are missing.
    Missing,
    /// They start, and panic at the first event.
    Panics,
    /// They come three seconds late, and so does what asks.
    Late,
    /// They run, but what asks is missing, and what is behind popup and options.
    Mute,
    /// They are there, but the background, which brings them, has none.
    Bare,
    /// They run, but what reads the account number is missing.
    Blind,
    /// The WebAssembly modules are missing.
    Lost,
    /// The WebAssembly modules end in the middle.
    Cut,
    /// The WebAssembly modules come after more than five seconds; those of the background and of our own pages, never.
    Slow,
    /// They run, and break down when the page asks for it (`data-breaks`): what they ask of the page throws.
    Breaks,
    /// They run, and their messages fail when the page asks for it.
    Messages,
    /// They do not: what the page puts down is said to the background, and another extension stands beside ours.
    Outside,
    /// They do not: only the optional permissions are there from the start.
    None,
}

/// All of them, with the tests' label.
pub const FAILURES: [(Failure, &str); 13] = [
    (Failure::Missing, "none"),
    (Failure::Panics, "panics"),
    (Failure::Late, "late"),
    (Failure::Mute, "mute"),
    (Failure::Bare, "bare"),
    (Failure::Blind, "blind"),
    (Failure::Lost, "lost"),
    (Failure::Cut, "cut"),
    (Failure::Slow, "slow"),
    (Failure::Breaks, "breaks"),
    (Failure::Messages, "messages"),
    (Failure::Outside, "outside"),
    (Failure::None, "permitted"),
];

/// The tests of this failure.
pub fn tests(failure: Failure) -> Vec<Test<World>> {
    match failure {
        Failure::Missing => {
            let all =
                [tests(Failure::Panics), popup::without_engines(), words::without_engines(), ways::without_engines()];
            all.into_iter().flatten().collect()
        }
        Failure::Panics => {
            tests![without_an_engine_the_browser_itself_asks, without_an_engine_everything_else_goes_through]
        }
        Failure::Late => {
            let own = tests![
                a_press_before_the_engine_is_there_is_held_until_it_is,
                a_press_that_is_not_the_reset_goes_on_when_the_engine_comes,
            ];
            own.into_iter().chain(ways::late()).collect()
        }
        Failure::Mute => {
            let own = tests![
                without_what_asks_the_browser_itself_asks,
                without_an_engine_everything_else_goes_through,
                without_what_tells_a_new_hash_stays_on_the_page,
            ];
            own.into_iter().chain(our_pages::without_theirs()).collect()
        }
        Failure::Bare => our_pages::without_the_backgrounds(),
        Failure::Blind => tests![
            without_what_reads_the_number_the_reset_is_held_and_the_popup_says_so,
            without_an_engine_everything_else_goes_through,
        ],
        Failure::Lost | Failure::Cut => damaged::instead(),
        Failure::Slow => damaged::slow(),
        Failure::Breaks => breakdown::tests(),
        Failure::Messages => messages::tests(),
        Failure::Outside => outsiders::tests(),
        Failure::None => check::permitted().into_iter().chain(rotation::permitted()).collect(),
    }
}

/// A copy of the package with broken engines, gone when dropped.
pub struct Broken {
    folder: PathBuf,
    beside: Vec<PathBuf>,
}

impl Broken {
    /// The unpacked copy.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is installed beside it, likewise.
    pub fn beside(&self) -> &[PathBuf] {
        &self.beside
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        for folder in self.beside.iter().chain([&self.folder]) {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// The modules of the package, each with two engines; the last two are not a console page's.
const MODULES: [&str; 5] = ["content", "account", "dialogs", "background", "pages"];

/// An engine that starts and then throws, as a panic does.
const PANICS: &str = "globalThis.keyturnEngine('js', () => ({ begin() {}, \
    handle() { throw new WebAssembly.RuntimeError('unreachable'); }, hold() { throw new Error('unreachable'); }, \
    state() { throw new Error('unreachable'); } }));";

/// Makes the copy.
pub fn broken(dist: &Path, browser: Browser, failure: Failure, label: &str) -> anyhow::Result<Broken> {
    let name = match browser {
        Browser::Chromium => "chrome",
        Browser::Firefox => "firefox",
    };
    let called = label.replace('/', "-");
    let folder = std::env::temp_dir().join(format!("keyturn-broken-{called}-{}", std::process::id()));
    copy(&dist.join(name), &folder)?;
    damaged::damage(&folder, failure)?;
    for (module, engine) in MODULES.into_iter().flat_map(|module| [(module, "wasm"), (module, "js")]) {
        let file = folder.join(format!("{module}-{engine}.js"));
        let is_missing = match failure {
            Failure::Missing => !["background", "pages"].contains(&module),
            Failure::Mute => ["dialogs", "pages"].contains(&module),
            Failure::Bare => module == "background",
            Failure::Blind => module == "account",
            _ => false,
        };
        if is_missing {
            std::fs::remove_file(&file).with_context(|| file.display().to_string())?;
        }
        match failure {
            Failure::Panics if module == "content" => std::fs::write(file, PANICS)?,
            Failure::Late if !["background", "pages"].contains(&module) => {
                let engine = std::fs::read_to_string(&file)?;
                std::fs::write(file, format!("setTimeout(() => {{\n{engine}\n}}, 3000);"))?;
            }
            Failure::None => permit(&folder.join("manifest.json"))?,
            _ => {}
        }
    }
    let mut beside = Vec::new();
    if let Failure::Outside = failure {
        let stranger = folder.with_extension("stranger");
        outsiders::unpack(&stranger)?;
        beside.push(stranger);
    }
    Ok(Broken { folder, beside })
}

/// Makes what is optional such as is there from the start. Done twice it is done once.
fn permit(manifest: &Path) -> anyhow::Result<()> {
    let mut read: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(manifest)?)?;
    for (optional, given) in
        [("optional_host_permissions", "host_permissions"), ("optional_permissions", "permissions")]
    {
        let optional = std::mem::take(read[optional].as_array_mut().with_context(|| format!("no {optional}"))?);
        read[given].as_array_mut().with_context(|| format!("no {given}"))?.extend(optional);
    }
    Ok(std::fs::write(manifest, read.to_string())?)
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

/// Presses the reset, and gives the browser's own question this answer.
async fn the_browser_asks(session: &Session, answer: bool) -> anyhow::Result<()> {
    session.click_on("#reset-hash").await?;
    the_browser_is_answered(session, answer).await
}

/// Waits for the browser's own question, and gives it this answer.
pub async fn the_browser_is_answered(session: &Session, answer: bool) -> anyhow::Result<()> {
    let asked = session.wait_for("the browser's question", SOON, async || Ok(session.prompt().await)).await?;
    ensure!(asked.contains("provisioning hash"), "it asks {asked:?}");
    session.answer_prompt(answer).await
}

/// The page has not heard of the press, and has not opened its own prompt.
pub async fn is_held(session: &Session) -> anyhow::Result<()> {
    page_saw_nothing_of(session, "reset-hash").await?;
    ensure!(!prompt_is_open(session).await?, "the page's own prompt is open");
    Ok(())
}

async fn without_an_engine_the_browser_itself_asks(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    element(session, "#reset-hash").await?;
    the_browser_asks(session, false).await?;
    is_held(session).await?;
    the_browser_asks(session, true).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    ensure!(cx.data.console.resets() == 0);
    kept.is_whole(session).await
}

async fn without_what_asks_the_browser_itself_asks(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    the_browser_asks(session, false).await?;
    is_held(session).await?;
    // Writing it down takes as long as it may: the background has to be started first.
    session.stop_background().await?;
    the_browser_asks(session, true).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    let written = stored(session, "resets").await?;
    ensure!(written["resets"][0]["number"] == "18836731", "let go before it was written down: {written}");
    ensure!(cx.data.console.resets() == 0);
    kept.is_whole(session).await
}

async fn without_what_reads_the_number_the_reset_is_held_and_the_popup_says_so(
    cx: &mut Context<World>,
) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    session.click_on("#reset-hash").await?;
    guard(session).await?;
    is_held(session).await?;
    let state = damaged::state(session).await?;
    ensure!(state["numbers"] == serde_json::json!([]), "it knows {state}");
    ensure!(state["trouble"] == "what reads it did not come", "the popup is told {state}");
    ensure!(cx.data.console.resets() == 0);
    kept.is_whole(session).await
}

/// Nothing of ours stands in its way, and nothing of ours asks for ever before the page is left.
async fn without_what_tells_a_new_hash_stays_on_the_page(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = kept::begin(cx).await?;
    let session = &cx.session;
    session.goto(&at(ENTERPRISE_API)).await?;
    engine_runs(session).await?;
    the_browser_asks(session, true).await?;
    element(session, "dialog#hash-dialog[open]").await?;
    session.click_on("#hash-ok").await?;
    element(session, "#provisioning-hash").await?;
    painted(session, &["18836731"]).await?;
    session.goto(&at("/dashboard")).await?;
    painted(session, &["18836731"]).await?;
    kept.is_whole(session).await
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

/// No dialog of ours and no engine can be there for three seconds after the page has begun.
async fn open_early(cx: &mut Context<World>) -> anyhow::Result<kept::Kept> {
    let kept = kept::begin(cx).await?;
    cx.session.goto(&at(ENTERPRISE_API)).await?;
    element(&cx.session, "#reset-hash").await?;
    ensure!(!is_running(&cx.session).await?, "the engine is there already, so this shows nothing");
    Ok(kept)
}

async fn a_press_before_the_engine_is_there_is_held_until_it_is(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = open_early(cx).await?;
    let session = &cx.session;
    session.click_on("#reset-hash").await?;
    is_held(session).await?;
    // What reads the number comes as late, and is waited for.
    let dialog = guard(session).await?;
    ensure!(dialog.text.contains("18836731"), "the question does not name the account: {}", dialog.text);
    is_held(session).await?;
    ensure!(cx.data.console.resets() == 0);
    kept.is_whole(session).await
}

async fn a_press_that_is_not_the_reset_goes_on_when_the_engine_comes(cx: &mut Context<World>) -> anyhow::Result<()> {
    let kept = open_early(cx).await?;
    let session = &cx.session;
    let build = "const button = document.body.appendChild(document.createElement('button'));
        button.id = 'harmless';
        button.textContent = 'Reset the hash filter';
        button.style.cssText = 'position: fixed; left: 400px; top: 400px; z-index: 9';";
    session.eval::<serde_json::Value>(build, &[]).await?;
    session.click_on("#harmless").await?;
    session
        .wait_for("the press to reach the page", SOON, async || {
            let seen = page_saw(session).await?;
            Ok(seen.iter().any(|event| event.starts_with("click:") && event.ends_with(":harmless")).then_some(()))
        })
        .await?;
    ensure!(session.dialog().await?.is_none(), "the dialog asks about a harmless control");
    kept.is_whole(session).await
}
