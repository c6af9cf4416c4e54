//! The stored documents: read, and changed one change after the other. One that cannot be read is set aside, never
//! deleted, and said.

use futures_util::lock::{Mutex, MutexGuard};
use js_sys::{Array, Reflect};
use keyturn_browser::{EdgeError, from_js, now, storage, to_js};
use keyturn_core::message::Trouble;
use keyturn_core::store::{self, Document, SetAside, Stored, Unreadable};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// A value in storage.
pub struct Value(pub JsValue);

impl Stored for Value {
    fn parse<T: DeserializeOwned>(&self) -> Result<T, String> {
        from_js(self.0.clone()).map_err(|error| error.to_string())
    }

    fn items(&self, field: &str) -> Vec<Self> {
        let list = Reflect::get(&self.0, &field.into()).ok().and_then(|list| list.dyn_into::<Array>().ok());
        list.iter().flat_map(Array::iter).map(Value).collect()
    }
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

/// Keeps every other change away until it is dropped: for who changes several documents in one write.
pub async fn hold() -> MutexGuard<'static, ()> {
    CHANGING.with(|mutex| *mutex).lock().await
}

/// Stores these documents, all of them or none, for who holds the shelf.
pub async fn store(items: impl IntoIterator<Item = (&'static str, Result<JsValue, EdgeError>)>) -> Result<(), Trouble> {
    let ready = items.into_iter().map(|(key, value)| Ok((key, value?))).collect::<Result<Vec<_>, EdgeError>>();
    storage::set(&ready.map_err(said)?).await.map_err(said)
}

/// What was set aside and is still there, the last one.
pub async fn set_aside() -> Option<Trouble> {
    let aside = aside().await.ok()?.pop()?;
    Some(Trouble::SetAside { document: aside.document, newer: aside.newer, why: aside.why })
}

/// The document as it is stored, for who holds the shelf.
pub async fn load<D: Document>() -> Result<D, Trouble> {
    let Some(value) = storage::get(D::KEY).await.map_err(said)? else { return Ok(D::default()) };
    let value = Value(value);
    match store::read(&value) {
        Ok(document) => Ok(document),
        Err(why) => {
            put_aside::<D>(value.0, &why).await.map_err(said)?;
            Ok(D::default())
        }
    }
}

/// Puts a document aside and an empty one in its place, in one write.
async fn put_aside<D: Document>(value: JsValue, why: &Unreadable) -> Result<(), EdgeError> {
    let at = now();
    let mut all = aside().await?;
    let kept = format!("{}:{}:{at}", store::key::ASIDE, D::KEY);
    let (newer, why) = match why {
        Unreadable::Newer(_) => (true, String::new()),
        Unreadable::Junk(why) => (false, why.clone()),
    };
    all.push(SetAside { document: D::KEY.to_owned(), newer, at, kept: kept.clone(), why });
    storage::set(&[(&kept, value), (store::key::ASIDE, to_js(&all)?), (D::KEY, to_js(&D::default())?)]).await
}

/// The list of what was set aside.
pub async fn aside() -> Result<Vec<SetAside>, EdgeError> {
    match storage::get(store::key::ASIDE).await? {
        // A list of what was set aside that is itself junk has nothing to tell; what it told of stays where it is.
        Some(list) => Ok(from_js(list).unwrap_or_default()),
        None => Ok(Vec::new()),
    }
}

/// What the browser says of a storage that fails.
pub fn said(error: EdgeError) -> Trouble {
    Trouble::storage(error.to_string())
}
