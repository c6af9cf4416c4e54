//! Rotations: the work after a reset, one task for each integration, until none is left.
//!
//! A reset is written down before it is let go ([`release`]); its rotation is awaited until a new hash is recognised
//! ([`new_hash`]) or the admin says whether there is one ([`answer`]). Only then a rotation of the same account that is
//! still open goes on in the new one: a reset that came to nothing spoils nothing.

use crate::account::Time;
use crate::account_number::AccountNumber;
use crate::integration::Integration;
use crate::made;
use crate::store::rotation::{Cause, EntryRecord, Happening, Progress, RotationRecord, TaskRecord};
use crate::store::{ResetRecord, Resets};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;
#[cfg(test)]
mod model;
pub mod order;
mod reconcile;
mod tick;

use reconcile::reconcile;

pub use reconcile::{Listed, inventory_changed};
pub use tick::{Refusal, tick};

/// The most rotations that are kept; the finished ones go first, oldest first.
pub const MOST: usize = 200;
/// How long after a release a new hash is taken as its doing, in milliseconds. The page's own prompt is read meanwhile.
const BROUGHT_WITHIN: Time = 30.0 * 60_000.0;

/// What is known when something happens.
pub struct Now<'a> {
    /// When it happens.
    pub at: Time,
    /// The inventory at that time.
    pub inventory: &'a [Integration],
    /// When the first reminder is due; none if none is wanted.
    pub remind_at: Option<Time>,
}

/// How many tasks are left: neither seen working nor skipped, and still in the inventory.
pub fn left(rotation: &RotationRecord) -> usize {
    rotation.tasks.iter().filter(|task| is_left(task)).count()
}

/// Whether a task is left.
pub fn is_left(task: &TaskRecord) -> bool {
    !task.removed && matches!(task.progress, Progress::ToDo | Progress::Updated)
}

/// Whether there is work in it: it is not awaited and not finished.
pub fn is_open(rotation: &RotationRecord) -> bool {
    !rotation.is_awaited && rotation.finished.is_none()
}

/// A press of Continue.
#[derive(Debug, Clone, Copy)]
pub struct Pressed<'a> {
    /// The account, if the page showed one.
    pub number: Option<&'a AccountNumber>,
    /// The hash in use had leaked.
    pub leaked: bool,
    /// When, if the page said so.
    pub at: Option<Time>,
    /// What the page called it.
    pub moment: &'a str,
    /// How many integrations the admin was shown.
    pub listed: u32,
}

/// Continue was pressed: written down before the reset goes, with a note of the reset.
pub fn release(
    rotations: &mut Vec<RotationRecord>,
    resets: &mut Resets,
    pressed: &Pressed<'_>,
    now: &Now<'_>,
) -> Vec<EntryRecord> {
    let Pressed { number, leaked, at, moment, listed } = *pressed;
    let note = if leaked { "leaked" } else { "" };
    let line = |rotation: &RotationRecord| {
        let entry = entry(now.at, Happening::ResetReleased, rotation, "", note);
        vec![EntryRecord { moment: moment.to_owned(), ..entry }]
    };
    let is_its = |rotation: &RotationRecord| rotation.number.as_ref() == number && !rotation.moment.is_empty();
    // Told so late that what came of it was told before: nothing is to be awaited any more.
    let came = |rotation: &&RotationRecord| is_its(rotation) && at.is_some_and(|at| at <= rotation.opened);
    let reset = ResetRecord { number: number.cloned(), at: now.at, listed };
    if let Some(came) = rotations.iter().rev().find(came) {
        resets.add(reset);
        return line(came);
    }
    // Pressed once more before any hash came: the question is one, and one answer holds for both.
    for before in rotations.extract_if(.., |one| one.is_awaited && one.number.as_ref() == number) {
        forget_reset(resets, &before);
    }
    resets.add(reset);
    let mut rotation = opened(rotations, number, Cause::Continue, now);
    (rotation.is_awaited, rotation.leaked) = (true, leaked);
    let entries = line(&rotation);
    rotations.push(rotation);
    trim(rotations);
    entries
}

/// A new hash stands on a page. Gives the id of its rotation: the one that was awaited, a new one if no Continue of ours
/// has brought it, or the one that was told of it before. `was_there`: an update of the extension has just come into that
/// page, so that the hash may be one that the version before has told of, by another name.
pub fn new_hash(
    rotations: &mut Vec<RotationRecord>,
    number: Option<&AccountNumber>,
    moment: &str,
    was_there: bool,
    now: &Now<'_>,
) -> (String, Vec<EntryRecord>) {
    if let Some(told) = rotations.iter().find(|rotation| !moment.is_empty() && rotation.moment == moment) {
        return (told.id.clone(), Vec::new());
    }
    let is_its =
        |rotation: &RotationRecord| rotation.number.as_ref() == number || rotation.number.is_none() || number.is_none();
    // A clock that was set back meanwhile takes nothing away.
    let is_recent = |rotation: &RotationRecord| now.at - rotation.opened <= BROUGHT_WITHIN;
    let awaited = |rotation: &RotationRecord| rotation.is_awaited && is_its(rotation) && is_recent(rotation);
    let at = rotations.iter().rposition(awaited);
    if let Some(at) = at {
        let mut rotation = rotations.remove(at);
        if rotation.number.is_none() {
            rotation.number = number.cloned();
            rotation.tasks = tasks(now.inventory, number);
        }
        return confirm(rotations, rotation, moment, now);
    }
    // What reads the account number may come after what reads the hash.
    let latest = rotations.iter_mut().rev().find(|rotation| is_its(rotation));
    if let Some(told) = latest.filter(|latest| was_there && !latest.moment.is_empty()) {
        moment.clone_into(&mut told.moment);
        return (told.id.clone(), Vec::new());
    }
    let rotation = opened(rotations, number, Cause::Seen, now);
    confirm(rotations, rotation, moment, now)
}

/// The admin says whether a new hash came. Without one nothing was reset: what was open before stays as it is, and the note
/// of that reset goes, for it made no hash younger.
pub fn answer(
    rotations: &mut Vec<RotationRecord>,
    resets: &mut Resets,
    id: &str,
    got_one: bool,
    now: &Now<'_>,
) -> Vec<EntryRecord> {
    let Some(at) = rotations.iter().position(|rotation| rotation.is_awaited && rotation.id == id) else {
        return Vec::new();
    };
    let rotation = rotations.remove(at);
    if got_one {
        return confirm(rotations, rotation, "", now).1;
    }
    forget_reset(resets, &rotation);
    vec![entry(now.at, Happening::NoNewHash, &rotation, "", "")]
}

/// The reset that this rotation was opened for has made no hash younger, as far as anybody knows.
fn forget_reset(resets: &mut Resets, rotation: &RotationRecord) {
    resets.resets.retain(|reset| !(reset.at == rotation.opened && reset.number == rotation.number));
}

/// The admin says that it was reset elsewhere.
pub fn open_by_hand(
    rotations: &mut Vec<RotationRecord>,
    number: Option<&AccountNumber>,
    leaked: bool,
    now: &Now<'_>,
) -> Vec<EntryRecord> {
    let mut rotation = opened(rotations, number, Cause::ByHand, now);
    rotation.leaked = leaked;
    confirm(rotations, rotation, "", now).1
}

/// There is a new hash: the rotation is on, and takes over what an open one of the same account has not done.
fn confirm(
    rotations: &mut Vec<RotationRecord>,
    mut rotation: RotationRecord,
    moment: &str,
    now: &Now<'_>,
) -> (String, Vec<EntryRecord>) {
    let mut entries = Vec::new();
    rotation.is_awaited = false;
    rotation.moment = moment.to_owned();
    rotation.remind_at = now.remind_at;
    if !moment.is_empty() {
        entries.push(entry(now.at, Happening::HashSeen, &rotation, "", ""));
    }
    let (before, others): (Vec<_>, Vec<_>) =
        std::mem::take(rotations).into_iter().partition(|other| is_open(other) && other.number == rotation.number);
    *rotations = others;
    for before in &before {
        entries.push(entry(now.at, Happening::RotationFolded, before, "", &rotation.id));
        for task in &mut rotation.tasks {
            let known = before.tasks.iter().find(|known| known.integration == task.integration);
            if let Some(known) = known {
                task.note.clone_from(&known.note);
                // What held the hash that was new until now has to be done once more.
                task.again |= known.again || matches!(known.progress, Progress::Updated | Progress::SeenWorking);
            }
        }
    }
    entries.push(entry(now.at, Happening::RotationOpened, &rotation, "", &rotation.tasks.len().to_string()));
    reconcile(&mut rotation, &Listed::of(now.inventory));
    if left(&rotation) == 0 {
        rotation.finished = Some(now.at);
    }
    let id = rotation.id.clone();
    rotations.push(rotation);
    trim(rotations);
    (id, entries)
}

fn opened(rotations: &[RotationRecord], number: Option<&AccountNumber>, cause: Cause, now: &Now<'_>) -> RotationRecord {
    let id = new_id(rotations, now.at);
    let tasks = tasks(now.inventory, number);
    RotationRecord { id, number: number.cloned(), opened: now.at, cause, tasks, ..RotationRecord::default() }
}

fn tasks(inventory: &[Integration], number: Option<&AccountNumber>) -> Vec<TaskRecord> {
    let task = |integration: &Integration| TaskRecord {
        integration: integration.id.clone(),
        name: integration.name.clone(),
        ..TaskRecord::default()
    };
    inventory.iter().filter(|integration| integration.belongs.to(number)).map(task).collect()
}

fn new_id(rotations: &[RotationRecord], at: Time) -> String {
    let taken = |id: &String| rotations.iter().any(|rotation| rotation.id == *id);
    made::ids('r', at).find(|id| !taken(id)).unwrap_or_default()
}

fn trim(rotations: &mut Vec<RotationRecord>) {
    while rotations.len() > MOST {
        let finished = rotations.iter().position(|rotation| rotation.finished.is_some());
        rotations.remove(finished.unwrap_or(0));
    }
}

/// A line of the history about a rotation.
fn entry(at: Time, what: Happening, rotation: &RotationRecord, integration: &str, note: &str) -> EntryRecord {
    EntryRecord {
        at,
        what,
        number: rotation.number.clone(),
        rotation: rotation.id.clone(),
        integration: integration.to_owned(),
        by: String::new(),
        note: note.to_owned(),
        moment: String::new(),
    }
}
