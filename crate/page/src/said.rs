//! What an element says, as far as a control or a prompt says anything: its text, what stands for its pictures, and what
//! a component shows in its slots. Read node by node and no further than needed: a page is not read whole for a click.

use keyturn_core::control::{Piece, Reach};
use keyturn_core::prompt::without_hash;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Node, ShadowRoot, Window};

use crate::roots::{as_element, root_of, select};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Element)]
    type Slot;
    #[wasm_bindgen(method, js_name = assignedNodes)]
    fn assigned_nodes(this: &Slot) -> js_sys::Array;
}

const CONTROLS: &str = "button, a, summary, input, select, textarea, [role=button], [role=link], [role=menuitem]";

/// The most that is read.
#[derive(Clone, Copy)]
pub struct Most {
    /// Characters, in bytes of UTF-8.
    pub text: usize,
    /// Nodes.
    pub nodes: u32,
}

/// What an element says.
pub struct Said {
    /// The pieces of it.
    pub pieces: Vec<Piece>,
    /// What can be pressed in it, by its looks.
    pub controls: Vec<Element>,
    most: Most,
    window: Option<Window>,
}

/// How what stands in an element reaches people.
#[derive(Clone, Copy)]
struct Way {
    reach: Reach,
    is_displayed: bool,
    is_visible: bool,
}

/// What an element says; none if it says more than that.
pub fn said(element: &Element, most: Most) -> Option<Said> {
    let window = element.owner_document().and_then(|document| document.default_view());
    let mut said = Said { pieces: Vec::new(), controls: Vec::new(), most, window };
    said.adds(element)?;
    Some(said)
}

impl Said {
    /// What another element says as well; none if it is more than was to be read.
    pub fn adds(&mut self, element: &Element) -> Option<()> {
        let reach = if is_hidden(element) { Reach::Hidden } else { Reach::All };
        // Of what is not drawn itself, all is as good as drawn.
        self.inside(element, Way { reach, is_displayed: true, is_visible: true })
    }

    fn inside(&mut self, element: &Element, way: Way) -> Option<()> {
        if element.local_name() == "slot" {
            let assigned = element.unchecked_ref::<Slot>().assigned_nodes();
            if assigned.length() > 0 {
                return assigned.iter().try_for_each(|node| self.node(&node.unchecked_into(), way));
            }
        }
        // What a root's slots do not show of its host's own nodes, nobody sees.
        let mut child = root_of(element).map_or_else(|| element.first_child(), |root| root.first_child());
        while let Some(node) = child {
            self.node(&node, way)?;
            child = node.next_sibling();
        }
        Some(())
    }

    fn node(&mut self, node: &Node, way: Way) -> Option<()> {
        self.most.nodes = self.most.nodes.checked_sub(1)?;
        if node.node_type() == Node::TEXT_NODE {
            return self.piece(node.node_value(), way);
        }
        let Some(element) = as_element(node) else { return Some(()) };
        let name = element.local_name();
        if matches!(name.as_str(), "script" | "style" | "template") {
            return Some(());
        }
        if element.matches(CONTROLS).unwrap_or(false) {
            self.controls.push(element.clone());
        }
        let way = self.way_into(element, way);
        let before = self.pieces.len();
        self.element(element, &name, way)?;
        // An icon's tooltip is its words, if it has no others.
        if self.pieces.iter().skip(before).all(|piece| piece.text.trim().is_empty()) {
            self.piece(element.get_attribute("title"), way)?;
        }
        Some(())
    }

    fn element(&mut self, element: &Element, name: &str, way: Way) -> Option<()> {
        let label = element.get_attribute("aria-label").filter(|label| !label.trim().is_empty());
        let is_empty = element.first_child().is_none() && root_of(element).is_none();
        match (name, label) {
            ("img" | "area", None) => self.piece(element.get_attribute("alt"), way),
            ("svg", None) => {
                let title = element.query_selector("title").ok().flatten();
                self.piece(title.and_then(|title| title.text_content()), way)?;
                select(element, "text").try_for_each(|text| self.piece(text.text_content(), way))
            }
            (name, Some(label)) if is_empty || name == "svg" => self.piece(Some(label), way),
            (_, Some(label)) if way.reach == Reach::All => {
                self.piece(Some(label), Way { reach: Reach::Label, ..way })?;
                self.inside(element, Way { reach: Reach::Labelled, ..way })
            }
            _ => self.inside(element, way),
        }
    }

    /// How what stands in an element reaches people, where it itself stands in what reaches them so.
    fn way_into(&self, element: &Element, around: Way) -> Way {
        let style = self.window.as_ref().and_then(|window| window.get_computed_style(element).ok().flatten());
        let is = |property, value| {
            style.as_ref().is_some_and(|style| style.get_property_value(property).is_ok_and(|is| is == value))
        };
        Way {
            reach: if is_hidden(element) { Reach::Hidden } else { around.reach },
            is_displayed: around.is_displayed && !is("display", "none"),
            is_visible: !is("visibility", "hidden"),
        }
    }

    fn piece(&mut self, text: Option<String>, way: Way) -> Option<()> {
        // A page that shows the new hash asks for none; what is read here for its words alone does not keep it.
        let text = without_hash(text.unwrap_or_default());
        self.most.text = self.most.text.checked_sub(text.len())?;
        if !text.is_empty() {
            self.pieces.push(Piece { text, reach: way.reach, is_drawn: way.is_displayed && way.is_visible });
        }
        Some(())
    }
}

fn is_hidden(element: &Element) -> bool {
    element.get_attribute("aria-hidden").as_deref() == Some("true")
}

/// An element and what is around it, from the inside out, through slots and out of shadow roots: an event's path there.
pub fn path_of(element: &Element) -> impl Iterator<Item = Node> + use<> {
    std::iter::successors(Some(Node::from(element.clone())), |node| {
        let slot = node.dyn_ref::<Element>().and_then(Element::assigned_slot).map(Node::from);
        let host = || node.dyn_ref::<ShadowRoot>().map(|root| root.host().into());
        slot.or_else(|| node.parent_node()).or_else(host)
    })
}
