//! What the popup and the options page may ask for.

use keyturn_browser::now;
use keyturn_core::account::{Time, copy, in_order as accounts_in_order};
use keyturn_core::catalog::{CATALOG, NOT_AFFECTED};
use keyturn_core::exchange::plan::{Agreed, carry_out, put_back};
use keyturn_core::integration::{Integration, Refusal, in_order, save};
use keyturn_core::message::{FromPage, PageReply, Trouble};
use keyturn_core::store::{AccountRecord, Accounts, Inventory};

use crate::{console, forget, history, inventory, rotation, shelf, words};

/// Answers one of our pages.
pub async fn answer(message: FromPage) -> Result<PageReply, Trouble> {
    match message {
        FromPage::Overview => overview().await,
        FromPage::Copied { number } => {
            console::change_accounts(|accounts| copy(accounts, &number, now())).await?;
            Ok(PageReply::Done)
        }
        FromPage::Inventory => answer_inventory(Vec::new()).await,
        FromPage::Save { before, draft } => {
            let before = before.map(Integration::from);
            change(|inventory, at| save(inventory, before.as_ref(), &draft.into(), at)).await
        }
        FromPage::Remove { id } => {
            change(|inventory, _| {
                inventory.retain(|integration| integration.id != id);
                Ok(())
            })
            .await
        }
        FromPage::PutBack { integrations, added } => {
            let before = integrations.into_iter().map(Into::into).collect();
            change(|inventory, _| put_back(inventory, before, &added)).await
        }
        FromPage::Import { seen, added, changed } => {
            let seen = seen.into_iter().map(Into::into).collect();
            let added = added.into_iter().map(Into::into).collect();
            let changed = changed.into_iter().map(|change| (change.id, change.draft.into())).collect();
            let agreed = Agreed { seen, added, changed };
            change(|inventory, at| carry_out(inventory, &agreed, at)).await
        }
        FromPage::Rotations => rotation::all().await,
        FromPage::OpenRotation { number, leaked } => rotation::open_by_hand(number, leaked).await,
        FromPage::AnswerNewHash { rotation, got_one } => rotation::answer(&rotation, got_one).await,
        FromPage::Tick { tick } => rotation::tick(&tick).await,
        FromPage::History => history::all().await,
        FromPage::SaveRotationSettings { settings } => rotation::save_settings(settings).await,
        FromPage::Words => words::answer().await,
        FromPage::SaveWords { language, words, before } => {
            words::save(&language, words.into(), before.map(Into::into)).await
        }
        FromPage::Forgettable { number } => forget::forgettable(number).await,
        FromPage::Forget { number } => forget::forget(number).await,
        FromPage::PutBackForgotten { kept } => forget::put_back(&kept).await,
    }
}

async fn accounts() -> Result<Vec<AccountRecord>, Trouble> {
    let accounts = shelf::read::<Accounts>().await?.into_accounts();
    Ok(accounts_in_order(&accounts).iter().map(Into::into).collect())
}

async fn overview() -> Result<PageReply, Trouble> {
    let accounts = accounts().await?;
    let integrations = shelf::read::<Inventory>().await?.integrations.len() as u32;
    Ok(PageReply::Overview { accounts, integrations, trouble: shelf::set_aside().await })
}

async fn answer_inventory(added: Vec<String>) -> Result<PageReply, Trouble> {
    let integrations = in_order(shelf::read::<Inventory>().await?.into_integrations());
    Ok(PageReply::Inventory {
        integrations: integrations.iter().map(Into::into).collect(),
        added,
        accounts: accounts().await?,
        catalog: CATALOG.iter().map(Into::into).collect(),
        not_affected: NOT_AFFECTED.iter().map(Into::into).collect(),
        trouble: shelf::set_aside().await,
    })
}

/// Changes the inventory and answers with what it is then; a refusal changes nothing.
async fn change(change: impl FnOnce(&mut Vec<Integration>, Time) -> Result<(), Refusal>) -> Result<PageReply, Trouble> {
    answer_inventory(inventory::change(change).await?).await
}
