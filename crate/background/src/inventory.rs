//! Changes of the inventory. What they mean to open rotations and to the history is stored in the same write.

use keyturn_browser::{now, to_js};
use keyturn_core::account::Time;
use keyturn_core::integration::{Integration, Refusal, ids_added};
use keyturn_core::message::Trouble;
use keyturn_core::store::{History, Inventory, Rotations, key};
use keyturn_core::{history, rotation};

use crate::{shelf, signal};

/// Changes the inventory, at this time; a refusal changes nothing. Gives the ids of what was added.
pub async fn change(
    change: impl FnOnce(&mut Vec<Integration>, Time) -> Result<(), Refusal>,
) -> Result<Vec<String>, Trouble> {
    let added = {
        let _held = shelf::hold().await;
        let before = shelf::load::<Inventory>().await?.into_integrations();
        let mut after = before.clone();
        let at = now();
        change(&mut after, at).map_err(Trouble::from)?;
        let (mut rotations, mut history): (Rotations, History) = (shelf::load().await?, shelf::load().await?);
        let mut entries = history::edits(&before, &after, at);
        entries.extend(rotation::inventory_changed(&mut rotations.rotations, &after, at));
        history::add(&mut history, entries);
        let items = [
            (key::INVENTORY, to_js(&Inventory::of(&after))),
            (key::ROTATIONS, to_js(&rotations)),
            (key::HISTORY, to_js(&history)),
        ];
        shelf::store(items).await?;
        ids_added(&before, &after)
    };
    signal::show().await;
    Ok(added)
}
