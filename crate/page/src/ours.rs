//! What is ours on the page: one host element, a child of `documentElement`, with a closed shadow root.

use keyturn_browser::EdgeError;
use keyturn_browser::template::{Step, build};
use keyturn_core::rect::Rect;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Document, Element, HtmlElement, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// A style that takes numbers as they are.
    type Measured;
    #[wasm_bindgen(method, catch, js_name = setProperty)]
    fn set_property(this: &Measured, name: &str, value: f64) -> Result<(), JsValue>;
}

/// What the page's rules for `*` must not reach: our host. What is in its root they cannot reach anyway.
pub const HOST_STYLE: &str = "all: initial !important";
/// What a page may put on our host that takes it from people.
const TAKES_AWAY: [&str; 3] = ["hidden", "inert", "popover"];

/// The host and its root.
pub struct Ours {
    /// The page's document.
    pub document: Document,
    /// The host.
    pub host: Element,
    /// Its root.
    pub root: ShadowRoot,
}

impl Ours {
    /// Builds a piece of HTML in the root, its words filled in.
    pub fn add(&self, steps: &[Step]) -> Result<HtmlElement, EdgeError> {
        self.stand()?;
        let element = build(&self.document, steps)?;
        self.root.append_child(&element)?;
        Ok(element)
    }

    /// Puts the host into the page, if it is not there (any more).
    pub fn stand(&self) -> Result<(), EdgeError> {
        if !self.stands() {
            let element = self.document.document_element().ok_or(EdgeError::Missing("documentElement"))?;
            element.append_child(&self.host)?;
        }
        Ok(())
    }

    /// Whether the host is in the page, where we put it.
    pub fn stands(&self) -> bool {
        self.host.parent_element().is_some_and(|parent| Some(parent) == self.document.document_element())
    }

    /// Whether the host is as we made it.
    pub fn is_untouched(&self) -> bool {
        let is_bare = || !TAKES_AWAY.iter().any(|name| self.host.has_attribute(name));
        self.host.get_attribute("style").as_deref() == Some(HOST_STYLE) && is_bare()
    }

    /// Makes the host again as it was.
    pub fn restore(&self) -> Result<(), EdgeError> {
        for name in TAKES_AWAY {
            self.host.remove_attribute(name)?;
        }
        Ok(self.host.set_attribute("style", HOST_STYLE)?)
    }

    /// Whether this node is our host.
    pub fn is_host(&self, node: &JsValue) -> bool {
        AsRef::<JsValue>::as_ref(&self.host) == node
    }

    /// Whether this element of ours is what a pointer there would meet: neither inert nor under something else.
    pub fn is_on_top(&self, element: &Element, x: f64, y: f64) -> bool {
        let (x, y) = (x as f32, y as f32);
        // Of the document first: Firefox's root names its own elements there, whatever lies over them.
        let is_host = self.document.element_from_point(x, y).is_some_and(|top| self.is_host(&top));
        is_host && self.root.element_from_point(x, y).is_some_and(|on_top| element.contains(Some(&on_top)))
    }

    /// The element of ours that has the focus.
    pub fn focused(&self) -> Option<Element> {
        self.root.active_element()
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
