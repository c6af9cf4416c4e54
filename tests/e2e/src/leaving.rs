//! Leaving a page that may not want to be left.

use std::time::Duration;

use serde_json::json;

use crate::session::Session;

/// What came of trying to leave.
enum Outcome {
    Left,
    Asked,
}

impl Session {
    /// Goes to another address as a link would, and tells whether the page asked to stay ("Leave site?"). If it did,
    /// the prompt is still open: answer it with [`Session::answer_prompt`]. Browsers ask only for a page that was
    /// clicked or typed into before.
    ///
    /// `address` must be another document than the current one.
    pub async fn leave_for(&self, address: &str) -> anyhow::Result<bool> {
        // Later, so that the prompt does not open while the script still runs: it would fail with it.
        self.eval::<()>("const to = arguments[0]; setTimeout(() => { location.href = to })", &[json!(address)]).await?;
        let outcome = self
            .wait_for("the page to be left, or to ask", Duration::from_secs(10), async || {
                if self.driver.get_alert_text().await.is_ok() {
                    return Ok(Some(Outcome::Asked));
                }
                let there =
                    self.driver.current_url().await?.as_str().trim_end_matches('/') == address.trim_end_matches('/');
                Ok(there.then_some(Outcome::Left))
            })
            .await?;
        Ok(matches!(outcome, Outcome::Asked))
    }

    /// Answers an open prompt of the page or of the browser: OK (leave), or Cancel (stay).
    pub async fn answer_prompt(&self, ok: bool) -> anyhow::Result<()> {
        if ok {
            self.driver.accept_alert().await?;
        } else {
            self.driver.dismiss_alert().await?;
        }
        Ok(())
    }

    /// The text of the open `alert`, `confirm` or `prompt`, if there is one.
    pub async fn prompt(&self) -> Option<String> {
        self.driver.get_alert_text().await.ok()
    }

    /// Lets an open prompt have its way, so that the tab answers again.
    pub(crate) async fn drop_prompt(&self) {
        // There mostly is none, which is an error to WebDriver and none to us.
        let _ = self.driver.accept_alert().await;
    }
}
