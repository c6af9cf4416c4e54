//! `chrome.notifications`: there only while a person has allowed it.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::permissions::{self, Permission};
use crate::{EdgeError, runtime, to_js};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "notifications"], js_name = create)]
    async fn create_notification(id: &str, options: &JsValue) -> Result<JsValue, JsValue>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options<'a> {
    r#type: &'a str,
    icon_url: String,
    title: &'a str,
    message: &'a str,
}

/// Shows a notification in place of the last one of this id; false if nobody has allowed any.
pub async fn show(id: &str, title: &str, message: &str) -> Result<bool, EdgeError> {
    if !permissions::contains(Permission::Named("notifications")).await? {
        return Ok(false);
    }
    let icon_url = runtime::url("icons/keyturn-128.png")?;
    create_notification(id, &to_js(&Options { r#type: "basic", icon_url, title, message })?).await?;
    Ok(true)
}
