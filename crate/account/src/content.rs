//! The module that runs in every page, as far as it is told and asked something.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Its exports (`crate/content/src/lib.rs`).
    pub type Content;
    /// Says these words once, for a moment.
    #[wasm_bindgen(method)]
    pub fn say(this: &Content, words: &str);
    /// Looks at the page now, and has read what it finds ([`crate::read`]).
    #[wasm_bindgen(method)]
    pub fn look(this: &Content);
    /// Whether the hash was on the clipboard, and what was just copied has taken its place.
    #[wasm_bindgen(method, js_name = wasOverwritten)]
    pub fn was_overwritten(this: &Content) -> bool;
}
