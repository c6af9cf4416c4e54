//! Which console page the popup is about: the one in front.

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

/// Whether a browser that would not put something into a page says that a policy is why ("This page cannot be scripted
/// due to an ExtensionsSettings policy.", in Chromium, in whatever language).
pub fn is_policy(said: &str) -> bool {
    said.contains("ExtensionsSettings policy")
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (said, expected) in [
        ("Error: This page cannot be scripted due to an ExtensionsSettings policy.", true),
        ("Error: Cannot access contents of the page. Extension manifest must request permission.", false),
        ("Error: Cannot access contents of url \"https://policy.example/\".", false),
        ("Error: Missing host permission for the tab", false),
        ("Error: Cannot access a chrome:// URL", false),
    ] {
        report.check("a policy", &said, &is_policy(said), &expected);
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
