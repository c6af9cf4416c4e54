//! `chrome.runtime`: messages to the background, addresses in the package. (Firefox has `chrome` too, with promises.)

use js_sys::Promise;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

use crate::{EdgeError, from_js, to_js};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    fn send_message(message: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = getURL)]
    fn get_url(path: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = openOptionsPage)]
    async fn open_options_page() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = getManifest)]
    fn get_manifest() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["chrome", "runtime"], js_name = id)]
    static ID: JsValue;
}

/// Says something to the background and waits for its answer.
pub async fn send<Q: Serialize, A: DeserializeOwned>(question: &Q) -> Result<A, EdgeError> {
    // In a page that the extension is gone from, Chromium gives none.
    let answer: Promise = send_message(&to_js(question)?)?.dyn_into()?;
    from_js(JsFuture::from(answer).await?)
}

/// The address of a file in the package.
pub fn url(path: &str) -> Result<String, EdgeError> {
    Ok(get_url(path)?)
}

/// Opens the options page, or goes to the one that is open.
pub async fn open_options() -> Result<(), EdgeError> {
    open_options_page().await?;
    Ok(())
}

/// The extension's id.
pub fn id() -> Option<String> {
    ID.with(JsValue::as_string)
}

/// The extension's version.
pub fn version() -> Result<String, EdgeError> {
    #[derive(serde::Deserialize)]
    struct Manifest {
        version: String,
    }
    from_js(get_manifest()?).map(|manifest: Manifest| manifest.version)
}
