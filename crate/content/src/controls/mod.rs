//! Our controls on the page: one host element, a child of `documentElement`, with a closed shadow root. Everything in it
//! stands in the browser's top layer.

mod notice;
pub mod parts;
mod template;

use std::{cell::RefCell, rc::Rc};

use keyturn_browser::EdgeError;
use keyturn_core::rect::Rect;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{
    CssStyleSheet, Element, Event, HtmlElement, KeyboardEvent, MouseEvent, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

use crate::account::Accounts;
use crate::guard::Guard;
use crate::hash::Hashes;
use crate::page::Surroundings;

pub use notice::Notice;
pub use template::{Step, build};

/// The host's name. A hyphen keeps it clear of every element that HTML knows or will know.
const HOST: &str = "keyturn-controls";
const STYLE: &str = include_str!("../../html/controls.css");

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlElement)]
    type Popover;
    #[wasm_bindgen(method, catch, js_name = showPopover)]
    fn show_popover(this: &Popover) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = hidePopover)]
    fn hide_popover(this: &Popover) -> Result<(), JsValue>;

    /// A style that takes numbers as they are.
    type Measured;
    #[wasm_bindgen(method, catch, js_name = setProperty)]
    fn set_property(this: &Measured, name: &str, value: f64) -> Result<(), JsValue>;

    /// A root, and the sheets that scripts have given it.
    pub type StyledRoot;
    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    pub fn adopted_style_sheets(this: &StyledRoot) -> JsValue;
    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    pub fn set_adopted_style_sheets(this: &StyledRoot, sheets: js_sys::Array);
}

/// The host and its root.
pub struct Controls {
    surroundings: Rc<Surroundings>,
    host: HtmlElement,
    root: ShadowRoot,
    notice: RefCell<Option<Notice>>,
}

impl Controls {
    /// Makes the host; it is put into the page when there is something to show.
    pub fn new(surroundings: &Rc<Surroundings>) -> Result<Rc<Self>, EdgeError> {
        // Firefox takes an old version's script out of an open page at an update, but not what it had put there.
        crate::roots::select(&surroundings.document, HOST).for_each(|old| old.remove());
        let host: HtmlElement = surroundings
            .document
            .create_element(HOST)?
            .dyn_into()
            .map_err(|_| EdgeError::Missing("an HTML element"))?;
        // The page's rules for `*` must not reach our host; what is in its root they cannot reach anyway.
        host.set_attribute("style", "all: initial !important")?;
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Closed))?;
        let sheet = CssStyleSheet::new()?;
        sheet.replace_sync(STYLE)?;
        root.unchecked_ref::<StyledRoot>().set_adopted_style_sheets(js_sys::Array::of1(&sheet));
        Ok(Rc::new(Self { surroundings: Rc::clone(surroundings), host, root, notice: RefCell::new(None) }))
    }

    /// Builds a piece of HTML in the root, its words filled in.
    pub fn add(&self, steps: &[Step]) -> Result<HtmlElement, EdgeError> {
        self.stand()?;
        let element = build(&self.surroundings.document, steps)?;
        self.root.append_child(&element)?;
        keyturn_browser::i18n::fill(&self.root)?;
        Ok(element)
    }

    /// Puts the host into the page, if it is not there (any more).
    pub fn stand(&self) -> Result<(), EdgeError> {
        if !self.host.is_connected() {
            let element = self.surroundings.document.document_element().ok_or(EdgeError::Missing("documentElement"))?;
            element.append_child(&self.host)?;
        }
        Ok(())
    }

    /// The page's document.
    pub fn document(&self) -> web_sys::Document {
        self.surroundings.document.clone()
    }

    /// Whether the host is in the page.
    pub fn stands(&self) -> bool {
        self.host.is_connected()
    }

    /// Whether this node is our host.
    pub fn is_host(&self, node: &JsValue) -> bool {
        AsRef::<JsValue>::as_ref(&self.host) == node
    }

    /// Whether this element of ours is what a pointer there would meet: neither inert nor under something else.
    pub fn is_on_top(&self, element: &Element, x: f64, y: f64) -> bool {
        let (x, y) = (x as f32, y as f32);
        // Of the document first: Firefox's root names its own elements there, whatever lies over them.
        let is_host = self.surroundings.document.element_from_point(x, y).is_some_and(|top| self.is_host(&top));
        is_host && self.root.element_from_point(x, y).is_some_and(|on_top| element.contains(Some(&on_top)))
    }

    /// The element of ours that has the focus.
    pub fn focused(&self) -> Option<Element> {
        self.root.active_element()
    }

    /// Says something once, for a moment, to eyes and screen readers.
    pub fn say(self: &Rc<Self>, words: &str) {
        let notice = Notice::show(self, words).ok();
        *self.notice.borrow_mut() = notice;
    }

    /// Takes an event that is meant for our own controls: the page gets none of them, and cannot keep one from us, since
    /// this runs before its listeners do. False if it is the page's.
    pub fn takes(&self, event: &Event, guard: &Rc<Guard>, accounts: &Rc<Accounts>, hashes: &Rc<Hashes>) -> bool {
        let is_ours = event.target().is_some_and(|target| self.is_host(&target));
        if let Some(key) = event.dyn_ref::<KeyboardEvent>()
            && guard.takes_key(key, is_ours)
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
            && (accounts.takes_click(&control) || hashes.takes_click(&control) || guard.takes_click(&control))
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
        self.root.element_from_point(mouse.client_x() as f32, mouse.client_y() as f32)
    }
}

impl Drop for Controls {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// Puts an element of ours where its rules in `controls.css` say with `--left`, `--top`, `--width` and `--height`, after
/// this prefix. By the object model: the page's policy on style attributes binds attributes only.
pub fn put(element: &HtmlElement, prefix: &str, rect: &Rect) {
    let style: JsValue = element.style().into();
    let style: &Measured = style.unchecked_ref();
    for (name, value) in [("left", rect.left), ("top", rect.top), ("width", rect.width), ("height", rect.height)] {
        let _ = style.set_property(&["--", prefix, name].concat(), value);
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
