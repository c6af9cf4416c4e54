//! The editor of the words, a language at a time, and what they would match on the console page.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use keyturn_browser::{EdgeError, i18n, runtime};
use keyturn_core::message::{FromPage, PageReply};
use keyturn_core::words::change::{Changes, for_pages, in_language, languages, set};
use keyturn_core::words::check::{self, Refusal};
use keyturn_core::words::{List, SHIPPED_LANGUAGE, Words, sent};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event};

use crate::action::{Busy, Pressed, listen};
use crate::{in_front, trouble};

mod fields;
mod matches;

use fields::Fields;

/// How long nothing was typed before the page is asked, in milliseconds.
const STILL: u32 = 400;

struct Editor {
    document: Document,
    fields: Fields,
    /// What is stored.
    changes: RefCell<Changes>,
    /// What was typed and not saved, by language.
    drafts: RefCell<BTreeMap<String, Words>>,
    /// The language and its words before they went back to the shipped ones, until the next action.
    before: RefCell<Option<(String, Words)>>,
    /// Counts the questions to the page: an answer that is late is not shown.
    asked: Cell<u32>,
    still: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
}

thread_local! {
    /// The page lives as long as its document.
    static OPEN: RefCell<Option<Rc<Editor>>> = const { RefCell::new(None) };
}

/// Opens the editor in its document.
pub fn open(document: &Document) -> Result<(), EdgeError> {
    let editor = Rc::new(Editor {
        document: document.clone(),
        fields: Fields::find(document)?,
        changes: RefCell::default(),
        drafts: RefCell::default(),
        before: RefCell::default(),
        asked: Cell::default(),
        still: RefCell::default(),
        listeners: RefCell::default(),
    });
    let section: Element = crate::piece::by_id(document, "words")?;
    editor.listeners.replace(vec![
        listen(&editor, &section, "click", |editor, event| {
            if let Some(pressed) = Pressed::by(event) {
                editor.press(&pressed);
            }
        }),
        listen(&editor, &section, "submit", |editor, event| {
            event.prevent_default();
            editor.submit(event);
        }),
        listen(&editor, &section, "input", |editor, event| {
            if editor.fields.is_list(event) {
                editor.typed();
            }
        }),
        listen(&editor, &section, "change", |editor, event| {
            if editor.fields.is_choice(event) {
                editor.show_chosen();
            }
        }),
        // The console page may have changed while another tab was in front.
        listen(&editor, document, "visibilitychange", |editor, _| editor.look()),
    ]);
    spawn_local(Rc::clone(&editor).load());
    OPEN.set(Some(editor));
    Ok(())
}

/// Shows what is stored now.
pub fn reload() {
    if let Some(editor) = OPEN.with_borrow(Clone::clone) {
        editor.drafts.take();
        spawn_local(editor.load());
    }
}

impl Editor {
    async fn load(self: Rc<Self>) {
        match self.ask(&FromPage::Words).await {
            Ok(()) => self.show(&self.fields.language()),
            Err(words) => self.fields.say(&words, "warn"),
        }
    }

    fn press(self: Rc<Self>, pressed: &Pressed) {
        match pressed.action.as_str() {
            "words-cancel" => {
                self.next_action();
                let language = self.fields.language();
                self.drafts.borrow_mut().remove(&language);
                self.show(&language);
                self.fields.focus();
            }
            "words-shipped" => self.to_shipped(pressed),
            "words-undo" => self.undo(pressed),
            "words-look" => self.look(),
            _ => {}
        }
    }

    fn submit(self: Rc<Self>, event: &Event) {
        if self.fields.is_adding(event) { self.add_language() } else { self.save() }
    }

    fn add_language(&self) {
        self.next_action();
        match check::language(&self.fields.tag(), &self.changes.borrow()) {
            Ok(language) => {
                self.drafts.borrow_mut().entry(language.clone()).or_default();
                self.show(&language);
                self.fields.focus();
            }
            Err(refusal) => self.fields.refuse_tag(&in_words(&refusal)),
        }
    }

    fn save(self: Rc<Self>) {
        self.next_action();
        let (language, typed) = (self.fields.language(), self.fields.typed());
        if let Err(refusal) = self.candidate() {
            return self.fields.refuse(&refusal, &in_words(&refusal));
        }
        let Some(busy) = self.fields.busy() else { return };
        spawn_local(async move {
            // What was changed in another tab since this page has read the words stays.
            let before = in_language(&language, &self.changes.borrow());
            match self.store(&language, typed, Some(before)).await {
                Ok(()) => self.fields.say(&i18n::message("words_saved", &[]), "good"),
                Err(words) => self.fields.say(&words, "warn"),
            }
            drop(busy);
        });
    }

    fn to_shipped(self: Rc<Self>, pressed: &Pressed) {
        let busy = Busy::mark(&pressed.control);
        self.next_action();
        let language = self.fields.language();
        let before = in_language(&language, &self.changes.borrow());
        spawn_local(async move {
            match self.store(&language, Words::shipped_in(&language), None).await {
                Ok(()) => {
                    let said = match language.as_str() {
                        SHIPPED_LANGUAGE => i18n::message("words_are_shipped", &[]),
                        other => i18n::message("words_are_removed", &[&crate::language::name(other)]),
                    };
                    self.before.replace(Some((language, before)));
                    self.fields.say_undoable(&said);
                }
                Err(words) => self.fields.say(&words, "warn"),
            }
            drop(busy);
        });
    }

    fn undo(self: Rc<Self>, pressed: &Pressed) {
        let Some((language, words)) = self.before.borrow().clone() else { return };
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            match self.store(&language, words, None).await {
                Ok(()) => {
                    self.next_action();
                    self.show(&language);
                    self.fields.say(&i18n::message("words_are_back", &[]), "good");
                    self.fields.focus();
                }
                // It can still be undone: the button stays.
                Err(words) => self.fields.say(&words, "warn"),
            }
            drop(busy);
        });
    }

    /// Stores these as all the words of that language, but for what others changed since before, and shows what is stored then.
    async fn store(&self, language: &str, words: Words, before: Option<Words>) -> Result<(), String> {
        let (language_sent, before) = (language.to_owned(), before.map(Into::into));
        self.ask(&FromPage::SaveWords { language: language_sent, words: words.into(), before }).await?;
        self.drafts.borrow_mut().remove(language);
        self.show(language);
        Ok(())
    }

    async fn ask(&self, question: &FromPage) -> Result<(), String> {
        match runtime::send(question).await {
            Ok(PageReply::Words { changes }) => {
                self.changes.replace(sent::changes(changes));
                Ok(())
            }
            Ok(PageReply::Failed { trouble }) => Err(trouble::words(&trouble)),
            Ok(_) => Err(trouble::another_answer()),
            Err(error) => Err(trouble::edge(&error)),
        }
    }

    fn next_action(&self) {
        self.before.replace(None);
        self.fields.clear();
    }

    /// Something was typed: it is kept also when another language is looked at, and tried out once it stands still.
    fn typed(self: Rc<Self>) {
        self.next_action();
        self.drafts.borrow_mut().insert(self.fields.language(), self.fields.typed());
        let this = Rc::clone(&self);
        self.still.replace(Some(Timeout::new(STILL, move || this.look())));
    }

    fn show_chosen(&self) {
        self.next_action();
        self.show(&self.fields.language());
    }

    /// Shows the words of that language, or of the shipped one if it has gone.
    fn show(&self, language: &str) {
        let changes = self.changes.borrow();
        let mut all = languages(&changes);
        let drafts = self.drafts.borrow();
        all.extend(drafts.keys().filter(|tag| !changes.contains_key(*tag) && *tag != SHIPPED_LANGUAGE).cloned());
        let language = if all.iter().any(|tag| tag == language) { language } else { SHIPPED_LANGUAGE };
        let words = drafts.get(language).cloned().unwrap_or_else(|| in_language(language, &changes));
        let shown = self.fields.show(&self.document, &all, language, &words, changes.contains_key(language));
        drop((changes, drafts));
        match shown {
            Ok(()) => self.look(),
            Err(error) => self.fields.say(&trouble::edge(&error), "warn"),
        }
    }

    /// What is stored, with what is typed in place of this language's.
    fn candidate(&self) -> Result<Changes, Refusal> {
        let mut changes = self.changes.borrow().clone();
        set(&mut changes, &self.fields.language(), &check::take(&self.fields.typed())?);
        check::something_left(&changes)?;
        Ok(changes)
    }

    /// Shows what the words as they are typed would match on the console page.
    fn look(&self) {
        let asked = self.asked.get().wrapping_add(1);
        self.asked.set(asked);
        let Some(this) = OPEN.with_borrow(Clone::clone) else { return };
        let change = match self.candidate() {
            Ok(changes) => for_pages(&changes),
            Err(refusal) => return matches::refused(&self.document, &in_words(&refusal)),
        };
        spawn_local(async move {
            let found = in_front::matches(change.into()).await;
            if this.asked.get() == asked {
                // The places are in the page that ships.
                let _ = matches::show(&this.document, found);
            }
        });
    }
}

fn in_words(refusal: &Refusal) -> String {
    let (name, fill) = refusal.words();
    i18n::message(name, &[&fill])
}

/// The id of a list's field.
fn field_id(list: List) -> &'static str {
    match list {
        List::AccountNumber => "words-account_number",
        List::Reset => "words-reset",
        List::Hash => "words-hash",
        List::NotAfter => "words-not_after",
        List::Icons => "words-icons",
    }
}
