//! The inventory goes on while a rotation is open: what comes, goes or gets another name is taken in, and said.

use super::{entry, left, tasks};
use crate::account::Time;
use crate::by_id::ById;
use crate::integration::Integration;
use crate::store::rotation::{EntryRecord, Happening, RotationRecord, TaskRecord};

/// The inventory, for who looks for one integration after the other in it.
pub struct Listed<'a> {
    all: &'a [Integration],
    by_id: ById<'a>,
}

impl<'a> Listed<'a> {
    /// That of these.
    pub fn of(all: &'a [Integration]) -> Self {
        Self { all, by_id: ById::of(all.iter().map(|integration| integration.id.as_str())) }
    }

    pub(super) fn get(&self, id: &str) -> Option<&'a Integration> {
        self.all.get(self.by_id.at(id)?)
    }
}

/// Brings a rotation into line with the inventory. What was removed, or belongs to other accounts now, stays in it, marked;
/// what was added is to do. A finished rotation takes nothing new.
pub(super) fn reconcile(rotation: &mut RotationRecord, listed: &Listed<'_>) {
    for task in &mut rotation.tasks {
        let known = listed.get(&task.integration);
        task.removed = !known.is_some_and(|integration| integration.belongs.to(rotation.number.as_ref()));
        if let Some(known) = known {
            task.name.clone_from(&known.name);
        }
    }
    if rotation.finished.is_some() {
        return;
    }
    let known = ById::of(rotation.tasks.iter().map(|task| task.integration.as_str()));
    let new = tasks(listed.all, rotation.number.as_ref()).into_iter().filter(|task| !known.has(&task.integration));
    let new: Vec<TaskRecord> = new.map(|task| TaskRecord { added: true, ..task }).collect();
    rotation.tasks.extend(new);
}

/// The inventory is another one now: every rotation is brought into line with it.
pub fn inventory_changed(rotations: &mut [RotationRecord], inventory: &[Integration], at: Time) -> Vec<EntryRecord> {
    let listed = Listed::of(inventory);
    let mut entries = Vec::new();
    for index in 0..rotations.len() {
        reconcile(&mut rotations[index], &listed);
        if settle(rotations, index, at) {
            entries.push(entry(at, Happening::RotationFinished, &rotations[index], "", ""));
        }
    }
    entries
}

/// Writes down that nothing is left in this rotation, or that something is again. True if nothing is left since now. One that
/// a later one of the same account has followed is not opened again: its hash is dead.
pub(super) fn settle(rotations: &mut [RotationRecord], index: usize, at: Time) -> bool {
    let Some((rotation, later)) = rotations.get_mut(index..).and_then(<[_]>::split_first_mut) else { return false };
    let is_done = !rotation.is_awaited && left(rotation) == 0;
    let was_done = rotation.finished.is_some();
    let is_followed = || later.iter().any(|one| !one.is_awaited && one.number == rotation.number);
    if is_done != was_done && (is_done || !is_followed()) {
        rotation.finished = is_done.then_some(at);
    }
    is_done && !was_done
}
