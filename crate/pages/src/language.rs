//! The language of the words and of the dates among them.

use keyturn_browser::i18n;
use keyturn_core::language::{choose, known};

/// The language of the words.
pub fn of_words() -> String {
    known(&i18n::message("popup_language", &[]))
}

/// The language for dates and times.
pub fn of_times() -> String {
    let browsers = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
    choose(&of_words(), &browsers)
}
