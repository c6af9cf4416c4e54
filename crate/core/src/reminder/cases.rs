use super::{
    DAY, HOUR, LONGEST_NAME, MOST_DAYS, MOST_HOURS, SettingsRefusal, Tone, ages, anew, badge, check, first, is_due,
    mend, next, soonest, waits_otherwise,
};
use crate::account_number::AccountNumber;
use crate::store::ResetRecord;
use crate::store::rotation::{RotationRecord, RotationSettings, TaskRecord};
use crate::tables::Report;

fn hours(first_reminder: u32, further_reminders: u32) -> RotationSettings {
    RotationSettings { first_reminder, further_reminders, ..RotationSettings::default() }
}

pub(crate) fn table(report: &mut Report) {
    for (set, expected) in [(0, None), (1, Some(HOUR + 5.0)), (24, Some(DAY + 5.0))] {
        report.check("first reminder", &set, &first(5.0, &hours(set, 7)), &expected);
        report.check("further reminder", &set, &next(5.0, &hours(7, set)), &expected);
    }
    // Opened at that hour, saved at this one.
    for (opened, now, settings, expected) in [
        (0.0, 1.0, hours(24, 24), Some(24.0)),
        (0.0, 1.0, hours(24, 0), Some(24.0)),
        (0.0, 1.0, hours(2, 168), Some(2.0)),
        (0.0, 30.0, hours(24, 24), Some(54.0)),
        (0.0, 24.0, hours(24, 1), Some(25.0)),
        (0.0, 30.0, hours(24, 0), None),
        (0.0, 30.0, hours(48, 0), Some(48.0)),
        (0.0, 1.0, hours(0, 5), Some(6.0)),
        (0.0, 1.0, hours(0, 0), None),
    ] {
        let next = anew(opened * HOUR, now * HOUR, &settings).map(|at| at / HOUR);
        report.check("reminder after other settings", &(opened, now, &settings), &next, &expected);
    }
    let named = RotationSettings { me: "Ada".to_owned(), due_after: 7, ..hours(24, 24) };
    for (settings, expected) in [(&named, false), (&hours(24, 23), true), (&hours(23, 24), true)] {
        report.check("it waits otherwise", settings, &waits_otherwise(settings, &hours(24, 24)), &expected);
    }
    for (at, expected) in [(None, false), (Some(99.0), true), (Some(100.0), true), (Some(101.0), false)] {
        report.check("reminder is due", &at, &is_due(at, 100.0), &expected);
    }
    let now = 100.0 * DAY;
    for (at, settings, expected) in [
        (None, hours(24, 24), None),
        (Some(now + HOUR), hours(24, 24), Some(now + HOUR)),
        (Some(now - HOUR), hours(24, 24), Some(now - HOUR)),
        // The clock was set back by a month.
        (Some(now + 30.0 * DAY), hours(24, 24), Some(now + DAY)),
        (Some(now + 30.0 * DAY), hours(24, 48), Some(now + 2.0 * DAY)),
        (Some(f64::NAN), hours(24, 24), Some(now + DAY)),
        (Some(now + HOUR), hours(0, 0), None),
    ] {
        report.check("reminder after a clock was set back", &(at, &settings), &mend(at, now, &settings), &expected);
    }
    let rotation = |tasks: usize, remind_at, is_awaited| RotationRecord {
        tasks: vec![TaskRecord::default(); tasks],
        remind_at,
        is_awaited,
        ..RotationRecord::default()
    };
    for (all, expected) in [
        (vec![], None),
        (vec![rotation(1, None, false)], None),
        (vec![rotation(1, Some(5.0), false), rotation(2, Some(3.0), false)], Some(3.0)),
        (vec![rotation(1, Some(5.0), false), rotation(0, Some(3.0), false)], Some(5.0)),
        (vec![rotation(1, Some(5.0), true)], None),
    ] {
        report.check("soonest reminder", &all.len(), &soonest(&all), &expected);
    }
    of_ages(report);
    for (left, is_asking, due, text, tone) in [
        (0, false, false, "", Tone::Quiet),
        (0, false, true, "!", Tone::Due),
        (0, true, false, "?", Tone::Question),
        (0, true, true, "?", Tone::Question),
        (3, false, false, "3", Tone::Work),
        (3, true, true, "3", Tone::Work),
        (999, false, false, "999", Tone::Work),
        (1_000, false, false, "999+", Tone::Work),
    ] {
        let shown = badge(left, is_asking, due);
        report.check("badge", &(left, is_asking, due), &(shown.text.as_str(), shown.tone), &(text, tone));
    }
    let long = "ä".repeat(LONGEST_NAME + 1);
    for (settings, expected) in [
        (RotationSettings::default(), None),
        (hours(0, 0), None),
        (hours(MOST_HOURS, MOST_HOURS), None),
        (hours(MOST_HOURS + 1, 0), Some(SettingsRefusal::Hours)),
        (hours(0, u32::MAX), Some(SettingsRefusal::Hours)),
        (RotationSettings { due_after: MOST_DAYS, ..hours(0, 0) }, None),
        (RotationSettings { due_after: MOST_DAYS + 1, ..hours(0, 0) }, Some(SettingsRefusal::Days)),
        (RotationSettings { me: long, ..hours(0, 0) }, Some(SettingsRefusal::Name)),
        (RotationSettings { me: "ä".repeat(LONGEST_NAME), ..hours(0, 0) }, None),
    ] {
        report.check("settings", &settings, &check(settings.clone()).err(), &expected);
    }
    for (refusal, expected) in [
        (SettingsRefusal::Hours, ("settings_refused_hours", "8784")),
        (SettingsRefusal::Days, ("settings_refused_days", "3660")),
        (SettingsRefusal::Name, ("settings_refused_name", "200")),
    ] {
        report.check("why settings are refused", &refusal, &refusal.message(), &(expected.0, expected.1.to_owned()));
    }
    let named = check(RotationSettings { me: " Ada ".to_owned(), ..hours(0, 0) }).map(|settings| settings.me);
    report.check("settings", &" Ada ", &named, &Ok("Ada".to_owned()));
}

fn of_ages(report: &mut Report) {
    let number = |digits: &str| AccountNumber::try_from(digits.to_owned()).ok();
    let rotation = |account: &str, opened, is_awaited| RotationRecord {
        number: number(account),
        opened,
        is_awaited,
        ..RotationRecord::default()
    };
    let reset = |account: &str, at| ResetRecord { number: number(account), at, listed: 0 };
    let settings = |due_after| RotationSettings { due_after, ..RotationSettings::default() };
    let now = 1_000.0 * DAY;
    let ago = |days: f64| now - days * DAY;
    for (rotations, resets, due_after, expected) in [
        (vec![], vec![], 90, ""),
        (vec![rotation("27", ago(10.0), false)], vec![], 90, "27: 10"),
        (vec![rotation("27", ago(91.0), false)], vec![], 90, "27: 91 due"),
        (vec![rotation("27", ago(90.0), false)], vec![], 90, "27: 90"),
        (vec![rotation("27", ago(900.0), false)], vec![], 0, "27: 900"),
        (vec![rotation("27", ago(900.0), false), rotation("27", ago(1.0), false)], vec![], 90, "27: 1"),
        (vec![rotation("27", ago(1.0), false), rotation("27", ago(900.0), false)], vec![], 90, "27: 1"),
        // Whether a new hash came is not known yet.
        (vec![rotation("27", ago(1.0), true)], vec![reset("27", ago(1.0))], 90, ""),
        (vec![], vec![reset("27", ago(100.0)), reset("", ago(1.0))], 90, "27: 100 due"),
        (vec![rotation("27", ago(5.0), false)], vec![reset("27", ago(1.0)), reset("28", ago(2.0))], 90, "27: 5, 28: 2"),
        (vec![rotation("", ago(5.0), false)], vec![], 90, ""),
        // By a clock that was set back it is from the future.
        (vec![rotation("27", ago(-5.0), false)], vec![], 90, "27: -5"),
    ] {
        let told = ages(&rotations, &resets, now, &settings(due_after)).into_iter().map(|age| {
            let days = (now - age.reset) / DAY;
            format!("{}: {days}{}", age.number, if age.is_due { " due" } else { "" })
        });
        let told = told.collect::<Vec<_>>().join(", ");
        report.check("age of a hash", &(&rotations, &resets, due_after), &told.as_str(), &expected);
    }
}
