//! The evidence: what is printed of the history, for an auditor. It stands in the page only while it is printed.

use std::rc::Rc;

use gloo::events::EventListener;
use keyturn_browser::{EdgeError, i18n, runtime};
use keyturn_core::message::SentRotation;
use keyturn_core::store::rotation::{Cause, EntryRecord, Progress};
use web_sys::{Document, Element};

use super::{kept, line};
use crate::moment::{self, Stamp};
use crate::piece;
use crate::rotation::{left, write_account};

/// Where it is put, and what takes it away once it is printed.
pub struct Evidence {
    paper: Rc<Paper>,
    _printed: EventListener,
}

/// What lines are printed.
pub struct Printed<'a> {
    /// The lines, oldest first.
    pub entries: &'a [EntryRecord],
    /// The rotations, oldest first.
    pub rotations: &'a [SentRotation],
    /// The account that they are about, in words.
    pub of: &'a str,
    /// So many are kept at most.
    pub most: u32,
    /// Older ones have gone already.
    pub is_cut: bool,
}

struct Paper {
    document: Document,
    place: Element,
    about: Element,
    kept: Element,
    rotations: Element,
    lines: Element,
}

impl Evidence {
    /// Finds its places in the document.
    pub fn find(document: &Document) -> Result<Self, EdgeError> {
        let paper = Rc::new(Paper {
            document: document.clone(),
            place: piece::by_id(document, "evidence")?,
            about: piece::by_id(document, "evidence-about")?,
            kept: piece::by_id(document, "evidence-kept")?,
            rotations: piece::by_id(document, "evidence-rotations")?,
            lines: piece::by_id(document, "evidence-lines")?,
        });
        let window = web_sys::window().ok_or(EdgeError::Missing("the window"))?;
        let printed = Rc::clone(&paper);
        let printed = EventListener::new(&window, "afterprint", move |_| printed.clear());
        Ok(Self { paper, _printed: printed })
    }

    /// Prints these lines.
    pub fn print(&self, printed: &Printed<'_>) -> Result<(), EdgeError> {
        self.paper.fill(printed)?;
        self.paper.show(true);
        let window = web_sys::window().ok_or(EdgeError::Missing("the window"))?;
        window.print()?;
        Ok(())
    }
}

impl Paper {
    fn fill(&self, printed: &Printed<'_>) -> Result<(), EdgeError> {
        let stamp = Stamp::new();
        let fill = [
            runtime::version().unwrap_or_default(),
            stamp.of(keyturn_browser::now()),
            printed.of.to_owned(),
            printed.entries.len().to_string(),
        ];
        let about = i18n::message("history_evidence_about", &fill.each_ref().map(String::as_str));
        self.about.set_text_content(Some(&about));
        self.kept.set_text_content(Some(&kept(printed.most, printed.is_cut)));
        let all = self.document.create_document_fragment();
        for rotation in printed.rotations {
            all.append_with_node_1(&*self.rotation(rotation, &stamp)?)?;
        }
        self.rotations.replace_children_with_node_1(&all);
        let all = self.document.create_document_fragment();
        for entry in printed.entries {
            all.append_with_node_1(&*line::row(&self.document, entry, &stamp)?)?;
        }
        self.lines.replace_children_with_node_1(&all);
        Ok(())
    }

    fn rotation(&self, rotation: &SentRotation, stamp: &Stamp) -> Result<Element, EdgeError> {
        let row = piece::copy_of(&self.document, "evidence-rotation")?;
        write_account(&row, rotation)?;
        piece::write(&row, ".opened", &stamp.of(rotation.opened))?;
        piece::write(&row, ".how", &how(rotation))?;
        let still = i18n::message("history_open_still", &[]);
        let took = rotation.finished.map(|finished| moment::span(rotation.opened, finished));
        piece::write(&row, ".finished", &rotation.finished.map_or(still, |finished| stamp.of(finished)))?;
        piece::write(&row, ".took", &took.unwrap_or_default())?;
        let count = |progress| rotation.tasks.iter().filter(|task| task.progress == progress).count();
        let counts = [rotation.tasks.len(), count(Progress::SeenWorking), count(Progress::Skipped), left(rotation)];
        let counts = counts.map(|count| count.to_string());
        piece::write(&row, ".counts", &i18n::message("history_counts", &counts.each_ref().map(String::as_str)))?;
        Ok(row)
    }

    fn show(&self, shown: bool) {
        piece::show(&self.place, shown);
        if let Some(root) = self.document.document_element() {
            // Throws only for a name that is no attribute's.
            let _ = root.toggle_attribute_with_force("data-printing", shown);
        }
    }

    fn clear(&self) {
        self.show(false);
        self.rotations.set_text_content(None);
        self.lines.set_text_content(None);
    }
}

/// How the rotation came to be opened.
fn how(rotation: &SentRotation) -> String {
    let message = match rotation.cause {
        Cause::Continue => "history_by_continue",
        Cause::Seen => "history_by_sight",
        Cause::ByHand => "history_by_hand",
    };
    let how = i18n::message(message, &[]);
    if rotation.leaked { i18n::message("history_leaked", &[&how]) } else { how }
}
