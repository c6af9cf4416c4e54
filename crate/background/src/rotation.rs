//! Rotations: every change is stored in one write with what it writes into the history, then shown on the icon.

use keyturn_browser::{now, to_js};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::history::{self, was_told};
use keyturn_core::integration::Integration;
use keyturn_core::message::{ConsoleReply, PageReply, SentRotation, SentTick, Trouble};
use keyturn_core::reminder;
use keyturn_core::rotation::{self, Listed, Now, Pressed, order};
use keyturn_core::store::rotation::{EntryRecord, RotationRecord, RotationSettings};
use keyturn_core::store::{Accounts, History, Inventory, Resets, Rotations, Settings, key};
use wasm_bindgen::JsValue;

use crate::console::From;
use crate::{shelf, signal, tab};

/// Continue was pressed: written down whole before the reset goes, or not at all.
pub async fn release(pressed: &Pressed<'_>) -> Result<(), Trouble> {
    change(|rotations, now, also| {
        if was_told(also.history, pressed.moment) {
            return Ok(((), Vec::new(), Vec::new()));
        }
        let mut resets = also.resets;
        let entries = rotation::release(rotations, &mut resets, pressed, now);
        Ok(((), entries, vec![(key::RESETS, to_js(&resets).map_err(shelf::said)?)]))
    })
    .await
}

/// A new hash stands on a page. Answers with its rotation; in a private window with one that is kept nowhere.
pub async fn new_hash(number: Option<AccountNumber>, moment: &str, from: &From) -> Result<ConsoleReply, Trouble> {
    let was_there = tab::was_there(from.tab);
    if from.is_private {
        let inventory = shelf::read::<Inventory>().await?.into_integrations();
        let kept = tab::private(from.tab, |rotations| {
            let now = Now { at: now(), inventory: &inventory, remind_at: None };
            let (id, _) = rotation::new_hash(rotations, number.as_ref(), moment, was_there, &now);
            rotations
                .iter()
                .find(|rotation| rotation.id == id)
                .map(|one| order::sent(one, &Listed::of(&inventory), None))
        });
        return in_page(kept, String::new());
    }
    let id = change(|rotations, now, _| {
        let (id, entries) = rotation::new_hash(rotations, number.as_ref(), moment, was_there, now);
        Ok((id, entries, Vec::new()))
    })
    .await?;
    reply(&id).await
}

/// Something was ticked off in the panel of a console page. It may do so only in a rotation whose hash a page has shown.
pub async fn tick_in_page(tick: &SentTick, from: &From) -> Result<ConsoleReply, Trouble> {
    if from.is_private {
        let inventory = shelf::read::<Inventory>().await?.into_integrations();
        let kept = tab::private(from.tab, |rotations| {
            rotation::tick(rotations, tick, now()).map_err(refused)?;
            let ticked = rotations.iter().find(|rotation| rotation.id == tick.rotation);
            Ok::<_, Trouble>(ticked.map(|one| order::sent(one, &Listed::of(&inventory), None)))
        })?;
        return in_page(kept, tick.by.clone());
    }
    change(|rotations, now, also| {
        let was_shown = |one: &RotationRecord| one.id == tick.rotation && !one.moment.is_empty();
        if !rotations.iter().any(was_shown) {
            return Err(refused(rotation::Refusal::NoRotation));
        }
        ticked(rotations, tick, now, also)
    })
    .await?;
    reply(&tick.rotation).await
}

/// Something was ticked off in the popup or the options.
pub async fn tick(tick: &SentTick) -> Result<PageReply, Trouble> {
    change(|rotations, now, also| ticked(rotations, tick, now, also)).await?;
    all().await
}

/// It was reset elsewhere.
pub async fn open_by_hand(number: Option<AccountNumber>, leaked: bool) -> Result<PageReply, Trouble> {
    change(|rotations, now, _| Ok(((), rotation::open_by_hand(rotations, number.as_ref(), leaked, now), Vec::new())))
        .await?;
    all().await
}

/// Whether a new hash came.
pub async fn answer(id: &str, got_one: bool) -> Result<PageReply, Trouble> {
    change(|rotations, now, also| {
        let mut resets = also.resets;
        let entries = rotation::answer(rotations, &mut resets, id, got_one, now);
        Ok(((), entries, vec![(key::RESETS, to_js(&resets).map_err(shelf::said)?)]))
    })
    .await?;
    all().await
}

/// Takes the settings; a refusal changes nothing. Open rotations are reminded of as they say from now on.
pub async fn save_settings(settings: RotationSettings) -> Result<PageReply, Trouble> {
    let settings = reminder::check(settings).map_err(|refusal| {
        let (reason, about) = refusal.message();
        Trouble::Refused { field: None, reason: reason.to_owned(), about }
    })?;
    change(|rotations, now, also| {
        let before = also.settings.rotation;
        let me = if settings.me.is_empty() { before.me.clone() } else { settings.me };
        let settings = RotationSettings { me, ..settings };
        let waits_otherwise = reminder::waits_otherwise(&settings, &before);
        for rotation in rotations.iter_mut().filter(|rotation| waits_otherwise && rotation::is_open(rotation)) {
            rotation.remind_at = reminder::anew(rotation.opened, now.at, &settings);
        }
        let document = Settings { rotation: settings, ..Settings::default() };
        Ok(((), Vec::new(), vec![(key::SETTINGS, to_js(&document).map_err(shelf::said)?)]))
    })
    .await?;
    all().await
}

/// All rotations and what belongs to them.
pub async fn all() -> Result<PageReply, Trouble> {
    let rotations = shelf::read::<Rotations>().await?.rotations;
    let settings = shelf::read::<Settings>().await?.rotation;
    let resets = shelf::read::<Resets>().await?.resets;
    let ages = reminder::ages(&rotations, &resets, now(), &settings);
    let inventory = shelf::read::<Inventory>().await?.into_integrations();
    let accounts = shelf::read::<Accounts>().await?;
    let listed = Listed::of(&inventory);
    let sent = order::shown(&rotations).into_iter();
    let rotations = sent.map(|rotation| order::sent(rotation, &listed, company(&accounts, rotation))).collect();
    Ok(PageReply::Rotations { rotations, ages, settings })
}

/// What a change may look at besides.
struct Also<'a> {
    resets: Resets,
    settings: Settings,
    history: &'a History,
}

/// What a change gives: its result, its lines of the history, and what else is to be stored.
type Changed<R> = Result<(R, Vec<EntryRecord>, Vec<(&'static str, JsValue)>), Trouble>;

async fn change<R>(
    change: impl FnOnce(&mut Vec<RotationRecord>, &Now<'_>, Also<'_>) -> Changed<R>,
) -> Result<R, Trouble> {
    let result = {
        let _held = shelf::hold().await;
        let (mut rotations, mut history): (Rotations, History) = (shelf::load().await?, shelf::load().await?);
        let inventory: Vec<Integration> = shelf::load::<Inventory>().await?.into_integrations();
        let also = Also { resets: shelf::load().await?, settings: shelf::load().await?, history: &history };
        let at = now();
        let now = Now { at, inventory: &inventory, remind_at: reminder::first(at, &also.settings.rotation) };
        let (result, entries, more) = change(&mut rotations.rotations, &now, also)?;
        history::add(&mut history, entries);
        let mut items = vec![(key::ROTATIONS, to_js(&rotations)), (key::HISTORY, to_js(&history))];
        items.extend(more.into_iter().map(|(key, value)| (key, Ok(value))));
        shelf::store(items).await?;
        result
    };
    signal::show().await;
    Ok(result)
}

fn ticked(rotations: &mut [RotationRecord], tick: &SentTick, now: &Now<'_>, also: Also<'_>) -> Changed<()> {
    let entries = rotation::tick(rotations, tick, now.at).map_err(refused)?;
    let mut settings = also.settings;
    let me = tick.by.trim();
    if me.is_empty() || settings.rotation.me == me {
        return Ok(((), entries, Vec::new()));
    }
    settings.rotation.me = me.to_owned();
    Ok(((), entries, vec![(key::SETTINGS, to_js(&settings).map_err(shelf::said)?)]))
}

async fn reply(id: &str) -> Result<ConsoleReply, Trouble> {
    let rotations = shelf::read::<Rotations>().await?.rotations;
    let inventory = shelf::read::<Inventory>().await?.into_integrations();
    let accounts = shelf::read::<Accounts>().await?;
    let me = shelf::read::<Settings>().await?.rotation.me;
    let rotation = rotations.iter().find(|rotation| rotation.id == id);
    in_page(rotation.map(|one| order::sent(one, &Listed::of(&inventory), company(&accounts, one))), me)
}

fn in_page(rotation: Option<SentRotation>, me: String) -> Result<ConsoleReply, Trouble> {
    let rotation = rotation.ok_or_else(|| refused(rotation::Refusal::NoRotation))?;
    Ok(ConsoleReply::Rotation { rotation, me })
}

fn company(accounts: &Accounts, rotation: &RotationRecord) -> Option<String> {
    let account = accounts.accounts.iter().find(|account| Some(&account.number) == rotation.number.as_ref());
    account.and_then(|account| account.company.clone())
}

fn refused(refusal: rotation::Refusal) -> Trouble {
    let (reason, about) = refusal.message();
    Trouble::Refused { field: None, reason: reason.to_owned(), about }
}
