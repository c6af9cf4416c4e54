//! What an element says, as far as a control or a prompt says anything: its text, what stands for its pictures, and what
//! a component shows in its slots. Read node by node and no further than needed: a page is not read whole for a click.

use keyturn_core::control::Piece;
use keyturn_core::prompt::without_hash;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Node, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Element)]
    type Slot;
    #[wasm_bindgen(method, js_name = assignedNodes)]
    fn assigned_nodes(this: &Slot) -> js_sys::Array;
}

const CONTROLS: &str = "button, a, summary, input, [role=button], [role=link], [role=menuitem]";

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
}

/// What an element says; none if it says more than that.
pub fn said(element: &Element, most: Most) -> Option<Said> {
    let mut said = Said { pieces: Vec::new(), controls: Vec::new(), most };
    said.inside(element, is_hidden(element))?;
    Some(said)
}

impl Said {
    fn inside(&mut self, element: &Element, is_hidden: bool) -> Option<()> {
        if element.local_name() == "slot" {
            let assigned = element.unchecked_ref::<Slot>().assigned_nodes();
            if assigned.length() > 0 {
                return assigned.iter().try_for_each(|node| self.node(&node.unchecked_into(), is_hidden));
            }
        }
        let mut child = element.first_child();
        while let Some(node) = child {
            self.node(&node, is_hidden)?;
            child = node.next_sibling();
        }
        Some(())
    }

    fn node(&mut self, node: &Node, is_hidden: bool) -> Option<()> {
        self.most.nodes = self.most.nodes.checked_sub(1)?;
        if node.node_type() == Node::TEXT_NODE {
            return self.piece(node.node_value(), is_hidden);
        }
        let Some(element) = node.dyn_ref::<Element>() else { return Some(()) };
        let is_hidden = is_hidden || self::is_hidden(element);
        if element.matches(CONTROLS).unwrap_or(false) {
            self.controls.push(element.clone());
        }
        match element.local_name().as_str() {
            "script" | "style" | "template" => Some(()),
            "img" | "area" => self.piece(element.get_attribute("alt"), is_hidden),
            "svg" => {
                let title = element.query_selector("title").ok().flatten();
                self.piece(title.and_then(|title| title.text_content()), is_hidden)
            }
            _ if element.first_child().is_none() => {
                self.piece(element.get_attribute("aria-label"), is_hidden)?;
                self.inside(element, is_hidden)
            }
            _ => self.inside(element, is_hidden),
        }
    }

    fn piece(&mut self, text: Option<String>, is_hidden: bool) -> Option<()> {
        // A page that shows the new hash asks for none; what is read here for its words alone does not keep it.
        let text = without_hash(text.unwrap_or_default());
        self.most.text = self.most.text.checked_sub(text.len())?;
        if !text.is_empty() {
            self.pieces.push(Piece { text, is_hidden });
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
