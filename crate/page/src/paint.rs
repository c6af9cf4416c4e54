//! Painting by the CSS Custom Highlight API: the page's DOM is not touched. The colours are in `extension/content.css`.

use std::cell::RefCell;

use keyturn_browser::EdgeError;
use keyturn_browser::parts::{adopt, sheet};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{CssStyleSheet, Range, ShadowRoot};

use crate::roots::{self, root_around};

/// The key of the painted account numbers.
pub const ACCOUNT_NUMBER: &str = "keyturn-account-number";
/// The key of the painted hash.
pub const PROVISIONING_HASH: &str = "keyturn-provisioning-hash";

#[wasm_bindgen]
extern "C" {
    type Highlight;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<Highlight, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn add(this: &Highlight, range: &Range) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn clear(this: &Highlight) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter)]
    fn size(this: &Highlight) -> f64;

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

/// The colours, for roots that the document's rules do not reach into.
const STYLE: &str = include_str!("../../../extension/content.css");

/// What is painted. Dropped, nothing is.
pub struct Paint {
    key: &'static str,
    highlight: Highlight,
    sheet: Option<CssStyleSheet>,
    painted: RefCell<Vec<Range>>,
    styled: RefCell<Vec<ShadowRoot>>,
}

impl Paint {
    /// Nothing is painted under this key yet.
    pub fn new(key: &'static str) -> Result<Self, EdgeError> {
        let highlight = Highlight::new()?;
        HIGHLIGHTS.with(|highlights| highlights.set(key, &highlight))?;
        let sheet = (!roots::inherit_highlights()).then(|| sheet(STYLE)).transpose()?;
        Ok(Self { key, highlight, sheet, painted: RefCell::default(), styled: RefCell::default() })
    }

    /// Paints these ranges, and no others.
    pub fn set<'a>(&self, ranges: impl Iterator<Item = &'a Range>) {
        let ranges: Vec<&Range> = ranges.collect();
        let painted = self.painted.borrow();
        // (The page shares the registry, and may have taken something out.)
        let is_whole = self.highlight.size() == painted.len() as f64 && ranges.len() == painted.len();
        let is_painted = is_whole && ranges.iter().zip(painted.iter()).all(|(a, b)| is_same(a, b));
        drop(painted);
        // Painting anew what is painted would have the browser draw the page once more.
        if !is_painted {
            // What cannot be painted is left as the page shows it.
            let _ = self.highlight.clear();
            ranges.iter().for_each(|range| drop(self.highlight.add(range)));
            self.painted.replace(ranges.iter().map(|range| (*range).clone()).collect());
        }
        let mut styled = Vec::new();
        for range in ranges {
            if let (Some(sheet), Some(root)) = (&self.sheet, range.start_container().ok().and_then(|n| root_around(&n)))
            {
                // Again each time: the page may have put other sheets in their place.
                adopt(&root, sheet, true);
                styled.push(root);
            }
        }
        let before = self.styled.replace(styled);
        let styled = self.styled.borrow();
        before.iter().filter(|root| !styled.contains(root)).for_each(|root| self.leave(root));
    }

    /// Whether a range can be painted: in Firefox, text that stands straight in a root belongs to no element, and cannot.
    pub fn reaches(&self, range: &Range) -> bool {
        let is_straight_in_root = || range.start_container().ok().and_then(|node| node.parent_node());
        self.sheet.is_none() || !is_straight_in_root().is_some_and(|parent| parent.is_instance_of::<ShadowRoot>())
    }

    fn leave(&self, root: &ShadowRoot) {
        if let Some(sheet) = &self.sheet {
            adopt(root, sheet, false);
        }
    }
}

/// Whether two ranges reach from the same place to the same place, as the page is now.
fn is_same(a: &Range, b: &Range) -> bool {
    let start = |range: &Range| (range.start_container().ok(), range.start_offset().ok());
    let end = |range: &Range| (range.end_container().ok(), range.end_offset().ok());
    start(a) == start(b) && end(a) == end(b)
}

impl Drop for Paint {
    fn drop(&mut self) {
        self.styled.borrow().iter().for_each(|root| self.leave(root));
        HIGHLIGHTS.with(|highlights| {
            // The version that came after an update may have put its own there.
            let is_ours =
                highlights.get(self.key).is_ok_and(|there| there == *AsRef::<JsValue>::as_ref(&self.highlight));
            if is_ours {
                let _ = highlights.remove(self.key);
            }
        });
    }
}
