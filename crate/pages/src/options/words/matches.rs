//! What the words would match on the console page.

use keyturn_browser::{EdgeError, i18n};
use keyturn_core::message::Matches;
use web_sys::{Document, Element};

use crate::piece;

/// Shows it, or that there is no page to ask.
pub fn show(document: &Document, found: Option<Matches>) -> Result<(), EdgeError> {
    let (numbers, controls): (Element, Element) =
        (piece::by_id(document, "match-numbers")?, piece::by_id(document, "match-controls")?);
    let Matches { title, numbers: seen, controls: held } = found.clone().unwrap_or_default();
    let said = match &found {
        None => i18n::message("match_no_page", &[]),
        Some(_) => {
            let counts =
                [i18n::counted("match_numbers", seen.len(), &[]), i18n::counted("match_held", held.len(), &[])];
            i18n::message("match_on", &[&title, &counts[0], &counts[1]])
        }
    };
    say(document, &said)?;
    fill(document, &numbers, &seen)?;
    let held: Vec<(String, String)> = held.into_iter().map(|words| (words, String::new())).collect();
    fill(document, &controls, &held)
}

/// Says why these words cannot be looked for.
pub fn refused(document: &Document, words: &str) {
    // The places are in the page that ships.
    let _ = show(document, Some(Matches::default())).and_then(|()| say(document, words));
}

fn say(document: &Document, words: &str) -> Result<(), EdgeError> {
    let line: Element = piece::by_id(document, "match-said")?;
    // The same words put anew would be read out anew.
    if line.text_content().as_deref() != Some(words) {
        line.set_text_content(Some(words));
    }
    Ok(())
}

fn fill(document: &Document, list: &Element, found: &[(String, String)]) -> Result<(), EdgeError> {
    let all = document.create_document_fragment();
    for (what, around) in found {
        let row = piece::copy_of(document, "match")?;
        piece::write(&row, ".what", what)?;
        piece::write(&row, ".around", around)?;
        all.append_with_node_1(&row)?;
    }
    list.replace_children_with_node_1(&all);
    if let Some(around) = list.parent_element() {
        piece::show(&around, !found.is_empty());
    }
    Ok(())
}
