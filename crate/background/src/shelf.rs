//! The stored documents: read, and changed one change after the other. One that cannot be read is set aside, never
//! deleted, and said.

use futures_util::lock::Mutex;
use keyturn_browser::{EdgeError, from_js, now, storage, to_js};
use keyturn_core::message::Trouble;
use keyturn_core::store::{self, Accounts, Engines, Envelope, Inventory, Resets, SetAside, Unreadable, key, readable};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

/// A stored document.
pub trait Document: Default + Serialize + DeserializeOwned {
    /// Its key in storage.
    const KEY: &str;
}

impl Document for Accounts {
    const KEY: &str = key::ACCOUNTS;
}
impl Document for Inventory {
    const KEY: &str = key::INVENTORY;
}
impl Document for Resets {
    const KEY: &str = key::RESETS;
}
impl Document for Engines {
    const KEY: &str = key::ENGINES;
}

thread_local! {
    /// Held from the reading of a document until what became of it is stored: two messages at once must not undo one
    /// another. Leaked, so that a guard can be held over an await; there is one in the life of a worker.
    static CHANGING: &'static Mutex<()> = Box::leak(Box::new(Mutex::new(())));
}

/// The document as it is stored.
pub async fn read<D: Document>() -> Result<D, Trouble> {
    let _changing = CHANGING.with(|mutex| *mutex).lock().await;
    load().await
}

/// Changes the document: what `change` makes of it is stored before this returns.
pub async fn change<D: Document, R>(change: impl FnOnce(&mut D) -> R) -> Result<R, Trouble> {
    let _changing = CHANGING.with(|mutex| *mutex).lock().await;
    let mut document = load().await?;
    let result = change(&mut document);
    let value = to_js(&document).map_err(said)?;
    storage::set(&[(D::KEY, value)]).await.map_err(said)?;
    Ok(result)
}

/// What was set aside and is still there, the last one.
pub async fn set_aside() -> Option<Trouble> {
    let aside = aside().await.ok()?.pop()?;
    Some(Trouble::SetAside { document: aside.document, newer: aside.newer })
}

async fn load<D: Document>() -> Result<D, Trouble> {
    let Some(value) = storage::get(D::KEY).await.map_err(said)? else { return Ok(D::default()) };
    match understood(value.clone()) {
        Ok(document) => Ok(document),
        Err(why) => {
            put_aside(D::KEY, value, &why).await.map_err(said)?;
            Ok(D::default())
        }
    }
}

fn understood<D: Document>(value: JsValue) -> Result<D, Unreadable> {
    let junk = |error: EdgeError| Unreadable::Junk(error.to_string());
    let envelope: Envelope = from_js(value.clone()).map_err(junk)?;
    readable(envelope.schema)?;
    from_js(value).map_err(junk)
}

/// Puts a document aside and an empty one in its place, in one write.
async fn put_aside(key: &str, value: JsValue, why: &Unreadable) -> Result<(), EdgeError> {
    let at = now();
    let mut all = aside().await?;
    let kept = format!("{}:{key}:{at}", store::key::ASIDE);
    let newer = matches!(why, Unreadable::Newer(_));
    all.push(SetAside { document: key.to_owned(), newer, at, kept: kept.clone() });
    storage::set(&[(&kept, value), (store::key::ASIDE, to_js(&all)?), (key, to_js(&empty())?)]).await
}

/// What an empty document of any kind looks like: the schema and nothing else.
fn empty() -> impl Serialize {
    #[derive(Serialize)]
    struct Empty {
        schema: u32,
    }
    Empty { schema: store::SCHEMA }
}

async fn aside() -> Result<Vec<SetAside>, EdgeError> {
    match storage::get(store::key::ASIDE).await? {
        // A list of what was set aside that is itself junk has nothing to tell; what it told of stays where it is.
        Some(list) => Ok(from_js(list).unwrap_or_default()),
        None => Ok(Vec::new()),
    }
}

fn said(error: EdgeError) -> Trouble {
    Trouble::Storage { said: error.to_string() }
}
