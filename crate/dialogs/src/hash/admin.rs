//! What the admin does on the page itself: copies the hash, by Ctrl+C or by the console's own button, or makes the first one.

use keyturn_core::provisioning_hash::{Hash, copying};
use keyturn_core::words::Words;
use keyturn_page::labels::labels;
use keyturn_page::roots::{around, root_around};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Event, HtmlInputElement, HtmlTextAreaElement, Node, Selection, Window};
use zeroize::Zeroizing;

/// What is pressed on a page.
const PRESSED: &str =
    "button, a, summary, input[type=button], input[type=submit], [role=button], [role=link], [tabindex]";
/// How far around a hash a control stands that copies it, and what is too far: what is in another row is another value's.
const NEAR: usize = 4;
const FAR: &str = "main, body, [role=main]";
const ROW: &str = "tr, li, dd, [role=row], [role=listitem]";

#[wasm_bindgen]
extern "C" {
    /// A root, where it has a selection of its own: in Chromium.
    type Selecting;
    #[wasm_bindgen(method, catch, js_name = getSelection)]
    fn selection(this: &Selecting) -> Result<Option<Selection>, JsValue>;
}

/// Whether a copying of the page's puts the hash on the clipboard, as far as what is selected tells.
pub fn copies(event: &Event, hash: &Hash, window: &Window) -> bool {
    let target = event.composed_path().get(0);
    selected_in_field(&target).or_else(|| selected(&target, window)).is_some_and(|text| hash.is_in(&text))
}

fn selected_in_field(target: &JsValue) -> Option<Zeroizing<String>> {
    let (value, start, end) = if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
        (field.value(), field.selection_start(), field.selection_end())
    } else {
        let field = target.dyn_ref::<HtmlTextAreaElement>()?;
        (field.value(), field.selection_start(), field.selection_end())
    };
    let value = Zeroizing::new(value);
    let (start, end) = (start.ok().flatten()? as usize, end.ok().flatten()? as usize);
    let units: Zeroizing<Vec<u16>> = Zeroizing::new(value.encode_utf16().collect());
    Some(Zeroizing::new(String::from_utf16_lossy(units.get(start..end)?)))
}

fn selected(target: &JsValue, window: &Window) -> Option<Zeroizing<String>> {
    let root = target.dyn_ref::<Node>().and_then(root_around);
    let in_root = root.and_then(|root| root.unchecked_ref::<Selecting>().selection().ok().flatten());
    let selection = in_root.or_else(|| window.get_selection().ok().flatten())?;
    Some(Zeroizing::new(selection.to_string().into()))
}

/// The control of the page that a click presses.
pub fn pressed(target: &JsValue) -> Option<Element> {
    let target: &Node = target.dyn_ref()?;
    let element = target.dyn_ref::<Element>().cloned().or_else(|| around(target))?;
    element.closest(PRESSED).ok().flatten()
}

/// Whether a control makes a hash.
pub fn creates(control: &Element, words: &Words) -> bool {
    labels(control).is_some_and(|labels| copying::creates(labels.iter().map(String::as_str), words))
}

/// Whether a control says that it copies, and stands near what stands in this node.
pub fn copies_from(control: &Element, node: &Node) -> bool {
    let mut near = around(node);
    for _ in 0..NEAR {
        let Some(element) = near.filter(|element| !element.matches(FAR).unwrap_or(true)) else { return false };
        if element.contains(Some(control)) {
            return says_that_it_copies(control) && !is_beside_a_number(control, &element);
        }
        // The hash has a button of its own, or the other one is in another row.
        if element.matches(ROW).unwrap_or(true) || copies_inside(&element) {
            return false;
        }
        near = around(&element);
    }
    false
}

/// Whether what it stands in, below what it has in common with the hash, shows a number: that is what it copies.
fn is_beside_a_number(control: &Element, common: &Element) -> bool {
    let branch = std::iter::successors(control.parent_element(), |element| element.parent_element());
    let text = branch.take_while(|element| element != common).last().and_then(|branch| branch.text_content());
    text.is_some_and(|text| text.contains(|c: char| c.is_ascii_digit()))
}

fn copies_inside(element: &Element) -> bool {
    let Ok(controls) = element.query_selector_all(PRESSED) else { return false };
    let control = |at| controls.get(at)?.dyn_into::<Element>().ok();
    (0..controls.length()).filter_map(control).any(|control| says_that_it_copies(&control))
}

/// A button that copies something else says so to those who cannot see where it stands.
fn says_that_it_copies(control: &Element) -> bool {
    let labels = control.get_attribute("aria-label").map_or_else(|| labels(control), |label| Some(vec![label]));
    labels.is_some_and(|labels| copying::copies(labels.iter().map(String::as_str)))
}
