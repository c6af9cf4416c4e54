//! The parts of a piece of ours, by their ids. A part that is missing is not written to: what is there goes on.

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{CssStyleSheet, Element, HtmlElement, ShadowRoot};

use crate::EdgeError;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlElement)]
    type Popover;
    #[wasm_bindgen(method, catch, js_name = showPopover)]
    fn show_popover(this: &Popover) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = hidePopover)]
    fn hide_popover(this: &Popover) -> Result<(), JsValue>;

    type StyledRoot;
    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    fn adopted_style_sheets(this: &StyledRoot) -> JsValue;
    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    fn set_adopted_style_sheets(this: &StyledRoot, sheets: js_sys::Array);
}

/// The part of that id.
pub fn part(of: &Element, id: &str) -> Option<Element> {
    of.query_selector(&["#", id].concat()).ok().flatten()
}

/// Puts words into it.
pub fn write(of: &Element, id: &str, words: &str) {
    if let Some(part) = part(of, id) {
        part.set_text_content(Some(words));
    }
}

/// Hides it, or shows it.
pub fn set_hidden(of: &Element, id: &str, hidden: bool) {
    if let Some(part) = part(of, id) {
        let _ = part.toggle_attribute_with_force("hidden", hidden);
    }
}

/// Gives it the focus.
pub fn focus(of: &Element, id: &str) {
    if let Some(part) = part(of, id).and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
        let _ = part.focus();
    }
}

/// Shows or hides an element of ours in the top layer.
pub fn set_shown(element: &HtmlElement, shown: bool) -> Result<(), EdgeError> {
    let popover = element.unchecked_ref::<Popover>();
    let is_shown = element.matches(":popover-open")?;
    match (is_shown, shown) {
        (false, true) => popover.show_popover()?,
        (true, false) => popover.hide_popover()?,
        _ => {}
    }
    Ok(())
}

/// A sheet of these rules.
pub fn sheet(rules: &str) -> Result<CssStyleSheet, EdgeError> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(rules)?;
    Ok(sheet)
}

/// Puts a sheet after those that scripts have given a root, or takes it away from them.
pub fn adopt(root: &ShadowRoot, sheet: &CssStyleSheet, is_wanted: bool) {
    let root: &StyledRoot = root.unchecked_ref();
    let sheets = js_sys::Array::from(&root.adopted_style_sheets());
    let is_there = sheets.includes(sheet, 0);
    if is_there == is_wanted {
        return;
    }
    let others = js_sys::Array::new();
    for other in sheets.iter().filter(|other| other != AsRef::<JsValue>::as_ref(sheet)) {
        others.push(&other);
    }
    if is_wanted {
        others.push(sheet);
    }
    root.set_adopted_style_sheets(others);
}
