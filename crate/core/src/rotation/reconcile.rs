//! The inventory goes on while a rotation is open: what comes, goes or gets another name is taken in, and said.

use super::{entry, left, tasks};
use crate::account::Time;
use crate::integration::Integration;
use crate::store::rotation::{EntryRecord, Happening, RotationRecord};

/// Brings a rotation into line with the inventory. What was removed, or belongs to other accounts now, stays in it, marked;
/// what was added is to do. A finished rotation takes nothing new.
pub fn reconcile(rotation: &mut RotationRecord, inventory: &[Integration]) {
    for task in &mut rotation.tasks {
        let known = inventory.iter().find(|integration| integration.id == task.integration);
        task.removed = !known.is_some_and(|integration| integration.belongs.to(rotation.number.as_ref()));
        if let Some(known) = known {
            task.name.clone_from(&known.name);
        }
    }
    if rotation.finished.is_some() {
        return;
    }
    for mut task in tasks(inventory, rotation.number.as_ref()) {
        if rotation.tasks.iter().all(|known| known.integration != task.integration) {
            task.added = true;
            rotation.tasks.push(task);
        }
    }
}

/// The inventory is another one now: every rotation is brought into line with it.
pub fn inventory_changed(rotations: &mut [RotationRecord], inventory: &[Integration], at: Time) -> Vec<EntryRecord> {
    let mut entries = Vec::new();
    for rotation in rotations {
        reconcile(rotation, inventory);
        if settle(rotation, at) {
            entries.push(entry(at, Happening::RotationFinished, rotation, "", ""));
        }
    }
    entries
}

/// Writes down that nothing is left in a rotation, or that something is again. True if nothing is left since now.
pub fn settle(rotation: &mut RotationRecord, at: Time) -> bool {
    let is_done = !rotation.is_awaited && left(rotation) == 0;
    let was_done = rotation.finished.is_some();
    if is_done != was_done {
        rotation.finished = is_done.then_some(at);
    }
    is_done && !was_done
}
