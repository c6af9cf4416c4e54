//! `chrome.storage.local`. Only the background may use it.

use wasm_bindgen::prelude::*;

use crate::EdgeError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = get)]
    async fn get_item(key: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = set)]
    async fn set_items(items: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = remove)]
    async fn remove_items(keys: &js_sys::Array) -> Result<JsValue, JsValue>;
}

/// What is stored under this key; none if nothing is.
pub async fn get(key: &str) -> Result<Option<JsValue>, EdgeError> {
    let value = js_sys::Reflect::get(&get_item(&key.into()).await?, &key.into())?;
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

/// Everything that is stored, each value with its key.
pub async fn all() -> Result<Vec<(String, JsValue)>, EdgeError> {
    let all: js_sys::Object = get_item(&JsValue::NULL).await?.unchecked_into();
    let pair = |pair: JsValue| {
        let pair: js_sys::Array = pair.unchecked_into();
        Some((pair.get(0).as_string()?, pair.get(1)))
    };
    Ok(js_sys::Object::entries(&all).iter().filter_map(pair).collect())
}

/// Removes what is stored under these keys, all of it or none.
pub async fn remove(keys: &[String]) -> Result<(), EdgeError> {
    remove_items(&keys.iter().map(JsValue::from).collect()).await?;
    Ok(())
}
