//! `chrome.runtime`: messages to the background, addresses in the package. (Firefox has `chrome` too, with promises.)

use std::pin::pin;

use futures_util::future::{Either, select};
use js_sys::Promise;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;

use crate::i18n::message;
use crate::timers::sleep;
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

/// How long an answer may take on a page of ours, in milliseconds: longer than whatever is asked there takes. A background
/// that ends may take a question with it, and no error tells.
const PATIENCE: u32 = 60_000;

/// Says something to the background and waits for its answer, a minute at most.
pub async fn send<Q: Serialize, A: DeserializeOwned>(question: &Q) -> Result<A, EdgeError> {
    send_within(question, PATIENCE).await
}

/// Likewise, for so many milliseconds at most.
pub async fn send_within<Q: Serialize, A: DeserializeOwned>(question: &Q, patience: u32) -> Result<A, EdgeError> {
    // In a page that the extension is gone from, Chromium gives none.
    let answer: Promise = send_message(&to_js(question)?)?.dyn_into()?;
    match select(JsFuture::from(answer), pin!(sleep(patience))).await {
        Either::Left((answer, _)) => from_js(answer?),
        Either::Right(_) => Err(EdgeError::Thrown(message("guard_no_answer", &[]))),
    }
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
