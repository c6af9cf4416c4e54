//! The page's own prompt about the reset, and which of its controls is the OK.

use keyturn_core::control::Reach;
use keyturn_core::prompt::{LONGEST_PROMPT, asks_for_reset, is_ok, is_prompt, only_leaves};
use keyturn_core::text;
use keyturn_page::labels::labels;
use keyturn_page::roots::as_element;
use keyturn_page::said::{Most, path_of, said};
use web_sys::{Element, Node};

use super::control::{is_control, is_reset, style, wraps_control};
use crate::page::Surroundings;

/// What is a prompt by its role.
const PROMPTS: &str = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]";
/// What can be one's OK, besides the links that say so.
const BUTTONS: &str = "button, [role=button], input[type=submit], input[type=button], input[type=image]";
/// How far up a prompt is looked for.
pub const HIGHEST: usize = 40;
/// How much of one is read.
pub const MOST: Most = Most { text: 4 * LONGEST_PROMPT, nodes: 600 };

/// A prompt's control, and what pressing it does.
pub enum Control {
    /// It agrees.
    Ok(Element),
    /// It leaves the prompt.
    Leaves(Element),
}

/// The control of a prompt about the reset that an element is, or that is around it; in that root alone, if there is one.
pub fn control_in(element: &Element, within: Option<&Node>, surroundings: &Surroundings) -> Option<Control> {
    let mut control = None;
    let mut is_outside = false;
    for node in path_of(element).take(HIGHEST) {
        is_outside |= Some(&node) == within;
        let Some(element) = as_element(&node) else { continue };
        match control.take() {
            None if is_outside => return None,
            None => control = as_control(element.clone(), surroundings),
            Some(found) if asks(element, surroundings)? => return Some(found),
            found => control = found,
        }
    }
    None
}

fn as_control(element: Element, surroundings: &Surroundings) -> Option<Control> {
    let is_button = element.matches(BUTTONS).unwrap_or(false) || wraps_control(&element);
    let can_be_one = (is_button || element.local_name() == "a") && is_control(&element, surroundings);
    let labels = if can_be_one { labels(&element)? } else { return None };
    let labels = labels.iter().map(String::as_str);
    if is_ok(labels.clone(), is_button) {
        return Some(Control::Ok(element));
    }
    only_leaves(labels).then_some(Control::Leaves(element))
}

/// Whether an element is a prompt that asks for the reset; none if it says more than a prompt does, for what is around
/// it says more still.
fn asks(element: &Element, surroundings: &Surroundings) -> Option<bool> {
    let has_role = element.matches(PROMPTS).unwrap_or(false);
    let stands_over = || {
        let position = style(element, "position", surroundings);
        position.is_some_and(|position| position == "fixed" || position == "absolute")
    };
    let stands_over = !has_role && (element.has_attribute("popover") || stands_over());
    if !has_role && !stands_over {
        return Some(false);
    }
    let said = said(element, MOST)?;
    // A component's dialog is named by an attribute of its own.
    let name = element.get_attribute("aria-label").or_else(|| element.get_attribute("label")).unwrap_or_default();
    let seen = said.pieces.iter().filter(|piece| piece.reach != Reach::Label);
    let says = std::iter::once(name.as_str()).chain(seen.map(|piece| piece.text.as_str()));
    if !asks_for_reset(&text::spaced(says), &surroundings.words) {
        return Some(false);
    }
    let leaves =
        |control: &Element| labels(control).is_some_and(|labels| only_leaves(labels.iter().map(String::as_str)));
    let can_be_left = said.controls.iter().any(leaves);
    let holds_reset = said.controls.iter().any(|control| is_reset(control, surroundings));
    Some(is_prompt(has_role, stands_over, can_be_left, holds_reset))
}
