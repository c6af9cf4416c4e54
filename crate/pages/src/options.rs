//! The options page: the inventory.

use std::{cell::RefCell, rc::Rc};

use gloo::events::{EventListener, EventListenerOptions};
use keyturn_browser::{EdgeError, runtime};
use keyturn_core::{
    message::{FromPage, PageReply, SentDraft, SentField, Trouble},
    store::IntegrationRecord,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Event};

use crate::{
    action::{Busy, Pressed},
    trouble,
};

mod catalog;
mod choice;
mod form;
mod list;
mod said;

use catalog::Catalog;
use form::Form;
use list::List;
use said::Said;

struct Options {
    document: Document,
    list: List,
    form: Form,
    catalog: Catalog,
    said: Said,
    /// What is in the inventory, as it is shown.
    integrations: RefCell<Vec<IntegrationRecord>>,
    /// The one that was removed last, until the next action.
    removed: RefCell<Option<IntegrationRecord>>,
    listeners: RefCell<Vec<EventListener>>,
}

/// What the background did not do.
enum Failure {
    /// A field is to be mended.
    Field(SentField, String),
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
        said: Said::find(document)?,
        integrations: RefCell::default(),
        removed: RefCell::default(),
        listeners: RefCell::default(),
    });
    options.listeners.replace(vec![
        options.listen("click", |options, event| {
            if let Some(pressed) = Pressed::by(event) {
                options.press(&pressed);
            }
        }),
        options.listen("submit", |options, event| {
            event.prevent_default();
            options.save();
        }),
        options.listen("input", |options, _| options.catalog.filter()),
        options.listen("change", |options, _| options.form.choice.show_which()),
    ]);
    spawn_local(Rc::clone(&options).load());
    OPEN.set(Some(options));
    Ok(())
}

impl Options {
    fn listen(self: &Rc<Self>, event: &'static str, then: fn(Rc<Self>, &Event)) -> EventListener {
        let weak = Rc::downgrade(self);
        let not_passive = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&self.document, event, not_passive, move |event| {
            if let Some(options) = weak.upgrade() {
                then(options, event);
            }
        })
    }

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

    fn edit(&self, id: &str) {
        let integrations = self.integrations.borrow();
        let Some(integration) = integrations.iter().find(|integration| integration.id == id) else { return };
        self.next_action();
        self.form.edit(integration);
    }

    fn save(self: Rc<Self>) {
        let Some(busy) = self.form.busy() else { return };
        let (id, draft) = match self.form.typed() {
            Ok(typed) => typed,
            Err((field, words)) => return self.form.refuse(field, &words),
        };
        self.next_action();
        spawn_local(async move {
            let name = draft.name.trim().to_owned();
            match self.ask(&FromPage::Save { id: id.clone(), draft }).await {
                Ok(()) => {
                    self.form.stop();
                    self.said.say(if id.is_some() { "options_saved" } else { "options_added" }, &name);
                    id.is_none_or(|id| !self.list.focus(&id)).then(|| self.form.focus());
                }
                Err(Failure::Field(field, words)) => self.form.refuse(field, &words),
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
                Ok(()) => {
                    self.form.is_gone(&id);
                    self.said.say_removed(&removed.name);
                    self.removed.replace(Some(removed));
                }
                Err(failure) => self.said.say_trouble(failure.words()),
            }
            drop(busy);
        });
    }

    fn put_back(self: Rc<Self>, pressed: &Pressed) {
        let Some(integration) = self.removed.borrow().clone() else { return };
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            let (id, name) = (integration.id.clone(), integration.name.clone());
            match self.ask(&FromPage::PutBack { integration }).await {
                Ok(()) => {
                    self.next_action();
                    self.said.say("options_put_back", &name);
                    self.list.focus(&id);
                }
                // It can still be put back: the button stays.
                Err(failure) => self.said.say_trouble(failure.words()),
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
            match self.ask(&FromPage::Save { id: None, draft }).await {
                Ok(()) => self.said.say("options_added", &name),
                Err(failure) => self.said.say_trouble(failure.words()),
            }
            drop(busy);
        });
    }

    /// The next action is taken: what was said of the last one goes, and what was removed stays removed.
    fn next_action(&self) {
        self.removed.replace(None);
        self.said.clear();
    }

    /// Asks the background and shows the inventory that it answers with.
    async fn ask(&self, question: &FromPage) -> Result<(), Failure> {
        match runtime::send(question).await {
            Ok(PageReply::Inventory { integrations, accounts, catalog, trouble }) => {
                trouble::say(&self.document, &trouble.as_ref().map(trouble::words).unwrap_or_default());
                let shown = self
                    .list
                    .show(&integrations, &accounts)
                    .and_then(|()| self.form.choice.show(&accounts))
                    .and_then(|()| self.catalog.show(catalog, &integrations));
                self.integrations.replace(integrations);
                shown.map_err(|error| Failure::Other(trouble::edge(&error)))
            }
            Ok(PageReply::Failed { trouble }) => Err(match &trouble {
                Trouble::Refused { field: Some(field), .. } => Failure::Field(*field, trouble::words(&trouble)),
                _ => Failure::Other(trouble::words(&trouble)),
            }),
            Ok(_) => Err(Failure::Other(trouble::words(&Trouble::NotUnderstood))),
            Err(error) => Err(Failure::Other(trouble::edge(&error))),
        }
    }
}

impl Failure {
    fn words(&self) -> &str {
        match self {
            Self::Field(_, words) | Self::Other(words) => words,
        }
    }
}
