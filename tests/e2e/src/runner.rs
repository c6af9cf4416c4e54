//! Runs tests one after the other in one browser.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context as Task, Poll};
use std::time::{Duration, Instant};

use anyhow::anyhow;

use crate::browser::Launch;
use crate::session::Session;

/// How long a test may take, if the suite has no other wish.
pub const LIMIT: Duration = Duration::from_secs(60);

/// How long what is done around a test may take: a fresh tab, a picture, the end. Seconds, unless the browser hangs.
const ASIDE: Duration = Duration::from_secs(15);

/// A test on its way. It stays on its thread: with `Send`, async closures that borrow the session would not compile
/// ("implementation of `Send` is not general enough"), and `wait_for` lives on them.
pub type Run<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + 'a>>;

/// What a test has in its hands.
pub struct Context<D> {
    /// The browser, with one empty tab.
    pub session: Session,
    /// What the suite brings along, such as the console.
    pub data: D,
}

/// A test, as data. [`tests!`](crate::tests) makes a list of them from functions.
pub struct Test<D> {
    /// What it shows, in words.
    pub name: &'static str,
    /// Shows it.
    pub run: for<'a> fn(&'a mut Context<D>) -> Run<'a>,
    /// How long it may take, if not as long as the suite's others.
    pub limit: Option<Duration>,
}

impl<D> Test<D> {
    /// The same test, which waits for something that takes longer than others may.
    pub fn within(self, limit: Duration) -> Self {
        Self { limit: Some(limit), ..self }
    }
}

/// Makes a `Vec<Test<_>>` of `async fn(&mut Context<_>) -> anyhow::Result<()>`; their names become the tests' names.
#[macro_export]
macro_rules! tests {
    ($($function:path),* $(,)?) => {
        vec![$($crate::runner::Test { name: stringify!($function), run: |context| Box::pin($function(context)), limit: None }),*]
    };
}

/// What to run, where.
pub struct Suite<'a, D> {
    /// The browser.
    pub launch: Launch<'a>,
    /// What reports call it; [`Launch::label`] is a good one.
    pub label: &'a str,
    /// Only tests whose name contains this, or one of these with `|` between them; empty: all.
    pub filter: &'a str,
    /// How long each test may take: [`LIMIT`].
    pub limit: Duration,
    /// Where pictures of failures go: `LABEL-NAME.png`.
    pub pictures: &'a Path,
    /// The tests.
    pub tests: &'a [Test<D>],
}

/// How it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that showed what they say.
    pub passed: usize,
    /// Tests that did not.
    pub failed: usize,
    /// Tests the filter left out.
    pub skipped: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.skipped += more.skipped;
    }
}

/// Runs the suite's tests in their order, each in a fresh tab of one browser process, and says how each one went as
/// soon as it has. No test is run twice. Gives the counts, and `data` back.
///
/// # Errors
///
/// Only if no browser could be started. A browser that no longer answers after a failure is replaced by a new one.
pub async fn run<D>(suite: &Suite<'_, D>, data: D) -> anyhow::Result<(Counts, D)> {
    let mut counts = Counts::default();
    let named = |test: &Test<D>, part: &str| words(test.name).contains(part) || test.name.contains(part);
    let chosen = |test: &&Test<D>| suite.filter.split('|').any(|part| named(test, part));
    counts.skipped = suite.tests.iter().filter(|test| !chosen(test)).count();
    if counts.skipped == suite.tests.len() {
        return Ok((counts, data));
    }
    let mut context = Context { session: Session::launch(&suite.launch).await?, data };
    for test in suite.tests.iter().filter(chosen) {
        let start = Instant::now();
        let name = words(test.name);
        let mut result = within(ASIDE, context.session.fresh_tab()).await;
        if result.is_ok() {
            let limit = test.limit.unwrap_or(suite.limit);
            result = within(limit, unless_it_panics((test.run)(&mut context))).await;
        }
        let took = start.elapsed().as_secs_f32();
        match result {
            Ok(()) => {
                counts.passed += 1;
                println!("ok   {}  {name} ({took:.1} s)", suite.label);
            }
            Err(error) => {
                counts.failed += 1;
                println!("FAIL {}  {name} ({took:.1} s): {error:#}", suite.label);
                context = after_a_failure(suite, test.name, context).await?;
            }
        }
    }
    // A browser that will not go is killed; its tests have been run all the same.
    let _ = within(ASIDE, context.session.quit()).await;
    Ok((counts, context.data))
}

async fn after_a_failure<D>(suite: &Suite<'_, D>, test: &str, context: Context<D>) -> anyhow::Result<Context<D>> {
    let picture = picture(suite.pictures, suite.label, test);
    match within(ASIDE, context.session.screenshot(&picture)).await {
        Ok(()) => println!("     see {}", picture.display()),
        Err(error) => println!("     no picture: {error:#}"),
    }
    if within(ASIDE, context.session.fresh_tab()).await.is_ok() {
        return Ok(context);
    }
    println!("     the browser no longer answers: going on in a new one");
    let Context { session, data } = context;
    drop(session);
    Ok(Context { session: Session::launch(&suite.launch).await?, data })
}

async fn within(limit: Duration, work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    match tokio::time::timeout(limit, work).await {
        Ok(result) => result,
        Err(_) => Err(anyhow!("not done within {limit:?}")),
    }
}

/// A test that panics has failed, like one that gives an error; the others still run.
async fn unless_it_panics(mut run: Run<'_>) -> anyhow::Result<()> {
    // The context is not inspected, only its browser goes on, and that is put back to a fresh tab.
    let poll = |task: &mut Task<'_>| match catch_unwind(AssertUnwindSafe(|| run.as_mut().poll(task))) {
        Ok(poll) => poll,
        Err(_) => Poll::Ready(Err(anyhow!("it panicked; see above"))),
    };
    poll_fn(poll).await
}

/// A function's path as a sentence: `guard::cancel_lets_it_go` is "guard: cancel lets it go".
fn words(name: &str) -> String {
    name.replace(' ', "").replace("::", ": ").replace('_', " ")
}

fn picture(folder: &Path, label: &str, test: &str) -> PathBuf {
    let name: String = format!("{label}-{test}")
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || sign == '-' { sign } else { '_' })
        .collect();
    folder.join(format!("{name}.png"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_and_pictures_are_files() {
        assert_eq!(words("guard::cancel_lets_it_go"), "guard: cancel lets it go");
        let file = picture(Path::new("out"), "firefox/js", "guard::cancel_lets_it_go");
        assert_eq!(file, Path::new("out").join("firefox_js-guard__cancel_lets_it_go.png"));
    }
}
