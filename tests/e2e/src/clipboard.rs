//! The clipboard. A headless browser has one of its own, so runs side by side do not meet there.

use serde_json::json;

use crate::session::Session;

/// An empty page with a text field that has the focus.
const FIELD: &str = "
    const field = document.body.appendChild(document.createElement('textarea'));
    field.value = arguments[0];
    field.focus();
    field.select();";

impl Session {
    /// What a person gets who pastes: read by a real paste in a tab aside, so no page needs a permission. The tab that
    /// was in front loses the focus meanwhile.
    pub async fn clipboard(&self) -> anyhow::Result<String> {
        self.in_a_tab_aside(async || {
            self.eval::<()>(FIELD, &[json!("")]).await?;
            self.shortcut('v').await?;
            self.eval("return document.querySelector('textarea').value", &[]).await
        })
        .await
    }

    /// Puts something else there, by a real copy in a tab aside: so that a test sees a new copy even of the same text.
    pub async fn set_clipboard(&self, text: &str) -> anyhow::Result<()> {
        self.in_a_tab_aside(async || {
            self.eval::<()>(FIELD, &[json!(text)]).await?;
            self.shortcut('c').await
        })
        .await
    }
}
