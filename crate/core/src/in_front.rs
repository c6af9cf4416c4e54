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

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
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
}
