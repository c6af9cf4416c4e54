//! `chrome.permissions`: whether the browser lets us into a site. Only our own pages have it.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{EdgeError, to_js};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = contains)]
    async fn contains_all(permissions: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = request)]
    fn request_all(permissions: &JsValue) -> Result<js_sys::Promise, JsValue>;
}

#[derive(Serialize)]
struct Origins<'a> {
    origins: [&'a str; 1],
}

/// Whether we may be in the pages that this match pattern fits.
pub async fn contains(pattern: &str) -> Result<bool, EdgeError> {
    Ok(contains_all(&to_js(&Origins { origins: [pattern] })?).await?.is_truthy())
}

/// Asks the person to let us into these pages; whether they did. To be called from a press itself: a browser asks for
/// nobody else.
pub fn request(pattern: &str) -> Result<impl Future<Output = Result<bool, EdgeError>> + use<>, EdgeError> {
    let asked = JsFuture::from(request_all(&to_js(&Origins { origins: [pattern] })?)?);
    Ok(async move { Ok(asked.await?.is_truthy()) })
}
