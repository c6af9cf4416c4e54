//! The language in which dates stand: that of the words, in the spelling of the browser's country if it fits.

/// The browser's language if it is the one of the words, otherwise the one of the words: never a German date in an
/// English sentence.
pub fn choose(words: &str, browsers: &str) -> String {
    let words = known(words);
    if is_tag(browsers) && primary(browsers).eq_ignore_ascii_case(primary(&words)) {
        browsers.to_owned()
    } else {
        words
    }
}

/// The tag, if it is one that `Intl` knows what to do with; otherwise English.
pub fn known(tag: &str) -> String {
    if is_tag(tag) { tag } else { "en" }.to_owned()
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// Whether it is a language's tag: language, script, region. `Intl` throws at anything else.
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let is_region = |part: &str| {
        let is_letters = part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
        is_letters || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let is_script = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
    parts.next().is_some_and(is_language)
        && match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => true,
            (Some(part), None, _) => is_region(part) || is_script(part),
            (Some(script), Some(region), None) => is_script(script) && is_region(region),
            _ => false,
        }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (words, browsers, expected) in [
        ("en", "en-GB", "en-GB"),
        ("en", "en", "en"),
        ("en", "de-AT", "en"),
        ("de", "de-AT", "de-AT"),
        ("en", "", "en"),
        ("en", "en_US", "en"),
        ("en", "en-", "en"),
        ("en", "en-US-u-nu-arab", "en"),
        ("zh", "zh-Hant-TW", "zh-Hant-TW"),
        ("es", "es-419", "es-419"),
        ("popup_language", "en-US", "en-US"),
        ("", "fr", "en"),
    ] {
        report.check("language of dates", &(words, browsers), &choose(words, browsers).as_str(), &expected);
    }
}
