//! Pieces of HTML of ours, built node by node: a page's Trusted Types would refuse a string of it.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use crate::{EdgeError, i18n};

/// A step of building a piece of HTML; made from the files of a crate's `html/` by its build script (`html.rs`).
pub enum Step {
    /// An element begins: its name and attributes.
    Open(&'static str, &'static [(&'static str, &'static str)]),
    /// The element that began last ends.
    Close,
}

/// Builds the piece, node by node, its words filled in as [`i18n::fill`] does it.
pub fn build(document: &Document, steps: &[Step]) -> Result<HtmlElement, EdgeError> {
    let mut open: Vec<Element> = Vec::new();
    let mut built = None;
    for step in steps {
        match step {
            Step::Open(name, attributes) => {
                let element = document.create_element(name)?;
                for (name, value) in *attributes {
                    match name.strip_prefix("data-i18n") {
                        None => element.set_attribute(name, value)?,
                        Some("") => element.set_text_content(Some(&i18n::message(value, &[]))),
                        Some(attribute) => {
                            let attribute = attribute.strip_prefix('-').unwrap_or_default();
                            element.set_attribute(attribute, &i18n::message(value, &[]))?;
                        }
                    }
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
