//! What the admin sees of open rotations without looking for it: the badge, and reminders.

use keyturn_browser::{alarms, badge, i18n, notifications, now, to_js};
use keyturn_core::message::Trouble;
use keyturn_core::reminder::{self, Tone};
use keyturn_core::rotation::{is_open, left};
use keyturn_core::store::rotation::RotationRecord;
use keyturn_core::store::{Resets, Rotations, Settings, key};

use crate::shelf;

/// The alarm's name, and the notification's.
const REMINDER: &str = "keyturn-reminder";
/// How long a badge may stay as it is, in milliseconds: a hash becomes due on some day on which nothing else happens.
const A_DAY: f64 = 24.0 * 60.0 * 60_000.0;

/// Shows how much is left, and sets the alarm for the next reminder. A browser that does not do it leaves the popup.
pub async fn show() {
    let _ = try_to_show().await;
}

async fn try_to_show() -> Result<(), Trouble> {
    let rotations = shelf::read::<Rotations>().await?.rotations;
    let settings = shelf::read::<Settings>().await?.rotation;
    let resets = shelf::read::<Resets>().await?.resets;
    let ages = reminder::ages(&rotations, &resets, now(), &settings);
    let is_asking = rotations.iter().any(|rotation| rotation.is_awaited);
    let count = count(&rotations);
    let shown = reminder::badge(count, is_asking, ages.iter().any(|age| age.is_due));
    let (color, title) = match shown.tone {
        Tone::Work => ("#a3262b", i18n::counted("badge_left", count, &[])),
        Tone::Question => ("#8a5a00", i18n::message("badge_asks", &[])),
        Tone::Due => ("#566073", i18n::message("badge_due", &[])),
        Tone::Quiet => ("#566073", i18n::message("app_name", &[])),
    };
    badge::show(&shown.text, color, &title).await.map_err(shelf::said)?;
    let soonest = reminder::soonest(&rotations);
    let a_day_on = (!ages.is_empty()).then(|| now() + A_DAY);
    let when = soonest.into_iter().chain(a_day_on).reduce(f64::min);
    alarms::set(REMINDER, when.map(|when| when.max(now()))).await.map_err(shelf::said)
}

fn count(rotations: &[RotationRecord]) -> usize {
    rotations.iter().filter(|rotation| is_open(rotation)).map(left).sum()
}

/// Reminds of what is due to be reminded of, says when to remind of it next, and shows what is left. At every start, too:
/// a browser may have lost the alarm, and the clock may have been set back.
pub async fn remind() -> Result<(), Trouble> {
    let due = {
        let _held = shelf::hold().await;
        let mut rotations: Rotations = shelf::load().await?;
        let settings = shelf::load::<Settings>().await?.rotation;
        let before = rotations.clone();
        let mut due = 0;
        for rotation in rotations.rotations.iter_mut().filter(|rotation| is_open(rotation)) {
            rotation.remind_at = reminder::mend(rotation.remind_at, now(), &settings);
            if reminder::is_due(rotation.remind_at, now()) {
                due += left(rotation);
                rotation.remind_at = reminder::next(now(), &settings);
            }
        }
        if rotations != before {
            shelf::store([(key::ROTATIONS, to_js(&rotations))]).await?;
        }
        due
    };
    if due > 0 {
        let words = i18n::counted("remind_text", due, &[]);
        // Without the permission the badge alone reminds.
        let _ = notifications::show(REMINDER, &i18n::message("remind_title", &[]), &words).await;
    }
    try_to_show().await
}
