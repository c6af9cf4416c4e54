//! `chrome.tabs`: the console page in front.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

use crate::{EdgeError, from_js, to_js};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = query)]
    async fn query_tabs(what: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = sendMessage)]
    async fn send_message(tab: i32, message: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = getCurrent)]
    async fn get_current() -> Result<JsValue, JsValue>;
}

/// Which tabs are meant; what is not said does not matter.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Query<'a> {
    /// In front in its window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// In the window where the question comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_window: Option<bool>,
    /// A match pattern that its address fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
}

/// A tab.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tab {
    /// Its id; a tab of the developer tools has none.
    pub id: Option<i32>,
    /// In front in its window.
    #[serde(default)]
    pub active: bool,
    /// When it was last in front, in milliseconds.
    #[serde(default)]
    pub last_accessed: f64,
}

/// The tabs that are meant.
pub async fn query(what: &Query<'_>) -> Result<Vec<Tab>, EdgeError> {
    from_js(query_tabs(&to_js(what)?).await?)
}

/// Asks the top frame of a tab and waits for its answer.
pub async fn ask<Q: Serialize, A: DeserializeOwned>(tab: i32, question: &Q) -> Result<A, EdgeError> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Options {
        frame_id: i32,
    }
    let options = to_js(&Options { frame_id: 0 })?;
    from_js(send_message(tab, &to_js(question)?, &options).await?)
}

/// Tells every frame of a tab something; nobody waits for an answer, and a tab without us in it hears nothing.
pub async fn tell<Q: Serialize>(tab: i32, what: &Q) -> Result<(), EdgeError> {
    send_message(tab, &to_js(what)?, &js_sys::Object::new()).await?;
    Ok(())
}

/// Whether this page of ours stands in a tab: a popup does not.
pub async fn is_tab() -> Result<bool, EdgeError> {
    Ok(!get_current().await?.is_undefined())
}
