//! Forgetting an account, or everything, in one write each: nothing is ever half forgotten. What was forgotten goes back
//! to the page that asked, which alone has it from then on.

use js_sys::{JSON, Object, Reflect};
use keyturn_browser::{EdgeError, from_js, now, storage, to_js};
use keyturn_core::account_number::AccountNumber;
use keyturn_core::forget::{self, Extent, Gone, Kept, is_forgotten};
use keyturn_core::message::{PageReply, Trouble};
use keyturn_core::store::{WordChanges, key};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use crate::{shelf, signal, words};

/// The documents that are taken apart; every other one goes and comes back as a whole.
const TAKEN_APART: [&str; 5] = [key::ACCOUNTS, key::INVENTORY, key::RESETS, key::ROTATIONS, key::HISTORY];

/// What was forgotten, on its way to the page and back.
#[derive(Serialize, Deserialize)]
struct Forgotten {
    gone: Gone,
    /// Every other document, by its key, as JSON.
    rest: String,
}

/// What would go.
pub async fn forgettable(number: Option<AccountNumber>) -> Result<PageReply, Trouble> {
    let mut kept = read().await?;
    let extent = match number {
        Some(number) => forget::account(&mut kept, &number, now()).extent(),
        None => Extent {
            languages: shelf::read::<WordChanges>().await?.languages.len() as u32,
            aside: shelf::aside().await.map_err(shelf::said)?.len() as u32,
            company: None,
            ..forget::everything(&mut kept).extent()
        },
    };
    Ok(PageReply::Forgettable { extent })
}

/// Forgets it.
pub async fn forget(number: Option<AccountNumber>) -> Result<PageReply, Trouble> {
    let kept = taken_out(number).await?;
    signal::show().await;
    Ok(PageReply::Forgotten { kept })
}

async fn taken_out(number: Option<AccountNumber>) -> Result<String, Trouble> {
    let _held = shelf::hold().await;
    let mut kept = load().await?;
    // What is to be given back is worded first: what could not be given back must not go.
    match number {
        Some(number) => {
            let forgotten = worded(forget::account(&mut kept, &number, now()), String::new())?;
            store(&kept, Vec::new()).await.map_err(shelf::said)?;
            Ok(forgotten)
        }
        None => {
            let (keys, rest) = everything().await.map_err(shelf::said)?;
            let forgotten = worded(forget::everything(&mut kept), rest)?;
            storage::remove(&keys).await.map_err(shelf::said)?;
            Ok(forgotten)
        }
    }
}

/// Puts it back. Where something came meanwhile, it stays.
pub async fn put_back(kept: &str) -> Result<PageReply, Trouble> {
    let parsed = JSON::parse(kept).map_err(EdgeError::from).and_then(from_js::<Forgotten>);
    let not_understood = |why: EdgeError| Trouble::not_understood(Some("kept"), &why.to_string());
    let Forgotten { gone, rest } = parsed.map_err(not_understood)?;
    {
        let _held = shelf::hold().await;
        let mut kept = load().await?;
        forget::put_back(&mut kept, gone, now());
        store(&kept, still_missing(&rest).await.map_err(shelf::said)?).await.map_err(shelf::said)?;
    }
    signal::show().await;
    // A page that was loaded meanwhile looks for the words that ship.
    words::tell_pages().await;
    Ok(PageReply::Done)
}

fn worded(gone: Gone, rest: String) -> Result<String, Trouble> {
    let value = to_js(&Forgotten { gone, rest }).map_err(shelf::said)?;
    JSON::stringify(&value).map(String::from).map_err(|error| shelf::said(error.into()))
}

async fn read() -> Result<Kept, Trouble> {
    let _held = shelf::hold().await;
    load().await
}

/// The lists as they are stored, for who holds the shelf.
pub async fn load() -> Result<Kept, Trouble> {
    let (accounts, inventory, resets) = (shelf::load().await?, shelf::load().await?, shelf::load().await?);
    let (rotations, history) = (shelf::load().await?, shelf::load().await?);
    Ok(Kept { accounts, inventory, resets, rotations, history })
}

/// Stores the lists and these beside them, all or none, for who holds the shelf.
pub async fn store(kept: &Kept, mut also: Vec<(String, JsValue)>) -> Result<(), EdgeError> {
    also.push((key::ACCOUNTS.to_owned(), to_js(&kept.accounts)?));
    also.push((key::INVENTORY.to_owned(), to_js(&kept.inventory)?));
    also.push((key::RESETS.to_owned(), to_js(&kept.resets)?));
    also.push((key::ROTATIONS.to_owned(), to_js(&kept.rotations)?));
    also.push((key::HISTORY.to_owned(), to_js(&kept.history)?));
    let items: Vec<(&str, JsValue)> = also.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    storage::set(&items).await
}

/// The keys of every document that everything takes, and those that are not taken apart, as JSON.
async fn everything() -> Result<(Vec<String>, String), EdgeError> {
    let all: Vec<(String, JsValue)> = storage::all().await?.into_iter().filter(|(key, _)| is_forgotten(key)).collect();
    let rest = Object::new();
    for (key, value) in all.iter().filter(|(key, _)| !TAKEN_APART.contains(&key.as_str())) {
        Reflect::set(&rest, &key.into(), value)?;
    }
    let rest = String::from(JSON::stringify(&rest)?);
    Ok((all.into_iter().map(|(key, _)| key).collect(), rest))
}

/// The documents in that JSON whose place nothing has taken since.
async fn still_missing(rest: &str) -> Result<Vec<(String, JsValue)>, EdgeError> {
    if rest.is_empty() {
        return Ok(Vec::new());
    }
    let rest: Object = JSON::parse(rest)?.unchecked_into();
    let there = storage::all().await?;
    let pair = |pair: JsValue| {
        let pair: js_sys::Array = pair.unchecked_into();
        Some((pair.get(0).as_string()?, pair.get(1)))
    };
    let missing = |(key, _): &(String, JsValue)| is_forgotten(key) && !there.iter().any(|(one, _)| one == key);
    Ok(Object::entries(&rest).iter().filter_map(pair).filter(missing).collect())
}
