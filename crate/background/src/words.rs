//! The words that an admin changed: stored, and beside them what the loaders of the console's pages read.

use keyturn_browser::{storage, tabs, to_js};
use keyturn_core::message::{PageReply, ToConsole, Trouble};
use keyturn_core::store::{WordChanges, key};
use keyturn_core::words::change::{beside_others, in_language, set};
use keyturn_core::words::{Words, check, sent};

use crate::shelf;

const CONSOLE_PAGES: &str = "https://admin.lastpass.com/*";

/// What was changed.
pub async fn answer() -> Result<PageReply, Trouble> {
    Ok(PageReply::Words { changes: shelf::read::<WordChanges>().await?.languages })
}

/// Takes these as all the words of that language, but for what others changed since they were as before; a refusal changes
/// nothing. Open console pages look for them at once.
pub async fn save(language: &str, typed: Words, before: Option<Words>) -> Result<PageReply, Trouble> {
    {
        let _held = shelf::hold().await;
        let mut document: WordChanges = shelf::load().await?;
        let mut changes = sent::changes(document.languages);
        let language = check::language(language, &changes)?;
        let typed = check::take(&typed)?;
        let words = match before {
            Some(before) => beside_others(&before, &typed, &in_language(&language, &changes)),
            None => typed,
        };
        set(&mut changes, &language, &words);
        check::something_left(&changes)?;
        let for_pages = to_js(&sent::page_words(&changes)).map_err(shelf::said)?;
        document.languages = sent::sent(changes);
        let value = to_js(&document).map_err(shelf::said)?;
        storage::set(&[(key::WORDS, value), (key::PAGE_WORDS, for_pages)]).await.map_err(shelf::said)?;
    }
    tell_pages().await;
    answer().await
}

/// A page that cannot be told (it is just loading, or Keyturn is not in it) reads them when it is loaded.
pub async fn tell_pages() {
    let console = tabs::Query { url: Some(CONSOLE_PAGES), ..tabs::Query::default() };
    for tab in tabs::query(&console).await.unwrap_or_default() {
        if let Some(id) = tab.id {
            let _ = tabs::tell(id, &ToConsole::Words).await;
        }
    }
}
