//! `chrome.alarms`: being woken later. A browser may lose them when it starts anew.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{EdgeError, to_js};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "alarms"], js_name = create)]
    async fn create_alarm(name: &str, info: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "alarms"], js_name = clear)]
    async fn clear_alarm(name: &str) -> Result<JsValue, JsValue>;
}

#[derive(Serialize)]
struct Info {
    when: f64,
}

/// Wakes us at that time (in milliseconds, as [`crate::now`] tells it) under this name, in place of what was set before.
/// None: not any more.
pub async fn set(name: &str, when: Option<f64>) -> Result<(), EdgeError> {
    match when {
        Some(when) => create_alarm(name, &to_js(&Info { when })?).await?,
        None => clear_alarm(name).await?,
    };
    Ok(())
}
