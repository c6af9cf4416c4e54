//! Random lives of one account's rotations, against a plain model of what an admin would say is left: nothing lost, nothing
//! done twice. A failure names its seed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Now, answer, inventory_changed, is_open, left, new_hash, open_by_hand, release, tick};
use crate::account_number::AccountNumber;
use crate::history;
use crate::integration::{Draft, Integration, take};
use crate::message::SentTick;
use crate::store::rotation::{EntryRecord, Happening, Progress, RotationRecord};
use crate::store::{History, Resets, Rotations};

const LIVES: u64 = 100;
const STEPS: usize = 120;

/// <https://en.wikipedia.org/wiki/Xorshift>: the same numbers for the same seed, everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// What an admin would say.
#[derive(Clone, Default)]
struct Model {
    inventory: BTreeSet<String>,
    /// A reset was let go, and nobody knows whether a hash came.
    awaited: bool,
    /// What it would break: what was listed when it was let go, and came since.
    listed: BTreeSet<String>,
    /// How far each integration is since the last new hash; none before the first.
    tasks: Option<BTreeMap<String, Progress>>,
    finished: bool,
    seen_working: usize,
}

impl Model {
    fn new_hash(&mut self, is_awaited: bool) {
        let listed = if is_awaited { &self.listed } else { &self.inventory };
        self.tasks = Some(listed.iter().map(|id| (id.clone(), Progress::ToDo)).collect());
        self.finished = false;
        self.settle();
    }

    fn inventory_changed(&mut self) {
        if let (Some(tasks), false) = (&mut self.tasks, self.finished) {
            for id in &self.inventory {
                tasks.entry(id.clone()).or_insert(Progress::ToDo);
            }
        }
        self.settle();
    }

    fn left(&self) -> usize {
        let is_left = |(id, progress): &(&String, &Progress)| {
            self.inventory.contains(*id) && matches!(progress, Progress::ToDo | Progress::Updated)
        };
        self.tasks.iter().flatten().filter(is_left).count()
    }

    fn settle(&mut self) {
        self.finished = self.tasks.is_some() && self.left() == 0;
    }
}

/// What is stored.
#[derive(Clone, Default)]
struct Real {
    inventory: Vec<Integration>,
    rotations: Rotations,
    history: History,
}

fn live(seed: u64) -> Result<(), String> {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let account = AccountNumber::try_from("18836731".to_owned()).ok();
    let (mut model, mut real) = (Model::default(), Real::default());
    let (mut at, mut next) = (1e12, 0);
    for step in 0..STEPS {
        // Mostly the clock goes on; sometimes somebody sets it back.
        at += if dice.roll(12) == 0 { -1e9 } else { 1.0 + dice.roll(3_600_000) as f64 };
        let (before, model_before) = (real.clone(), model.clone());
        let what = dice.roll(9);
        let now = Now { at, inventory: &before.inventory, remind_at: None };
        let rotations: &mut Vec<RotationRecord> = &mut real.rotations.rotations;
        let entries: Vec<EntryRecord> = match what {
            0 => {
                model.awaited = true;
                model.listed = model.inventory.clone();
                release(rotations, account.as_ref(), false, &now)
            }
            1 => {
                // One that was let go long ago is not this hash's doing.
                let awaited = rotations.iter().find(|one| one.is_awaited).map(|one| at - one.opened);
                let is_its_doing = awaited.is_some_and(|ago| ago <= super::BROUGHT_WITHIN);
                model.new_hash(is_its_doing);
                model.awaited &= !is_its_doing;
                new_hash(rotations, account.as_ref(), &format!("m{step}"), &now).1
            }
            2 => {
                let got_one = dice.roll(2) == 0;
                let id = rotations.iter().find(|one| one.is_awaited).map(|one| one.id.clone()).unwrap_or_default();
                if model.awaited && got_one {
                    model.new_hash(true);
                }
                model.awaited = false;
                answer(rotations, &mut Resets::default(), &id, got_one, &now)
            }
            3 => {
                model.new_hash(false);
                open_by_hand(rotations, account.as_ref(), false, &now)
            }
            4 => {
                next += 1;
                let id = format!("i{next}");
                model.inventory.insert(id.clone());
                model.listed.insert(id.clone());
                model.inventory_changed();
                real.inventory.extend(take(&Draft { name: id.clone(), ..Draft::default() }, id));
                inventory_changed(rotations, &real.inventory, at)
            }
            5 if !real.inventory.is_empty() => {
                let gone = real.inventory.remove(dice.roll(real.inventory.len() as u64) as usize);
                model.inventory.remove(&gone.id);
                model.inventory_changed();
                inventory_changed(rotations, &real.inventory, at)
            }
            6 => {
                // The browser starts anew: all that is known is what was stored.
                let text = serde_json::to_string(&real.rotations).map_err(|error| error.to_string())?;
                real.rotations = serde_json::from_str(&text).map_err(|error| error.to_string())?;
                Vec::new()
            }
            _ => {
                let current = rotations.iter().rev().find(|one| !one.is_awaited);
                let ids: Vec<&String> = model.tasks.iter().flat_map(BTreeMap::keys).collect();
                let Some(current) = current.filter(|_| !ids.is_empty()) else { continue };
                let integration = ids[dice.roll(ids.len() as u64) as usize].clone();
                let all = [Progress::ToDo, Progress::Updated, Progress::SeenWorking, Progress::Skipped];
                let progress = all[dice.roll(4) as usize];
                let rotation = current.id.clone();
                let was = model.tasks.as_mut().and_then(|tasks| tasks.insert(integration.clone(), progress));
                model.seen_working += usize::from(progress == Progress::SeenWorking && was != Some(progress));
                model.settle();
                let (reason, by, note) = ("why".to_owned(), String::new(), String::new());
                let step = SentTick { rotation, integration, progress, reason, by, note };
                tick(rotations, &step, at).map_err(|refusal| format!("{refusal:?}"))?
            }
        };
        history::add(&mut real.history, entries);
        if dice.roll(8) == 0 {
            // The storage fails: nothing of it was stored, and the admin is told so.
            (real, model) = (before, model_before);
        } else if !real.history.entries.starts_with(&before.history.entries) {
            return Err(format!("step {step}: a line of the history has gone"));
        }
        compare(&model, &real).map_err(|error| format!("step {step} ({what}): {error}"))?;
    }
    Ok(())
}

fn compare(model: &Model, real: &Real) -> Result<(), String> {
    let rotations = &real.rotations.rotations;
    let shown: usize = rotations.iter().filter(|one| is_open(one)).map(left).sum();
    if shown != model.left() {
        return Err(format!("{shown} are left, not {}", model.left()));
    }
    if rotations.iter().any(|one| one.is_awaited) != model.awaited {
        return Err(format!("awaited is not {}", model.awaited));
    }
    if rotations.iter().filter(|one| is_open(one)).count() > 1 {
        return Err("two are open at once".to_owned());
    }
    let current = rotations.iter().rev().find(|one| !one.is_awaited);
    let told: BTreeMap<String, Progress> =
        current.iter().flat_map(|one| &one.tasks).map(|task| (task.integration.clone(), task.progress)).collect();
    let expected = model.tasks.clone().unwrap_or_default();
    if told != expected {
        return Err(format!("the tasks are {told:?}, not {expected:?}"));
    }
    if current.is_some_and(|one| one.finished.is_some()) != model.finished {
        return Err(format!("finished is not {}", model.finished));
    }
    let seen = real.history.entries.iter().filter(|entry| entry.what == Happening::TaskSeenWorking).count();
    if seen != model.seen_working {
        return Err(format!("the history tells {seen} times of seen working, not {}", model.seen_working));
    }
    Ok(())
}

#[test]
fn nothing_is_lost_and_nothing_done_twice_in_any_life() {
    let one = std::env::var("KEYTURN_SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    let seeds = one.map_or(1..LIVES + 1, |seed| seed..seed + 1);
    for seed in seeds {
        if let Err(error) = live(seed) {
            panic!("KEYTURN_SEED={seed}: {error}");
        }
    }
}
