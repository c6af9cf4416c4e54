use keyturn_browser::EdgeError;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// A step of building a piece of HTML; made from the files of `html/` by `build.rs`.
pub enum Step {
    /// An element begins: its name and attributes.
    Open(&'static str, &'static [(&'static str, &'static str)]),
    /// The element that began last ends.
    Close,
}

/// Builds the piece, node by node.
pub fn build(document: &Document, steps: &[Step]) -> Result<HtmlElement, EdgeError> {
    let mut open: Vec<Element> = Vec::new();
    let mut built = None;
    for step in steps {
        match step {
            Step::Open(name, attributes) => {
                let element = document.create_element(name)?;
                for (name, value) in *attributes {
                    element.set_attribute(name, value)?;
                }
                match open.last() {
                    Some(parent) => drop(parent.append_child(&element)?),
                    None => built = Some(element.clone()),
                }
                open.push(element);
            }
            Step::Close => drop(open.pop()),
        }
    }
    built.and_then(|element| element.dyn_into().ok()).ok_or(EdgeError::Missing("a piece of HTML"))
}
