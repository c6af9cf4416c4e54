//! What the popup and the options page may ask for.

use keyturn_browser::now;
use keyturn_core::account::{copy, in_order as accounts_in_order};
use keyturn_core::catalog::{CATALOG, NOT_AFFECTED};
use keyturn_core::exchange::plan::{carry_out, put_back};
use keyturn_core::integration::{Draft, Integration, Refusal, in_order, next_id, put, take};
use keyturn_core::message::{FromPage, ImportedChange, PageReply, Trouble};
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
        FromPage::Inventory => answer_inventory().await,
        FromPage::Save { id, draft } => {
            change(|inventory| {
                let id = id.unwrap_or_else(|| next_id(inventory));
                take(&draft.into(), id).and_then(|integration| put(inventory, integration))
            })
            .await
        }
        FromPage::Remove { id } => {
            change(|inventory| {
                inventory.retain(|integration| integration.id != id);
                Ok(())
            })
            .await
        }
        FromPage::PutBack { integrations, added } => {
            let before = integrations.into_iter().map(Into::into).collect();
            change(|inventory| put_back(inventory, before, &added)).await
        }
        FromPage::Import { added, changed } => {
            let added: Vec<Draft> = added.into_iter().map(Into::into).collect();
            let agreed = |change: ImportedChange| (Integration::from(change.before), Draft::from(change.draft));
            let changed: Vec<_> = changed.into_iter().map(agreed).collect();
            change(|inventory| carry_out(inventory, &added, &changed)).await
        }
        FromPage::Rotations => rotation::all().await,
        FromPage::OpenRotation { number, leaked } => rotation::open_by_hand(number, leaked).await,
        FromPage::AnswerNewHash { rotation, got_one } => rotation::answer(&rotation, got_one).await,
        FromPage::Tick { tick } => rotation::tick(&tick).await,
        FromPage::History => history::all().await,
        FromPage::SaveRotationSettings { settings } => rotation::save_settings(settings).await,
        FromPage::Words => words::answer().await,
        FromPage::SaveWords { language, words } => words::save(&language, words.into()).await,
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

async fn answer_inventory() -> Result<PageReply, Trouble> {
    let integrations = in_order(shelf::read::<Inventory>().await?.into_integrations());
    Ok(PageReply::Inventory {
        integrations: integrations.iter().map(Into::into).collect(),
        accounts: accounts().await?,
        catalog: CATALOG.iter().map(Into::into).collect(),
        not_affected: NOT_AFFECTED.iter().map(Into::into).collect(),
        trouble: shelf::set_aside().await,
    })
}

/// Changes the inventory and answers with what it is then; a refusal changes nothing.
async fn change(change: impl FnOnce(&mut Vec<Integration>) -> Result<(), Refusal>) -> Result<PageReply, Trouble> {
    inventory::change(change).await?;
    answer_inventory().await
}
