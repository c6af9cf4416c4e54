//! Painting by the CSS Custom Highlight API: the page's DOM is not touched. The colours are in `extension/content.css`.

use keyturn_browser::EdgeError;
use wasm_bindgen::prelude::*;
use web_sys::Range;

const KEY: &str = "keyturn-account-number";

#[wasm_bindgen]
extern "C" {
    type Highlight;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<Highlight, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn add(this: &Highlight, range: &Range) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn clear(this: &Highlight) -> Result<(), JsValue>;

    type HighlightRegistry;
    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static HIGHLIGHTS: HighlightRegistry;
    #[wasm_bindgen(method, catch)]
    fn set(this: &HighlightRegistry, key: &str, highlight: &Highlight) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn get(this: &HighlightRegistry, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = "delete")]
    fn remove(this: &HighlightRegistry, key: &str) -> Result<JsValue, JsValue>;
}

/// What is painted. Dropped, nothing is.
pub struct Paint {
    highlight: Highlight,
}

impl Paint {
    /// Nothing is painted yet.
    pub fn new() -> Result<Self, EdgeError> {
        let highlight = Highlight::new()?;
        HIGHLIGHTS.with(|highlights| highlights.set(KEY, &highlight))?;
        Ok(Self { highlight })
    }

    /// Paints these ranges, and no others.
    pub fn set<'a>(&self, ranges: impl Iterator<Item = &'a Range>) {
        // What cannot be painted is left as the page shows it.
        let _ = self.highlight.clear();
        for range in ranges {
            let _ = self.highlight.add(range);
        }
    }
}

impl Drop for Paint {
    fn drop(&mut self) {
        HIGHLIGHTS.with(|highlights| {
            // The version that came after an update may have put its own there.
            let is_ours = highlights.get(KEY).is_ok_and(|there| there == *AsRef::<JsValue>::as_ref(&self.highlight));
            if is_ours {
                let _ = highlights.remove(KEY);
            }
        });
    }
}
