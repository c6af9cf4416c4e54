//! Pieces of a page: the elements that Rust fills, and the copies of its templates.

use keyturn_browser::{EdgeError, i18n};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlTemplateElement};

/// The element of that id.
pub fn by_id<T: JsCast>(document: &Document, id: &'static str) -> Result<T, EdgeError> {
    document.get_element_by_id(id).and_then(|element| element.dyn_into().ok()).ok_or(EdgeError::Missing(id))
}

/// The first element inside that fits the selector.
pub fn part<T: JsCast>(root: &Element, selector: &'static str) -> Result<T, EdgeError> {
    let found = root.query_selector(selector)?;
    found.and_then(|element| element.dyn_into().ok()).ok_or(EdgeError::Missing(selector))
}

/// Every element inside that fits the selector.
pub fn parts<T: JsCast>(root: &Element, selector: &str) -> Result<Vec<T>, EdgeError> {
    let found = root.query_selector_all(selector)?;
    Ok((0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect())
}

/// A copy of what the template of that id holds.
pub fn copy_of(document: &Document, template: &'static str) -> Result<Element, EdgeError> {
    let template: HtmlTemplateElement = by_id(document, template)?;
    let inside = template.content().first_element_child().ok_or(EdgeError::Missing("what the template holds"))?;
    document.import_node_with_deep(&inside, true)?.dyn_into().map_err(|_| EdgeError::Missing("an element"))
}

/// Puts the words into the templates themselves, so that no copy has to be filled with them.
pub fn fill_templates(document: &Document) -> Result<(), EdgeError> {
    let templates = document.query_selector_all("template")?;
    for at in 0..templates.length() {
        if let Some(template) = templates.get(at).and_then(|node| node.dyn_into::<HtmlTemplateElement>().ok()) {
            i18n::fill(&template.content())?;
        }
    }
    Ok(())
}

/// Puts a text into the first element inside that fits the selector.
pub fn write(root: &Element, selector: &'static str, text: &str) -> Result<(), EdgeError> {
    part::<Element>(root, selector)?.set_text_content(Some(text));
    Ok(())
}

/// Has the list hold just these rows. Only what is not in its place is moved: a row that moves loses the focus.
pub fn put(list: &Element, rows: &[Element]) -> Result<(), EdgeError> {
    let mut next = list.first_element_child();
    for row in rows {
        if next.as_ref() == Some(row) {
            next = row.next_element_sibling();
        } else {
            list.insert_before(row, next.as_deref())?;
        }
    }
    while let Some(left) = next {
        next = left.next_element_sibling();
        left.remove();
    }
    Ok(())
}

/// Shows the element, or hides it.
pub fn show(element: &Element, shown: bool) {
    // Throws only for a name that is no attribute's.
    let _ = element.toggle_attribute_with_force("hidden", !shown);
}
