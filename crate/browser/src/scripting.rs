//! `chrome.scripting`: puts an engine into a console page's isolated world. `import()` from a content script is closed to
//! addons-linter and to a literal path; this way needs nothing web-accessible.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{EdgeError, to_js};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = executeScript)]
    async fn execute_script(injection: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = insertCSS)]
    async fn insert_style(injection: &JsValue) -> Result<JsValue, JsValue>;
}

/// Runs files of the package in one frame, one after the other.
pub async fn run_files(tab: i32, frame: f64, files: &[&str]) -> Result<(), EdgeError> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Target {
        tab_id: i32,
        frame_ids: [f64; 1],
    }
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Injection<'a> {
        target: Target,
        files: &'a [&'a str],
        inject_immediately: bool,
    }
    let target = Target { tab_id: tab, frame_ids: [frame] };
    // Without injectImmediately both browsers wait for document_idle, and the guard would wait with them.
    execute_script(&to_js(&Injection { target, files, inject_immediately: true })?).await?;
    Ok(())
}

/// Puts a style sheet of the package into a tab's page.
pub async fn insert_css(tab: i32, file: &str) -> Result<(), EdgeError> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Target {
        tab_id: i32,
    }
    #[derive(Serialize)]
    struct Injection<'a> {
        target: Target,
        files: [&'a str; 1],
    }
    insert_style(&to_js(&Injection { target: Target { tab_id: tab }, files: [file] })?).await?;
    Ok(())
}
