//! The popup: what is left of a rotation, the account numbers, ready to be copied, and how it goes on the page in front.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::events::EventListener;
use keyturn_browser::{EdgeError, i18n, permissions, runtime, tabs};
use keyturn_core::message::{FromPage, PageReply};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, HtmlElement};

use crate::{
    action::{Busy, Pressed, listen},
    in_front::CONSOLE_PAGES,
    piece,
    rotation::ask,
    trouble,
};

mod accounts;
mod copied;
mod rotation;
mod self_check;

use accounts::Accounts;
use copied::Copied;
use rotation::Open;

struct Popup {
    document: Document,
    rotations: Open,
    accounts: Accounts,
    copied: Copied,
    listener: RefCell<Option<EventListener>>,
    /// A press that failed is being said: what the storage has to say must not replace it.
    press_failed: Cell<bool>,
}

thread_local! {
    /// The page lives as long as its document.
    static OPEN: RefCell<Option<Rc<Popup>>> = const { RefCell::new(None) };
}

/// Opens the popup in its document.
pub fn open(document: &Document) -> Result<(), EdgeError> {
    let popup = Rc::new(Popup {
        document: document.clone(),
        rotations: Open::find(document)?,
        accounts: Accounts::find(document)?,
        copied: Copied::find(document)?,
        listener: RefCell::default(),
        press_failed: Cell::default(),
    });
    let listener = listen(&popup, document, "click", |popup, event| {
        if let Some(pressed) = Pressed::by(event) {
            popup.press(&pressed);
        }
    });
    popup.listener.replace(Some(listener));
    spawn_local(Rc::clone(&popup).load());
    OPEN.set(Some(popup));
    Ok(())
}

impl Popup {
    async fn load(self: Rc<Self>) {
        let mut knows_accounts = false;
        let overview = runtime::send::<_, PageReply>(&FromPage::Overview).await;
        // Both are shown at once, so that nothing moves under the pointer.
        let rotations = self.show_rotations(&FromPage::Rotations).await;
        let said = match overview {
            Ok(PageReply::Overview { accounts, integrations, trouble }) => {
                knows_accounts = !accounts.is_empty();
                let ages = self.rotations.ages();
                let shown = self.show_inventory(integrations).and_then(|()| self.accounts.show(accounts, &ages));
                match (shown, trouble) {
                    (Err(error), _) => trouble::edge(&error),
                    (Ok(()), Some(trouble)) => trouble::words(&trouble),
                    (Ok(()), None) => rotations.err().unwrap_or_default(),
                }
            }
            answer => failure(answer),
        };
        if !self.press_failed.get() {
            trouble::say(&self.document, &said);
        }
        self_check::show(self.document.clone(), knows_accounts).await;
    }

    /// Asks the background, and shows the rotations that it answers with; or says why not.
    async fn show_rotations(&self, question: &FromPage) -> Result<(), String> {
        let rotations = ask(question).await.map_err(|failure| failure.words().to_owned())?;
        self.rotations.show(rotations).map_err(|error| trouble::edge(&error))
    }

    fn rotate(self: Rc<Self>, pressed: &Pressed) {
        let Some(step) = self.rotations.step(pressed) else { return };
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            match self.show_rotations(&step.question).await {
                Ok(()) => {
                    self.rotations.is_done(&step);
                    if self.press_failed.replace(false) {
                        trouble::say(&self.document, "");
                    }
                }
                Err(words) => {
                    self.press_failed.set(true);
                    trouble::say(&self.document, &words);
                }
            }
            drop(busy);
        });
    }

    fn show_inventory(&self, count: u32) -> Result<(), EdgeError> {
        let words = match count {
            0 => i18n::message("popup_integrations_none", &[]),
            _ => i18n::counted("popup_integrations", count as usize, &[]),
        };
        let line: web_sys::Element = piece::by_id(&self.document, "inventory")?;
        piece::write(&line, "#integrations", &words)?;
        let open = if count == 0 { "popup_open_options_none" } else { "popup_open_options" };
        piece::write(&line, "#open-options", &i18n::message(open, &[]))?;
        piece::show(&line, true);
        Ok(())
    }

    fn press(self: Rc<Self>, pressed: &Pressed) {
        match pressed.action.as_str() {
            "copy" => self.copy(pressed),
            "options" => {
                let busy = Busy::mark(&pressed.control);
                spawn_local(async move {
                    let opened = open_options().await;
                    if let Err(error) = opened {
                        trouble::say(&self.document, &trouble::edge(&error));
                    }
                    drop(busy);
                });
            }
            "rotation-tick" | "rotation-yes" | "rotation-no" => self.rotate(pressed),
            "allow" => self.allow(pressed),
            _ => {}
        }
    }

    /// Asks the person to let Keyturn into the console again. Asked here and now: a browser asks only within a press.
    fn allow(self: Rc<Self>, pressed: &Pressed) {
        let asked = permissions::request(CONSOLE_PAGES);
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            let answer = match asked {
                Ok(asked) => asked.await,
                Err(error) => Err(error),
            };
            match answer {
                Ok(_) => {
                    Rc::clone(&self).load().await;
                    // The button has gone with its line.
                    let summary = piece::by_id::<HtmlElement>(&self.document, "self-check-summary");
                    let _ = summary.map(|summary| summary.focus());
                }
                Err(error) => trouble::say(&self.document, &trouble::edge(&error)),
            }
            drop(busy);
        });
    }

    fn copy(self: Rc<Self>, pressed: &Pressed) {
        let Some(number) = pressed.around("data-number").and_then(|digits| self.accounts.number(&digits)) else {
            return;
        };
        if keyturn_browser::clipboard::copy(&self.document, number.as_str()).is_err() {
            self.copied.clear();
            self.press_failed.set(true);
            return trouble::say(&self.document, &i18n::message("popup_copy_failed", &[]));
        }
        self.copied.say(&pressed.control);
        spawn_local(async move {
            let said = match runtime::send::<_, PageReply>(&FromPage::Copied { number: number.clone() }).await {
                Ok(PageReply::Done) => {
                    let shown = self.accounts.was_copied(&number, keyturn_browser::now());
                    shown.map_or_else(|error| trouble::edge(&error), |()| String::new())
                }
                answer => failure(answer),
            };
            // A press that worked takes back what was said of one that did not, and nothing else.
            if self.press_failed.replace(false) || !said.is_empty() {
                trouble::say(&self.document, &said);
            }
        });
    }
}

/// The words for an answer that is not the one that was asked for.
fn failure(answer: Result<PageReply, EdgeError>) -> String {
    match answer {
        Ok(PageReply::Failed { trouble }) => trouble::words(&trouble),
        Ok(_) => trouble::another_answer(),
        Err(error) => trouble::edge(&error),
    }
}

/// Firefox leaves a popup open over the tab that it opened.
async fn open_options() -> Result<(), EdgeError> {
    runtime::open_options().await?;
    let is_popup = !tabs::is_tab().await?;
    if let (true, Some(window)) = (is_popup, web_sys::window()) {
        window.close()?;
    }
    Ok(())
}
