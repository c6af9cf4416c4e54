//! The permissions that are asked for only where they are wanted: whether each is given, and the buttons that ask for it
//! and give it back.

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use keyturn_browser::permissions::{self, Permission};
use keyturn_browser::{EdgeError, i18n};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, HtmlElement};

use crate::action::{Busy, Pressed};
use crate::{piece, trouble};

/// The site of the Enterprise API.
const ENTERPRISE_API: &str = "https://lastpass.com/*";

/// A permission, and where the page speaks of it.
struct Asked {
    permission: Permission<'static>,
    state: Element,
    allow: HtmlElement,
    take_back: HtmlElement,
}

thread_local! {
    /// The page lives as long as its document.
    static OPEN: RefCell<Vec<EventListener>> = const { RefCell::new(Vec::new()) };
}

/// Opens the places of all of them in their document.
pub fn open(document: &Document) -> Result<(), EdgeError> {
    let all = [("notifications", Permission::Named("notifications")), ("api", Permission::Site(ENTERPRISE_API))];
    for (id, permission) in all {
        let place: Element = piece::by_id(document, id)?;
        let asked = Rc::new(Asked {
            permission,
            state: piece::part(&place, ".state")?,
            allow: piece::part(&place, "[data-action^=allow]")?,
            take_back: piece::part(&place, "[data-action^=take-back]")?,
        });
        spawn_local(Rc::clone(&asked).load());
        let listener = EventListener::new(&place, "click", move |event| {
            if let Some(pressed) = Pressed::by(event) {
                Rc::clone(&asked).press(&pressed);
            }
        });
        OPEN.with_borrow_mut(|open| open.push(listener));
    }
    Ok(())
}

impl Asked {
    async fn load(self: Rc<Self>) {
        match permissions::contains(self.permission).await {
            Ok(is_given) => self.show(is_given),
            // A browser that does not know a permission has not given it.
            Err(_) => self.show(false),
        }
    }

    fn show(&self, is_given: bool) {
        let words = if is_given { "settings_is_given" } else { "settings_is_not_given" };
        self.state.set_text_content(Some(&i18n::message(words, &[])));
        piece::show(&self.allow, !is_given);
        piece::show(&self.take_back, is_given);
    }

    fn press(self: Rc<Self>, pressed: &Pressed) {
        let is_allowing = pressed.action.starts_with("allow");
        // Asked here and now: a browser asks only within a press.
        let asked = is_allowing.then(|| permissions::request(self.permission));
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            let done = match asked {
                Some(Ok(asked)) => asked.await.map(drop),
                Some(Err(error)) => Err(error),
                None => permissions::remove(self.permission).await,
            };
            match done {
                Ok(()) => {
                    Rc::clone(&self).load().await;
                    // The button that was pressed may have given way to the other.
                    let shown = if self.allow.hidden() { &self.take_back } else { &self.allow };
                    let _ = shown.focus();
                }
                Err(error) => self.state.set_text_content(Some(&trouble::edge(&error))),
            }
            drop(busy);
        });
    }
}
