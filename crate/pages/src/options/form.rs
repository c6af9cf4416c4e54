//! The form: adds an integration, or changes one.

use std::cell::RefCell;

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::{
    integration::{Criticality, Draft, Integration},
    message::{SentDraft, SentField},
    polls::{self, Unit},
};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::choice::Choice;
use crate::{action::Busy, piece};

/// The form.
pub struct Form {
    form: Element,
    heading: Element,
    submit: Element,
    cancel: Element,
    name: HtmlInputElement,
    owner: HtmlInputElement,
    place: HtmlTextAreaElement,
    link: HtmlInputElement,
    criticality: HtmlSelectElement,
    polls_every: HtmlInputElement,
    polls_unit: HtmlSelectElement,
    note: HtmlTextAreaElement,
    /// The choice of accounts.
    pub choice: Choice,
    /// The one that is being changed, as it was when it was put in.
    edited: RefCell<Option<Integration>>,
}

impl Form {
    /// Finds it in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            form: piece::by_id(document, "form")?,
            heading: piece::by_id(document, "form-heading")?,
            submit: piece::by_id(document, "submit")?,
            cancel: piece::by_id(document, "cancel")?,
            name: piece::by_id(document, "name")?,
            owner: piece::by_id(document, "owner")?,
            place: piece::by_id(document, "place")?,
            link: piece::by_id(document, "link")?,
            criticality: piece::by_id(document, "criticality")?,
            polls_every: piece::by_id(document, "polls-every")?,
            polls_unit: piece::by_id(document, "polls-unit")?,
            note: piece::by_id(document, "note")?,
            choice: Choice::find(document)?,
            edited: RefCell::default(),
        })
    }

    /// The form itself.
    pub fn element(&self) -> &Element {
        &self.form
    }

    /// Marks the form as being sent; none if it is already.
    pub fn busy(&self) -> Option<Busy> {
        if self.form.has_attribute("aria-busy") { None } else { Some(Busy::mark(&self.form)) }
    }

    /// What was typed, and the one to change as it was; or the field to mend and why.
    pub fn typed(&self) -> Result<(Option<Integration>, SentDraft), (SentField, String)> {
        self.no_errors();
        let accounts = self.choice.numbers();
        let accounts = accounts.map_err(|_none| (SentField::Accounts, i18n::message("refused_no_account", &[])))?;
        let unit = Unit::named(&self.polls_unit.value()).unwrap_or(Unit::Minutes);
        let polls_every = polls::minutes(&self.polls_every.value(), unit);
        let polls_every =
            polls_every.map_err(|_| (SentField::PollsEvery, i18n::message("refused_not_an_interval", &[])))?;
        let draft = SentDraft {
            name: self.name.value(),
            owner: self.owner.value(),
            place: self.place.value(),
            accounts,
            link: self.link.value(),
            criticality: Criticality::named(&self.criticality.value()).unwrap_or_default(),
            polls_every,
            note: self.note.value(),
        };
        Ok((self.edited.borrow().clone(), draft))
    }

    /// Puts an integration in, to be changed.
    pub fn edit(&self, integration: &Integration) {
        self.no_errors();
        self.edited.replace(Some(integration.clone()));
        self.put(&Draft::from(integration));
        self.say(&i18n::message("options_edit_name", &[&integration.name]), "options_save", true);
        self.focus();
    }

    /// Empties the form, ready to add. The id of the one that was being changed comes back.
    pub fn stop(&self) -> Option<String> {
        self.no_errors();
        self.put(&Draft::default());
        self.say_add();
        self.edited.take().map(|edited| edited.id)
    }

    /// What is being changed was changed meanwhile, and the admin is told: what was typed may take the place of this.
    pub fn is_known_as(&self, integration: &Integration) {
        let mut edited = self.edited.borrow_mut();
        if let Some(edited) = edited.as_mut().filter(|edited| edited.id == integration.id) {
            edited.clone_from(integration);
        }
    }

    fn put(&self, draft: &Draft) {
        self.name.set_value(&draft.name);
        self.owner.set_value(&draft.owner);
        self.place.set_value(&draft.place);
        self.choice.put(&draft.accounts);
        self.link.set_value(&draft.link);
        self.criticality.set_value(draft.criticality.name());
        let polls = draft.polls_every.map(polls::in_largest);
        self.polls_every.set_value(&polls.map(|(amount, _)| amount.to_string()).unwrap_or_default());
        self.polls_unit.set_value(polls.map_or(Unit::Minutes, |(_, unit)| unit).name());
        self.note.set_value(&draft.note);
    }

    /// The one with that id was removed. If it is being changed, what was typed stays, to be added anew.
    pub fn is_gone(&self, id: &str) {
        let is_edited = self.edited.borrow().as_ref().is_some_and(|edited| edited.id == id);
        if is_edited {
            self.edited.replace(None);
            self.say_add();
        }
    }

    /// Puts the focus on the first field.
    pub fn focus(&self) {
        // An element of this document takes the focus; if not, it stays where it is.
        let _ = self.name.focus();
    }

    /// Says at a field why it is not taken, and goes there. What was typed stays.
    pub fn refuse(&self, field: SentField, words: &str) {
        self.no_errors();
        let (control, error): (&HtmlElement, _) = match field {
            SentField::Name => (&self.name, "#name-error"),
            SentField::Owner => (&self.owner, "#owner-error"),
            SentField::Place => (&self.place, "#place-error"),
            SentField::Accounts => (&self.choice.others, "#accounts-error"),
            SentField::Link => (&self.link, "#link-error"),
            SentField::Criticality => (&self.criticality, "#criticality-error"),
            SentField::PollsEvery => (&self.polls_every, "#polls-error"),
            SentField::Note => (&self.note, "#note-error"),
        };
        if let Ok(place) = piece::part::<Element>(&self.form, error) {
            place.set_text_content(Some(words));
            piece::show(&place, true);
        }
        // Throws only for a name that is no attribute's.
        let _ = control.set_attribute("aria-invalid", "true");
        let _ = control.focus();
    }

    fn no_errors(&self) {
        for place in piece::parts::<Element>(&self.form, ".error").unwrap_or_default() {
            place.set_text_content(None);
            piece::show(&place, false);
        }
        for control in piece::parts::<Element>(&self.form, "[aria-invalid]").unwrap_or_default() {
            let _ = control.remove_attribute("aria-invalid");
        }
    }

    fn say_add(&self) {
        self.say(&i18n::message("options_add", &[]), "options_add", false);
    }

    fn say(&self, heading: &str, submit: &str, can_cancel: bool) {
        self.heading.set_text_content(Some(heading));
        self.submit.set_text_content(Some(&i18n::message(submit, &[])));
        piece::show(&self.cancel, can_cancel);
    }
}
