//! Watching that an open dialog is plainly seen, and putting it in front again when it is not.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::Math::random;
use keyturn_browser::timers::{Later, after};
use keyturn_browser::{EdgeError, now};
use keyturn_core::seen::{self, Then, until_next_look};
use keyturn_page::roots;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, HtmlDialogElement, HtmlElement};

use crate::cover::{self, Below};
use keyturn_page::root::Root;

/// What can be scrolled in a dialog.
const SCROLLED: &str = "#body, #catalog";

#[wasm_bindgen]
extern "C" {
    type Focusable;
    #[wasm_bindgen(method, catch)]
    fn focus(this: &Focusable, options: &JsValue) -> Result<(), JsValue>;
}

/// What a watch tells.
pub enum Told {
    /// The page had covered the dialog, which was put in front again.
    Covered,
    /// What the dialog asks can be agreed to now.
    Counts,
    /// It cannot be kept in front.
    Lost,
}

/// Watches. Dropped, it does no longer.
pub struct Watch {
    root: Rc<Root>,
    dialog: HtmlDialogElement,
    standing: Cell<seen::Watch>,
    counted: Cell<bool>,
    below: RefCell<Below>,
    /// What had the focus at the last look: a dialog of the page's takes it.
    focused: RefCell<Option<HtmlElement>>,
    tells: Box<dyn Fn(Told)>,
    next: RefCell<Option<Later>>,
}

impl Watch {
    /// Opens the dialog, and watches it from now on.
    pub fn open(
        root: &Rc<Root>,
        dialog: &HtmlDialogElement,
        tells: impl Fn(Told) + 'static,
    ) -> Result<Rc<Self>, EdgeError> {
        // Before it is there: what the page does when it loses the focus over it comes above.
        let below = Below::now(root);
        dialog.show_modal()?;
        let this = Rc::new(Self {
            root: Rc::clone(root),
            dialog: dialog.clone(),
            standing: Cell::new(seen::Watch::begin(now())),
            counted: Cell::new(false),
            below: RefCell::new(below),
            focused: RefCell::new(None),
            tells: Box::new(tells),
            next: RefCell::new(None),
        });
        this.look_after(0.0);
        Ok(this)
    }

    /// Looks next, after a look that took so many milliseconds.
    fn look_after(self: &Rc<Self>, took: f64) {
        let weak = Rc::downgrade(self);
        let look = move || {
            if let Some(this) = weak.upgrade() {
                let began = now();
                this.is_seen();
                this.look_after(now() - began);
            }
        };
        *self.next.borrow_mut() = Some(after(until_next_look(took, random()), Box::new(look)));
    }

    /// Whether it is plainly seen at this moment. If not, something is done about it.
    pub fn is_seen(&self) -> bool {
        let is_plain = self.look();
        if is_plain {
            self.focused.replace(self.root.focused().and_then(|focused| focused.dyn_into().ok()));
        }
        let mut standing = self.standing.get();
        let then = standing.looks(is_plain, now());
        self.standing.set(standing);
        let counts = self.counts();
        match then {
            Then::Raise => {
                self.raise();
                (self.tells)(Told::Covered);
            }
            Then::GiveUp => (self.tells)(Told::Lost),
            Then::Nothing if counts && !self.counted.get() => (self.tells)(Told::Counts),
            Then::Nothing => {}
        }
        self.counted.set(counts);
        is_plain
    }

    /// Whether what it asks can be agreed to.
    pub fn counts(&self) -> bool {
        self.standing.get().counts(now())
    }

    fn look(&self) -> bool {
        cover::is_plain(&self.root, &self.dialog, &self.below.borrow())
    }

    /// Puts it in front, as it was.
    fn raise(&self) {
        let scrolled: Vec<(Element, i32)> =
            roots::select(&self.dialog, SCROLLED).map(|element| (element.clone(), element.scroll_top())).collect();
        cover::clear(&self.root);
        self.below.replace(Below::now(&self.root));
        self.dialog.close();
        // Out of the page it cannot be shown; that is noticed elsewhere.
        let _ = self.dialog.show_modal();
        if let Some(focused) = self.focused.borrow().as_ref() {
            let _ = focused.unchecked_ref::<Focusable>().focus(&still());
        }
        for (element, top) in scrolled {
            element.set_scroll_top(top);
        }
        // Whether that has helped: a page that covers it anew fights.
        if self.look() {
            let mut standing = self.standing.get();
            standing.looks(true, now());
            self.standing.set(standing);
        }
    }
}

/// What gets the focus is not scrolled to.
fn still() -> JsValue {
    let options = js_sys::Object::new();
    // An object of our own takes what it is given.
    let _ = js_sys::Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE);
    options.into()
}
