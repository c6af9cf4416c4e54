//! `chrome.action`: what stands on the extension's icon, and what it is called.

use wasm_bindgen::prelude::*;

use crate::EdgeError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeText)]
    async fn set_text(details: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeBackgroundColor)]
    async fn set_color(details: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setTitle)]
    async fn set_title(details: &JsValue) -> Result<JsValue, JsValue>;
}

/// Puts this text on the icon, in this colour, and calls it so. An empty text is no badge.
pub async fn show(text: &str, color: &str, title: &str) -> Result<(), EdgeError> {
    set_title(&details("title", title)?).await?;
    set_color(&details("color", color)?).await?;
    set_text(&details("text", text)?).await?;
    Ok(())
}

/// Chromium refuses properties that it does not know.
fn details(name: &str, value: &str) -> Result<JsValue, EdgeError> {
    let details = js_sys::Object::new();
    js_sys::Reflect::set(&details, &name.into(), &value.into())?;
    Ok(details.into())
}
