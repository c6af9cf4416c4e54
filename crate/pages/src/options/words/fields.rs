//! What is typed into: the choice of a language, its lists, and the line that says what was done.

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::words::check::Refusal;
use keyturn_core::words::{List, SHIPPED_LANGUAGE, Words};
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::field_id;
use crate::{action::Busy, language, piece};

/// The fields.
pub struct Fields {
    form: Element,
    adding: Element,
    languages: HtmlSelectElement,
    tag: HtmlInputElement,
    tag_error: Element,
    error: Element,
    lists: Vec<(List, HtmlTextAreaElement)>,
    more: Element,
    shipped: Element,
    line: Element,
    status: Element,
    undo: HtmlElement,
}

impl Fields {
    /// Finds them in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        let lists = List::ALL.into_iter().map(|list| Ok((list, piece::by_id(document, field_id(list))?)));
        Ok(Self {
            form: piece::by_id(document, "words-form")?,
            adding: piece::by_id(document, "words-adding")?,
            languages: piece::by_id(document, "words-language")?,
            tag: piece::by_id(document, "words-tag")?,
            tag_error: piece::by_id(document, "words-tag-error")?,
            error: piece::by_id(document, "words-error")?,
            lists: lists.collect::<Result<_, EdgeError>>()?,
            more: piece::by_id(document, "words-more")?,
            shipped: piece::by_id(document, "words-shipped")?,
            line: piece::by_id(document, "words-said")?,
            status: piece::by_id(document, "words-status")?,
            undo: piece::by_id(document, "words-undo")?,
        })
    }

    /// The language that is chosen; the shipped one before there is a choice.
    pub fn language(&self) -> String {
        let chosen = self.languages.value();
        if chosen.is_empty() { SHIPPED_LANGUAGE.to_owned() } else { chosen }
    }

    /// The tag that was typed.
    pub fn tag(&self) -> String {
        self.tag.value()
    }

    /// What stands in the lists, line by line.
    pub fn typed(&self) -> Words {
        let mut words = Words::default();
        for (list, field) in &self.lists {
            *words.list_mut(*list) = field.value().lines().map(str::to_owned).collect();
        }
        words
    }

    /// Whether this happened to one of the lists.
    pub fn is_list(&self, event: &Event) -> bool {
        let target = event.target();
        self.lists.iter().any(|(_, field)| target.as_ref() == Some(field.as_ref()))
    }

    /// Whether this happened to the choice of a language.
    pub fn is_choice(&self, event: &Event) -> bool {
        event.target().as_ref() == Some(self.languages.as_ref())
    }

    /// Whether this submits the form that adds a language.
    pub fn is_adding(&self, event: &Event) -> bool {
        event.target().as_ref() == Some(self.adding.as_ref())
    }

    /// Marks the form as being sent; none if it is already.
    pub fn busy(&self) -> Option<Busy> {
        if self.form.has_attribute("aria-busy") { None } else { Some(Busy::mark(&self.form)) }
    }

    /// Shows the words of that language. What stands there already is left: a caret stays where it is.
    pub fn show(
        &self,
        document: &Document,
        all: &[String],
        language: &str,
        words: &Words,
        is_changed: bool,
    ) -> Result<(), EdgeError> {
        let options = document.create_document_fragment();
        for tag in all {
            let option = document.create_element("option")?;
            option.set_attribute("value", tag)?;
            option.set_text_content(Some(&language::name(tag)));
            options.append_with_node_1(&option)?;
        }
        self.languages.replace_children_with_node_1(&options);
        self.languages.set_value(language);
        self.tag.set_value("");
        for (list, field) in &self.lists {
            let text = words.list(*list).join("\n");
            if field.value() != text {
                field.set_value(&text);
            }
            field.set_attribute("lang", language)?;
        }
        let back = if language == SHIPPED_LANGUAGE { "words_to_shipped" } else { "words_remove" };
        self.shipped.set_text_content(Some(&i18n::message(back, &[])));
        piece::show(&self.shipped, is_changed);
        Ok(())
    }

    /// Puts the focus on the first list.
    pub fn focus(&self) {
        if let Some((_, field)) = self.lists.first() {
            // An element of this document takes the focus; if not, it stays where it is.
            let _ = field.focus();
        }
    }

    /// Says why a list is not taken, at that list, and goes there. What was typed stays.
    pub fn refuse(&self, refusal: &Refusal, words: &str) {
        put(&self.error, words);
        let Some((_, field)) = self.lists.iter().find(|(list, _)| Some(*list) == refusal.list) else { return };
        // Throws only for a name that is no attribute's.
        let _ = field.set_attribute("aria-invalid", "true");
        if let Some(around) = field.parent_element() {
            let _ = around.append_with_node_1(&self.error);
        }
        // It may be folded away.
        let _ = self
            .more
            .toggle_attribute_with_force("open", self.more.has_attribute("open") || self.more.contains(Some(field)));
        let _ = field.focus();
    }

    /// Says why a language is not added.
    pub fn refuse_tag(&self, words: &str) {
        put(&self.tag_error, words);
        let _ = self.tag.set_attribute("aria-invalid", "true");
        let _ = self.tag.focus();
    }

    /// Says what was done, or what went wrong.
    pub fn say(&self, words: &str, tone: &str) {
        self.status.set_text_content(Some(words));
        let _ = self.line.set_attribute("data-tone", tone);
    }

    /// Says what was done, and offers the way back.
    pub fn say_undoable(&self, words: &str) {
        self.say(words, "good");
        piece::show(&self.undo, true);
        // The button that was pressed may have gone. The focus has nowhere better to be.
        let _ = self.undo.focus();
    }

    /// Says nothing any more.
    pub fn clear(&self) {
        self.say("", "");
        piece::show(&self.undo, false);
        put(&self.error, "");
        put(&self.tag_error, "");
        let _ = self.tag.remove_attribute("aria-invalid");
        for (_, field) in &self.lists {
            let _ = field.remove_attribute("aria-invalid");
        }
    }
}

fn put(error: &Element, words: &str) {
    error.set_text_content(Some(words));
    piece::show(error, !words.is_empty());
}
