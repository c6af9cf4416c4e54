//! The options page: the inventory.

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use keyturn_browser::{EdgeError, runtime};
use keyturn_core::{
    exchange::{csv, json},
    integration::{Integration, Refusal, in_order},
    message::{FromPage, PageReply, SentDraft, SentField, Trouble},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event};

use crate::{
    action::{Busy, Pressed, listen},
    trouble,
};

mod catalog;
mod choice;
mod download;
mod forget;
mod form;
mod history;
mod import;
mod list;
mod permission;
mod reminders;
mod rotation;
mod said;
mod value;
mod words;

use catalog::Catalog;
use download::Download;
use form::Form;
use import::Import;
use list::List;
use said::Said;

struct Options {
    document: Document,
    list: Rc<List>,
    form: Form,
    catalog: Catalog,
    import: Import,
    said: Said,
    /// What is in the inventory.
    integrations: RefCell<Vec<Integration>>,
    /// The way back from what was done last, until the next action.
    undo: RefCell<Option<Undo>>,
    /// The file that was exported last.
    download: RefCell<Option<Download>>,
    listeners: RefCell<Vec<EventListener>>,
}

/// The way back from a removal or an import.
#[derive(Clone)]
struct Undo {
    /// What was removed or changed, as it was.
    before: Vec<Integration>,
    /// The ids of what was added.
    added: Vec<String>,
    /// The message that says that it was taken back, and what it is about.
    message: (&'static str, String),
}

/// What the background did not do.
enum Failure {
    /// A field is to be mended.
    Field(SentField, String),
    /// What was to be changed is another thing by now.
    Edited(String),
    /// Anything else.
    Other(String),
}

thread_local! {
    /// The page lives as long as its document.
    static OPEN: RefCell<Option<Rc<Options>>> = const { RefCell::new(None) };
}

/// Opens the options page in its document.
pub fn open(document: &Document) -> Result<(), EdgeError> {
    let options = Rc::new(Options {
        document: document.clone(),
        list: List::find(document)?,
        form: Form::find(document)?,
        catalog: Catalog::find(document)?,
        import: Import::find(document)?,
        said: Said::find(document)?,
        integrations: RefCell::default(),
        undo: RefCell::default(),
        download: RefCell::default(),
        listeners: RefCell::default(),
    });
    options.listeners.replace(vec![
        listen(&options, document, "click", |options, event| {
            if let Some(pressed) = Pressed::by(event) {
                options.press(&pressed);
            }
        }),
        listen(&options, options.form.element(), "submit", |options, event| {
            event.prevent_default();
            options.save();
        }),
        listen(&options, document, "input", |options, event| match target_id(event).as_str() {
            "find" => options.tell(options.list.search()),
            "search" => options.catalog.filter(),
            _ => {}
        }),
        // Integrations may have been added in the console, or in another tab.
        listen(&options, document, "visibilitychange", |options, _| {
            if !options.document.hidden() {
                spawn_local(options.load());
            }
        }),
        listen(&options, document, "change", |options, event| match target_id(event).as_str() {
            "import-file" => options.read_file(),
            _ => options.form.choice.show_which(),
        }),
    ]);
    spawn_local(Rc::clone(&options).load());
    OPEN.set(Some(options));
    rotation::open(document)?;
    reminders::open(document)?;
    permission::open(document)?;
    history::open(document)?;
    words::open(document)?;
    forget::open(document)
}

/// Shows what is stored now.
fn reload() {
    if let Some(options) = OPEN.with_borrow(Clone::clone) {
        spawn_local(options.load());
    }
}

fn target_id(event: &Event) -> String {
    event.target().and_then(|target| target.dyn_into::<Element>().ok()).map(|target| target.id()).unwrap_or_default()
}

impl Options {
    async fn load(self: Rc<Self>) {
        if let Err(failure) = self.ask(&FromPage::Inventory).await {
            trouble::say(&self.document, failure.words());
        }
    }

    fn press(self: Rc<Self>, pressed: &Pressed) {
        let id = pressed.around("data-id");
        match (pressed.action.as_str(), id) {
            ("edit", Some(id)) => self.edit(&id),
            ("remove", Some(id)) => self.remove(id, pressed),
            ("undo", _) => self.put_back(pressed),
            ("add-entry", _) => self.add_entry(pressed),
            ("sort", _) => self.tell(self.list.sort(&pressed.around("data-column").unwrap_or_default())),
            ("show-all", _) => self.tell(self.list.show_all()),
            ("export-csv", _) => self.export("csv", "text/csv;charset=utf-8", csv::write),
            ("export-json", _) => self.export("json", "application/json", json::write),
            ("choose-file", _) => self.import.choose(),
            ("import", _) => self.import(pressed),
            ("cancel-import", _) => {
                self.import.close();
                self.said.focus_top();
            }
            ("cancel", _) => {
                let edited = self.form.stop();
                edited.is_none_or(|id| !self.list.focus(&id)).then(|| self.form.focus());
            }
            ("close", _) => {
                self.next_action();
                self.said.focus_top();
            }
            _ => {}
        }
    }

    /// Says what went wrong, if anything did.
    fn tell(&self, done: Result<(), EdgeError>) {
        if let Err(error) = done {
            self.said.say_trouble(&trouble::edge(&error));
        }
    }

    fn edit(&self, id: &str) {
        let integrations = self.integrations.borrow();
        let Some(integration) = integrations.iter().find(|integration| integration.id == id) else { return };
        self.next_action();
        self.form.edit(integration);
    }

    fn save(self: Rc<Self>) {
        let Some(busy) = self.form.busy() else { return };
        let (before, draft) = match self.form.typed() {
            Ok(typed) => typed,
            Err((field, words)) => return self.form.refuse(field, &words),
        };
        self.next_action();
        spawn_local(async move {
            let name = draft.name.trim().to_owned();
            match self.ask(&FromPage::Save { before: before.as_ref().map(Into::into), draft }).await {
                Ok(_) => {
                    self.form.stop();
                    self.said.say(if before.is_some() { "options_saved" } else { "options_added" }, &name);
                    before.is_none_or(|before| !self.list.focus(&before.id)).then(|| self.form.focus());
                }
                Err(Failure::Field(field, words)) => self.form.refuse(field, &words),
                Err(Failure::Edited(words)) => {
                    self.said.say_trouble(&words);
                    Rc::clone(&self).load().await;
                    let integrations = self.integrations.borrow();
                    let now = before.and_then(|before| integrations.iter().find(|one| one.id == before.id));
                    // It was said: saved once more, what was typed takes the place of this.
                    now.into_iter().for_each(|now| self.form.is_known_as(now));
                }
                Err(Failure::Other(words)) => self.said.say_trouble(&words),
            }
            drop(busy);
        });
    }

    fn remove(self: Rc<Self>, id: String, pressed: &Pressed) {
        let busy = Busy::mark(&pressed.control);
        let removed = self.integrations.borrow().iter().find(|integration| integration.id == id).cloned();
        let Some(removed) = removed else { return };
        self.next_action();
        spawn_local(async move {
            match self.ask(&FromPage::Remove { id: id.clone() }).await {
                Ok(_) => {
                    self.form.is_gone(&id);
                    self.said.say_removed(&removed.name);
                    let message = ("options_put_back", removed.name.clone());
                    self.undo.replace(Some(Undo { before: vec![removed], added: Vec::new(), message }));
                }
                Err(failure) => self.said.say_trouble(failure.words()),
            }
            drop(busy);
        });
    }

    fn put_back(self: Rc<Self>, pressed: &Pressed) {
        let Some(Undo { before, added, message }) = self.undo.borrow().clone() else { return };
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            let id = before.first().map(|integration| integration.id.clone()).unwrap_or_default();
            let integrations = before.iter().map(Into::into).collect();
            match self.ask(&FromPage::PutBack { integrations, added }).await {
                Ok(_) => {
                    self.next_action();
                    self.said.say(message.0, &message.1);
                    if !self.list.focus(&id) {
                        self.said.focus_top();
                    }
                }
                // It can still be put back: the button stays.
                Err(failure) => self.said.say_trouble(failure.words()),
            }
            drop(busy);
        });
    }

    fn export(&self, extension: &str, kind: &str, write: fn(&[Integration]) -> String) {
        self.next_action();
        let name = download::name("inventory", extension);
        let text = write(&in_order(self.integrations.borrow().clone()));
        match download::save(&self.document, &name, kind, &text) {
            Ok(download) => {
                self.download.replace(Some(download));
                self.said.say("options_exported", &name);
            }
            Err(error) => self.said.say_trouble(&trouble::edge(&error)),
        }
    }

    fn read_file(self: Rc<Self>) {
        let Some(file) = self.import.chosen() else { return };
        self.next_action();
        spawn_local(async move {
            // What it would change is told by what is there now, not by what was there when the page was opened.
            match self.ask(&FromPage::Inventory).await {
                Ok(_) => {
                    let inventory = self.integrations.borrow().clone();
                    self.import.read(&file, &inventory).await;
                }
                Err(failure) => self.import.refuse(failure.words()),
            }
        });
    }

    fn import(self: Rc<Self>, pressed: &Pressed) {
        let Some((question, before)) = self.import.agreed() else { return };
        let busy = Busy::mark(&pressed.control);
        self.next_action();
        spawn_local(async move {
            match self.ask(&question).await {
                Ok(added) => {
                    let count = before.len() + added.len();
                    self.import.close();
                    self.said.say_imported(count);
                    let message = ("options_import_undone", String::new());
                    self.undo.replace(Some(Undo { before, added, message }));
                }
                Err(failure) => self.import.refuse(failure.words()),
            }
            drop(busy);
        });
    }

    fn add_entry(self: Rc<Self>, pressed: &Pressed) {
        let entry = pressed.around("data-entry").and_then(|name| self.catalog.entry(&name));
        let Some(entry) = entry else { return };
        let busy = Busy::mark(&pressed.control);
        self.next_action();
        spawn_local(async move {
            let name = entry.name.clone();
            let draft = SentDraft { name: entry.name, place: entry.place, ..SentDraft::default() };
            match self.ask(&FromPage::Save { before: None, draft }).await {
                Ok(added) => self.said.say_added(&name, added.first().map(String::as_str)),
                Err(failure) => self.said.say_trouble(failure.words()),
            }
            drop(busy);
        });
    }

    /// The next action is taken: what was said of the last one goes, and there is no way back from it any more.
    fn next_action(&self) {
        self.undo.replace(None);
        self.said.clear();
    }

    /// Asks the background and shows the inventory that it answers with. Gives the ids of what that has added.
    async fn ask(&self, question: &FromPage) -> Result<Vec<String>, Failure> {
        match runtime::send(question).await {
            Ok(PageReply::Inventory { integrations, added, accounts, catalog, not_affected, trouble }) => {
                let integrations: Vec<Integration> = integrations.into_iter().map(Into::into).collect();
                trouble::say(&self.document, &trouble.as_ref().map(trouble::words).unwrap_or_default());
                let shown = self
                    .list
                    .show(&integrations, &accounts)
                    .and_then(|()| self.form.choice.show(&accounts))
                    .and_then(|()| self.catalog.show(catalog, not_affected, &integrations));
                self.integrations.replace(integrations);
                if !matches!(question, FromPage::Inventory) {
                    rotation::reload();
                    history::reload();
                }
                shown.map(|()| added).map_err(|error| Failure::Other(trouble::edge(&error)))
            }
            Ok(PageReply::Failed { trouble }) => Err(match &trouble {
                Trouble::Refused { field: Some(field), .. } => Failure::Field(*field, trouble::words(&trouble)),
                Trouble::Refused { reason, .. } if reason == Refusal::EDITED_MEANWHILE => {
                    Failure::Edited(trouble::words(&trouble))
                }
                _ => Failure::Other(trouble::words(&trouble)),
            }),
            Ok(_) => Err(Failure::Other(trouble::another_answer())),
            Err(error) if matches!(question, FromPage::Inventory) => Err(Failure::Other(trouble::edge(&error))),
            Err(error) => {
                // Only the answer may have been lost: what is there now tells.
                reload();
                Err(Failure::Other(trouble::unanswered(&error)))
            }
        }
    }
}

impl Failure {
    fn words(&self) -> &str {
        match self {
            Self::Field(_, words) | Self::Edited(words) | Self::Other(words) => words,
        }
    }
}
