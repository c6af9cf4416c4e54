//! The console page in front.

use keyturn_browser::tabs::Tab;

/// Which tab's page is meant: the console page in the popup's own window, otherwise the one that was in front last in
/// any window.
pub fn choose(here: &[Tab], anywhere: &[Tab]) -> Option<i32> {
    let fits = |tab: &&Tab| tab.active && tab.id.is_some();
    let last = || anywhere.iter().filter(fits).max_by(|a, b| a.last_accessed.total_cmp(&b.last_accessed));
    here.iter().find(fits).or_else(last)?.id
}

#[cfg(test)]
mod tests {
    use super::{Tab, choose};

    #[test]
    fn which_tab_is_in_front() {
        let tab = |id, active, last_accessed| Tab { id, active, last_accessed };
        let here = tab(Some(1), true, 1.0);
        let behind = tab(Some(2), false, 9.0);
        let old = tab(Some(3), true, 2.0);
        let new = tab(Some(4), true, 3.0);
        let tools = tab(None, true, 5.0);
        for (in_window, anywhere, expected) in [
            (vec![&here], vec![&here, &new], Some(1)),
            (vec![], vec![&old, &new, &here], Some(4)),
            (vec![], vec![&behind, &old], Some(3)),
            (vec![&tools], vec![&tools], None),
            (vec![], vec![&behind], None),
            (vec![], vec![], None),
        ] {
            let owned = |tabs: &[&Tab]| tabs.iter().map(|&tab| tab.clone()).collect::<Vec<_>>();
            assert_eq!(choose(&owned(&in_window), &owned(&anywhere)), expected);
        }
    }
}
