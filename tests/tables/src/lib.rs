//! Core's tables of cases, and large values over the boundary, as a module that is built for both engines just as what
//! ships is.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// Runs every table: an array of the failures, one text each, and the number of cases that held at its end.
#[wasm_bindgen]
pub fn run_tables() -> js_sys::Array {
    let report = keyturn_core::tables::run();
    let lines = js_sys::Array::new();
    for failure in &report.failures {
        lines.push(&failure.as_str().into());
    }
    lines.push(&JsValue::from(report.passed as u32));
    lines
}

/// A checksum (FNV-1a, 32 bits) of bytes that came over the boundary, after the memory was made to grow while they were
/// here: the JS engine lost them there once.
#[wasm_bindgen]
pub fn checksum(bytes: &[u8]) -> u32 {
    let copies: Vec<Vec<u8>> = (0..4).map(|_| bytes.to_vec()).collect();
    copies.last().map_or(0, |bytes| {
        bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
    })
}

/// The bytes, there and back.
#[wasm_bindgen]
pub fn bytes_back(bytes: Vec<u8>) -> Vec<u8> {
    bytes
}

/// The text, there and back.
#[wasm_bindgen]
pub fn text_back(text: &str) -> String {
    text.to_owned()
}

#[derive(Serialize, Deserialize)]
struct Record {
    name: String,
    size: f64,
    parts: Vec<Option<u32>>,
}

/// Records by serde, there and back; an error's text if they have another shape.
#[wasm_bindgen]
pub fn records_back(records: JsValue) -> Result<JsValue, JsValue> {
    let records: Vec<Record> = keyturn_browser::from_js(records).map_err(|error| error.to_string())?;
    keyturn_browser::to_js(&records).map_err(|error| error.to_string().into())
}
