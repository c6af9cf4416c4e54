//! The module that runs in every page, as far as it is told something.

use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// Its exports (`crate/content/src/lib.rs`).
    pub type Content;
    /// Looks at the page now.
    #[wasm_bindgen(method)]
    pub fn look(this: &Content);
    /// Says these words once, for a moment.
    #[wasm_bindgen(method)]
    pub fn say(this: &Content, words: &str);
    /// The press that is held goes on: it was agreed to, and that was written down.
    #[wasm_bindgen(method)]
    pub fn release(this: &Content);
    /// It does not.
    #[wasm_bindgen(method)]
    pub fn cancelled(this: &Content);
    /// The next press of this control shall go through untouched.
    #[wasm_bindgen(method, js_name = allowOnce)]
    pub fn allow_once(this: &Content, control: &Element);
}
