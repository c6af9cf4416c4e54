//! The card of one rotation: what it is about, and its tasks.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::listing::{Wanted, searchable};
use keyturn_core::message::{SentRotation, SentTask};
use keyturn_core::store::rotation::Cause;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::task::Row;
use crate::rotation::{account, is_left, left, words, write_account};
use crate::{moment, piece};

/// So many rows are shown at first. More are slow to lay out, and nobody reads on: one searches.
const SHOWN_AT_FIRST: usize = 100;

/// A card.
pub struct Card {
    document: Document,
    /// Its element.
    pub element: Element,
    list: Element,
    which: HtmlSelectElement,
    find: HtmlInputElement,
    more: HtmlElement,
    shows_all: Cell<bool>,
    rotation: RefCell<SentRotation>,
    /// The tasks in the order in which they stand: that of the last look, so that nothing jumps at a tick.
    order: RefCell<Vec<String>>,
    /// What was ticked off since the last look, and stays in sight until the next.
    stays: RefCell<BTreeSet<String>>,
    /// The rows that were shown once.
    rows: RefCell<BTreeMap<String, Row>>,
}

impl Card {
    /// Makes the card of a rotation.
    pub fn of(document: &Document, rotation: &SentRotation) -> Result<Self, EdgeError> {
        let element = piece::copy_of(document, "rotation-card")?;
        element.set_attribute("data-rotation", &rotation.id)?;
        let card = Self {
            document: document.clone(),
            list: piece::part(&element, ".tasks")?,
            which: piece::part(&element, ".which")?,
            find: piece::part(&element, ".find")?,
            more: piece::part(&element, "[data-action=rotation-more]")?,
            element,
            shows_all: Cell::default(),
            rotation: RefCell::new(rotation.clone()),
            order: RefCell::default(),
            stays: RefCell::default(),
            rows: RefCell::default(),
        };
        if rotation.finished.is_some() {
            card.which.set_value("all");
        }
        card.show(rotation.clone())?;
        Ok(card)
    }

    /// The rotation's id.
    pub fn id(&self) -> String {
        self.rotation.borrow().id.clone()
    }

    /// Shows the rotation as it is now.
    pub fn show(&self, rotation: SentRotation) -> Result<(), EdgeError> {
        self.fill(&rotation)?;
        let mut new: BTreeSet<&str> = rotation.tasks.iter().map(|task| task.integration.id.as_str()).collect();
        // What is there stays where it is; what is new comes after it.
        self.order.borrow_mut().retain(|id| new.remove(id.as_str()));
        let ids = rotation.tasks.iter().map(|task| &task.integration.id);
        self.order.borrow_mut().extend(ids.filter(|id| new.contains(id.as_str())).cloned());
        for task in &rotation.tasks {
            if let Some(row) = self.rows.borrow().get(&task.integration.id) {
                row.show(task)?;
            }
        }
        self.rotation.replace(rotation);
        self.filter()
    }

    /// Something else is looked for: what is ticked off goes, and the rest stands in the order in which to do it.
    pub fn look_anew(&self) -> Result<(), EdgeError> {
        self.shows_all.set(false);
        self.stays.take();
        let order = self.rotation.borrow().tasks.iter().map(|task| task.integration.id.clone()).collect();
        self.order.replace(order);
        self.filter()
    }

    /// All that was found is wanted, not only the first of it.
    pub fn show_all(&self) -> Result<(), EdgeError> {
        self.shows_all.set(true);
        self.filter()?;
        // The button that was pressed is gone.
        let next = self.list.children().item(SHOWN_AT_FIRST as u32);
        if let Some(button) = next.and_then(|row| piece::part::<HtmlElement>(&row, "button").ok()) {
            button.focus()?;
        }
        Ok(())
    }

    /// Keeps this task in sight, though it is ticked off.
    pub fn keep(&self, task: &str) {
        self.stays.borrow_mut().insert(task.to_owned());
    }

    /// Does something with a task's row, if it was shown.
    pub fn with_row<T>(&self, task: &str, then: impl FnOnce(&Row) -> T) -> Option<T> {
        self.rows.borrow().get(task).map(then)
    }

    /// The name of a task's integration.
    pub fn name_of(&self, task: &str) -> String {
        let rotation = self.rotation.borrow();
        let task = rotation.tasks.iter().find(|one| one.integration.id == task);
        task.map(|task| task.integration.name.clone()).unwrap_or_default()
    }

    /// Puts the focus on the card's heading.
    pub fn focus(&self) -> Result<(), EdgeError> {
        piece::part::<HtmlElement>(&self.element, "h3")?.focus()?;
        Ok(())
    }

    fn fill(&self, rotation: &SentRotation) -> Result<(), EdgeError> {
        let card = &self.element;
        let number = account(rotation.number.as_ref());
        card.set_attribute("aria-label", &i18n::message("rotation_of", &[&number]))?;
        write_account(card, rotation)?;
        let fill = rotation.tasks.len().to_string();
        piece::write(card, ".left", &i18n::counted("rotation_left_of", left(rotation), &[&fill]))?;
        piece::show(&piece::part::<Element>(card, ".leaked")?, rotation.leaked);
        piece::write(card, ".opened", &opened(rotation))?;
        let question: Element = piece::part(card, ".question")?;
        let when = moment::in_words(rotation.opened, keyturn_browser::now());
        piece::write(&question, ".asked", &i18n::message("rotation_awaited", &[&when]))?;
        piece::show(&question, rotation.is_awaited);
        // Until there is a new hash there is nothing to update with.
        piece::show(&piece::part::<Element>(card, ".work")?, !rotation.is_awaited);
        piece::show(&piece::part::<Element>(card, ".rotation-tools")?, !rotation.tasks.is_empty());
        Ok(())
    }

    /// Shows the tasks that are asked for, and says how many those are.
    fn filter(&self) -> Result<(), EdgeError> {
        let rotation = self.rotation.borrow();
        let by_id: BTreeMap<&str, &SentTask> =
            rotation.tasks.iter().map(|task| (task.integration.id.as_str(), task)).collect();
        let (wanted, stays) = (Wanted::new(&self.find.value()), self.stays.borrow());
        let wants_all = self.which.value() == "all";
        let is_found = |task: &SentTask| {
            (wants_all || is_left(task) || stays.contains(&task.integration.id)) && wanted.fits(&text(task))
        };
        let order = self.order.borrow();
        let found = order.iter().filter_map(|id| by_id.get(id.as_str()).copied()).filter(|task| is_found(task));
        let found: Vec<&SentTask> = found.collect();
        let most = if self.shows_all.get() { found.len() } else { SHOWN_AT_FIRST };
        let mut rows = Vec::new();
        for task in found.iter().take(most) {
            rows.push(self.row(task)?);
        }
        piece::put(&self.list, &rows)?;
        let said = match found.len() {
            0 if rotation.tasks.is_empty() => i18n::message("rotation_no_tasks", &[]),
            0 if left(&rotation) == 0 => i18n::message("rotation_nothing_left", &[]),
            found => i18n::message("rotation_found", &[&found.to_string(), &rotation.tasks.len().to_string()]),
        };
        let place: Element = piece::part(&self.element, ".shown")?;
        if place.text_content().as_deref() != Some(&said) {
            place.set_text_content(Some(&said));
        }
        self.more.set_text_content(Some(&i18n::message("options_show_all", &[&found.len().to_string()])));
        piece::show(&self.more, found.len() > rows.len());
        Ok(())
    }

    fn row(&self, task: &SentTask) -> Result<Element, EdgeError> {
        let id = &task.integration.id;
        if let Some(row) = self.rows.borrow().get(id) {
            return Ok(row.element.clone());
        }
        let row = Row::of(&self.document, task)?;
        let element = row.element.clone();
        self.rows.borrow_mut().insert(id.clone(), row);
        Ok(element)
    }
}

/// All its words, for the search.
fn text(task: &SentTask) -> String {
    let integration = &task.integration;
    let words = words(task.progress);
    let texts = [&integration.name, &integration.owner, &integration.place, &task.by, &task.note, &task.reason, &words];
    searchable(texts.map(String::as_str))
}

fn opened(rotation: &SentRotation) -> String {
    let message = match rotation.cause {
        Cause::Continue => "rotation_by_continue",
        Cause::Seen => "rotation_by_sight",
        Cause::ByHand => "rotation_by_hand",
    };
    let opened = i18n::message(message, &[&moment::exactly(rotation.opened)]);
    match rotation.finished {
        Some(finished) => {
            let took = moment::span(rotation.opened, finished);
            format!("{opened} {}", i18n::message("rotation_finished_at", &[&moment::exactly(finished), &took]))
        }
        None => opened,
    }
}
