//! `chrome.storage.local`. Only the background may use it.

use wasm_bindgen::prelude::*;

use crate::EdgeError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = get)]
    async fn get_item(key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = set)]
    async fn set_items(items: &JsValue) -> Result<JsValue, JsValue>;
}

/// What is stored under this key; none if nothing is.
pub async fn get(key: &str) -> Result<Option<JsValue>, EdgeError> {
    let value = js_sys::Reflect::get(&get_item(key).await?, &key.into())?;
    Ok(if value.is_undefined() { None } else { Some(value) })
}

/// Stores the values under their keys, all of them or none.
pub async fn set(items: &[(&str, JsValue)]) -> Result<(), EdgeError> {
    let object = js_sys::Object::new();
    for (key, value) in items {
        js_sys::Reflect::set(&object, &(*key).into(), value)?;
    }
    set_items(&object).await?;
    Ok(())
}
