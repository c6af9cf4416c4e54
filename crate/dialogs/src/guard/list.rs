//! The list of what the reset breaks: to be read at a glance, searched when it is long, and copied.

use std::cell::RefCell;
use std::rc::Rc;

use keyturn_browser::template::{Step, build};
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::integration::Criticality;
use keyturn_core::listing::{Wanted, searchable};
use keyturn_core::store::IntegrationRecord;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::texts::texts;
use keyturn_page::root::Root;

const ROW: &[Step] = include!(concat!(env!("OUT_DIR"), "/guard_row.rs"));
/// From so many on, a search is worth its place.
const MANY: usize = 8;

/// The list.
pub struct List {
    root: Rc<Root>,
    find: HtmlInputElement,
    found: Element,
    rows: Element,
    shown: RefCell<Vec<(IntegrationRecord, Element)>>,
}

impl List {
    /// The list of this dialog.
    pub fn new(root: &Rc<Root>, dialog: &Element) -> Result<Self, EdgeError> {
        let part = |id: &'static str| dialog.query_selector(&format!("#{id}"))?.ok_or(EdgeError::Missing(id));
        Ok(Self {
            root: Rc::clone(root),
            find: part("find")?.dyn_into().map_err(|_| EdgeError::Missing("the search field"))?,
            found: part("found")?,
            rows: part("rows")?,
            shown: RefCell::default(),
        })
    }

    /// Shows these, in their order.
    pub fn show(&self, integrations: &[IntegrationRecord]) {
        self.rows.set_text_content(None);
        // A row that cannot be made is missed by the eye, but not by the count in the dialog's words.
        let row = |integration: &IntegrationRecord| Some((integration.clone(), self.row(integration).ok()?));
        *self.shown.borrow_mut() = integrations.iter().filter_map(row).collect();
        let _ = self.find.toggle_attribute_with_force("hidden", integrations.len() < MANY);
        self.refresh();
    }

    /// Shows what the search leaves, and says how many that are.
    pub fn refresh(&self) {
        let wanted = Wanted::new(&self.find.value());
        let shown = self.shown.borrow();
        let mut left = 0;
        for (integration, row) in shown.iter() {
            let texts = [integration.name.as_str(), &integration.owner, &integration.place];
            let fits = wanted.fits(&searchable(texts));
            left += usize::from(fits);
            let _ = row.toggle_attribute_with_force("hidden", !fits);
        }
        let words = if left == shown.len() {
            String::new()
        } else {
            i18n::message("guard_found", &[&left.to_string(), &shown.len().to_string()])
        };
        if self.found.text_content().as_deref() != Some(&words) {
            self.found.set_text_content(Some(&words));
        }
    }

    /// All of it as text, for a ticket or a mail, under this title.
    pub fn as_text(&self, title: &str) -> String {
        let shown = self.shown.borrow();
        let line = |integration: &IntegrationRecord| {
            let mut line = format!("- {}", integration.name);
            if let Some(words) = urgent(integration.criticality) {
                line.push_str(&format!(" ({})", i18n::message(words, &[])));
            }
            for (name, text) in [("guard_column_owner", &integration.owner), ("guard_column_place", &integration.place)]
            {
                if !text.is_empty() {
                    line.push_str(&format!("; {}: {text}", i18n::message(name, &[])));
                }
            }
            line
        };
        let lines = shown.iter().map(|(integration, _)| line(integration));
        std::iter::once(title.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
    }

    /// One text for each owner of what is listed.
    pub fn as_texts(&self, number: Option<&AccountNumber>) -> String {
        let integrations: Vec<IntegrationRecord> = self.shown.borrow().iter().map(|(one, _)| one.clone()).collect();
        texts(number, &integrations)
    }

    fn row(&self, integration: &IntegrationRecord) -> Result<Element, EdgeError> {
        let row = build(&self.root.document, ROW)?;
        for (class, text) in [("name", &integration.name), ("owner", &integration.owner), ("place", &integration.place)]
        {
            if let Some(cell) = row.query_selector(&format!(".{class}"))? {
                let is_blank = text.is_empty();
                cell.class_list().toggle_with_force("blank", is_blank)?;
                let blank = i18n::message("guard_not_noted", &[]);
                cell.set_text_content(Some(if is_blank { &blank } else { text }));
            }
        }
        if let Some(badge) = row.query_selector(".critical")?
            && let Some(words) = urgent(integration.criticality)
        {
            badge.set_text_content(Some(&i18n::message(words, &[])));
            badge.toggle_attribute_with_force("hidden", false)?;
        }
        self.rows.append_child(&row)?;
        Ok(row.into())
    }
}

/// The name of the message that says what cannot wait; the rest needs no mark.
fn urgent(criticality: Criticality) -> Option<&'static str> {
    match criticality {
        Criticality::Critical => Some("criticality_critical"),
        Criticality::High => Some("criticality_high"),
        Criticality::Normal | Criticality::Low => None,
    }
}
