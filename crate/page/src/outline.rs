//! The outline around a field that holds a number or a hash: a field's text is in a root that opens for nobody, and cannot be painted.

use keyturn_browser::EdgeError;
use keyturn_browser::parts::set_shown;
use keyturn_browser::template::Step;
use keyturn_core::rect::Rect;
use web_sys::HtmlElement;

use crate::ours::{Ours, put};

const HTML: &[Step] = include!(concat!(env!("OUT_DIR"), "/outline.rs"));

/// An outline. Dropped, it goes.
pub struct Outline {
    element: HtmlElement,
}

impl Outline {
    /// An outline that is not shown yet.
    pub fn new(ours: &Ours) -> Result<Self, EdgeError> {
        Ok(Self { element: ours.add(HTML)? })
    }

    /// One in the hash's colour.
    pub fn of_hash(ours: &Ours) -> Result<Self, EdgeError> {
        let outline = Self::new(ours)?;
        outline.element.set_attribute("data-hash", "")?;
        Ok(outline)
    }

    /// Puts it around a field, or hides it.
    pub fn place(&self, field: &Rect, is_seen: bool) {
        put(&self.element, "", field);
        let _ = set_shown(&self.element, is_seen);
    }
}

impl Drop for Outline {
    fn drop(&mut self) {
        self.element.remove();
    }
}
