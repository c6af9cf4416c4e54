//! The rotations: what is left of each, to be ticked off, and those that are finished.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};

use gloo::events::EventListener;
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::message::{FromPage, SentRotation, SentTick};
use keyturn_core::store::rotation::Progress;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement};

use super::said::Said;
use crate::action::{Busy, Pressed, listen};
use crate::rotation::{Failure, Rotations, account, ask, named, words, write_account};
use crate::{moment, piece, trouble};

mod card;
mod elsewhere;
mod task;

use card::Card;
use elsewhere::Elsewhere;
use task::Typed;

struct Section {
    document: Document,
    heading: HtmlElement,
    open: Element,
    none: Element,
    me_field: Element,
    me: HtmlInputElement,
    finished: Element,
    finished_count: Element,
    finished_list: Element,
    elsewhere: Elsewhere,
    said: Said,
    shown: RefCell<Rotations>,
    cards: RefCell<Vec<Rc<Card>>>,
    /// The finished rotations whose tasks are looked at.
    looked_at: RefCell<BTreeSet<String>>,
    /// Nothing was shown yet: the page's address may name a rotation to go to.
    is_first: Cell<bool>,
    listeners: RefCell<Vec<EventListener>>,
}

thread_local! {
    /// The page lives as long as its document.
    static OPEN: RefCell<Option<Rc<Section>>> = const { RefCell::new(None) };
}

/// Opens the section in its document.
pub fn open(document: &Document) -> Result<(), EdgeError> {
    let section = Rc::new(Section {
        document: document.clone(),
        heading: piece::by_id(document, "rotation-heading")?,
        open: piece::by_id(document, "rotation-open")?,
        none: piece::by_id(document, "rotation-none")?,
        me_field: piece::by_id(document, "rotation-me")?,
        me: piece::by_id(document, "me")?,
        finished: piece::by_id(document, "rotation-finished")?,
        finished_count: piece::by_id(document, "rotation-finished-count")?,
        finished_list: piece::by_id(document, "rotation-finished-list")?,
        elsewhere: Elsewhere::find(document)?,
        said: Said::find(document)?,
        shown: RefCell::default(),
        cards: RefCell::default(),
        looked_at: RefCell::default(),
        is_first: Cell::new(true),
        listeners: RefCell::default(),
    });
    let element: Element = piece::by_id(document, "rotation")?;
    section.listeners.replace(vec![
        listen(&section, &element, "click", |section, event| {
            if let Some(pressed) = Pressed::by(event) {
                section.press(&pressed);
            }
        }),
        listen(&section, &element, "submit", |section, event| {
            event.prevent_default();
            section.submit(event);
        }),
        listen(&section, &element, "input", |section, event| section.look(event, ".find")),
        listen(&section, &element, "change", |section, event| section.look(event, ".which")),
        // Something may have been ticked off in the popup or the console meanwhile.
        listen(&section, document, "visibilitychange", |section, _| spawn_local(section.load())),
    ]);
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
        if let Err(failure) = self.ask(&FromPage::Rotations).await {
            return self.said.say_trouble(failure.words());
        }
        if self.is_first.replace(false) {
            let address = self.document.location().and_then(|location| location.hash().ok()).unwrap_or_default();
            let card = address.strip_prefix("#rotation-").and_then(|id| self.card(id));
            let _ = card.map(|card| card.focus());
        }
    }

    fn press(self: Rc<Self>, pressed: &Pressed) {
        let card = pressed.around("data-rotation").and_then(|id| self.card(&id));
        let task = pressed.around("data-task");
        match (pressed.action.as_str(), card, task) {
            ("elsewhere", ..) => self.open_elsewhere(pressed),
            ("elsewhere-cancel", ..) => self.elsewhere.close(),
            ("rotation-look", ..) => self.tell(self.look_at(pressed)),
            ("rotation-yes", Some(card), _) => self.answer(&card, pressed, true),
            ("rotation-no", Some(card), _) => self.answer(&card, pressed, false),
            ("rotation-more", Some(card), _) => self.tell(card.show_all()),
            ("rotation-tick", Some(card), Some(task)) => {
                let progress = pressed.around("data-progress").and_then(|name| named(&name)).unwrap_or_default();
                if progress == Progress::Skipped {
                    self.tell(card.with_row(&task, |row| row.open_form(true)).unwrap_or(Ok(())));
                } else {
                    let typed = Typed { progress, reason: String::new(), note: None };
                    self.tick(card, task, typed, &pressed.control);
                }
            }
            ("rotation-note", Some(card), Some(task)) => {
                self.tell(card.with_row(&task, |row| row.open_form(false)).unwrap_or(Ok(())));
            }
            ("rotation-form-cancel", Some(card), Some(task)) => {
                self.tell(card.with_row(&task, |row| row.close_form()).unwrap_or(Ok(())));
            }
            _ => {}
        }
    }

    fn submit(self: Rc<Self>, event: &Event) {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if form.has_attribute("aria-busy") {
            return;
        }
        if form.id() == "elsewhere-form" {
            return self.open_by_hand(&form);
        }
        let card = around(&form, "data-rotation").and_then(|id| self.card(&id));
        let (Some(card), Some(task)) = (card, around(&form, "data-task")) else { return };
        match card.with_row(&task, |row| row.typed()) {
            Some(Ok(typed)) => self.tick(card, task, typed, &form),
            Some(Err(error)) => self.tell(Err(error)),
            None => {}
        }
    }

    fn tick(self: Rc<Self>, card: Rc<Card>, task: String, typed: Typed, control: &Element) {
        let busy = Busy::mark(control);
        let control = control.clone();
        let Typed { progress, reason, note } = typed;
        let (rotation, integration, by) = (card.id(), task.clone(), self.me.value());
        let tick = SentTick { rotation, integration, progress, reason, by, note };
        card.keep(&task);
        spawn_local(async move {
            let name = card.name_of(&task);
            match self.ask(&FromPage::Tick { tick }).await {
                Ok(()) => {
                    self.keep_focus(&control);
                    self.tell(card.with_row(&task, |row| row.close_form()).unwrap_or(Ok(())));
                    self.said.say_words(&self.ticked(&card, &name, progress));
                }
                Err(Failure::Refused(words)) => {
                    let refused = card.with_row(&task, |row| row.refuse(&words));
                    if !matches!(refused, Some(Ok(true))) {
                        self.said.say_trouble(&words);
                    }
                }
                Err(Failure::Other(words)) => self.said.say_trouble(&words),
            }
            drop(busy);
        });
    }

    /// A row of a finished rotation was moved, and has lost the focus by that.
    fn keep_focus(&self, control: &Element) {
        let body = self.document.body();
        let is_lost = self.document.active_element().is_none_or(|active| body.is_some_and(|body| *body == active));
        if let (true, Some(control)) = (is_lost, control.dyn_ref::<HtmlElement>()) {
            let _ = control.focus();
        }
    }

    /// What is said of a tick. The last one finishes the rotation, whose card goes with the focus in it.
    fn ticked(&self, card: &Card, name: &str, progress: Progress) -> String {
        let shown = self.shown.borrow();
        let rotation = shown.rotations.iter().find(|rotation| rotation.id == card.id());
        match rotation.and_then(|rotation| Some((rotation, rotation.finished?))) {
            Some((rotation, finished)) if !card.element.is_connected() => {
                let _ = self.heading.focus();
                let took = moment::span(rotation.opened, finished);
                i18n::message("rotation_is_finished", &[&account(rotation.number.as_ref()), &took])
            }
            _ => i18n::message("rotation_ticked", &[name, &words(progress)]),
        }
    }

    fn answer(self: Rc<Self>, card: &Card, pressed: &Pressed, got_one: bool) {
        let busy = Busy::mark(&pressed.control);
        let rotation = card.id();
        spawn_local(async move {
            match self.ask(&FromPage::AnswerNewHash { rotation: rotation.clone(), got_one }).await {
                Ok(()) => {
                    let answered = if got_one { "rotation_answered_yes" } else { "rotation_answered_no" };
                    self.said.say_words(&i18n::message(answered, &[]));
                    // The question has gone with the button that was pressed.
                    let card = self.card(&rotation).filter(|card| card.element.is_connected());
                    let _ = card.map_or_else(|| Ok(self.heading.focus()?), |card| card.focus());
                }
                Err(failure) => self.said.say_trouble(failure.words()),
            }
            drop(busy);
        });
    }

    fn open_elsewhere(self: Rc<Self>, pressed: &Pressed) {
        if self.elsewhere.is_open() {
            return self.elsewhere.close();
        }
        let busy = Busy::mark(&pressed.control);
        spawn_local(async move {
            if let Err(words) = self.elsewhere.open().await {
                self.said.say_trouble(&words);
            }
            drop(busy);
        });
    }

    fn open_by_hand(self: Rc<Self>, form: &Element) {
        let busy = Busy::mark(form);
        let (number, leaked) = self.elsewhere.typed();
        let known: BTreeSet<String> = self.shown.borrow().rotations.iter().map(|one| one.id.clone()).collect();
        spawn_local(async move {
            match self.ask(&FromPage::OpenRotation { number, leaked }).await {
                Ok(()) => {
                    self.elsewhere.close();
                    self.said.say_words(&i18n::message("rotation_is_open", &[]));
                    let shown = self.shown.borrow();
                    let new = shown.rotations.iter().find(|one| !known.contains(&one.id));
                    let card = new.and_then(|one| self.card(&one.id));
                    let _ = card.map(|card| card.focus());
                }
                Err(failure) => self.said.say_trouble(failure.words()),
            }
            drop(busy);
        });
    }

    fn look(self: Rc<Self>, event: &Event, field: &str) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(target) = target.filter(|target| target.matches(field).unwrap_or(false)) else { return };
        if let Some(card) = around(&target, "data-rotation").and_then(|id| self.card(&id)) {
            self.tell(card.look_anew());
        }
    }

    /// Shows the tasks of a finished rotation.
    fn look_at(&self, pressed: &Pressed) -> Result<(), EdgeError> {
        let Some(id) = pressed.around("data-finished") else { return Ok(()) };
        self.looked_at.borrow_mut().insert(id.clone());
        self.show()?;
        self.card(&id).map_or(Ok(()), |card| card.focus())
    }

    fn tell(&self, done: Result<(), EdgeError>) {
        if let Err(error) = done {
            self.said.say_trouble(&trouble::edge(&error));
        }
    }

    fn card(&self, id: &str) -> Option<Rc<Card>> {
        self.cards.borrow().iter().find(|card| card.id() == id).cloned()
    }

    /// Asks the background and shows the rotations that it answers with.
    async fn ask(&self, question: &FromPage) -> Result<(), Failure> {
        let rotations = ask(question).await?;
        if self.me.value().is_empty() {
            self.me.set_value(&rotations.settings.me);
        }
        self.shown.replace(rotations);
        if !matches!(question, FromPage::Rotations) {
            super::history::reload();
        }
        self.show().map_err(|error| Failure::Other(trouble::edge(&error)))
    }

    fn show(&self) -> Result<(), EdgeError> {
        let shown = self.shown.borrow();
        let (open, finished): (Vec<&SentRotation>, Vec<&SentRotation>) =
            shown.rotations.iter().partition(|rotation| rotation.finished.is_none());
        let mut cards = Vec::new();
        for rotation in &open {
            cards.push(self.card_of(rotation)?);
        }
        let elements: Vec<Element> = cards.iter().map(|card| card.element.clone()).collect();
        piece::put(&self.open, &elements)?;
        let all = self.document.create_document_fragment();
        for rotation in &finished {
            let line = self.finished(rotation)?;
            if self.looked_at.borrow().contains(&rotation.id) {
                let card = self.card_of(rotation)?;
                line.append_with_node_1(&card.element)?;
                cards.push(card);
            }
            all.append_with_node_1(&line)?;
        }
        self.finished_list.replace_children_with_node_1(&all);
        let count = i18n::counted("rotation_finished", finished.len(), &[]);
        self.finished_count.set_text_content(Some(&count));
        piece::show(&self.finished, !finished.is_empty());
        piece::show(&self.none, open.is_empty());
        piece::show(&self.me_field, !cards.is_empty());
        self.cards.replace(cards);
        Ok(())
    }

    /// The rotation's card as it was, with what is new in it; or a new one.
    fn card_of(&self, rotation: &SentRotation) -> Result<Rc<Card>, EdgeError> {
        match self.card(&rotation.id) {
            Some(card) => card.show(rotation.clone()).map(|()| card),
            None => Card::of(&self.document, rotation).map(Rc::new),
        }
    }

    fn finished(&self, rotation: &SentRotation) -> Result<Element, EdgeError> {
        let line = piece::copy_of(&self.document, "rotation-done")?;
        line.set_attribute("data-finished", &rotation.id)?;
        let number = account(rotation.number.as_ref());
        write_account(&line, rotation)?;
        let finished = rotation.finished.unwrap_or(rotation.opened);
        let skipped = rotation.tasks.iter().filter(|task| task.progress == Progress::Skipped).count();
        let seen = rotation.tasks.iter().filter(|task| task.progress == Progress::SeenWorking).count();
        let fill = [
            moment::exactly(rotation.opened),
            moment::span(rotation.opened, finished),
            seen.to_string(),
            skipped.to_string(),
        ];
        piece::write(&line, ".facts", &i18n::message("rotation_facts", &fill.each_ref().map(String::as_str)))?;
        let look: Element = piece::part(&line, "[data-action=rotation-look]")?;
        look.set_attribute("aria-label", &i18n::message("rotation_look_of", &[&number]))?;
        piece::show(&look, !self.looked_at.borrow().contains(&rotation.id));
        Ok(line)
    }
}

/// What the nearest element around it holds in this attribute.
fn around(element: &Element, attribute: &str) -> Option<String> {
    element.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}
