//! Our controls on the page: one host element, a child of `documentElement`, with a closed shadow root. Everything in it
//! stands in the browser's top layer.

mod notice;

use std::{cell::RefCell, ops::Deref, rc::Rc};

use keyturn_browser::EdgeError;
use keyturn_browser::parts::{adopt, sheet};
use keyturn_page::ours::{HOST_STYLE, Ours};
use keyturn_page::roots;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, KeyboardEvent, MouseEvent, ShadowRootInit, ShadowRootMode};

use crate::page::Surroundings;
use crate::parts::account;
use crate::parts::dialogs;

pub use notice::Notice;

/// The host's name. A hyphen keeps it clear of every element that HTML knows or will know.
const HOST: &str = "keyturn-controls";
const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/controls.css"));

/// The host and its root.
pub struct Controls {
    ours: Ours,
    notice: RefCell<Option<Notice>>,
}

impl Controls {
    /// Makes the host; it is put into the page when there is something to show.
    pub fn new(surroundings: &Rc<Surroundings>) -> Result<Rc<Self>, EdgeError> {
        // Firefox takes an old version's script out of an open page at an update, but not what it had put there.
        roots::select(&surroundings.document, HOST).for_each(|old| old.remove());
        let host = surroundings.document.create_element(HOST)?;
        host.set_attribute("style", HOST_STYLE)?;
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Closed))?;
        adopt(&root, &sheet(STYLE)?, true);
        let ours = Ours { document: surroundings.document.clone(), host, root };
        Ok(Rc::new(Self { ours, notice: RefCell::new(None) }))
    }

    /// The root that everything of ours stands in, for the dialogs to begin in. False if they are not there.
    pub fn lends_root(&self, change: &JsValue) -> bool {
        dialogs::begin_in(&self.ours.root, change)
    }

    /// How the hash stands that the dialogs' panel is about (`crate/dialogs/src/hash/panel.rs`); none if there is no panel.
    pub fn hash_stands(&self) -> Option<String> {
        self.ours.root.query_selector("#panel").ok()??.get_attribute("data-state")
    }

    /// Takes away what a part has left when it broke down: a modal dialog keeps the page from everybody.
    pub fn clear(&self, part: &str) {
        let its = if part == account::NAME { ".copy, .outline:not([data-hash])" } else { "dialog, #panel" };
        roots::select(&self.ours.root, its).for_each(|left| left.remove());
    }

    /// Says something once, for a moment, to eyes and screen readers.
    pub fn say(self: &Rc<Self>, words: &str) {
        let notice = Notice::show(self, words).ok();
        *self.notice.borrow_mut() = notice;
    }

    /// Takes an event that is meant for our own controls: the page gets none of them, and cannot keep one from us, since
    /// this runs before its listeners do. False if it is the page's.
    pub fn takes(&self, event: &Event) -> bool {
        let is_ours = event.target().is_some_and(|target| self.is_host(&target));
        if let Some(key) = event.dyn_ref::<KeyboardEvent>()
            && dialogs::ask(|dialogs| dialogs.key(key, is_ours)) == Some(true)
        {
            return true;
        }
        if !is_ours {
            return false;
        }
        event.stop_immediate_propagation();
        if event.type_() == "click"
            && event.is_trusted()
            && let Some(control) = self.pressed(event)
            && (account::ask(|account| account.click(&control)) == Some(true)
                || dialogs::ask(|dialogs| dialogs.click(&control)) == Some(true))
        {
            event.prevent_default();
        }
        true
    }

    /// Which of our elements a click on the host pressed: the one under the pointer or, from the keyboard, the focused one.
    fn pressed(&self, event: &Event) -> Option<Element> {
        let mouse = event.dyn_ref::<MouseEvent>()?;
        if mouse.detail() == 0 {
            return self.focused();
        }
        self.ours.root.element_from_point(mouse.client_x() as f32, mouse.client_y() as f32)
    }
}

impl Deref for Controls {
    type Target = Ours;

    fn deref(&self) -> &Ours {
        &self.ours
    }
}

impl Drop for Controls {
    fn drop(&mut self) {
        self.ours.host.remove();
    }
}
