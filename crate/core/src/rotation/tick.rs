//! Ticking off.

use super::entry;
use super::reconcile::settle;
use crate::account::Time;
use crate::message::SentTick;
use crate::store::rotation::{EntryRecord, Happening, Progress, RotationRecord};

/// The longest reason, note or name of who ticks off, in characters.
pub const LONGEST: usize = 2_000;

/// Why something is not ticked off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such rotation (any more), or it is still awaited.
    NoRotation,
    /// There is no such task in it.
    NoTask,
    /// What is skipped needs a reason.
    NoReason,
    /// A text is longer than [`LONGEST`].
    TooLong,
}

impl Refusal {
    /// The name of the message in `_locales` that says so, and what fills it.
    pub fn message(self) -> (&'static str, String) {
        match self {
            Self::NoRotation => ("rotation_refused_gone", String::new()),
            Self::NoTask => ("rotation_refused_no_task", String::new()),
            Self::NoReason => ("rotation_refused_no_reason", String::new()),
            Self::TooLong => ("refused_too_long", LONGEST.to_string()),
        }
    }
}

/// Takes a step of one task, back or forth. The same step once more changes nothing and is not told twice.
pub fn tick(rotations: &mut [RotationRecord], tick: &SentTick, at: Time) -> Result<Vec<EntryRecord>, Refusal> {
    let index = rotations.iter().position(|rotation| rotation.id == tick.rotation && !rotation.is_awaited);
    let index = index.ok_or(Refusal::NoRotation)?;
    let rotation = &mut rotations[index];
    let [reason, by] = [&tick.reason, &tick.by].map(|text| text.trim());
    let note = tick.note.as_ref().map(|note| note.trim());
    if [reason, by, note.unwrap_or_default()].iter().any(|text| text.chars().count() > LONGEST) {
        return Err(Refusal::TooLong);
    }
    let is_skipped = tick.progress == Progress::Skipped;
    if is_skipped && reason.is_empty() {
        return Err(Refusal::NoReason);
    }
    let reason = if is_skipped { reason } else { "" };
    let task = rotation.tasks.iter_mut().find(|task| task.integration == tick.integration).ok_or(Refusal::NoTask)?;
    let note = note.unwrap_or(&task.note).to_owned();
    let is_same = task.progress == tick.progress && task.reason == reason && task.note == note;
    if is_same && (by.is_empty() || task.by == by || task.progress == Progress::ToDo) {
        return Ok(Vec::new());
    }
    task.progress = tick.progress;
    task.reason = reason.to_owned();
    task.by = by.to_owned();
    task.note.clone_from(&note);
    task.at = Some(at);
    if matches!(task.progress, Progress::Updated | Progress::SeenWorking) {
        task.again = false;
    }
    let what = match tick.progress {
        Progress::ToDo => Happening::TaskToDo,
        Progress::Updated => Happening::TaskUpdated,
        Progress::SeenWorking => Happening::TaskSeenWorking,
        Progress::Skipped => Happening::TaskSkipped,
    };
    let name = task.name.clone();
    let told = if is_skipped { reason } else { &note };
    let mut entries = vec![EntryRecord { by: by.to_owned(), ..entry(at, what, rotation, &name, told) }];
    if settle(rotations, index, at) {
        let finished = entry(at, Happening::RotationFinished, &rotations[index], "", "");
        entries.push(EntryRecord { by: by.to_owned(), ..finished });
    }
    Ok(entries)
}
