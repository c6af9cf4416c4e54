//! What of the page lies over something of ours: it stands in the browser's top layer, where the latest is above the others.

use std::{cell::RefCell, rc::Rc};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use keyturn_core::rect::Rect;
use keyturn_core::seen::{Look, is_clear};
use keyturn_page::found::rect;
use keyturn_page::roots;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Node, Window};

use keyturn_page::root::Root;

/// What of a page stands in the top layer.
const IN_TOP_LAYER: &str = ":popover-open, :modal, :fullscreen";
/// Where in it a pointer is tried, across and down.
const POINTS: [f64; 3] = [0.04, 0.5, 0.96];
/// How many elements of a popover are looked at for something that can be seen; of one that has more, nobody knows.
const MOST: u32 = 300;
/// What shows without any style.
const SHOWS: &str =
    "img, svg, canvas, video, audio, iframe, embed, object, input, textarea, select, button, progress, meter, hr";

#[wasm_bindgen]
extern "C" {
    type Checked;
    #[wasm_bindgen(method, js_name = checkVisibility)]
    fn check_visibility(this: &Checked) -> bool;
    type Document;
    #[wasm_bindgen(method, getter, js_name = activeViewTransition)]
    fn view_transition(this: &Document) -> Option<Transition>;
    type Transition;
    #[wasm_bindgen(method, catch, js_name = skipTransition)]
    fn skip(this: &Transition) -> Result<(), JsValue>;
}

/// What of the page was in the top layer when something of ours came there: that is below it.
pub struct Below {
    there: Rc<RefCell<Vec<Element>>>,
    _toggled: Vec<EventListener>,
}

impl Below {
    /// What is there now.
    pub fn now(root: &Root) -> Self {
        let there = Rc::new(RefCell::new(in_top_layer(root)));
        let watch = |element: &Element| {
            let there = Rc::clone(&there);
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
            // What is hidden and shown again comes above.
            EventListener::new_with_options(element, "beforetoggle", options, move |event| {
                let target = event.current_target();
                there.borrow_mut().retain(|element| Some(element.as_ref()) != target.as_ref());
            })
        };
        let toggled = there.borrow().iter().map(watch).collect();
        Self { there, _toggled: toggled }
    }

    fn has(&self, element: &Element) -> bool {
        self.there.borrow().contains(element)
    }
}

/// Whether an element of ours is plainly seen, above what is below it.
pub fn is_plain(root: &Root, element: &Element, below: &Below) -> bool {
    let place = rect(&element.get_bounding_client_rect());
    let size = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64()).unwrap_or_default();
    let (width, height) = (size(root.window.inner_width()), size(root.window.inner_height()));
    let across = place.right().min(width) - place.left.max(0.0);
    let down = place.bottom().min(height) - place.top.max(0.0);
    let is_in_window = across > place.width / 2.0 && down > place.height / 2.0;
    let is_rendered = element.unchecked_ref::<Checked>().check_visibility();
    let points =
        POINTS.iter().flat_map(|x| POINTS.map(|y| (place.left + x * place.width, place.top + y * place.height)));
    let mut points = points.filter(|(x, y)| (0.0..width).contains(x) && (0.0..height).contains(y));
    let meets = |(x, y): (f64, f64)| {
        root.document.element_from_point(x as f32, y as f32).is_some_and(|there| root.is_host(&there))
    };
    let page = root.document.document_element();
    let filter = page.as_ref().and_then(|page| style(&root.window, page, "filter")).unwrap_or_default();
    let is_over = |there: &Element| {
        !below.has(there) && (has_backdrop(&root.window, there) || paints(&root.window, there, &place))
    };
    let colour = |name| style(&root.window, element, name).unwrap_or_default();
    Look {
        words: &colour("color"),
        ground: &colour("background-color"),
        is_shown: is_rendered && is_in_window && root.is_untouched(),
        is_met: points.all(meets),
        is_under: in_top_layer(root).iter().any(is_over),
        // A browser that does not know the selector has none.
        is_in_transition: page.is_some_and(|page| page.matches(":active-view-transition").unwrap_or(false)),
        filter: &filter,
    }
    .is_plain()
}

/// Takes off what putting ours in front does not help against.
pub fn clear(root: &Root) {
    let _ = root.restore();
    if let Some(transition) = root.document.unchecked_ref::<Document>().view_transition() {
        let _ = transition.skip();
    }
}

fn in_top_layer(root: &Root) -> Vec<Element> {
    roots::all(&root.document).iter().flat_map(|scope| roots::select(scope, IN_TOP_LAYER)).collect()
}

/// Whether something that can be seen of an element, or of what is in it, lies there.
fn paints(window: &Window, element: &Element, place: &Rect) -> bool {
    let mut left = MOST;
    let mut next = vec![element.clone()];
    while let Some(element) = next.pop() {
        let Some(fewer) = left.checked_sub(1) else { return true };
        left = fewer;
        if style(window, &element, "opacity").as_deref() == Some("0") {
            continue;
        }
        if rect(&element.get_bounding_client_rect()).overlaps(place) && shows(window, &element) {
            return true;
        }
        let inner = roots::root_of(&element);
        let scopes = inner.iter().map(AsRef::<Node>::as_ref).chain(std::iter::once(element.as_ref()));
        next.extend(scopes.flat_map(|scope| roots::select(scope, ":scope > *, :host > *")));
    }
    false
}

fn shows(window: &Window, element: &Element) -> bool {
    let is = |name: &str, nothing: &[&str]| {
        style(window, element, name).is_some_and(|value| !nothing.contains(&value.as_str()))
    };
    let has_words = || {
        let nodes = element.child_nodes();
        let texts =
            (0..nodes.length()).filter_map(|at| nodes.get(at)).filter(|node| node.node_type() == Node::TEXT_NODE);
        texts.into_iter().any(|text| text.node_value().is_some_and(|text| !text.trim().is_empty()))
    };
    let draws = |pseudo: &str| {
        pseudo_style(window, element, pseudo, "content").is_some_and(|value| value != "none" && value != "normal")
    };
    style(window, element, "background-color").is_some_and(|colour| !is_clear(&colour))
        || is("background-image", &["none"])
        || is("box-shadow", &["none"])
        || is("backdrop-filter", &["none", ""])
        || is("outline-style", &["none"])
        || ["top", "right", "bottom", "left"].iter().any(|side| is(&["border-", side, "-width"].concat(), &["0px"]))
        || element.matches(SHOWS).unwrap_or(true)
        || has_words()
        || draws("::before")
        || draws("::after")
}

fn has_backdrop(window: &Window, element: &Element) -> bool {
    pseudo_style(window, element, "::backdrop", "background-color")
        .is_some_and(|colour| !colour.is_empty() && !is_clear(&colour))
}

fn style(window: &Window, element: &Element, name: &str) -> Option<String> {
    window.get_computed_style(element).ok()??.get_property_value(name).ok()
}

fn pseudo_style(window: &Window, element: &Element, pseudo: &str, name: &str) -> Option<String> {
    window.get_computed_style_with_pseudo_elt(element, pseudo).ok()??.get_property_value(name).ok()
}
