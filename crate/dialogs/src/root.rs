//! The root of ours that everything stands in.

use std::{ops::Deref, rc::Rc};

use keyturn_browser::EdgeError;
use keyturn_browser::parts::{adopt, sheet};
use keyturn_page::ours::Ours;
use web_sys::{CssStyleSheet, ShadowRoot, Window};

const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/dialogs.css"));

/// The root, with our sheet beside its own. Dropped, it is as it was.
pub struct Root {
    ours: Ours,
    sheet: CssStyleSheet,
    /// The page's window.
    pub window: Window,
}

impl Root {
    /// This one.
    pub fn new(root: ShadowRoot) -> Result<Rc<Self>, EdgeError> {
        let document = root.owner_document().ok_or(EdgeError::Missing("document"))?;
        let window = web_sys::window().ok_or(EdgeError::Missing("window"))?;
        let sheet = sheet(STYLE)?;
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
