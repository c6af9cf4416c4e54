//! The ten stories: what every admin does, and what must never go wrong. They run in each browser on each engine, as
//! does what a page may do against us; every other test runs once in each browser.

use anyhow::ensure;
use keyturn_e2e::runner::Test;
use keyturn_suites::World;

/// Their names, in the order of a first day.
pub const STORIES: [&str; 10] = [
    "a_click_copies_the_digits_and_nothing_else",
    "the_popup_shows_and_copies_the_number",
    "an_integration_is_added_from_the_catalog",
    "a_click_on_the_reset_is_held_and_the_dialog_lists_what_breaks",
    "cancel_lets_go_of_it_and_the_next_press_asks_again",
    "continue_lets_a_click_happen_once",
    "continue_lets_a_submit_happen_once",
    "the_reset_in_a_closed_shadow_root_is_held",
    "the_reset_is_held_after_an_update_under_the_open_page",
    "a_stored_document_that_is_junk_is_set_aside_and_said",
];

/// The stories among these tests, in the tests' order. A story whose test was renamed is an error: it would be told
/// nowhere, and nobody would notice.
pub fn stories(tests: Vec<Test<World>>) -> anyhow::Result<Vec<Test<World>>> {
    let stories: Vec<Test<World>> = tests.into_iter().filter(|test| STORIES.contains(&test.name)).collect();
    for name in STORIES {
        let count = stories.iter().filter(|test| test.name == name).count();
        ensure!(count == 1, "{count} tests are the story {name:?}");
    }
    Ok(stories)
}

#[cfg(test)]
mod unit {
    use crate::{Runs, tests};

    #[test]
    fn every_story_is_a_test() {
        assert!(tests(Runs::Essentials).is_ok_and(|stories| stories.len() < tests(Runs::Everything).unwrap().len()));
    }
}
