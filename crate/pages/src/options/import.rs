//! The import: a file is read, what it would change is shown, and only then it is agreed to.

use std::cell::RefCell;

use js_sys::Uint8Array;
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::{
    exchange::{self, Broken, LARGEST_FILE, Why, plan::Agreed, plan::Change, plan::Plan, plan::plan},
    integration::{Draft, Field, Integration},
    message::{FromPage, ImportedChange},
};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, File, HtmlElement, HtmlInputElement};

use super::value;
use crate::piece;

/// The field for the file, and the preview.
pub struct Import {
    document: Document,
    file: HtmlInputElement,
    error: Element,
    preview: Element,
    heading: HtmlElement,
    agree: Element,
    /// What is shown and can be agreed to, and the inventory that it is about.
    plan: RefCell<Option<(Plan, Vec<Integration>)>>,
}

impl Import {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        Ok(Self {
            document: document.clone(),
            file: piece::by_id(document, "import-file")?,
            error: piece::by_id(document, "import-error")?,
            preview: piece::by_id(document, "import")?,
            heading: piece::by_id(document, "import-heading")?,
            agree: piece::by_id(document, "import-agree")?,
            plan: RefCell::default(),
        })
    }

    /// Asks for a file.
    pub fn choose(&self) {
        self.file.click();
    }

    /// The file that was chosen. It can then be chosen again.
    pub fn chosen(&self) -> Option<File> {
        let file = self.file.files().and_then(|files| files.get(0));
        self.file.set_value("");
        file
    }

    /// Reads a file and shows what it would change, or why it is not taken.
    pub async fn read(&self, file: &File, inventory: &[Integration]) {
        self.close();
        let name = file.name();
        let shown = match content(file).await {
            Ok(bytes) => match bytes.and_then(|bytes| exchange::read(&bytes)).and_then(|all| plan(inventory, &all)) {
                Ok(plan) => self.show(&name, &plan).map(|()| {
                    self.plan.replace(Some((plan, inventory.to_vec())));
                }),
                Err(broken) => {
                    self.refuse(&refused(&name, broken));
                    return;
                }
            },
            Err(error) => Err(error),
        };
        if let Err(error) = shown {
            self.refuse(&i18n::message("import_not_read", &[&name, &error.to_string()]));
        }
    }

    /// Takes the preview and the error away.
    pub fn close(&self) {
        self.plan.replace(None);
        piece::show(&self.preview, false);
        piece::show(&self.error, false);
        self.error.set_text_content(None);
    }

    /// What was agreed to, as the background is asked for it, and what it changes as it was.
    pub fn agreed(&self) -> Option<(FromPage, Vec<Integration>)> {
        let plan = self.plan.borrow();
        let (plan, inventory) = plan.as_ref()?;
        let Agreed { seen, added, changed } = plan.agreed(inventory);
        let change = |(id, draft): (String, Draft)| ImportedChange { id, draft: draft.into() };
        let question = FromPage::Import {
            seen: seen.iter().map(Into::into).collect(),
            added: added.into_iter().map(Into::into).collect(),
            changed: changed.into_iter().map(change).collect(),
        };
        Some((question, plan.changed.iter().map(|change| change.before.clone()).collect()))
    }

    /// Says why it was not imported.
    pub fn refuse(&self, words: &str) {
        self.error.set_text_content(Some(words));
        piece::show(&self.error, true);
    }

    fn show(&self, name: &str, plan: &Plan) -> Result<(), EdgeError> {
        self.heading.set_text_content(Some(&i18n::message("import_heading", &[name])));
        let counts =
            [("import_new", plan.added.len()), ("import_changed", plan.changed.len()), ("import_same", plan.same)];
        let counts = counts.map(|(message, count)| i18n::message(message, &[&count.to_string()]));
        piece::write(&self.preview, "#import-counts", &counts.join(" · "))?;
        let nothing = if plan.is_empty() { "import_nothing" } else { "import_removes_nothing" };
        piece::write(&self.preview, "#import-about", &i18n::message(nothing, &[]))?;

        let changes = self.document.create_document_fragment();
        for change in &plan.changed {
            changes.append_child(&*self.change(change)?)?;
        }
        self.put("#import-changes", &changes)?;
        let new = self.document.create_document_fragment();
        for integration in &plan.added {
            let line = piece::copy_of(&self.document, "import-line")?;
            piece::write(&line, ".name", &integration.name)?;
            piece::write(&line, ".accounts", &value::in_words(Field::Accounts, integration))?;
            new.append_child(&line)?;
        }
        self.put("#import-additions", &new)?;
        piece::show(&piece::part::<Element>(&self.preview, "#import-lists")?, !plan.is_empty());

        self.agree.set_text_content(Some(&i18n::counted("import_agree", plan.len(), &[])));
        piece::show(&self.agree, !plan.is_empty());
        let stop = if plan.is_empty() { "options_close_short" } else { "options_cancel" };
        piece::write(&self.preview, "[data-action=cancel-import]", &i18n::message(stop, &[]))?;
        piece::show(&self.preview, true);
        // An element of this document takes the focus; if not, it stays where it is.
        let _ = self.heading.focus();
        Ok(())
    }

    /// Fills a list, and hides it with its heading if there is nothing in it.
    fn put(&self, list: &'static str, lines: &web_sys::DocumentFragment) -> Result<(), EdgeError> {
        let list: Element = piece::part(&self.preview, list)?;
        let is_empty = lines.first_element_child().is_none();
        list.replace_children_with_node_1(lines);
        if let Some(part) = list.parent_element() {
            piece::show(&part, !is_empty);
        }
        Ok(())
    }

    fn change(&self, change: &Change) -> Result<Element, EdgeError> {
        let item = piece::copy_of(&self.document, "import-change")?;
        piece::write(&item, ".name", &change.before.name)?;
        let fields: Element = piece::part(&item, "ul")?;
        for field in change.fields() {
            let line = piece::copy_of(&self.document, "import-field")?;
            piece::write(&line, ".field-name", &i18n::message(value::label(field), &[]))?;
            for (part, integration) in [(".before", &change.before), (".after", &change.after)] {
                let part: Element = piece::part(&line, part)?;
                let words = value::in_words(field, integration);
                part.toggle_attribute_with_force("data-empty", words.is_empty())?;
                let nothing = || i18n::message("import_empty_field", &[]);
                part.set_text_content(Some(&if words.is_empty() { nothing() } else { words }));
            }
            fields.append_child(&line)?;
        }
        Ok(item)
    }
}

/// The file's bytes; it is not even read if it is too large.
async fn content(file: &File) -> Result<Result<Vec<u8>, Broken>, EdgeError> {
    if file.size() > LARGEST_FILE as f64 {
        return Ok(Err(Broken { at: None, why: Why::TooLarge }));
    }
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Ok(Uint8Array::new(&buffer).to_vec()))
}

fn refused(name: &str, Broken { at, why }: Broken) -> String {
    let (reason, fill) = why.message();
    let fill: Vec<&str> = fill.iter().map(String::as_str).collect();
    let reason = i18n::message(&reason, &fill);
    match at {
        None => i18n::message("import_refused", &[name, &reason]),
        Some(at) => {
            let (line, column) = (at.line.to_string(), at.column.to_string());
            i18n::message("import_refused_at", &[name, &line, &column, &reason])
        }
    }
}
