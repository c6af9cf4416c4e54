//! The rotation's list in the panel: where the new hash goes, and what was done with it.

use std::rc::Rc;

use keyturn_browser::template::{Step, build};
use keyturn_browser::{EdgeError, i18n};
use keyturn_core::message::{SentRotation, SentTask, SentTick};
use keyturn_core::store::rotation::Progress;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use keyturn_page::root::Root;

const TASK: &[Step] = include!(concat!(env!("OUT_DIR"), "/panel_task.rs"));

/// The list.
pub struct Tasks {
    root: Rc<Root>,
    list: Element,
    title: Element,
    rotation: String,
    me: String,
    rows: Vec<Row>,
}

/// A task, and where it is listed.
struct Row {
    integration: String,
    progress: Progress,
    element: Element,
}

impl Tasks {
    /// The list of this panel.
    pub fn new(root: &Rc<Root>, panel: &Element) -> Result<Self, EdgeError> {
        let part = |id: &'static str| panel.query_selector(&["#", id].concat())?.ok_or(EdgeError::Missing(id));
        Ok(Self {
            root: Rc::clone(root),
            list: part("panel-tasks")?,
            title: part("panel-tasks-title")?,
            rotation: String::new(),
            me: String::new(),
            rows: Vec::new(),
        })
    }

    /// Shows this rotation. A row that is there already stays, and with it the focus.
    pub fn show(&mut self, rotation: &SentRotation, me: &str) {
        if self.rotation != rotation.id {
            self.list.set_text_content(None);
            self.rows.clear();
        }
        self.rotation.clone_from(&rotation.id);
        me.clone_into(&mut self.me);
        let tasks = rotation.tasks.iter().filter(|task| !task.removed);
        let is_done = |task: &&SentTask| matches!(task.progress, Progress::SeenWorking | Progress::Skipped);
        let left = tasks.clone().filter(|task| !is_done(task)).count();
        let title = if left == 0 {
            i18n::message("panel_tasks_done", &[])
        } else {
            i18n::counted("panel_tasks_left", left, &[])
        };
        self.title.set_text_content(Some(&title));
        let mut before = std::mem::take(&mut self.rows);
        // From the end, where the next one mostly is: of thousands only what has changed its place is looked for.
        before.reverse();
        for task in tasks {
            let integration = task.integration.id.clone();
            let known = before.iter().rposition(|row| row.integration == integration).map(|at| before.remove(at));
            let is_as_before = known.as_ref().is_some_and(|row| row.progress == task.progress);
            let Some(element) = known.map(|row| row.element).or_else(|| self.row(task).ok()) else { continue };
            if !is_as_before {
                show_progress(&element, task.progress);
            }
            self.rows.push(Row { integration, progress: task.progress, element });
        }
        // What was removed elsewhere meanwhile.
        before.iter().for_each(|row| row.element.remove());
    }

    fn row(&self, task: &SentTask) -> Result<Element, EdgeError> {
        let row: Element = build(&self.root.document, TASK)?.into();
        let words = |class: &str, words: &str| {
            if let Ok(Some(element)) = row.query_selector(class) {
                element.set_text_content(Some(words));
            }
        };
        let integration = &task.integration;
        words(".name", &integration.name);
        words(".place", &integration.place);
        if let (Some(link), Some(open)) = (&integration.link, row.query_selector(".open")?) {
            open.set_attribute("href", link.as_str())?;
            open.set_attribute("aria-label", &i18n::message("panel_open_name", &[&integration.name]))?;
            open.remove_attribute("hidden")?;
        }
        for (class, name) in [(".updated", "panel_updated_name"), (".working", "panel_working_name")] {
            if let Some(button) = row.query_selector(class)? {
                button.set_attribute("aria-label", &i18n::message(name, &[&integration.name]))?;
            }
        }
        self.list.append_child(&row)?;
        Ok(row)
    }

    /// The tick that a press of this button means: a second press takes it back.
    pub fn pressed(&self, button: &Element) -> Option<SentTick> {
        let row = self.rows.iter().find(|row| row.element.contains(Some(button)))?;
        let wanted = if button.class_list().contains("working") { Progress::SeenWorking } else { Progress::Updated };
        let progress = match (wanted, row.progress) {
            (Progress::SeenWorking, Progress::SeenWorking) => Progress::Updated,
            (Progress::Updated, Progress::Updated) => Progress::ToDo,
            (wanted, _) => wanted,
        };
        Some(SentTick {
            rotation: self.rotation.clone(),
            integration: row.integration.clone(),
            progress,
            reason: String::new(),
            by: self.me.clone(),
            note: None,
        })
    }
}

fn show_progress(row: &Element, progress: Progress) {
    let is_updated = matches!(progress, Progress::Updated | Progress::SeenWorking);
    for (class, is_pressed) in [(".updated", is_updated), (".working", progress == Progress::SeenWorking)] {
        if let Ok(Some(button)) = row.query_selector(class) {
            let _ = button.set_attribute("aria-pressed", if is_pressed { "true" } else { "false" });
        }
    }
    let words = match progress {
        Progress::ToDo | Progress::Updated => String::new(),
        Progress::SeenWorking => i18n::message("panel_progress_working", &[]),
        Progress::Skipped => i18n::message("panel_progress_skipped", &[]),
    };
    let said = row.query_selector(".progress").ok().flatten().and_then(|said| said.dyn_into::<HtmlElement>().ok());
    if let Some(said) = said {
        said.set_text_content(Some(&words));
    }
}
