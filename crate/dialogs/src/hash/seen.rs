//! Whether the panel is plainly seen, and was for long enough that copying counts. It is looked at until it was and the hash was
//! copied: after that, at a press alone.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::Math::random;
use keyturn_browser::parts::set_shown;
use keyturn_browser::timers::{Later, after};
use keyturn_browser::{EdgeError, now};
use keyturn_core::seen::{Watch, until_next_look};
use keyturn_page::roots;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::cover::{self, Below};
use keyturn_page::root::Root;

/// What waits for that. It can have the focus, which a button that is disabled would lose.
const WAITING: &str = "#panel-copy, #panel-copy-as, #panel-drop";

/// Looks at the panel. Dropped, it does no longer.
pub struct Seen {
    root: Rc<Root>,
    panel: HtmlElement,
    below: RefCell<Below>,
    standing: Cell<Watch>,
    is_copied: Cell<bool>,
    next: RefCell<Option<Later>>,
}

impl Seen {
    /// Shows the panel.
    pub fn begin(root: &Rc<Root>, panel: &HtmlElement) -> Result<Rc<Self>, EdgeError> {
        let this = Rc::new(Self {
            root: Rc::clone(root),
            panel: panel.clone(),
            below: RefCell::new(Below::now(root)),
            standing: Cell::new(Watch::begin(now())),
            is_copied: Cell::new(false),
            next: RefCell::new(None),
        });
        set_shown(&this.panel, true)?;
        this.is_new();
        Ok(this)
    }

    /// What there is to read has changed, or stands elsewhere.
    pub fn is_new(self: &Rc<Self>) {
        self.standing.set(Watch::begin(now()));
        self.waits(true);
        self.look_after(0.0);
    }

    /// Looks next, after a look that took so many milliseconds.
    fn look_after(self: &Rc<Self>, took: f64) {
        let weak = Rc::downgrade(self);
        let look = move || {
            let Some(this) = weak.upgrade() else { return };
            let began = now();
            if !this.is_plain() && !this.root.is_untouched() {
                // An inert host gets no press that would put it right.
                let _ = this.root.restore();
            }
            let counts = this.counts();
            this.waits(!counts);
            if !(counts && this.is_copied.get()) {
                this.look_after(now() - began);
            }
        };
        *self.next.borrow_mut() = Some(after(until_next_look(took, random()), Box::new(look)));
    }

    /// The hash was copied: nothing is lost by a copy more.
    pub fn is_copied(&self) {
        self.is_copied.set(true);
    }

    fn waits(&self, waits: bool) {
        for control in roots::select(&self.panel, WAITING) {
            let value = if waits { "true" } else { "false" };
            if control.get_attribute("aria-disabled").as_deref() != Some(value) {
                let _ = control.set_attribute("aria-disabled", value);
            }
        }
    }

    /// Whether it is plainly seen at this moment.
    pub fn is_plain(&self) -> bool {
        let is_plain = cover::is_plain(&self.root, &self.panel, &self.below.borrow());
        let mut standing = self.standing.get();
        // What is to be done is decided at a press: the panel does not ask for attention.
        standing.looks(is_plain, now());
        self.standing.set(standing);
        is_plain
    }

    /// Whether it was seen for long enough.
    pub fn counts(&self) -> bool {
        self.standing.get().counts(now())
    }

    /// Puts it in front. What has the focus in it, keeps it.
    pub fn raise(self: &Rc<Self>) {
        let focused = self.root.focused().filter(|focused| self.panel.contains(Some(focused)));
        cover::clear(&self.root);
        self.below.replace(Below::now(&self.root));
        // Out of the page it cannot be shown.
        let _ = set_shown(&self.panel, false).and_then(|()| set_shown(&self.panel, true));
        self.is_new();
        if let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
            let _ = focused.focus();
        }
    }
}
