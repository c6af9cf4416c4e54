//! What is to be seen in some place of the page.

use keyturn_core::placement::{AREAS, CONTROLS, Covers};
use keyturn_core::rect::Rect;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Node, ShadowRoot, Window};

use crate::found::{Found, Spot, rect};
use crate::ours::Ours;
use crate::roots::{around, hosts_around, root_around, root_of};

/// How many points across and down are asked what is there.
const POINTS: [f64; 3] = [0.04, 0.5, 0.96];
/// How many roots in one another are looked into for what is there.
const DEEPEST: usize = 8;

#[wasm_bindgen]
extern "C" {
    /// A document or a root.
    type Scope;
    #[wasm_bindgen(method, js_name = elementFromPoint)]
    fn element_from_point(this: &Scope, x: f64, y: f64) -> Option<Element>;
    #[wasm_bindgen(method, js_name = elementsFromPoint)]
    fn elements_from_point(this: &Scope, x: f64, y: f64) -> js_sys::Array;
}

/// The page, as a person sees it.
pub struct Sight<'a> {
    /// Its window.
    pub window: &'a Window,
    /// What is ours on it.
    pub ours: &'a Ours,
}

impl Sight<'_> {
    /// Whether a person sees what stands there: it has a size, is in the window, and nothing of the page lies over it.
    pub fn is_seen(&self, spot: &Spot, place: &Rect) -> bool {
        if place.width < 1.0 || place.height < 1.0 {
            return false;
        }
        let Some(node) = spot.node() else { return false };
        let (x, y) = (place.left + place.width / 2.0, place.top + place.height / 2.0);
        self.element_at(x, y, &node).is_some_and(|there| holds(&there, &node) || node.contains(Some(&there)))
    }

    /// What a button there would cover.
    pub fn covers(&self, place: &Rect, found: &Found) -> Covers {
        let Some(number) = found.node() else { return Covers::Control };
        let mut seen: Vec<Element> = Vec::new();
        let mut covers = Covers::Nothing;
        for (x, y) in POINTS.iter().flat_map(|x| POINTS.map(|y| (*x, y))) {
            let there = self.element_at(place.left + x * place.width, place.top + y * place.height, &number);
            let Some(element) = there.filter(|element| !seen.contains(element)) else { continue };
            if self.is_control(&element, &number) {
                return Covers::Control;
            }
            if has_words(&element, place) {
                covers = Covers::Words;
            }
            seen.push(element);
        }
        covers
    }

    /// The window's width and height.
    pub fn size(&self) -> (f64, f64) {
        let root = self.ours.document.document_element();
        // Without the scroll bars, which `innerWidth` counts in.
        root.map_or((0.0, 0.0), |root| (f64::from(root.client_width()), self.height()))
    }

    fn height(&self) -> f64 {
        self.window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
    }

    /// The innermost element of the page there, in roots too, under what is ours.
    fn element_at(&self, x: f64, y: f64, number: &Node) -> Option<Element> {
        let mut element = self.top_in(&self.ours.document, x, y)?;
        // Straight into the number's own root, where it stands in one: most of what is near it does.
        if hosts_around(number).last().is_some_and(|host| host == element) {
            element = root_around(number).and_then(|root| self.top_in(&root, x, y)).unwrap_or(element);
        }
        for _ in 0..DEEPEST {
            let Some(inner) = root_of(&element).and_then(|root| self.top_in(&root, x, y)) else { break };
            element = inner;
        }
        Some(element)
    }

    /// The topmost element there of a document or a root itself.
    fn top_in(&self, scope: &Node, x: f64, y: f64) -> Option<Element> {
        let at: &Scope = scope.unchecked_ref();
        let is_in = |element: &Element| scope.contains(Some(element));
        match at.element_from_point(x, y) {
            // What is ours lies over everything; only then all that is under it is asked for, which is costly.
            Some(top) if !self.ours.is_host(&top) && is_in(&top) => Some(top),
            Some(top) if scope.is_instance_of::<ShadowRoot>() && !self.ours.is_host(&top) => None,
            _ => {
                let all =
                    at.elements_from_point(x, y).into_iter().filter_map(|element| element.dyn_into::<Element>().ok());
                all.into_iter().find(|element| !self.ours.is_host(element)).filter(is_in)
            }
        }
    }

    fn is_control(&self, element: &Element, number: &Node) -> bool {
        let closest = |element: &Element, selector| element.closest(selector).ok().flatten();
        for scope in std::iter::once(element.clone()).chain(hosts_around(element)) {
            let is_area = || closest(&scope, AREAS).is_some_and(|area| !holds(&area, number));
            if closest(&scope, CONTROLS).is_some() || is_area() {
                return true;
            }
        }
        self.has_hand(element) && !around(number).is_some_and(|holder| self.has_hand(&holder))
    }

    /// Whether the pointer over it is a hand: what a page without any semantics lets people press.
    fn has_hand(&self, element: &Element) -> bool {
        let style = self.window.get_computed_style(element).ok().flatten();
        style.and_then(|style| style.get_property_value("cursor").ok()).is_some_and(|cursor| cursor == "pointer")
    }
}

/// Whether an element holds a node, through roots too.
fn holds(element: &Element, node: &Node) -> bool {
    element.contains(Some(node)) || hosts_around(node).any(|host| element.contains(Some(&host)))
}

/// Whether text of the element's own stands there.
fn has_words(element: &Element, place: &Rect) -> bool {
    /// The most pieces of text that are measured in one element.
    const MOST: usize = 20;
    let Some(range) = element.owner_document().and_then(|document| document.create_range().ok()) else { return false };
    let mut next = element.first_child();
    for _ in 0..MOST {
        let Some(node) = next else { break };
        next = node.next_sibling();
        if node.node_type() != Node::TEXT_NODE || range.select_node_contents(&node).is_err() {
            continue;
        }
        let Some(rects) = range.get_client_rects() else { continue };
        if (0..rects.length()).filter_map(|at| rects.item(at)).any(|lines| rect(&lines).overlaps(place)) {
            return true;
        }
    }
    false
}
