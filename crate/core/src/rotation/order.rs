//! In which order to do the tasks, and how they are sent.

use super::{Listed, is_left, is_open, left};
use crate::message::{SentRotation, SentTask};
use crate::store::IntegrationRecord;
use crate::store::rotation::{RotationRecord, TaskRecord};

/// A rotation as it is sent, its tasks in the order in which to do them: what is left before what is done, what was removed
/// last; of each what hurts most first, and of that what polls soonest, for it breaks soonest.
pub fn sent(rotation: &RotationRecord, listed: &Listed<'_>, company: Option<String>) -> SentRotation {
    let mut tasks: Vec<SentTask> = rotation.tasks.iter().map(|task| sent_task(task, listed)).collect();
    tasks.sort_by_cached_key(|task| {
        let integration = &task.integration;
        let is_done = !is_left(&TaskRecord { progress: task.progress, ..TaskRecord::default() });
        let polls = integration.polls_every.unwrap_or(u32::MAX);
        (task.removed, is_done, integration.criticality, polls, integration.name.to_lowercase(), integration.id.clone())
    });
    SentRotation {
        id: rotation.id.clone(),
        number: rotation.number.clone(),
        company,
        opened: rotation.opened,
        cause: rotation.cause,
        is_awaited: rotation.is_awaited,
        leaked: rotation.leaked,
        tasks,
        finished: rotation.finished,
    }
}

fn sent_task(task: &TaskRecord, listed: &Listed<'_>) -> SentTask {
    let integration = listed.get(&task.integration).map_or_else(
        || IntegrationRecord { id: task.integration.clone(), name: task.name.clone(), ..IntegrationRecord::default() },
        IntegrationRecord::from,
    );
    let TaskRecord { progress, reason, by, at, note, again, added, removed, .. } = task.clone();
    SentTask { integration, progress, reason, by, at, note, again, added, removed }
}

/// The rotations in the order in which they are shown: those that ask, those that are open (the most left first, the
/// older first of as many), then the finished ones, the last one first.
pub fn shown(rotations: &[RotationRecord]) -> Vec<&RotationRecord> {
    let mut all: Vec<&RotationRecord> = rotations.iter().collect();
    let rank = |rotation: &RotationRecord| u8::from(!rotation.is_awaited) + u8::from(rotation.finished.is_some());
    all.sort_by(|a, b| {
        let open = || left(b).cmp(&left(a)).then(a.opened.total_cmp(&b.opened));
        let over = || b.finished.unwrap_or_default().total_cmp(&a.finished.unwrap_or_default());
        rank(a).cmp(&rank(b)).then_with(|| if is_open(a) { open() } else { over() })
    });
    all
}
