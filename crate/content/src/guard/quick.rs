//! A quick look at what a press is on: most of what people press has nothing to do with the hash, and is not read for that
//! node by node, but searched by the browser's own matcher.

use js_sys::{Array, JsString, Reflect, RegExp};
use keyturn_core::control::{HIGHEST, MOST_NODES, quick_look};
use keyturn_core::words::Words;
use keyturn_page::roots;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

use super::prompt;

/// What a control may say that is not in its HTML: what is put into its slots, what somebody has typed, what stands in a component's
/// root, or elsewhere, as a label of its own does.
const ELSEWHERE: &str = "<slot|<input|aria-labelledby|<[a-z]+-|<button[^>]* id=";
/// A prompt may be named by these.
const NAMED: &str = "[aria-label], [label]";

/// Looks for these words.
pub struct Quick {
    words: RegExp,
    elsewhere: RegExp,
}

impl Quick {
    /// A look for what these words make the guard's business.
    pub fn new(words: &Words) -> Self {
        Self { words: RegExp::new(&quick_look(words), "iu"), elsewhere: RegExp::new(ELSEWHERE, "i") }
    }

    /// Whether the reset may be on an event's path; true as well where only a closer look can tell.
    pub fn may_be_reset(&self, path: &Array) -> bool {
        // Inside a shadow root texts come through slots.
        is_in_root(path) || outermost(path, HIGHEST, MOST_NODES).is_some_and(|element| self.may_say_reset(&element))
    }

    /// Whether an element may say what the reset does. (A control says all that it says in itself.)
    pub fn may_say_reset(&self, element: &Element) -> bool {
        let html = property(element, "outerHTML");
        self.speaks(&property(element, "textContent"))
            || html.is_none_or(|html| html.search(&self.words) >= 0 || html.search(&self.elsewhere) >= 0)
    }

    /// Whether a prompt about the reset may be on an event's path; true as well where only a closer look can tell.
    pub fn may_be_prompt(&self, path: &Array) -> bool {
        is_in_root(path)
            || outermost(path, prompt::HIGHEST as u32, prompt::MOST.nodes).is_some_and(|element| {
                self.speaks(&property(&element, "textContent")) || self.is_named_so(path.get(0).dyn_ref())
            })
    }

    fn speaks(&self, text: &Option<JsString>) -> bool {
        text.as_ref().is_none_or(|text| text.search(&self.words) >= 0)
    }

    /// Whether something around it is named by what is looked for.
    fn is_named_so(&self, element: Option<&Element>) -> bool {
        let around = |element: &Element| element.closest(NAMED).ok().flatten();
        let named =
            std::iter::successors(element.and_then(around), |named| named.parent_element().as_ref().and_then(around));
        let mut names = named.flat_map(|named| ["aria-label", "label"].map(|name| named.get_attribute(name)));
        names.any(|name| name.is_some_and(|name| JsString::from(name).search(&self.words) >= 0))
    }
}

fn is_in_root(path: &Array) -> bool {
    path.get(0).dyn_ref::<Node>().is_none_or(|target| !target.get_root_node().is_instance_of::<Document>())
}

/// The outermost of the first elements on a path in which there are not more elements than that; what is around one of more
/// has more still.
fn outermost(path: &Array, highest: u32, most: u32) -> Option<Element> {
    let at = |at: u32| path.get(at).dyn_into::<Element>().ok();
    let is_small = |element: &Element| !has_more(element, most);
    let (mut found, mut low, mut high) = (None, 0, highest.min(path.length()));
    while low < high {
        let middle = u32::midpoint(low, high);
        match at(middle).filter(is_small) {
            Some(element) => (found, low) = (Some(element), middle + 1),
            None => high = middle,
        }
    }
    found
}

/// Whether there are more elements in it than that, but for what drawings are made of. There may be 100,000: they are counted only
/// where there are few enough for a control with a large drawing in it.
pub fn has_more(element: &Element, most: u32) -> bool {
    /// More than this no drawing in a control has.
    const MOST_DRAWN: u32 = 2_000;
    let within = element.get_elements_by_tag_name("*");
    let is_drawn = || {
        let drawn = roots::select(element, ":is(svg, svg *)").count() as u32;
        drawn > 0 && within.item(most + drawn).is_none()
    };
    within.item(most).is_some() && (within.item(MOST_DRAWN).is_some() || !is_drawn())
}

fn property(element: &Element, name: &str) -> Option<JsString> {
    Reflect::get(element, &name.into()).ok()?.dyn_into().ok()
}
