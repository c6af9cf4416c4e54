//! What brings an open rotation, or an old hash, back to mind: reminders, the age of a hash, the badge.

use crate::account::Time;
use crate::account_number::AccountNumber;
use crate::message::SentAge;
use crate::rotation::{is_open, left};
use crate::store::ResetRecord;
use crate::store::rotation::{RotationRecord, RotationSettings};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

const HOUR: Time = 3_600_000.0;
const DAY: Time = 24.0 * HOUR;
/// The most hours between reminders: a leap year.
const MOST_HOURS: u32 = 366 * 24;
/// The most days until a hash is due.
const MOST_DAYS: u32 = 3_660;
/// The longest name of who ticks off, in characters.
const LONGEST_NAME: usize = 200;
/// More than this is not counted on the badge: it would not fit.
const MOST_SHOWN: usize = 999;

/// When a rotation that is opened now is first to be reminded of; none if it is not.
pub fn first(opened: Time, settings: &RotationSettings) -> Option<Time> {
    after(opened, settings.first_reminder)
}

/// When it is to be reminded of next, once it was.
pub fn next(now: Time, settings: &RotationSettings) -> Option<Time> {
    after(now, settings.further_reminders)
}

/// When an open rotation is to be reminded of now that the waits are others: the first reminder stays the first while it is still to
/// come.
pub fn anew(opened: Time, now: Time, settings: &RotationSettings) -> Option<Time> {
    first(opened, settings).filter(|at| *at > now).or_else(|| next(now, settings))
}

/// Whether these settings let other times pass between reminders than those.
pub fn waits_otherwise(settings: &RotationSettings, before: &RotationSettings) -> bool {
    let waits = |settings: &RotationSettings| (settings.first_reminder, settings.further_reminders);
    waits(settings) != waits(before)
}

fn after(now: Time, hours: u32) -> Option<Time> {
    (hours > 0).then(|| now + f64::from(hours) * HOUR)
}

/// Whether a reminder is due.
pub fn is_due(remind_at: Option<Time>, now: Time) -> bool {
    remind_at.is_some_and(|at| at <= now)
}

/// A reminder as it is after the clock may have been set back: it lies no further ahead than the longest wait that is set.
pub fn mend(remind_at: Option<Time>, now: Time, settings: &RotationSettings) -> Option<Time> {
    let longest = settings.first_reminder.max(settings.further_reminders);
    let at = remind_at?;
    after(now, longest).map(|furthest| if at.is_nan() { furthest } else { at.min(furthest) })
}

/// The soonest reminder of the rotations in which something is left.
pub fn soonest(rotations: &[RotationRecord]) -> Option<Time> {
    let wanted = rotations.iter().filter(|rotation| is_open(rotation) && left(rotation) > 0);
    wanted.filter_map(|rotation| rotation.remind_at).reduce(f64::min)
}

/// How old the accounts' hashes are, as far as is known: since a rotation of which there is a new hash or, of an account
/// without any, since a reset that an earlier version has written down.
pub fn ages(
    rotations: &[RotationRecord],
    resets: &[ResetRecord],
    now: Time,
    settings: &RotationSettings,
) -> Vec<SentAge> {
    let is_known = |number: &AccountNumber| rotations.iter().any(|one| one.number.as_ref() == Some(number));
    let rotated =
        rotations.iter().filter(|one| !one.is_awaited).filter_map(|one| Some((one.number.as_ref()?, one.opened)));
    let only_reset = resets.iter().filter_map(|one| Some((one.number.as_ref()?, one.at)));
    let mut ages: Vec<SentAge> = Vec::new();
    for (number, reset) in rotated.chain(only_reset.filter(|(number, _)| !is_known(number))) {
        match ages.iter_mut().find(|age| age.number == *number) {
            Some(age) => age.reset = age.reset.max(reset),
            None => ages.push(SentAge { number: number.clone(), reset, is_due: false }),
        }
    }
    for age in &mut ages {
        age.is_due = settings.due_after > 0 && now - age.reset > f64::from(settings.due_after) * DAY;
    }
    ages
}

/// What the badge is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Integrations are left.
    Work,
    /// Whether there is a new hash is asked.
    Question,
    /// A hash is due to be renewed.
    Due,
    /// Nothing is to be done.
    Quiet,
}

/// What stands on the icon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// The text; empty for none.
    pub text: String,
    /// What it is about.
    pub tone: Tone,
}

/// What stands on the icon: how much is left, or else that something is asked, or else that a hash is due.
pub fn badge(left: usize, is_asking: bool, is_due: bool) -> Badge {
    let (text, tone) = match (left, is_asking, is_due) {
        (0, false, false) => (String::new(), Tone::Quiet),
        (0, false, true) => ("!".to_owned(), Tone::Due),
        (0, true, _) => ("?".to_owned(), Tone::Question),
        (left, ..) if left > MOST_SHOWN => (format!("{MOST_SHOWN}+"), Tone::Work),
        (left, ..) => (left.to_string(), Tone::Work),
    };
    Badge { text, tone }
}

/// Why settings are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsRefusal {
    /// So many hours are too many.
    Hours,
    /// So many days are too many.
    Days,
    /// The name is too long.
    Name,
}

impl SettingsRefusal {
    /// The name of the message in `_locales` that says so, and what fills it.
    pub fn message(self) -> (&'static str, String) {
        match self {
            Self::Hours => ("settings_refused_hours", MOST_HOURS.to_string()),
            Self::Days => ("settings_refused_days", MOST_DAYS.to_string()),
            Self::Name => ("settings_refused_name", LONGEST_NAME.to_string()),
        }
    }
}

/// Takes what was set, without blanks around the name.
pub fn check(settings: RotationSettings) -> Result<RotationSettings, SettingsRefusal> {
    let me = settings.me.trim().to_owned();
    if settings.first_reminder.max(settings.further_reminders) > MOST_HOURS {
        Err(SettingsRefusal::Hours)
    } else if settings.due_after > MOST_DAYS {
        Err(SettingsRefusal::Days)
    } else if me.chars().count() > LONGEST_NAME {
        Err(SettingsRefusal::Name)
    } else {
        Ok(RotationSettings { me, ..settings })
    }
}
