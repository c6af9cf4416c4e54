//! Which console page the popup is about: the one in front. And why it does not answer.

use crate::self_check::InFront;

/// A tab, as far as it matters here.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tab {
    /// Its id; a tab of the developer tools has none.
    pub id: Option<i32>,
    /// In front in its window.
    pub is_active: bool,
    /// When it was last in front, in milliseconds.
    pub last_accessed: f64,
}

/// Which tab's page is meant: the console page in the popup's own window, otherwise the one that was in front last in
/// any window.
pub fn choose(here: &[Tab], anywhere: &[Tab]) -> Option<i32> {
    let fits = |tab: &&Tab| tab.is_active && tab.id.is_some();
    let last = || anywhere.iter().filter(fits).max_by(|a, b| a.last_accessed.total_cmp(&b.last_accessed));
    here.iter().find(fits).or_else(last)?.id
}

/// The tab that was in front last, also if another one is now: the options page hides the console that it is about.
pub fn last(anywhere: &[Tab]) -> Option<i32> {
    anywhere.iter().filter(|tab| tab.id.is_some()).max_by(|a, b| a.last_accessed.total_cmp(&b.last_accessed))?.id
}

/// Why a page that Keyturn is allowed on does not answer, from what the browser said when it was asked to put something
/// into it; nothing if it did so.
pub fn why_silent(refused: Option<&str>) -> InFront {
    match refused {
        None => InFront::Silent,
        // Chromium's words, in whatever language: "This page cannot be scripted due to an ExtensionsSettings policy."
        Some(said) if said.contains("ExtensionsSettings policy") => InFront::Blocked,
        // Firefox says the same of a page that a policy names and of one that did not load.
        Some(_) => InFront::Refused,
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (refused, expected) in [
        (None, InFront::Silent),
        (Some("Error: This page cannot be scripted due to an ExtensionsSettings policy."), InFront::Blocked),
        (Some("Error: Missing host permission for the tab"), InFront::Refused),
        (Some("Error: Frame with ID 0 is showing error page"), InFront::Refused),
        (Some("Error: Cannot access contents of url \"https://policy.example/\"."), InFront::Refused),
    ] {
        report.check("why silent", &refused, &why_silent(refused), &expected);
    }
    let tab = |id, is_active, last_accessed| Tab { id, is_active, last_accessed };
    let (here, behind) = (tab(Some(1), true, 1.0), tab(Some(2), false, 9.0));
    let (old, new, tools) = (tab(Some(3), true, 2.0), tab(Some(4), true, 3.0), tab(None, true, 5.0));
    for (in_window, anywhere, expected) in [
        (vec![here], vec![here, new], Some(1)),
        (vec![], vec![old, new, here], Some(4)),
        (vec![], vec![behind, old], Some(3)),
        (vec![tools], vec![tools], None),
        (vec![], vec![behind], None),
        (vec![], vec![], None),
    ] {
        report.check("in front", &(&in_window, &anywhere), &choose(&in_window, &anywhere), &expected);
    }
    for (anywhere, expected) in
        [(vec![], None), (vec![tools], None), (vec![here, behind, new], Some(2)), (vec![tools, here], Some(1))]
    {
        report.check("in front last", &anywhere, &last(&anywhere), &expected);
    }
}
