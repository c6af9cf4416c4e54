//! The history: what happened, newest first, to be searched, exported and printed.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use gloo::events::EventListener;
use keyturn_browser::{EdgeError, i18n, runtime};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::history;
use keyturn_core::listing::Wanted;
use keyturn_core::message::{FromPage, PageReply, SentRotation};
use keyturn_core::store::rotation::EntryRecord;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::download::{self, Download};
use super::said::Said;
use crate::action::{Pressed, listen};
use crate::moment::Stamp;
use crate::rotation::ask;
use crate::{piece, trouble};

mod evidence;
mod line;

use evidence::{Evidence, Printed};

/// So many lines are shown at first. More are slow to lay out, and nobody reads on: one searches.
const SHOWN_AT_FIRST: usize = 100;

struct Section {
    document: Document,
    more: HtmlDetailsElement,
    kept: Element,
    find: HtmlInputElement,
    account: HtmlSelectElement,
    count: Element,
    table: Element,
    lines: Element,
    all: HtmlElement,
    evidence: Evidence,
    said: Said,
    shown: RefCell<History>,
    shows_all: Cell<bool>,
    /// The file that was exported last.
    download: RefCell<Option<Download>>,
    listeners: RefCell<Vec<EventListener>>,
}

/// The history, as the background told it.
#[derive(Default)]
struct History {
    /// Newest first.
    entries: Vec<EntryRecord>,
    /// Each line's words, for the search.
    texts: Vec<String>,
    most: u32,
    is_cut: bool,
}

thread_local! {
    /// The page lives as long as its document.
    static OPEN: RefCell<Option<Rc<Section>>> = const { RefCell::new(None) };
}

/// Opens the section in its document.
pub fn open(document: &Document) -> Result<(), EdgeError> {
    let section = Rc::new(Section {
        document: document.clone(),
        more: piece::by_id(document, "history-more")?,
        kept: piece::by_id(document, "history-kept")?,
        find: piece::by_id(document, "history-find")?,
        account: piece::by_id(document, "history-account")?,
        count: piece::by_id(document, "history-count")?,
        table: piece::by_id(document, "history-table")?,
        lines: piece::by_id(document, "history-lines")?,
        all: piece::by_id(document, "history-all")?,
        evidence: Evidence::find(document)?,
        said: Said::find(document)?,
        shown: RefCell::default(),
        shows_all: Cell::default(),
        download: RefCell::default(),
        listeners: RefCell::default(),
    });
    section.listeners.replace(vec![
        // Ten thousand lines are asked for only by who looks at them.
        listen(&section, &section.more, "toggle", |section, _| spawn_local(section.load())),
        listen(&section, &section.more, "click", |section, event| {
            if let Some(pressed) = Pressed::by(event) {
                section.press(&pressed.action);
            }
        }),
        listen(&section, &section.find, "input", |section, _| section.look_anew()),
        listen(&section, &section.account, "change", |section, _| section.look_anew()),
        listen(&section, document, "visibilitychange", |section, _| spawn_local(section.load())),
    ]);
    // A quick hand has opened it before anybody listened.
    spawn_local(Rc::clone(&section).load());
    OPEN.set(Some(section));
    Ok(())
}

/// Shows what is stored now.
pub fn reload() {
    if let Some(section) = OPEN.with_borrow(Clone::clone) {
        spawn_local(section.load());
    }
}

impl Section {
    async fn load(self: Rc<Self>) {
        if !self.more.open() {
            return;
        }
        let said = match runtime::send(&FromPage::History).await {
            Ok(PageReply::History { entries, most, is_cut }) => {
                self.shown.replace(History::of(entries, most, is_cut));
                return self.tell(self.put_accounts().and_then(|()| self.show()));
            }
            Ok(PageReply::Failed { trouble }) => trouble::words(&trouble),
            Ok(_) => trouble::another_answer(),
            Err(error) => trouble::edge(&error),
        };
        self.said.say_trouble(&said);
    }

    fn press(self: Rc<Self>, action: &str) {
        match action {
            "history-csv" => self.export("csv", "text/csv;charset=utf-8", history::csv),
            "history-json" => self.export("json", "application/json", history::json),
            "history-print" => spawn_local(self.print()),
            "history-all" => self.tell(self.show_all()),
            _ => {}
        }
    }

    fn tell(&self, done: Result<(), EdgeError>) {
        if let Err(error) = done {
            self.said.say_trouble(&trouble::edge(&error));
        }
    }

    fn look_anew(&self) {
        self.shows_all.set(false);
        self.tell(self.show());
    }

    fn show_all(&self) -> Result<(), EdgeError> {
        self.shows_all.set(true);
        self.show()?;
        // The button that was pressed is gone.
        self.find.focus()?;
        Ok(())
    }

    fn export(&self, extension: &str, kind: &str, write: fn(&[EntryRecord]) -> String) {
        let name = download::name("history", extension);
        let saved = download::save(&self.document, &name, kind, &write(&self.of_account()));
        match saved {
            Ok(download) => {
                self.download.replace(Some(download));
                self.said.say("options_exported", &name);
            }
            Err(error) => self.said.say_trouble(&trouble::edge(&error)),
        }
    }

    async fn print(self: Rc<Self>) {
        let mut rotations = match ask(&FromPage::Rotations).await {
            Ok(now) => now.rotations,
            Err(failure) => return self.said.say_trouble(failure.words()),
        };
        let wanted = self.wanted_account();
        let is_wanted = |rotation: &SentRotation| {
            !rotation.is_awaited && wanted.as_deref().is_none_or(|wanted| digits(rotation.number.as_ref()) == wanted)
        };
        rotations.retain(is_wanted);
        rotations.sort_by(|a, b| a.opened.total_cmp(&b.opened));
        let (shown, entries) = (self.shown.borrow(), self.of_account());
        let of = self.account.selected_options().item(0).and_then(|option| option.text_content()).unwrap_or_default();
        let (most, is_cut) = (shown.most, shown.is_cut);
        self.tell(self.evidence.print(&Printed { entries: &entries, rotations: &rotations, of: &of, most, is_cut }));
    }

    /// Everything about the chosen account, oldest first: what is searched for does not cut a file or a print.
    fn of_account(&self) -> Vec<EntryRecord> {
        let (shown, is_wanted) = (self.shown.borrow(), self.is_wanted());
        shown.entries.iter().rev().filter(|entry| is_wanted(entry)).cloned().collect()
    }

    /// The account that is chosen; none for all.
    fn wanted_account(&self) -> Option<String> {
        self.account.value().strip_prefix("of:").map(str::to_owned)
    }

    fn is_wanted(&self) -> impl Fn(&EntryRecord) -> bool + use<> {
        let wanted = self.wanted_account();
        move |entry| wanted.as_deref().is_none_or(|wanted| digits(entry.number.as_ref()) == wanted)
    }

    /// Offers the accounts that the history speaks of. The choice stays.
    fn put_accounts(&self) -> Result<(), EdgeError> {
        let shown = self.shown.borrow();
        let numbers: BTreeSet<&str> = shown.entries.iter().map(|entry| digits(entry.number.as_ref())).collect();
        let chosen = self.account.value();
        self.account.set_text_content(None);
        self.add_account("", &i18n::message("options_all_accounts", &[]))?;
        for number in numbers {
            let unknown = i18n::message("rotation_account_unknown", &[]);
            self.add_account(&format!("of:{number}"), if number.is_empty() { &unknown } else { number })?;
        }
        self.account.set_value(&chosen);
        if self.account.selected_index() < 0 {
            self.account.set_selected_index(0);
        }
        Ok(())
    }

    fn add_account(&self, value: &str, words: &str) -> Result<(), EdgeError> {
        let option = self.document.create_element("option")?;
        option.set_attribute("value", value)?;
        option.set_text_content(Some(words));
        self.account.append_child(option.unchecked_ref())?;
        Ok(())
    }

    /// Shows the lines that are asked for, and says how many those are.
    fn show(&self) -> Result<(), EdgeError> {
        let (shown, is_wanted) = (self.shown.borrow(), self.is_wanted());
        let wanted = Wanted::new(&self.find.value());
        let lines = shown.entries.iter().zip(&shown.texts);
        let found: Vec<&EntryRecord> =
            lines.filter(|(entry, text)| is_wanted(entry) && wanted.fits(text)).map(|(entry, _)| entry).collect();
        let most = if self.shows_all.get() { found.len() } else { SHOWN_AT_FIRST };
        let (stamp, all) = (Stamp::new(), self.document.create_document_fragment());
        for entry in found.iter().take(most) {
            all.append_with_node_1(&*line::row(&self.document, entry, &stamp)?)?;
        }
        self.lines.replace_children_with_node_1(&all);
        let count = match shown.entries.len() {
            0 => i18n::message("history_none", &[]),
            all => i18n::message("history_count", &[&found.len().to_string(), &all.to_string()]),
        };
        if self.count.text_content().as_deref() != Some(&count) {
            self.count.set_text_content(Some(&count));
        }
        self.kept.set_text_content(Some(&kept(shown.most, shown.is_cut)));
        self.all.set_text_content(Some(&i18n::message("options_show_all", &[&found.len().to_string()])));
        piece::show(&self.all, found.len() > most);
        piece::show(&self.table, !found.is_empty());
        Ok(())
    }
}

impl History {
    fn of(mut entries: Vec<EntryRecord>, most: u32, is_cut: bool) -> Self {
        entries.reverse();
        let mut words = HashMap::new();
        let texts = entries
            .iter()
            .map(|entry| line::text(entry, words.entry(entry.what).or_insert_with(|| line::what(entry.what))))
            .collect();
        Self { entries, texts, most, is_cut }
    }
}

/// An account's number; empty if it is not known.
fn digits(number: Option<&AccountNumber>) -> &str {
    number.map(AccountNumber::as_str).unwrap_or_default()
}

/// How much is kept, and whether some has gone.
fn kept(most: u32, is_cut: bool) -> String {
    i18n::message(if is_cut { "history_kept_cut" } else { "history_kept" }, &[&most.to_string()])
}
