//! Noticing, while the dialog is open, that the page throws our host out.

use std::rc::Rc;

use keyturn_browser::EdgeError;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{MutationObserver, MutationObserverInit};

use super::Guard;

/// Watches. Dropped, it is unhooked.
pub struct Presence {
    observer: MutationObserver,
    _changed: Closure<dyn FnMut()>,
}

impl Presence {
    /// Watches the page's root for this guard.
    pub fn watch(guard: &Rc<Guard>) -> Result<Self, EdgeError> {
        let document = &guard.root.document;
        let weak = Rc::downgrade(guard);
        let changed = Closure::<dyn FnMut()>::new(move || {
            if let Some(guard) = weak.upgrade() {
                guard.was_removed();
            }
        });
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref())?;
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        observer.observe_with_options(document, &what)?;
        if let Some(root) = document.document_element() {
            observer.observe_with_options(&root, &what)?;
        }
        Ok(Self { observer, _changed: changed })
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
