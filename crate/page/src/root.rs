//! The root of ours that everything stands in, as a module that came later takes it over.

use std::{ops::Deref, rc::Rc};

use keyturn_browser::EdgeError;
use keyturn_browser::parts::{adopt, sheet};
use web_sys::{CssStyleSheet, ShadowRoot, Window};

use crate::ours::Ours;

/// The root, with the module's sheet beside its own. Dropped, it is as it was.
pub struct Root {
    ours: Ours,
    sheet: CssStyleSheet,
    /// The page's window.
    pub window: Window,
}

impl Root {
    /// This one, with this sheet.
    pub fn new(root: ShadowRoot, style: &str) -> Result<Rc<Self>, EdgeError> {
        let document = root.owner_document().ok_or(EdgeError::Missing("document"))?;
        let window = web_sys::window().ok_or(EdgeError::Missing("window"))?;
        let sheet = sheet(style)?;
        adopt(&root, &sheet, true);
        let ours = Ours { document, host: root.host(), root };
        Ok(Rc::new(Self { ours, sheet, window }))
    }
}

impl Deref for Root {
    type Target = Ours;

    fn deref(&self) -> &Ours {
        &self.ours
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        adopt(&self.ours.root, &self.sheet, false);
    }
}
