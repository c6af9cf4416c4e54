//! The popup and the options page. What they show comes from the background; nothing here stores anything.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

use keyturn_browser::{EdgeError, i18n};
use wasm_bindgen::prelude::*;
use web_sys::Document;

mod action;
mod in_front;
mod language;
mod moment;
mod options;
mod piece;
mod popup;
mod rotation;
mod trouble;

/// Starts the page of that name, `popup` or `options`, in the document it is called in.
#[wasm_bindgen]
pub fn start(page: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Err(error) = open(&document, page) {
        trouble::say(&document, &trouble::edge(&error));
    }
}

fn open(document: &Document, page: &str) -> Result<(), EdgeError> {
    i18n::fill(document)?;
    piece::fill_templates(document)?;
    if let Some(root) = document.document_element() {
        root.set_attribute("lang", &language::of_words())?;
    }
    match page {
        "popup" => popup::open(document),
        "options" => options::open(document),
        _ => Err(EdgeError::Missing("the name of the page")),
    }
}
