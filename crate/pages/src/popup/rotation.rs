//! What is left of each open rotation, at the top of the popup, to be ticked off.

use std::cell::RefCell;

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::message::{FromPage, SentAge, SentRotation, SentTask, SentTick};
use keyturn_core::store::rotation::Progress;
use web_sys::{Document, Element, HtmlElement};

use crate::action::Pressed;
use crate::rotation::{Rotations, account, is_left, left, name, named, words, write_account};
use crate::{moment, piece};

/// So many of a rotation are listed: the popup is for the next ones, the options page for all.
const LISTED: usize = 10;

/// The place of the open rotations.
pub struct Open {
    document: Document,
    place: Element,
    status: Element,
    heading: HtmlElement,
    shown: RefCell<Rotations>,
}

/// What a press asks of the background.
pub struct Step {
    /// The question.
    pub question: FromPage,
    /// What is said once it is done.
    says: String,
    rotation: String,
    /// Which of the rotation's buttons was pressed.
    at: usize,
}

impl Open {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            document: document.clone(),
            place: piece::by_id(document, "rotations")?,
            status: piece::by_id(document, "rotation-status")?,
            heading: piece::by_id(document, "heading")?,
            shown: RefCell::default(),
        })
    }

    /// Shows what is left of these; nothing of those that are finished.
    pub fn show(&self, rotations: Rotations) -> Result<(), EdgeError> {
        let all = self.document.create_document_fragment();
        for rotation in rotations.rotations.iter().filter(|rotation| rotation.finished.is_none()) {
            all.append_with_node_1(&*self.card(rotation)?)?;
        }
        piece::show(&self.place, all.first_element_child().is_some());
        self.place.replace_children_with_node_1(&all);
        self.shown.replace(rotations);
        Ok(())
    }

    /// How old the accounts' hashes are.
    pub fn ages(&self) -> Vec<SentAge> {
        self.shown.borrow().ages.clone()
    }

    /// What this press asks; none if it is not about a rotation that is shown.
    pub fn step(&self, pressed: &Pressed) -> Option<Step> {
        let shown = self.shown.borrow();
        let id = pressed.around("data-rotation")?;
        let rotation = shown.rotations.iter().find(|rotation| rotation.id == id)?;
        let buttons = self.buttons(&id);
        let at = buttons.iter().position(|button| **button == pressed.control).unwrap_or_default();
        let step = |question, says| Step { question, says, rotation: id.clone(), at };
        let answer = |got_one| FromPage::AnswerNewHash { rotation: id.clone(), got_one };
        Some(match pressed.action.as_str() {
            "rotation-yes" => step(answer(true), i18n::message("rotation_answered_yes", &[])),
            "rotation-no" => step(answer(false), i18n::message("rotation_answered_no", &[])),
            _ => {
                let task = pressed.around("data-task")?;
                let task = rotation.tasks.iter().find(|one| one.integration.id == task)?;
                let progress = named(&pressed.around("data-progress")?)?;
                let tick = SentTick {
                    rotation: id.clone(),
                    integration: task.integration.id.clone(),
                    progress,
                    reason: String::new(),
                    by: shown.settings.me.clone(),
                    note: None,
                };
                let says = i18n::message("rotation_ticked", &[&task.integration.name, &words(progress)]);
                step(FromPage::Tick { tick }, says)
            }
        })
    }

    /// Says what was done, and puts the focus where the pressed button was, or the next one.
    pub fn is_done(&self, step: &Step) {
        self.status.set_text_content(Some(&step.says));
        let buttons = self.buttons(&step.rotation);
        let last = buttons.len().saturating_sub(1);
        // An element of this document takes the focus; if not, it stays where it is.
        let _ = buttons.get(step.at.min(last)).unwrap_or(&self.heading).focus();
    }

    /// The buttons that are to be seen in that rotation's card.
    fn buttons(&self, id: &str) -> Vec<HtmlElement> {
        let cards: Vec<Element> = piece::parts(&self.place, "[data-rotation]").unwrap_or_default();
        let card = cards.into_iter().find(|card| card.get_attribute("data-rotation").as_deref() == Some(id));
        let buttons = card.and_then(|card| piece::parts::<HtmlElement>(&card, "button").ok()).unwrap_or_default();
        buttons.into_iter().filter(|button| matches!(button.closest("[hidden]"), Ok(None))).collect()
    }

    fn card(&self, rotation: &SentRotation) -> Result<Element, EdgeError> {
        let card = piece::copy_of(&self.document, "rotation")?;
        let number = account(rotation.number.as_ref());
        card.set_attribute("data-rotation", &rotation.id)?;
        card.set_attribute("aria-label", &i18n::message("rotation_of", &[&number]))?;
        write_account(&card, rotation)?;
        let left = left(rotation);
        piece::write(&card, ".left", &i18n::counted("rotation_left", left, &[]))?;
        piece::show(&piece::part::<Element>(&card, ".question")?, rotation.is_awaited);
        let when = moment::in_words(rotation.opened, keyturn_browser::now());
        piece::write(&card, ".asked", &i18n::message("rotation_awaited", &[&when]))?;
        let list: Element = piece::part(&card, ".tasks")?;
        // Until there is a new hash there is nothing to update with.
        if !rotation.is_awaited {
            for task in rotation.tasks.iter().filter(|task| is_left(task)).take(LISTED) {
                list.append_with_node_1(&*self.row(task)?)?;
            }
        }
        piece::show(&list, list.child_element_count() > 0);
        let all: Element = piece::part(&card, ".all")?;
        all.set_attribute("href", &format!("options.html#rotation-{}", rotation.id))?;
        all.set_text_content(Some(&i18n::message("rotation_all_of_them", &[&rotation.tasks.len().to_string()])));
        piece::show(&all, !rotation.is_awaited);
        Ok(card)
    }

    fn row(&self, task: &SentTask) -> Result<Element, EdgeError> {
        let row = piece::copy_of(&self.document, "rotation-task")?;
        let integration = &task.integration;
        row.set_attribute("data-task", &integration.id)?;
        piece::write(&row, ".name", &integration.name)?;
        piece::write(&row, ".place", &integration.place)?;
        let link: Element = piece::part(&row, ".open")?;
        if let Some(address) = &integration.link {
            link.set_attribute("href", address.as_str())?;
            link.set_attribute("aria-label", &i18n::message("options_open_name", &[&integration.name]))?;
        }
        piece::show(&link, integration.link.is_some());
        let place: Element = piece::part(&row, ".state")?;
        place.set_text_content(Some(&state(task)));
        place.set_attribute("data-progress", name(task.progress))?;
        let next = if task.progress == Progress::ToDo { Progress::Updated } else { Progress::SeenWorking };
        let button: Element = piece::part(&row, "button")?;
        button.set_attribute("data-progress", name(next))?;
        button.set_text_content(Some(&words(next)));
        let label = i18n::message("rotation_tick_name", &[&words(next), &integration.name]);
        button.set_attribute("aria-label", &label)?;
        Ok(row)
    }
}

/// How far the task is; empty if it was not begun.
fn state(task: &SentTask) -> String {
    match (task.progress, task.at) {
        (Progress::ToDo, _) if task.again => i18n::message("rotation_again", &[]),
        (Progress::Updated, Some(at)) => {
            let when = moment::in_words(at, keyturn_browser::now());
            i18n::message("rotation_said", &[&words(task.progress), &when])
        }
        (Progress::Updated, None) => words(task.progress),
        _ => String::new(),
    }
}
