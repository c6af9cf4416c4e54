//! Shadow roots, open and closed: what stands in them is on the page as much as anything else.
//!
//! Nothing here recurses: roots may be nested 2,000 deep, and 10,000 may stand side by side.

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Document, Element, HtmlElement, Node, NodeList, ShadowRoot};

/// The most roots that are looked into on one page.
const MOST: usize = 20_000;
/// The most components without a root that are told of at a time.
const MOST_ROOTLESS: usize = 200;
/// How many elements are asked between two looks at the clock.
const BETWEEN_LOOKS: u32 = 64;
/// Our own host: its root is no part of the page.
const HOST: &str = "keyturn-controls";
/// What can have a root: a custom element, and a few of HTML's own. Those that stand on pages by the thousand and can
/// have none are left out by the browser's own matcher, which asks for them in this order.
const MAY_HAVE_ONE: &str = ":not(td, tr, li, a, i, b, svg, path, button, input, label, option, img, th, use, g, \
    keyturn-controls)";

#[wasm_bindgen]
extern "C" {
    /// An element, as Firefox shows it to extensions.
    type Opened;
    #[wasm_bindgen(method, getter, js_name = openOrClosedShadowRoot)]
    fn root(this: &Opened) -> Option<ShadowRoot>;

    /// `chrome.dom`.
    type Dom;
    #[wasm_bindgen(method, catch, js_name = openOrClosedShadowRoot)]
    fn root_of(this: &Dom, element: &HtmlElement) -> Result<Option<ShadowRoot>, JsValue>;

    /// A document, an element or a root.
    type Scope;
    #[wasm_bindgen(method, catch, js_name = querySelectorAll)]
    fn query_selector_all(this: &Scope, selector: &JsValue) -> Result<NodeList, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn matches(this: &Scope, selector: &JsValue) -> Result<bool, JsValue>;
}

thread_local! {
    /// [`MAY_HAVE_ONE`], handed over once: it is asked for each row that comes.
    static SELECTOR: JsValue = JsValue::from_str(MAY_HAVE_ONE);
    /// By the name alone, which the browser finds at once.
    static FIELD: JsValue = JsValue::from_str("input");
    /// Chromium has it, Firefox has not. By its name alone, because addons-linter warns of the full one.
    static DOM: Option<Dom> = {
        let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).ok().filter(JsValue::is_object);
        get(&js_sys::global(), "chrome").and_then(|chrome| get(&chrome, "dom")).map(JsCast::unchecked_into)
    };
}

/// Whether a document's `::highlight()` rules reach into its roots: in Chromium they do, in Firefox they do not.
pub fn inherit_highlights() -> bool {
    DOM.with(Option::is_some)
}

/// The root inside an element, a closed one too.
pub fn root_of(element: &Element) -> Option<ShadowRoot> {
    // Chromium asks its extension system for a root, which takes several times what its matcher takes.
    if inherit_highlights() && !may_have_one(element) { None } else { root_in(element) }
}

fn may_have_one(element: &Element) -> bool {
    SELECTOR.with(|selector| element.unchecked_ref::<Scope>().matches(selector)).unwrap_or(true)
}

/// Likewise, of one that [`may_have_one`].
fn root_in(element: &Element) -> Option<ShadowRoot> {
    DOM.with(|dom| match dom {
        Some(dom) => element.dyn_ref::<HtmlElement>().and_then(|element| dom.root_of(element).ok().flatten()),
        None => element.unchecked_ref::<Opened>().root(),
    })
}

/// A node as the element that it is. (By its kind, which takes the browser a fraction of what `instanceof` does.)
pub fn as_element(node: &Node) -> Option<&Element> {
    (node.node_type() == Node::ELEMENT_NODE).then(|| node.unchecked_ref())
}

/// The element that a node stands in: its parent or, for what stands at the top of a root, the root's host.
pub fn around(node: &Node) -> Option<Element> {
    let parent = node.parent_node()?;
    match parent.dyn_into::<ShadowRoot>() {
        Ok(root) => Some(root.host()),
        Err(parent) => parent.dyn_into().ok(),
    }
}

/// The root that a node stands in; none if it stands in the document itself.
pub fn root_around(node: &Node) -> Option<ShadowRoot> {
    node.get_root_node().dyn_into().ok()
}

/// The hosts of the roots that a node stands in, innermost first, and not more of them than make a difference.
pub fn hosts_around(node: &Node) -> impl Iterator<Item = Element> + use<> {
    const MOST: usize = 64;
    let host = |node: &Node| root_around(node).map(|root| root.host());
    std::iter::successors(host(node), move |element| host(element)).take(MOST)
}

/// All that a selector matches in a document, an element or a root, without what is in roots within.
pub fn select(scope: &Node, selector: &str) -> impl Iterator<Item = Element> + use<> {
    let list = scope.unchecked_ref::<Scope>().query_selector_all(&selector.into()).ok();
    let length = list.as_ref().map_or(0, NodeList::length);
    (0..length).filter_map(move |at| list.as_ref()?.get(at)?.dyn_into().ok())
}

/// Whether a field stands in a document, an element or a root, but not in roots within.
pub fn hold_field(scope: &Node) -> bool {
    FIELD.with(|field| scope.unchecked_ref::<Scope>().query_selector_all(field)).is_ok_and(|fields| fields.length() > 0)
}

/// The roots in a set of them.
pub fn in_set(roots: &js_sys::Set) -> impl Iterator<Item = ShadowRoot> + use<> {
    roots.values().into_iter().filter_map(|root| root.ok()?.dyn_into().ok())
}

/// A document and all roots in it, but for our own.
pub fn all(document: &Document) -> Vec<Node> {
    let mut all: Vec<Node> = vec![document.clone().into()];
    all.extend(Roots::of(document).filter(|root| root.host().local_name() != HOST).map(Node::from));
    all
}

/// All roots below a node, those within roots too; a node's own comes first.
pub struct Roots {
    /// Where the search begins, until it has: right after 100,000 elements have come, it would take four times as long.
    scope: Option<Node>,
    rootless: Vec<Element>,
    lists: Vec<(NodeList, u32)>,
    left: usize,
}

/// How far a search came.
pub enum Step {
    /// To this root.
    Root(ShadowRoot),
    /// To the end of its time.
    Pause,
    /// To the end.
    End,
}

impl Roots {
    /// The roots of a document, of an element or within a root.
    pub fn of(scope: &Node) -> Self {
        Self { scope: Some(scope.clone()), rootless: Vec::new(), lists: Vec::new(), left: MOST }
    }

    fn look_into(&mut self, scope: &Node) {
        if let Ok(list) = SELECTOR.with(|selector| scope.unchecked_ref::<Scope>().query_selector_all(selector)) {
            self.lists.push((list, 0));
        }
    }

    /// Goes on to the next root, or until `end` (as [`keyturn_browser::now`] tells the time).
    pub fn step(&mut self, end: f64) -> Step {
        // What has gone again holds nothing of the page.
        if let Some(scope) = self.scope.take().filter(|scope| scope.is_connected()) {
            self.look_into(&scope);
            if let Some(root) = as_element(&scope).filter(|element| may_have_one(element)).and_then(root_in) {
                return self.came_to(root);
            }
        }
        while let Some((list, at)) = self.lists.last_mut() {
            let Some(node) = list.get(*at) else {
                self.lists.pop();
                continue;
            };
            *at += 1;
            let is_time = at.is_multiple_of(BETWEEN_LOOKS);
            if let Some(root) = node.dyn_ref().and_then(root_in) {
                return self.came_to(root);
            }
            if self.rootless.len() < MOST_ROOTLESS {
                let element = node.dyn_into::<Element>().ok();
                self.rootless.extend(element.filter(|element| element.local_name().bytes().any(|byte| byte == b'-')));
            }
            if is_time && keyturn_browser::now() > end {
                return Step::Pause;
            }
        }
        Step::End
    }

    /// The components that were met without a root, which may get one: taken out.
    pub fn take_rootless(&mut self) -> Vec<Element> {
        std::mem::take(&mut self.rootless)
    }

    fn came_to(&mut self, root: ShadowRoot) -> Step {
        if self.left == 0 {
            return Step::End;
        }
        self.left -= 1;
        self.look_into(&root);
        Step::Root(root)
    }
}

impl Iterator for Roots {
    type Item = ShadowRoot;

    fn next(&mut self) -> Option<ShadowRoot> {
        match self.step(f64::INFINITY) {
            Step::Root(root) => Some(root),
            Step::Pause | Step::End => None,
        }
    }
}
