//! Random lives of two accounts' rotations, against a plain model of what an admin would say is left: nothing lost, nothing
//! done twice. A failure names its seed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Now, Pressed, answer, inventory_changed, is_open, left, new_hash, open_by_hand, release, tick};
use crate::account::Time;
use crate::account_number::AccountNumber;
use crate::history;
use crate::integration::{Belongs, Draft, Integration, take};
use crate::message::SentTick;
use crate::store::rotation::{EntryRecord, Happening, Progress, RotationRecord, TaskRecord};
use crate::store::{History, Resets, Rotations};

const LIVES: u64 = 100;
const STEPS: usize = 120;
const ACCOUNTS: [&str; 2] = ["18836731", "27"];

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

/// How far an integration is.
#[derive(Clone, Default, Debug, PartialEq)]
struct Task {
    progress: Progress,
    again: bool,
    note: String,
}

impl Task {
    /// The same after a further reset.
    fn anew(&self) -> Self {
        let again = self.again || matches!(self.progress, Progress::Updated | Progress::SeenWorking);
        Self { progress: Progress::ToDo, again, note: self.note.clone() }
    }
}

/// What an admin would say of one account.
#[derive(Clone, Default)]
struct Account {
    /// When a reset was let go of which nobody knows whether a hash came.
    awaited: Option<Time>,
    /// What it would break: what was listed when it was let go, and came since.
    listed: BTreeSet<String>,
    /// How far each integration is since the last new hash; none before the first.
    tasks: Option<BTreeMap<String, Task>>,
    finished: bool,
}

/// What an admin would say.
#[derive(Clone, Default)]
struct Model {
    /// The integrations, and whose they are: one account's, or all accounts'.
    inventory: BTreeMap<String, Option<usize>>,
    accounts: [Account; ACCOUNTS.len()],
    /// The resets, of which account and when; but for those of which the admin said that they brought nothing.
    resets: Vec<(usize, Time)>,
    seen_working: usize,
}

impl Model {
    fn of(&self, account: usize) -> BTreeSet<String> {
        let is_its = |(_, whose): &(&String, &Option<usize>)| whose.is_none_or(|whose| whose == account);
        self.inventory.iter().filter(is_its).map(|(id, _)| id.clone()).collect()
    }

    fn new_hash(&mut self, account: usize, is_awaited: bool) {
        let all = self.of(account);
        let one = &mut self.accounts[account];
        let listed = if is_awaited { one.listed.clone() } else { all };
        let before = one.tasks.take().filter(|_| !one.finished).unwrap_or_default();
        let anew = |id: String| (id.clone(), before.get(&id).map(Task::anew).unwrap_or_default());
        one.tasks = Some(listed.into_iter().map(anew).collect());
        one.finished = false;
        self.settle();
    }

    fn inventory_changed(&mut self) {
        for account in 0..ACCOUNTS.len() {
            let all = self.of(account);
            let one = &mut self.accounts[account];
            if let (Some(tasks), false) = (&mut one.tasks, one.finished) {
                for id in &all {
                    tasks.entry(id.clone()).or_default();
                }
            }
            one.listed.extend(all);
        }
        self.settle();
    }

    fn left(&self, account: usize) -> usize {
        let all = self.of(account);
        let is_left = |(id, task): &(&String, &Task)| {
            all.contains(*id) && matches!(task.progress, Progress::ToDo | Progress::Updated)
        };
        self.accounts[account].tasks.iter().flatten().filter(is_left).count()
    }

    fn settle(&mut self) {
        for account in 0..ACCOUNTS.len() {
            self.accounts[account].finished = self.accounts[account].tasks.is_some() && self.left(account) == 0;
        }
    }
}

/// What is stored.
#[derive(Clone, Default)]
struct Real {
    inventory: Vec<Integration>,
    rotations: Rotations,
    resets: Resets,
    history: History,
}

impl Real {
    /// The rotation that a task of this account is ticked off in.
    fn current(&self, number: &AccountNumber) -> Option<&RotationRecord> {
        self.rotations.rotations.iter().rev().find(|one| !one.is_awaited && one.number.as_ref() == Some(number))
    }
}

fn live(seed: u64) -> Result<(), String> {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let numbers = ACCOUNTS.map(|number| AccountNumber::try_from(number.to_owned()));
    let numbers = numbers.into_iter().collect::<Result<Vec<_>, _>>().map_err(|error| format!("{error:?}"))?;
    let (mut model, mut real) = (Model::default(), Real::default());
    let (mut at, mut next) = (1e12, 0);
    for step in 0..STEPS {
        // Mostly the clock goes on; sometimes somebody sets it back.
        at += if dice.roll(12) == 0 { -1e9 } else { 1.0 + dice.roll(3_600_000) as f64 };
        let (before, model_before) = (real.clone(), model.clone());
        let what = dice.roll(10);
        let account = dice.roll(ACCOUNTS.len() as u64) as usize;
        let number = Some(&numbers[account]);
        let now = Now { at, inventory: &before.inventory, remind_at: None };
        let rotations: &mut Vec<RotationRecord> = &mut real.rotations.rotations;
        let awaited = rotations.iter().find(|one| one.is_awaited && one.number.as_ref() == number);
        let entries: Vec<EntryRecord> = match what {
            0 => {
                model.accounts[account].listed = model.of(account);
                // Pressed once more before that was answered: the question is about both.
                if let Some(before) = model.accounts[account].awaited.replace(at) {
                    model.resets.retain(|reset| *reset != (account, before));
                }
                model.resets.push((account, at));
                let pressed = Pressed { number, leaked: false, at: None, moment: "", listed: 0 };
                release(rotations, &mut real.resets, &pressed, &now)
            }
            1 => {
                // One that was let go long ago is not this hash's doing.
                let is_its_doing = awaited.is_some_and(|one| at - one.opened <= super::BROUGHT_WITHIN);
                model.new_hash(account, is_its_doing);
                if is_its_doing {
                    model.accounts[account].awaited = None;
                }
                new_hash(rotations, number, &format!("m{step}"), false, &now).1
            }
            2 => {
                let got_one = dice.roll(2) == 0;
                let id = awaited.map(|one| one.id.clone()).unwrap_or_default();
                match model.accounts[account].awaited.take() {
                    Some(_) if got_one => model.new_hash(account, true),
                    Some(pressed) => model.resets.retain(|reset| *reset != (account, pressed)),
                    None => {}
                }
                answer(rotations, &mut real.resets, &id, got_one, &now)
            }
            3 => {
                model.new_hash(account, false);
                open_by_hand(rotations, number, false, &now)
            }
            4 => {
                next += 1;
                let id = format!("i{next}");
                let whose = (dice.roll(3) == 0).then_some(account);
                let accounts = whose.map(|whose| ACCOUNTS[whose].to_owned()).into_iter().collect();
                model.inventory.insert(id.clone(), whose);
                model.inventory_changed();
                real.inventory.extend(take(&Draft { name: id.clone(), accounts, ..Draft::default() }, id));
                inventory_changed(rotations, &real.inventory, at)
            }
            5 if !real.inventory.is_empty() => {
                let gone = real.inventory.remove(dice.roll(real.inventory.len() as u64) as usize);
                model.inventory.remove(&gone.id);
                model.inventory_changed();
                inventory_changed(rotations, &real.inventory, at)
            }
            6 if !real.inventory.is_empty() => {
                // It is another account's now, or all accounts'.
                let moved = dice.roll(real.inventory.len() as u64) as usize;
                let whose = (dice.roll(3) > 0).then_some(account);
                let belongs = |whose: usize| Belongs::To(vec![numbers[whose].clone()]);
                real.inventory[moved].belongs = whose.map_or(Belongs::ToAll, belongs);
                model.inventory.insert(real.inventory[moved].id.clone(), whose);
                model.inventory_changed();
                inventory_changed(rotations, &real.inventory, at)
            }
            7 => {
                // The browser starts anew: all that is known is what was stored.
                let text = serde_json::to_string(&real.rotations).map_err(|error| error.to_string())?;
                real.rotations = serde_json::from_str(&text).map_err(|error| error.to_string())?;
                Vec::new()
            }
            _ => {
                let rotation = real.current(&numbers[account]).map(|current| current.id.clone());
                let tasks = model.accounts[account].tasks.iter_mut().flatten();
                let mut tasks: Vec<(&String, &mut Task)> = tasks.collect();
                let Some(rotation) = rotation.filter(|_| !tasks.is_empty()) else { continue };
                let one = dice.roll(tasks.len() as u64) as usize;
                let (integration, task) = &mut tasks[one];
                let all = [Progress::ToDo, Progress::Updated, Progress::SeenWorking, Progress::Skipped];
                let progress = all[dice.roll(4) as usize];
                let note = if dice.roll(3) == 0 { format!("note {step}") } else { task.note.clone() };
                let is_news = task.progress != progress || task.note != note;
                model.seen_working += usize::from(progress == Progress::SeenWorking && is_news);
                task.again &= !matches!(progress, Progress::Updated | Progress::SeenWorking);
                (task.progress, task.note) = (progress, note.clone());
                let integration = integration.to_string();
                model.settle();
                let (reason, by) = ("why".to_owned(), String::new());
                let step = SentTick { rotation, integration, progress, reason, by, note: Some(note) };
                let rotations = &mut real.rotations.rotations;
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
        for (account, number) in numbers.iter().enumerate() {
            let compared = compare(&model, account, &real, number);
            compared.map_err(|error| format!("step {step} ({what}), account {account}: {error}"))?;
        }
        same("the resets", &real.resets.resets.len(), &model.resets.len())?;
        let seen = real.history.entries.iter().filter(|entry| entry.what == Happening::TaskSeenWorking).count();
        same("how often the history tells of seen working", &seen, &model.seen_working)?;
    }
    Ok(())
}

fn compare(model: &Model, account: usize, real: &Real, number: &AccountNumber) -> Result<(), String> {
    let expected = &model.accounts[account];
    let rotations: Vec<&RotationRecord> =
        real.rotations.rotations.iter().filter(|one| one.number.as_ref() == Some(number)).collect();
    let open: Vec<&&RotationRecord> = rotations.iter().filter(|one| is_open(one)).collect();
    same("what is left", &open.iter().map(|one| left(one)).sum(), &model.left(account))?;
    same("awaited", &rotations.iter().any(|one| one.is_awaited), &expected.awaited.is_some())?;
    if open.len() > 1 {
        return Err("two are open at once".to_owned());
    }
    let current = real.current(number);
    let task = |task: &TaskRecord| {
        let TaskRecord { integration, progress, again, note, .. } = task.clone();
        (integration, Task { progress, again, note })
    };
    let told: BTreeMap<String, Task> = current.iter().flat_map(|one| &one.tasks).map(task).collect();
    same("the tasks", &told, &expected.tasks.clone().unwrap_or_default())?;
    same("finished", &current.is_some_and(|one| one.finished.is_some()), &expected.finished)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, is: &T, expected: &T) -> Result<(), String> {
    if is == expected { Ok(()) } else { Err(format!("{what}: {is:?}, not {expected:?}")) }
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
