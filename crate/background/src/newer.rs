//! What a newer version of Keyturn had stored and an older one set aside: put back, in one write, once this version can read it.

use std::cell::Cell;

use keyturn_browser::{EdgeError, now as now_in_ms, storage, to_js};
use keyturn_core::message::Trouble;
use keyturn_core::newer::{self, Now};
use keyturn_core::store::{SetAside, key};
use keyturn_core::words::sent;

use crate::shelf::{self, Value};
use crate::{forget, words};

thread_local! {
    /// While a worker lives, its version stays the same.
    static IS_DONE: Cell<bool> = const { Cell::new(false) };
}

/// Puts back what can be read by now, once in the life of a worker. Who reads, waits for it.
pub async fn put_back() -> Result<(), Trouble> {
    if IS_DONE.get() {
        return Ok(());
    }
    let _held = shelf::hold().await;
    if IS_DONE.get() {
        return Ok(());
    }
    take_back().await?;
    IS_DONE.set(true);
    Ok(())
}

async fn take_back() -> Result<(), Trouble> {
    let (newer, mut left) =
        shelf::aside().await.map_err(shelf::said)?.into_iter().partition::<Vec<_>, _>(|one| one.newer);
    if newer.is_empty() {
        return Ok(());
    }
    let mut now = Now { kept: forget::load().await?, words: shelf::load().await?, settings: shelf::load().await? };
    let (at, mut done) = (now_in_ms(), Vec::new());
    for one in newer {
        let value = storage::get(&one.kept).await.map_err(shelf::said)?.map(Value);
        if value.is_some_and(|value| newer::put_back(&mut now, &one.document, &value, at)) {
            done.push(one.kept);
        } else {
            left.push(one);
        }
    }
    if done.is_empty() {
        return Ok(());
    }
    store(&now, &left).await.map_err(shelf::said)?;
    // Should this fail, what was put back lies there a second time, which harms nobody.
    let _ = storage::remove(&done).await;
    words::tell_pages().await;
    Ok(())
}

async fn store(now: &Now, left: &Vec<SetAside>) -> Result<(), EdgeError> {
    let for_pages = sent::page_words(&sent::changes(now.words.languages.clone()));
    let beside = vec![
        (key::WORDS.to_owned(), to_js(&now.words)?),
        (key::PAGE_WORDS.to_owned(), to_js(&for_pages)?),
        (key::SETTINGS.to_owned(), to_js(&now.settings)?),
        (key::ASIDE.to_owned(), to_js(left)?),
    ];
    forget::store(&now.kept, beside).await
}
