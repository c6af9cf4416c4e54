//! The catalog in the dialog, while nothing is listed yet: what of this do you use?

use std::{cell::RefCell, rc::Rc};

use keyturn_browser::template::{Step, build};
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::listing::{Wanted, searchable};
use keyturn_core::message::SentEntry;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use keyturn_page::root::Root;

const ENTRY: &[Step] = include!(concat!(env!("OUT_DIR"), "/guard_entry.rs"));

/// The list to pick from.
pub struct Picker {
    root: Rc<Root>,
    list: Element,
    search: HtmlInputElement,
    no_match: Element,
    pick: Element,
    entries: RefCell<Vec<Offered>>,
}

struct Offered {
    name: String,
    /// What the search looks through, as [`searchable`] has made it.
    words: String,
    item: HtmlElement,
    tick: HtmlInputElement,
}

impl Picker {
    /// The picker of this dialog.
    pub fn new(root: &Rc<Root>, dialog: &Element) -> Result<Self, EdgeError> {
        let find = |id: &'static str| dialog.query_selector(&format!("#{id}"))?.ok_or(EdgeError::Missing(id));
        Ok(Self {
            root: Rc::clone(root),
            list: find("catalog")?,
            search: find("search")?.dyn_into().map_err(|_| EdgeError::Missing("the search field"))?,
            no_match: find("no-match")?,
            pick: find("pick")?,
            entries: RefCell::default(),
        })
    }

    /// Offers these.
    pub fn offer(&self, catalog: &[SentEntry]) {
        self.list.set_text_content(None);
        *self.entries.borrow_mut() = catalog.iter().filter_map(|entry| self.entry(entry).ok()).collect();
        self.refresh();
    }

    fn entry(&self, entry: &SentEntry) -> Result<Offered, EdgeError> {
        let item = build(&self.root.document, ENTRY)?;
        let words = |class: &str, words: &str| -> Result<(), EdgeError> {
            if let Some(element) = item.query_selector(class)? {
                element.set_text_content(Some(words));
            }
            Ok(())
        };
        words(".name", &entry.name)?;
        words(".place", &entry.place)?;
        if let Some(likely) = item.query_selector(".likely")? {
            likely.toggle_attribute_with_force("hidden", !entry.likely)?;
        }
        let tick = item.query_selector(".picked")?.and_then(|tick| tick.dyn_into().ok());
        let tick = tick.ok_or(EdgeError::Missing("a tick"))?;
        self.list.append_child(&item)?;
        let words = searchable([entry.name.as_str(), &entry.vendor, &entry.category]);
        Ok(Offered { name: entry.name.clone(), words, item, tick })
    }

    /// Shows what the search leaves, and how many are ticked.
    pub fn refresh(&self) {
        let wanted = Wanted::new(&self.search.value());
        let mut shown = 0;
        for entry in self.entries.borrow().iter() {
            let fits = wanted.fits(&entry.words);
            shown += usize::from(fits);
            // What is ticked stays in sight, or it would be added unseen.
            let _ = entry.item.toggle_attribute_with_force("hidden", !fits && !entry.tick.checked());
        }
        let _ = self.no_match.toggle_attribute_with_force("hidden", shown > 0);
        let picked = self.picked().len();
        let _ = self.pick.toggle_attribute_with_force("disabled", picked == 0);
        let words =
            if picked == 0 { i18n::message("guard_pick_none", &[]) } else { i18n::counted("guard_pick", picked, &[]) };
        self.pick.set_text_content(Some(&words));
    }

    /// The names that are ticked.
    pub fn picked(&self) -> Vec<String> {
        self.entries.borrow().iter().filter(|entry| entry.tick.checked()).map(|entry| entry.name.clone()).collect()
    }
}
