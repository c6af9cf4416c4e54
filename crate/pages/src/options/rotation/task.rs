//! The row of one task: how far it is, and the form in which a reason or a note is typed.

use std::cell::{Cell, RefCell};

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::catalog::{address, entry};
use keyturn_core::integration::{Criticality, Field, Integration};
use keyturn_core::message::SentTask;
use keyturn_core::store::rotation::Progress;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::options::value;
use crate::rotation::{name, words};
use crate::{moment, piece};

/// A row.
pub struct Row {
    /// Its element.
    pub element: Element,
    task: RefCell<SentTask>,
    /// The form is open, and its reason is why the task is skipped.
    skips: Cell<bool>,
}

/// What was typed into the form.
pub struct Typed {
    /// How far the task is then.
    pub progress: Progress,
    /// Why it is skipped.
    pub reason: String,
    /// The note; none leaves what stands there.
    pub note: Option<String>,
}

impl Row {
    /// Makes the row of a task.
    pub fn of(document: &Document, task: &SentTask) -> Result<Self, EdgeError> {
        let element = piece::copy_of(document, "rotation-task")?;
        element.set_attribute("data-task", &task.integration.id)?;
        let row = Self { element, task: RefCell::new(task.clone()), skips: Cell::default() };
        row.fill()?;
        Ok(row)
    }

    /// Shows the task as it is now. The row stays what it is, so that the focus stays in it.
    pub fn show(&self, task: &SentTask) -> Result<(), EdgeError> {
        if *self.task.borrow() == *task {
            return Ok(());
        }
        self.task.replace(task.clone());
        self.fill()
    }

    fn fill(&self) -> Result<(), EdgeError> {
        let (row, task) = (&self.element, self.task.borrow());
        row.set_attribute("data-progress", name(task.progress))?;
        self.fill_integration(&task)?;
        for (selector, shown) in [(".again", task.again), (".added", task.added), (".removed", task.removed)] {
            piece::show(&piece::part::<Element>(row, selector)?, shown);
        }
        piece::write(row, ".said", &said(&task))?;
        piece::write(row, ".reason", &labelled("rotation_because", &task.reason))?;
        piece::write(row, ".note", &task.note)?;
        for button in piece::parts::<Element>(row, "[data-action=rotation-tick]")? {
            let is_so = button.get_attribute("data-progress").as_deref() == Some(name(task.progress));
            button.set_attribute("aria-pressed", if is_so { "true" } else { "false" })?;
        }
        Ok(())
    }

    fn fill_integration(&self, task: &SentTask) -> Result<(), EdgeError> {
        let row = &self.element;
        let integration = Integration::from(task.integration.clone());
        let Integration { name, owner, place, link, criticality, .. } = &integration;
        piece::write(row, ".name", name)?;
        piece::write(row, ".place", place)?;
        piece::write(row, ".owner", &labelled("rotation_owner", owner))?;
        let open: Element = piece::part(row, ".open")?;
        if let Some(link) = link {
            open.set_attribute("href", link.as_str())?;
            open.set_attribute("aria-label", &i18n::message("options_open_name", &[name]))?;
        }
        piece::show(&open, link.is_some());
        let badge: Element = piece::part(row, ".criticality")?;
        badge.set_text_content(Some(&value::in_words(Field::Criticality, &integration)));
        badge.set_attribute("data-criticality", criticality.name())?;
        piece::show(&badge, *criticality != Criticality::Normal);
        let polls: Element = piece::part(row, ".polls")?;
        let interval = value::in_words(Field::PollsEvery, &integration);
        polls.set_text_content(Some(&labelled("rotation_polls", &interval)));
        piece::show(&polls, !interval.is_empty());
        self.fill_look(name, place)?;
        let steps: Element = piece::part(row, ".steps")?;
        steps.set_attribute("aria-label", &i18n::message("rotation_steps_of", &[name]))?;
        let note: Element = piece::part(row, "[data-action=rotation-note]")?;
        note.set_attribute("aria-label", &i18n::message("rotation_note_of", &[name])).map_err(EdgeError::from)
    }

    /// Where the catalog says to look, unless the place says the same.
    fn fill_look(&self, name: &str, place: &str) -> Result<(), EdgeError> {
        let look: Element = piece::part(&self.element, ".look")?;
        let entry = entry(name);
        if let Some(entry) = entry {
            let is_known = entry.place.is_empty() || entry.place == place;
            let words = if is_known { String::new() } else { i18n::message("rotation_look_at", &[entry.place]) };
            piece::write(&look, ".where", &words)?;
            let source: Element = piece::part(&look, ".source-link")?;
            if let Some(address) = address(entry.source) {
                source.set_attribute("href", address)?;
                source.set_attribute("aria-label", &i18n::message("options_source_of", &[name]))?;
                piece::show(&source, true);
            }
        }
        piece::show(&look, entry.is_some());
        Ok(())
    }

    /// Opens the form: for the reason to skip the task, or for a note alone.
    pub fn open_form(&self, to_skip: bool) -> Result<(), EdgeError> {
        let task = self.task.borrow();
        let with_reason = to_skip || task.progress == Progress::Skipped;
        self.skips.set(with_reason);
        let form = self.form()?;
        piece::show(&piece::part::<Element>(&form, ".reason-field")?, with_reason);
        let (reason, note) = (self.reason()?, self.note()?);
        reason.set_value(&task.reason);
        note.set_value(&task.note);
        self.no_error()?;
        let submit = if to_skip { "rotation_skip" } else { "options_save" };
        piece::write(&form, "[type=submit]", &i18n::message(submit, &[]))?;
        piece::show(&form, true);
        let first: &HtmlElement = if with_reason { &reason } else { &note };
        first.focus()?;
        Ok(())
    }

    /// Closes the form, and puts the focus back on what opened it.
    pub fn close_form(&self) -> Result<(), EdgeError> {
        let form = self.form()?;
        if form.has_attribute("hidden") {
            return Ok(());
        }
        piece::show(&form, false);
        let opener = if self.skips.get() { "[data-progress=skipped]" } else { "[data-action=rotation-note]" };
        piece::part::<HtmlElement>(&self.element, opener)?.focus()?;
        Ok(())
    }

    /// What was typed into the form.
    pub fn typed(&self) -> Result<Typed, EdgeError> {
        let progress = if self.skips.get() { Progress::Skipped } else { self.task.borrow().progress };
        Ok(Typed { progress, reason: self.reason()?.value(), note: Some(self.note()?.value()) })
    }

    /// Says at the reason why it is not taken; false if the form is not open.
    pub fn refuse(&self, words: &str) -> Result<bool, EdgeError> {
        let form = self.form()?;
        if form.has_attribute("hidden") || !self.skips.get() {
            return Ok(false);
        }
        let error: Element = piece::part(&form, ".error")?;
        error.set_text_content(Some(words));
        piece::show(&error, true);
        let reason = self.reason()?;
        reason.set_attribute("aria-invalid", "true")?;
        reason.focus()?;
        Ok(true)
    }

    fn no_error(&self) -> Result<(), EdgeError> {
        piece::show(&piece::part::<Element>(&self.form()?, ".error")?, false);
        self.reason()?.remove_attribute("aria-invalid").map_err(EdgeError::from)
    }

    fn form(&self) -> Result<Element, EdgeError> {
        piece::part(&self.element, ".task-form")
    }

    fn reason(&self) -> Result<HtmlInputElement, EdgeError> {
        piece::part(&self.element, ".reason-typed")
    }

    fn note(&self) -> Result<HtmlTextAreaElement, EdgeError> {
        piece::part(&self.element, ".note-typed")
    }
}

/// Who said when how far it is; empty while nobody has.
fn said(task: &SentTask) -> String {
    let Some(at) = task.at else { return String::new() };
    let (words, when) = (words(task.progress), moment::in_words(at, keyturn_browser::now()));
    match task.by.as_str() {
        "" => i18n::message("rotation_said", &[&words, &when]),
        by => i18n::message("rotation_said_by", &[&words, &when, by]),
    }
}

/// The text in the message of that name; empty if there is none.
fn labelled(message: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { i18n::message(message, &[text]) }
}
