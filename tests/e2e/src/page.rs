//! The page in the current tab: going there, asking it, waiting for it.

use std::time::Duration;

use anyhow::{Context, anyhow};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::By;
use tokio::time::{Instant, sleep};

use crate::session::Session;
use crate::shadow::Rect;

/// WebDriver can only be asked again and again. These are the pauses in between: short at first, so that what comes at
/// once costs nothing.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(5), Duration::from_millis(20), Duration::from_millis(50), Duration::from_millis(100)];

impl Session {
    /// Goes to an address and waits until it is loaded.
    pub async fn goto(&self, address: &str) -> anyhow::Result<()> {
        self.driver.goto(address).await.with_context(|| format!("going to {address}"))
    }

    /// Asks again until `look` finds something, and gives it.
    ///
    /// # Errors
    ///
    /// After `limit`, with `what` was waited for. An error of `look` counts as "not yet" (a page may be about to
    /// change) and is told at the end.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        limit: Duration,
        mut look: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
    ) -> anyhow::Result<T> {
        let end = Instant::now() + limit;
        let mut pauses = PAUSES.into_iter();
        let mut pause = PAUSES[0];
        loop {
            let problem = match look().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => None,
                Err(error) => Some(error),
            };
            if Instant::now() >= end {
                let late = format!("waited {limit:?} for {what}");
                return Err(problem.map_or_else(|| anyhow!(late.clone()), |error| error.context(late.clone())));
            }
            pause = pauses.next().unwrap_or(pause);
            sleep(pause).await;
        }
    }

    /// Runs a script in the page's own world (or in the extension's page that the tab shows, where the browser's APIs
    /// are) and gives what it returns. It may `await`, and has `args` as `arguments`.
    pub async fn eval<T: DeserializeOwned>(&self, script: &str, args: &[Value]) -> anyhow::Result<T> {
        let waited_for = format!("return (async () => {{ {script}\n }})()");
        let answer =
            self.driver.execute(waited_for, args.to_vec()).await.with_context(|| format!("running {script}"))?;
        answer.convert().with_context(|| format!("the answer of {script}"))
    }

    /// The text of every range painted under that key of `CSS.highlights`, in the document's order (the page's world
    /// sees what the content script put there). Not those in shadow roots' own registries: there are none.
    pub async fn highlighted(&self, key: &str) -> anyhow::Result<Vec<String>> {
        self.eval("return [...CSS.highlights.get(arguments[0]) ?? []].map((range) => range.toString())", &[json!(key)])
            .await
    }

    /// Where those ranges are painted, one rectangle for each line of each.
    pub async fn highlighted_at(&self, key: &str) -> anyhow::Result<Vec<Rect>> {
        let script =
            "return [...CSS.highlights.get(arguments[0]) ?? []].flatMap((range) => [...range.getClientRects()])
            .map(({ x, y, width, height }) => ({ x, y, width, height }))";
        self.eval(script, &[json!(key)]).await
    }

    /// Runs a script with `element`, the first of the page that `selector` names, and gives what it returns. ` >>> ` in the
    /// selector goes into the open shadow root of what stands before it: `my-app >>> #reset >>> button`.
    pub async fn with<T: DeserializeOwned>(&self, selector: &str, script: &str) -> anyhow::Result<T> {
        let found = format!(
            "let element;
            let inside = document;
            for (const part of arguments[0].split(' >>> ')) {{
                element = inside?.querySelector(part);
                inside = element?.shadowRoot;
            }}
            if (!element) throw new Error('there is no ' + arguments[0]);
            {script}"
        );
        self.eval(&found, &[json!(selector)]).await
    }

    /// Waits until the page has been laid out. Who asks earlier where something stands has it laid out without its style
    /// sheets; Firefox warns of that, and a test that looks at the console would take it for the extension's doing.
    pub(crate) async fn is_laid_out(&self) -> anyhow::Result<()> {
        self.once_laid_out::<bool>("true", &[]).await.map(drop)
    }

    /// What an expression gives once the page has been laid out.
    pub(crate) async fn once_laid_out<T: DeserializeOwned>(
        &self,
        expression: &str,
        args: &[Value],
    ) -> anyhow::Result<T> {
        let is_laid_out = "document.readyState === 'complete' || performance.getEntriesByType('paint').length > 0";
        let script = format!("return {is_laid_out} ? {expression} : null;");
        self.wait_for("the page to be laid out", Duration::from_secs(10), async || self.eval(&script, args).await).await
    }

    /// Where the first element of the page that `selector` names stands, scrolled into view. See [`Session::with`].
    pub async fn rect_of(&self, selector: &str) -> anyhow::Result<Rect> {
        self.is_laid_out().await?;
        let script = "element.scrollIntoView({ block: 'center', behavior: 'instant' });
            const { x, y, width, height } = element.getBoundingClientRect();
            return { x, y, width, height };";
        self.with(selector, script).await
    }

    /// Scrolls the first element of the page that `selector` names into view, and clicks it with the mouse.
    pub async fn click_on(&self, selector: &str) -> anyhow::Result<()> {
        let element = self.driver.find(By::Css(selector)).await.with_context(|| format!("looking for {selector}"))?;
        element.click().await.with_context(|| format!("clicking {selector}"))
    }
}
