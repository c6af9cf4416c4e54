//! The copy button beside a number.

use std::rc::Rc;

use keyturn_browser::EdgeError;
use keyturn_browser::parts::set_shown;
use keyturn_browser::template::Step;
use keyturn_browser::timers::{Later, after};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::placement::{Place, place};
use keyturn_core::rect::Rect;
use keyturn_page::found::{Found, rect};
use keyturn_page::ours::put;
use keyturn_page::root::Root;
use keyturn_page::sight::Sight;
use web_sys::{Element, HtmlElement};

const HTML: &[Step] = include!(concat!(env!("OUT_DIR"), "/copy_button.rs"));
/// How long it shows that it has copied, in milliseconds.
const SHOWS_COPIED: u32 = 2_000;
/// Set on the button for so long; `account.css` draws a tick then.
const COPIED: &str = "data-copied";
/// Set on the button where it is a handle.
const HANDLE: &str = "data-handle";
/// The panel of a new hash (`crate/dialogs`).
const PANEL: &str = "#panel";

/// A copy button. Dropped, it goes.
pub struct CopyButton {
    root: Rc<Root>,
    element: HtmlElement,
    number: Option<AccountNumber>,
    copied: Option<Later>,
}

impl CopyButton {
    /// A button that is not shown yet.
    pub fn new(root: &Rc<Root>) -> Result<Self, EdgeError> {
        Ok(Self { root: Rc::clone(root), element: root.add(HTML)?, number: None, copied: None })
    }

    /// Puts it beside its number, or hides it while the number is not to be seen, or where it would lie over the panel.
    pub fn place(&mut self, found: &Found, number: &Rect, is_seen: bool, sight: &Sight<'_>) {
        self.number = Some(found.number.clone());
        if !is_seen || self.root.stand().is_err() {
            let _ = set_shown(&self.element, false);
            return;
        }
        let rest = match place(number, sight.size(), |place| sight.covers(place, found)) {
            Place::Button(rect) => {
                let _ = self.element.remove_attribute(HANDLE);
                put(&self.element, "", &rect);
                rect
            }
            Place::Handle { rest, open } => {
                let _ = self.element.set_attribute(HANDLE, "");
                put(&self.element, "", &rest);
                put(&self.element, "open-", &open);
                rest
            }
        };
        if self.is_under_panel(&rest) {
            let _ = set_shown(&self.element, false);
        } else {
            self.show(&rest);
        }
    }

    /// Whether the panel of a new hash is there: the two copy different things.
    fn is_under_panel(&self, rest: &Rect) -> bool {
        let panel = self.root.root.query_selector(PANEL).ok().flatten();
        panel.is_some_and(|panel| rect(&panel.get_bounding_client_rect()).overlaps(rest))
    }

    /// Shows it, above what the page has shown since. Where that does not help, a modal dialog of the page makes it inert:
    /// a button that cannot be pressed is none.
    fn show(&self, rest: &Rect) {
        let (x, y) = (rest.left + rest.width / 2.0, rest.top + rest.height / 2.0);
        let is_on_top = || self.root.is_on_top(&self.element, x, y);
        let _ = set_shown(&self.element, true);
        if !is_on_top() {
            let _ = set_shown(&self.element, false).and_then(|()| set_shown(&self.element, true));
            if !is_on_top() {
                let _ = set_shown(&self.element, false);
            }
        }
    }

    /// The number that this button copies, if it is this button.
    pub fn number_if(&self, control: &Element) -> Option<AccountNumber> {
        let is_this = control == AsRef::<Element>::as_ref(&self.element);
        if is_this { self.number.clone() } else { None }
    }

    /// Shows for a moment that it has copied.
    pub fn show_copied(&mut self) {
        if self.element.set_attribute(COPIED, "").is_ok() {
            let element = self.element.clone();
            self.copied = Some(after(SHOWS_COPIED, Box::new(move || drop(element.remove_attribute(COPIED)))));
        }
    }
}

impl Drop for CopyButton {
    fn drop(&mut self) {
        self.element.remove();
    }
}
