use super::{
    Listed, MOST, Now, Pressed, Refusal, answer, inventory_changed, left, new_hash, open_by_hand, order, release, tick,
};
use crate::account_number::AccountNumber;
use crate::integration::{Belongs, Criticality, Draft, Integration, new_id, take};
use crate::message::SentTick;
use crate::store::rotation::{Happening, Progress, RotationRecord};
use crate::store::{ResetRecord, Resets};
use crate::tables::Report;

const MINUTE: f64 = 60_000.0;

/// An inventory of these: a name, its account (empty: all), criticality and interval.
fn inventory(all: &[(&str, &str, Criticality, Option<u32>)]) -> Vec<Integration> {
    let one = |(at, (name, account, criticality, polls_every)): (usize, &(&str, &str, Criticality, Option<u32>))| {
        let accounts = vec![(*account).to_owned()];
        let (criticality, polls_every) = (*criticality, *polls_every);
        let draft = Draft { name: (*name).to_owned(), accounts, criticality, polls_every, ..Draft::default() };
        take(&draft, format!("i{at}")).ok()
    };
    all.iter().enumerate().filter_map(one).collect()
}

fn number(digits: &str) -> Option<AccountNumber> {
    AccountNumber::try_from(digits.to_owned()).ok()
}

fn pressed(number: Option<&AccountNumber>, at: f64) -> Pressed<'_> {
    Pressed { number, leaked: false, at: Some(at), moment: "", listed: 0 }
}

/// What happens, one step of a story.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Continue, for an account (empty: not known).
    Continue(&'static str),
    /// The same, pressed before the last two steps and told only now.
    Late(&'static str),
    /// A hash of that account is seen, and what the page calls it.
    Hash(&'static str, &'static str),
    /// The same, in a page into which an update of the extension has just come.
    Still(&'static str, &'static str),
    /// "Did you get a new one?" is answered, of the last rotation.
    Answer(bool),
    /// It was reset elsewhere.
    ByHand(&'static str),
    /// A task of the last rotation is ticked.
    Tick(&'static str, Progress),
    /// An integration is removed from the inventory.
    Remove(&'static str),
    /// One is added, for all accounts.
    Add(&'static str),
    /// One is made that account's.
    Give(&'static str, &'static str),
    /// The task of a rotation is ticked that was opened as the first, second, … one.
    TickIn(usize, &'static str, Progress),
    /// So many minutes pass.
    Wait(f64),
}

/// Tells a story to the inventory of a, b and c (of account 111) and x (of 222), and gives what came of it: the rotations
/// oldest first, each as `account: tasks`, a task as its name and its progress, and what is said of it.
fn told(steps: &[Step]) -> (String, Vec<Happening>) {
    let normal = Criticality::Normal;
    let mut all = inventory(&[("a", "111", normal, None), ("b", "111", normal, None), ("x", "222", normal, None)]);
    let (mut rotations, mut resets): (Vec<RotationRecord>, Resets) = Default::default();
    let (mut at, mut history) = (1_000_000.0, Vec::new());
    for step in steps {
        at += 1.0;
        let kept = all.clone();
        let now = Now { at, inventory: &kept, remind_at: None };
        let last = rotations.last().map(|rotation| rotation.id.clone()).unwrap_or_default();
        let id_of = |name: &str| {
            let known = all.iter().find(|integration| integration.name == name);
            known.map(|integration| integration.id.clone()).unwrap_or_default()
        };
        let entries = match *step {
            Step::Continue(account) => {
                release(&mut rotations, &mut resets, &pressed(number(account).as_ref(), at), &now)
            }
            Step::Late(account) => {
                release(&mut rotations, &mut resets, &pressed(number(account).as_ref(), at - 2.0), &now)
            }
            Step::Hash(account, moment) => new_hash(&mut rotations, number(account).as_ref(), moment, false, &now).1,
            Step::Still(account, moment) => new_hash(&mut rotations, number(account).as_ref(), moment, true, &now).1,
            Step::Answer(got_one) => answer(&mut rotations, &mut resets, &last, got_one, &now),
            Step::ByHand(account) => open_by_hand(&mut rotations, number(account).as_ref(), false, &now),
            Step::Tick(name, progress) => {
                tick(&mut rotations, &step_of(last, id_of(name), progress), at).unwrap_or_default()
            }
            Step::Remove(name) => {
                all.retain(|integration| integration.name != name);
                inventory_changed(&mut rotations, &all, at)
            }
            Step::Add(name) => {
                let id = new_id(&all, at);
                all.extend(take(&Draft { name: name.into(), ..Draft::default() }, id));
                inventory_changed(&mut rotations, &all, at)
            }
            Step::Give(name, account) => {
                for one in all.iter_mut().filter(|integration| integration.name == name) {
                    one.belongs = Belongs::To(number(account).into_iter().collect());
                }
                inventory_changed(&mut rotations, &all, at)
            }
            Step::TickIn(index, name, progress) => {
                let rotation = rotations.get(index).map(|rotation| rotation.id.clone()).unwrap_or_default();
                tick(&mut rotations, &step_of(rotation, id_of(name), progress), at).unwrap_or_default()
            }
            Step::Wait(minutes) => {
                at += minutes * MINUTE;
                Vec::new()
            }
        };
        history.extend(entries.iter().map(|entry| entry.what));
    }
    (rotations.iter().map(in_words).collect::<Vec<_>>().join("; "), history)
}

fn step_of(rotation: String, integration: String, progress: Progress) -> SentTick {
    SentTick { rotation, integration, progress, reason: "why".to_owned(), by: "me".to_owned(), note: None }
}

fn in_words(rotation: &RotationRecord) -> String {
    let task = |task: &crate::store::rotation::TaskRecord| {
        let progress = match task.progress {
            Progress::ToDo => "",
            Progress::Updated => " updated",
            Progress::SeenWorking => " works",
            Progress::Skipped => " skipped",
        };
        let marks = [(task.again, " again"), (task.added, " added"), (task.removed, " removed")];
        let marks = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect::<String>();
        format!("{}{progress}{marks}", task.name)
    };
    let tasks: Vec<String> = rotation.tasks.iter().map(task).collect();
    let account = rotation.number.as_ref().map_or("?", AccountNumber::as_str);
    let state = match (rotation.is_awaited, rotation.finished.is_some()) {
        (true, _) => " awaited",
        (_, true) => " finished",
        _ => "",
    };
    format!("{account}{state}: {}", tasks.join(", "))
}

pub(crate) fn table(report: &mut Report) {
    use Progress::{SeenWorking, Skipped, ToDo, Updated};
    use Step::{Add, Answer, ByHand, Continue, Give, Hash, Late, Remove, Still, Tick, TickIn, Wait};
    let stories: &[(&[Step], &str)] = &[
        (&[], ""),
        (&[Continue("111")], "111 awaited: a, b"),
        (&[Continue("111"), Continue("111")], "111 awaited: a, b"),
        (&[Continue("111"), Continue("222")], "111 awaited: a, b; 222 awaited: x"),
        (&[Continue("")], "? awaited: a, b, x"),
        (&[Continue("333")], "333 awaited: "),
        (&[Continue("111"), Hash("111", "m")], "111: a, b"),
        (&[Continue("111"), Hash("111", "m"), Hash("111", "m")], "111: a, b"),
        // Another hash, past our Continue.
        (&[Hash("111", "m"), Tick("a", Updated), Hash("111", "n")], "111: a again, b"),
        (&[Continue("111"), Wait(-50.0), Hash("111", "m")], "111: a, b"),
        (&[Continue(""), Hash("222", "m")], "222: x"),
        (&[Continue("222"), Hash("", "m")], "222: x"),
        (&[Continue("222"), Hash("111", "m")], "222 awaited: x; 111: a, b"),
        (&[Continue("111"), Wait(29.0), Hash("111", "m")], "111: a, b"),
        (&[Continue("111"), Wait(31.0), Hash("111", "m")], "111 awaited: a, b; 111: a, b"),
        (&[Hash("111", "m")], "111: a, b"),
        (&[Hash("333", "m")], "333 finished: "),
        (&[Continue("111"), Answer(true)], "111: a, b"),
        (&[Continue("111"), Answer(false)], ""),
        (&[ByHand("222")], "222: x"),
        (&[ByHand("")], "?: a, b, x"),
        (&[ByHand("111"), Tick("a", Updated)], "111: a updated, b"),
        (&[ByHand("111"), Tick("a", Updated), Tick("a", ToDo)], "111: a, b"),
        (&[ByHand("111"), Tick("a", Updated), Tick("a", SeenWorking)], "111: a works, b"),
        (&[ByHand("111"), Tick("a", SeenWorking), Tick("b", Skipped)], "111 finished: a works, b skipped"),
        (&[ByHand("222"), Tick("x", SeenWorking), Tick("x", Updated)], "222: x updated"),
        (&[ByHand("222"), Tick("a", Updated)], "222: x"),
        (&[Continue("222"), Tick("x", Updated)], "222 awaited: x"),
        // A second reset folds what is open into the new one, but not before it is certain.
        (&[ByHand("111"), Tick("a", Updated), Continue("111")], "111: a updated, b; 111 awaited: a, b"),
        (&[ByHand("111"), Tick("a", Updated), Continue("111"), Answer(false)], "111: a updated, b"),
        (&[ByHand("111"), Tick("a", Updated), Continue("111"), Hash("111", "m")], "111: a again, b"),
        (&[ByHand("111"), Tick("a", SeenWorking), ByHand("111")], "111: a again, b"),
        (&[ByHand("111"), Tick("a", Skipped), ByHand("111")], "111: a, b"),
        (&[ByHand("111"), Tick("a", Updated), ByHand("111"), ByHand("111")], "111: a again, b"),
        (&[ByHand("111"), Tick("a", Updated), ByHand("111"), Tick("a", Updated)], "111: a updated, b"),
        (&[ByHand("222"), ByHand("111")], "222: x; 111: a, b"),
        (&[ByHand("222"), Tick("x", SeenWorking), ByHand("222")], "222 finished: x works; 222: x"),
        // The inventory goes on.
        (&[ByHand("111"), Remove("a")], "111: a removed, b"),
        (&[ByHand("222"), Remove("x")], "222 finished: x removed"),
        (&[ByHand("111"), Add("c")], "111: a, b, c added"),
        (&[ByHand("222"), Tick("x", SeenWorking), Add("c")], "222 finished: x works"),
        (&[Continue("222"), Add("c"), Hash("222", "m")], "222: x, c added"),
        (&[Continue("222"), Remove("x"), Hash("222", "m")], "222 finished: x removed"),
        // What comes in the place of one that was removed has its own tick.
        (&[ByHand("222"), Tick("x", SeenWorking), Remove("x"), Add("y")], "222 finished: x works removed"),
        (&[ByHand("111"), Tick("b", SeenWorking), Remove("b"), Add("c")], "111: a, b works removed, c added"),
        (&[ByHand("222"), Remove("x"), Add("y")], "222 finished: x removed"),
        (&[ByHand("222"), Give("x", "111")], "222 finished: x removed"),
        (&[ByHand("222"), Give("x", "111"), Give("x", "222")], "222: x"),
        // A hash that a later one has followed is dead: nothing is to be done for it any more.
        (
            &[ByHand("111"), Tick("a", SeenWorking), Give("b", "222"), ByHand("111"), Give("b", "111")],
            "111 finished: a works, b; 111: a, b added",
        ),
        (&[ByHand("222"), Tick("x", SeenWorking), ByHand("222"), TickIn(0, "x", ToDo)], "222 finished: x; 222: x"),
        (&[ByHand("222"), Tick("x", SeenWorking), ByHand("111"), TickIn(0, "x", ToDo)], "222: x; 111: a, b"),
        (&[ByHand("222"), Tick("x", SeenWorking), Continue("222"), TickIn(0, "x", ToDo)], "222: x; 222 awaited: x"),
        (&[Wait(-100.0), ByHand("222"), Wait(-100.0), Tick("x", SeenWorking)], "222 finished: x works"),
        (&[Hash("111", "m"), Tick("a", SeenWorking), Still("111", "n")], "111: a works, b"),
        (&[Hash("222", "m"), Tick("x", SeenWorking), Still("222", "n")], "222 finished: x works"),
        (&[Hash("222", "m"), Still("222", "n"), Tick("x", SeenWorking), Hash("222", "n")], "222 finished: x works"),
        (&[Still("222", "n")], "222: x"),
        (&[ByHand("222"), Tick("x", Updated), Still("222", "n")], "222: x again"),
        (&[Hash("222", "m"), Tick("x", Updated), Continue("222"), Still("222", "n")], "222: x again"),
        (&[Hash("111", "m"), Still("222", "n")], "111: a, b; 222: x"),
        (&[Hash("111", "m"), Tick("a", SeenWorking), Still("", "n")], "111: a works, b"),
        (&[Hash("111", "m"), Still("", "n"), Tick("b", Updated), Hash("111", "n")], "111: a, b updated"),
        (&[Hash("222", "m"), Hash("111", "n"), Tick("a", Updated), Still("222", "o")], "222: x; 111: a updated, b"),
        (&[Hash("", "m"), Tick("x", Updated), Still("222", "n")], "?: a, b, x updated"),
        // What was pressed before is told after what came of it.
        (&[Hash("111", "m"), Late("111")], "111: a, b"),
        (&[Hash("222", "m"), Late("111")], "222: x; 111 awaited: a, b"),
        (&[ByHand("111"), Late("111")], "111: a, b; 111 awaited: a, b"),
        (&[Hash("111", "m"), Wait(1.0), Late("111")], "111: a, b; 111 awaited: a, b"),
    ];
    for (steps, expected) in stories {
        report.check("rotation", *steps, &told(steps).0.as_str(), expected);
    }

    use Happening::{
        HashSeen, NoNewHash, ResetReleased, RotationFinished, RotationFolded, RotationOpened, TaskSeenWorking,
        TaskUpdated,
    };
    let histories: &[(&[Step], &[Happening])] = &[
        (&[Continue("111"), Hash("111", "m"), Hash("111", "m")], &[ResetReleased, HashSeen, RotationOpened]),
        (&[Hash("111", "m"), Late("111")], &[HashSeen, RotationOpened, ResetReleased]),
        (&[Continue("111"), Answer(false)], &[ResetReleased, NoNewHash]),
        (&[Continue("111"), Answer(true)], &[ResetReleased, RotationOpened]),
        (&[ByHand("111"), ByHand("111")], &[RotationOpened, RotationFolded, RotationOpened]),
        (
            &[ByHand("222"), Tick("x", Updated), Tick("x", Updated), Tick("x", SeenWorking)],
            &[RotationOpened, TaskUpdated, TaskSeenWorking, RotationFinished],
        ),
        (&[ByHand("222"), Remove("x")], &[RotationOpened, RotationFinished]),
    ];
    for (steps, expected) in histories {
        report.check("rotation's history", *steps, &told(steps).1.as_slice(), expected);
    }

    identities(report);
    denials(report);
    notes(report);
    refusals(report);
    orders(report);
}

/// What tells rotations apart that begin at once, and how each came to be.
fn identities(report: &mut Report) {
    let mut rotations = Vec::new();
    let now = Now { at: 5.0, inventory: &[], remind_at: None };
    release(&mut rotations, &mut Resets::default(), &pressed(number("111").as_ref(), now.at), &now);
    open_by_hand(&mut rotations, number("222").as_ref(), false, &now);
    new_hash(&mut rotations, number("333").as_ref(), "m", false, &now);
    let all: Vec<String> = rotations.iter().map(|one| format!("{} {:?} {}", one.id, one.cause, one.opened)).collect();
    let expected = "r5 Continue 5, r5-1 ByHand 5, r5-2 Seen 5";
    report.check("ids and causes", &"", &all.join(", ").as_str(), &expected);

    // As many as are kept, one of them finished: that goes first, then the oldest.
    let tasks = vec![Default::default()];
    let one = |at: usize| RotationRecord { id: at.to_string(), tasks: tasks.clone(), ..RotationRecord::default() };
    let mut rotations: Vec<RotationRecord> = (0..MOST).map(one).collect();
    rotations[1].finished = Some(1.0);
    let all = inventory(&[("a", "", Criticality::Normal, None)]);
    let now = Now { at: 5.0, inventory: &all, remind_at: None };
    for (digits, first, last) in [("111", "0 2", "r5"), ("222", "2 3", "r5-1"), ("333", "3 4", "r5-2")] {
        open_by_hand(&mut rotations, number(digits).as_ref(), false, &now);
        let ids: Vec<&str> = rotations.iter().map(|one| one.id.as_str()).collect();
        let ends = (ids.len(), ids.iter().take(2).copied().collect::<Vec<_>>().join(" "), ids.last().copied());
        report.check("the most rotations", &digits, &ends, &(MOST, first.to_owned(), Some(last)));
    }
}

fn denials(report: &mut Report) {
    let note = |at, digits: &str| ResetRecord { number: number(digits), at, listed: 0 };
    for (is_its, got_one, expected) in
        [(true, false, "5 111, 7 222"), (true, true, "5 111, 7 222, 7 111"), (false, false, "5 111, 7 222, 7 111")]
    {
        let mut rotations = Vec::new();
        let now = Now { at: 7.0, inventory: &[], remind_at: None };
        let notes = vec![note(5.0, "111"), note(7.0, "222")];
        let mut resets = Resets { resets: notes, ..Resets::default() };
        release(&mut rotations, &mut resets, &pressed(number("111").as_ref(), now.at), &now);
        let id = rotations.first().filter(|_| is_its).map_or("r0", |rotation| rotation.id.as_str()).to_owned();
        answer(&mut rotations, &mut resets, &id, got_one, &now);
        let number = |reset: &ResetRecord| reset.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let left: Vec<String> = resets.resets.iter().map(|reset| format!("{} {}", reset.at, number(reset))).collect();
        report.check("the note of a reset that was none", &(is_its, got_one), &left.join(", ").as_str(), &expected);
    }
    // Pressed twice before it is answered: one question, one answer.
    for (got_one, expected) in [(false, ""), (true, "9")] {
        let (mut rotations, mut resets): (Vec<RotationRecord>, Resets) = Default::default();
        for at in [7.0, 9.0] {
            let now = Now { at, inventory: &[], remind_at: None };
            release(&mut rotations, &mut resets, &pressed(number("111").as_ref(), at), &now);
        }
        let id = rotations.first().map(|rotation| rotation.id.clone()).unwrap_or_default();
        answer(&mut rotations, &mut resets, &id, got_one, &Now { at: 11.0, inventory: &[], remind_at: None });
        let left: Vec<String> = resets.resets.iter().map(|reset| reset.at.to_string()).collect();
        report.check("the notes of two presses", &got_one, &left.join(" ").as_str(), &expected);
    }
}

/// A note is replaced by one that was typed, and by nothing else.
fn notes(report: &mut Report) {
    let all = inventory(&[("a", "", Criticality::Normal, None)]);
    let mut rotations = Vec::new();
    open_by_hand(&mut rotations, None, false, &Now { at: 1.0, inventory: &all, remind_at: None });
    let id = rotations.first().map(|rotation| rotation.id.clone()).unwrap_or_default();
    for (progress, note, expected) in [
        (Progress::Updated, None, ""),
        (Progress::Updated, Some(" asked Priya "), "asked Priya"),
        (Progress::ToDo, None, "asked Priya"),
        (Progress::SeenWorking, Some("4711"), "4711"),
        (Progress::SeenWorking, None, "4711"),
        (Progress::SeenWorking, Some(""), ""),
    ] {
        let step = SentTick { note: note.map(str::to_owned), ..step_of(id.clone(), "i0".to_owned(), progress) };
        let is_done = tick(&mut rotations, &step, 2.0).is_ok();
        let now = rotations.first().and_then(|one| one.tasks.first()).map(|task| task.note.as_str());
        report.check("a note", &(progress, note), &(is_done, now), &(true, Some(expected)));
    }
}

fn refusals(report: &mut Report) {
    let all = inventory(&[("a", "", Criticality::Normal, None)]);
    let mut rotations = Vec::new();
    let now = Now { at: 1.0, inventory: &all, remind_at: None };
    open_by_hand(&mut rotations, None, false, &now);
    let id = rotations.first().map(|rotation| rotation.id.clone()).unwrap_or_default();
    let long = "x".repeat(super::tick::LONGEST + 1);
    for (rotation, integration, progress, reason, expected) in [
        ("r0", "i0", Progress::Updated, "", Refusal::NoRotation),
        (&id, "i7", Progress::Updated, "", Refusal::NoTask),
        (&id, "i0", Progress::Skipped, "", Refusal::NoReason),
        (&id, "i0", Progress::Skipped, " \n", Refusal::NoReason),
        (&id, "i0", Progress::Skipped, &long, Refusal::TooLong),
    ] {
        let [rotation, integration, reason] = [rotation, integration, reason].map(str::to_owned);
        let step = SentTick { rotation, integration, progress, reason, by: String::new(), note: None };
        report.check("a tick that is refused", &expected, &tick(&mut rotations, &step, 2.0), &Err(expected));
    }
    report.check("what was refused changes nothing", &"", &rotations.first().map(left), &Some(1));
    for (refusal, expected) in [
        (Refusal::NoRotation, ("rotation_refused_gone", "")),
        (Refusal::NoTask, ("rotation_refused_no_task", "")),
        (Refusal::NoReason, ("rotation_refused_no_reason", "")),
        (Refusal::TooLong, ("refused_too_long", "2000")),
    ] {
        report.check("why it is refused", &refusal, &refusal.message(), &(expected.0, expected.1.to_owned()));
    }
    let longest = "x".repeat(super::tick::LONGEST);
    for (progress, reason, by, expected) in [
        (Progress::ToDo, "", "Ada", ""),
        (Progress::Updated, "", "Ada", "TaskUpdated Ada"),
        (Progress::Updated, "", "Ada", ""),
        (Progress::Updated, "", "", ""),
        (Progress::Updated, "", "Bo", "TaskUpdated Bo"),
        (Progress::Skipped, longest.as_str(), "Cy", "TaskSkipped Cy, RotationFinished Cy"),
    ] {
        let (rotation, integration) = (id.clone(), "i0".to_owned());
        let (reason, by) = (reason.to_owned(), by.to_owned());
        let step = SentTick { rotation, integration, progress, reason, by, note: None };
        let told = tick(&mut rotations, &step, 2.0).unwrap_or_default();
        let told: Vec<String> = told.iter().map(|entry| format!("{:?} {}", entry.what, entry.by)).collect();
        report.check("who ticks", &(progress, &step.by), &told.join(", ").as_str(), &expected);
    }
}

fn orders(report: &mut Report) {
    use Criticality::{Critical, Low, Normal};
    let all = inventory(&[
        ("slow", "", Normal, Some(1_440)),
        ("Quick", "", Normal, Some(5)),
        ("unknown", "", Normal, None),
        ("alike", "", Normal, Some(5)),
        ("low", "", Low, Some(1)),
        ("critical", "", Critical, None),
    ]);
    let mut rotations = Vec::new();
    open_by_hand(&mut rotations, None, false, &Now { at: 1.0, inventory: &all, remind_at: None });
    let names = |rotation: Option<&RotationRecord>, all: &[Integration]| {
        let sent = rotation.map(|rotation| order::sent(rotation, &Listed::of(all), None));
        sent.map(|sent| sent.tasks.iter().map(|task| task.integration.name.clone()).collect::<Vec<_>>().join(" "))
    };
    let expected = Some("critical alike Quick slow unknown low".to_owned());
    report.check("order of the tasks", &"all to do", &names(rotations.first(), &all), &expected);
    let id = rotations.first().map(|rotation| rotation.id.clone()).unwrap_or_default();
    for (integration, progress) in [("i5", Progress::SeenWorking), ("i1", Progress::Updated), ("i3", Progress::Skipped)]
    {
        let (rotation, integration, reason) = (id.clone(), integration.to_owned(), "why".to_owned());
        let step = SentTick { rotation, integration, progress, reason, by: String::new(), note: None };
        let _ = tick(&mut rotations, &step, 2.0);
    }
    let without_slow: Vec<Integration> = all.iter().filter(|one| one.name != "slow").cloned().collect();
    inventory_changed(&mut rotations, &without_slow, 3.0);
    let expected = Some("Quick unknown low critical alike slow".to_owned());
    report.check("order of the tasks", &"some done", &names(rotations.first(), &without_slow), &expected);
    let sent = rotations
        .first()
        .map(|rotation| order::sent(rotation, &Listed::of(&without_slow), None).tasks)
        .unwrap_or_default();
    let ids: Vec<&str> = sent.iter().map(|task| task.integration.id.as_str()).collect();
    report.check("ids of the tasks", &"some done", &ids.join(" ").as_str(), &"i1 i2 i4 i5 i3 i0");

    let rotation = |id: &str, is_awaited, tasks: usize, opened, finished| RotationRecord {
        id: id.to_owned(),
        is_awaited,
        opened,
        finished,
        tasks: vec![Default::default(); tasks],
        ..RotationRecord::default()
    };
    let all = [
        rotation("over", false, 0, 1.0, Some(5.0)),
        rotation("over-since", false, 0, 1.0, Some(9.0)),
        rotation("few", false, 1, 1.0, None),
        rotation("many-young", false, 3, 8.0, None),
        rotation("many", false, 3, 2.0, None),
        rotation("asks", true, 3, 9.0, None),
    ];
    let ids: Vec<&str> = order::shown(&all).iter().map(|rotation| rotation.id.as_str()).collect();
    report.check("order of rotations", &"", &ids.join(" ").as_str(), &"asks many many-young few over-since over");
}
