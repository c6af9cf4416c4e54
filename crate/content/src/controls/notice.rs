use std::rc::Rc;

use keyturn_browser::EdgeError;
use keyturn_browser::parts::set_shown;
use keyturn_browser::template::Step;
use keyturn_browser::timers::{Later, after};
use web_sys::HtmlElement;

use super::Controls;

const HTML: &[Step] = include!(concat!(env!("OUT_DIR"), "/notice.rs"));
/// How long it stands, in milliseconds: long enough to be read twice.
const STANDS: u32 = 4_000;

/// Words that stand for a moment at the lower edge of the page. Dropped, they go.
pub struct Notice {
    element: HtmlElement,
    _goes: Later,
}

impl Notice {
    /// Shows the words.
    pub fn show(controls: &Rc<Controls>, words: &str) -> Result<Self, EdgeError> {
        let element = controls.add(HTML)?;
        set_shown(&element, true)?;
        // After it is shown: a live region speaks of changes only.
        element.set_text_content(Some(words));
        let weak = Rc::downgrade(controls);
        let goes = after(
            STANDS,
            Box::new(move || {
                if let Some(controls) = weak.upgrade() {
                    *controls.notice.borrow_mut() = None;
                }
            }),
        );
        Ok(Self { element, _goes: goes })
    }
}

impl Drop for Notice {
    fn drop(&mut self) {
        self.element.remove();
    }
}
