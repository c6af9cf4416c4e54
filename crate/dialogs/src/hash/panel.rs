//! The panel: what is done with a new hash, in one place. It is not modal, and the hash itself is never in it.

use std::{cell::RefCell, rc::Rc};

use keyturn_browser::template::Step;
use keyturn_browser::{EdgeError, i18n, parts};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::formats;
use keyturn_core::message::{SentRotation, SentTick, Verdict};
use keyturn_core::provisioning_hash::keeping::{Standing, is_said};
use keyturn_core::rect::Rect;
use keyturn_page::found::rect;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement};

use super::seen::Seen;
use super::tasks::Tasks;
use keyturn_page::root::Root;

const HTML: &[Step] = include!(concat!(env!("OUT_DIR"), "/panel.rs"));
/// Set on the panel where it is not in its usual corner.
const SIDE: &str = "data-side";
/// Set on the panel while it is closed to a button.
const FOLDED: &str = "data-folded";
/// Set on the panel: how the hash stands, for the colours.
const STATE: &str = "data-state";

/// What was pressed in it.
pub enum Press {
    /// Copy the hash.
    Copy,
    /// Copy it in the shape that is chosen.
    CopyAs,
    /// Does it work?
    Check,
    /// Open the options page.
    Options,
    /// Tick something off.
    Tick(SentTick),
    /// Close the panel.
    Close,
    /// Open it again.
    Unfold,
    /// Do not close it after all.
    Keep,
    /// Close it though nothing was copied.
    CloseAllTheSame,
}

/// The panel. Dropped, it goes.
pub struct Panel {
    element: HtmlElement,
    seen: Rc<Seen>,
    format: HtmlSelectElement,
    tasks: RefCell<Tasks>,
    offered: RefCell<Option<Vec<String>>>,
}

impl Panel {
    /// Opens it. The focus stays where it is.
    pub fn open(root: &Rc<Root>) -> Result<Self, EdgeError> {
        let element = root.add(HTML)?;
        let format = element.query_selector("#panel-format")?.and_then(|format| format.dyn_into().ok());
        let format = format.ok_or(EdgeError::Missing("the list of formats"))?;
        let tasks = RefCell::new(Tasks::new(root, &element)?);
        parts::set_hidden(&element, "panel-asks", true);
        Ok(Self { seen: Seen::begin(root, &element)?, element, format, tasks, offered: RefCell::default() })
    }

    /// Says whose hash it is.
    pub fn is_of(&self, number: &AccountNumber) {
        parts::write(&self.element, "panel-account", &i18n::message("panel_account", &[number.as_str()]));
    }

    /// Goes to the other corner, once, if it covers less of the hash there, in a window of this width and height.
    pub fn keep_clear_of(&self, hash: &Rect, (width, height): (f64, f64)) {
        if self.element.has_attribute(SIDE) {
            return;
        }
        let mut here = rect(&self.element.get_bounding_client_rect());
        if !self.element.has_attribute(FOLDED) {
            // The list of integrations comes later, and it grows.
            here.height = height - here.top;
        }
        if here.covers_less_at_other_side(hash, width) {
            let _ = self.element.set_attribute(SIDE, "left");
            self.seen.is_new();
        }
    }

    /// Shows how the hash stands.
    pub fn set_state(&self, standing: Standing) {
        let state = match standing {
            Standing { is_copied: true, .. } => "copied",
            Standing { is_shown: false, .. } => "left",
            _ => "fresh",
        };
        let _ = self.element.set_attribute(STATE, state);
        if standing.is_copied {
            self.seen.is_copied();
            parts::set_hidden(&self.element, "panel-asks", true);
        }
    }

    /// Says the message of this name.
    pub fn says(&self, message: &str) {
        self.say(&i18n::message(message, &[]));
    }

    /// Says these words.
    pub fn say(&self, words: &str) {
        parts::write(&self.element, "panel-says", words);
    }

    /// Shows the seconds that are left. A screen reader is told of a few of them only.
    pub fn count(&self, left: Option<u32>) {
        let aloud = left.filter(|&left| is_said(left));
        let aloud = aloud.map(|left| i18n::message("hash_left_still", &[&left.to_string()]));
        if left.is_none() || aloud.is_some() {
            parts::write(&self.element, "panel-aloud", &aloud.unwrap_or_default());
        }
        let words = left.map(|left| i18n::message("hash_seconds", &[&left.to_string()]));
        parts::write(&self.element, "panel-left", &words.unwrap_or_default());
    }

    /// Whether it is plainly seen, so that a press in it counts. If it is not, it is put in front.
    pub fn is_seen(&self) -> bool {
        let is_plain = self.seen.is_plain();
        if !is_plain {
            self.seen.raise();
            self.says("panel_covered");
        }
        is_plain
    }

    /// Whether it was seen for long enough that a press of this counts.
    pub fn counts(&self, press: &Press) -> bool {
        let waits = matches!(press, Press::Copy | Press::CopyAs | Press::CloseAllTheSame);
        let counts = !waits || self.seen.counts();
        if !counts {
            // Who sees it, sees the button pale for a second. Words would move it away from under the pointer.
            parts::write(&self.element, "panel-aloud", &i18n::message("panel_again", &[]));
        }
        counts
    }

    /// Asks whether it is to be closed though nothing was copied, or does not any more.
    pub fn asks(&self, asks: bool) {
        self.seen.is_new();
        parts::set_hidden(&self.element, "panel-asks", !asks);
        parts::focus(&self.element, if asks { "panel-keep" } else { "panel-close" });
    }

    /// Closes it to a button, or opens it again.
    pub fn fold(&self, is_folded: bool) {
        let _ = self.element.toggle_attribute_with_force(FOLDED, is_folded);
        self.seen.is_new();
        parts::set_hidden(&self.element, "panel-asks", true);
    }

    /// Gives the focus to what opens it or closes it, whichever is there.
    pub fn takes_focus(&self) {
        let is_folded = self.element.has_attribute(FOLDED);
        parts::focus(&self.element, if is_folded { "panel-unfold" } else { "panel-close" });
    }

    /// Offers the general shapes, and one for each of these integrations; the one that is chosen stays so.
    pub fn offer(&self, integrations: &[&str]) {
        if self.offered.borrow().as_deref().is_some_and(|offered| offered == integrations) {
            return;
        }
        let formats = formats::offered(integrations.iter().copied());
        let chosen = self.format.value();
        self.format.set_text_content(None);
        let document = self.element.owner_document();
        for format in &formats {
            let option = document.as_ref().and_then(|document| document.create_element("option").ok());
            let Some(option) = option else { continue };
            let name =
                if format.message.is_empty() { format.integration.clone() } else { i18n::message(format.message, &[]) };
            option.set_text_content(Some(&name));
            let _ = option.set_attribute("value", &format.id);
            let _ = self.format.append_child(&option);
        }
        if formats.iter().any(|format| format.id == chosen) {
            self.format.set_value(&chosen);
        }
        parts::set_hidden(&self.element, "panel-as", formats.is_empty());
        self.offered.replace(Some(integrations.iter().map(|&name| name.to_owned()).collect()));
    }

    /// The shape that is chosen.
    pub fn format(&self) -> String {
        self.format.value()
    }

    /// Lists the rotation.
    pub fn list(&self, rotation: &SentRotation, me: &str) {
        let is_empty = rotation.tasks.is_empty();
        parts::set_hidden(&self.element, "panel-rotation", is_empty);
        parts::write(&self.element, "panel-tasks-said", "");
        let has_focus = || self.element.matches(":focus-within").unwrap_or_default();
        let had_focus = has_focus();
        self.tasks.borrow_mut().show(rotation, me);
        if had_focus && !has_focus() {
            self.takes_focus();
        }
    }

    /// Says why something was not ticked off.
    pub fn could_not_tick(&self, said: &str) {
        parts::write(&self.element, "panel-tasks-said", &i18n::message("panel_not_ticked", &[said]));
    }

    /// Says that the pair is being tried.
    pub fn checks(&self) {
        parts::set_hidden(&self.element, "panel-options", true);
        self.verdict("hash_check_asks", "");
    }

    /// Says what came of trying the pair.
    pub fn verdict_is(&self, verdict: &Verdict) {
        let (message, fill) = match verdict {
            Verdict::Works => ("hash_check_works", String::new()),
            Verdict::Refused => ("hash_check_refused", String::new()),
            Verdict::ReportingOnly => ("hash_check_reporting_only", String::new()),
            Verdict::Failed { said } => ("hash_check_failed", said.clone()),
            Verdict::NotUnderstood { status } => ("hash_check_not_understood", status.to_string()),
            Verdict::NotReached { said } => ("hash_check_not_reached", said.clone()),
            Verdict::NotAllowed => ("hash_check_not_allowed", String::new()),
        };
        self.verdict(message, &fill);
        parts::set_hidden(&self.element, "panel-options", *verdict != Verdict::NotAllowed);
    }

    /// Says the message of this name where the verdict stands.
    pub fn verdict(&self, message: &str, fill: &str) {
        parts::write(&self.element, "panel-verdict", &i18n::message(message, &[fill]));
    }

    /// What a press of this element asks for; none if it is none of the panel's buttons.
    pub fn pressed(&self, element: &Element) -> Option<Press> {
        let button = element.closest("button").ok().flatten().filter(|button| self.element.contains(Some(button)))?;
        Some(match button.id().as_str() {
            "panel-copy" => Press::Copy,
            "panel-copy-as" => Press::CopyAs,
            "panel-check" => Press::Check,
            "panel-options" => Press::Options,
            "panel-close" => Press::Close,
            "panel-unfold" => Press::Unfold,
            "panel-keep" => Press::Keep,
            "panel-drop" => Press::CloseAllTheSame,
            _ => Press::Tick(self.tasks.borrow().pressed(&button)?),
        })
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        self.element.remove();
    }
}
