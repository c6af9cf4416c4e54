//! The foot of the popup: how it goes on the console page in front, in one line, with the rest behind it.

use keyturn_browser::{EdgeError, i18n, permissions, runtime};
use keyturn_core::message::{FromPage, PageReply};
use keyturn_core::self_check::{Browser, Facts, InFront, Line, Mark, Subject, Verdict, check};
use web_sys::{Document, Element};

use crate::in_front::{self, CONSOLE_PAGES};
use crate::piece;

/// Asks everybody, and shows what they say.
pub async fn show(document: Document, knows_accounts: bool) {
    let is_allowed = permissions::contains(CONSOLE_PAGES).await.unwrap_or(true);
    let browser = browser();
    let in_front = if is_allowed { in_front::state(browser).await } else { InFront::Nothing };
    let changed_languages = match runtime::send::<_, PageReply>(&FromPage::Words).await {
        Ok(PageReply::Words { changes }) => changes.len(),
        // The notice above says already that the background does not answer.
        _ => 0,
    };
    let facts = Facts { browser, is_allowed, in_front, knows_accounts, changed_languages };
    // The places are in the page that ships: without them there is nothing to show it in.
    let _ = put(&document, &check(&facts));
}

fn browser() -> Browser {
    let is_firefox = runtime::url("").is_ok_and(|url| url.starts_with("moz-extension:"));
    if is_firefox { Browser::Firefox } else { Browser::Chromium }
}

fn put(document: &Document, verdict: &Verdict) -> Result<(), EdgeError> {
    let foot: Element = piece::by_id(document, "self-check")?;
    foot.set_attribute("data-mark", tone(verdict.mark))?;
    // Open at once only when there is something to do: what is all right is quiet.
    foot.toggle_attribute_with_force("open", verdict.mark == Mark::Attention)?;
    // What is missing comes first; what is all right stands at the foot.
    let is_urgent = verdict.mark == Mark::Attention;
    let (urgent, below): (Element, Element) = (piece::by_id(document, "urgent")?, piece::by_id(document, "foot")?);
    let place = if is_urgent { &urgent } else { &below };
    if foot.parent_element().as_ref() != Some(place) {
        place.append_with_node_1(&foot)?;
    }
    piece::show(&urgent, is_urgent);
    piece::show(&below, !is_urgent);
    let summary: Element = piece::by_id(document, "verdict")?;
    summary.set_text_content(Some(&i18n::message(verdict.says, &[&verdict.wants.to_string()])));
    let list: Element = piece::by_id(document, "checks")?;
    let all = document.create_document_fragment();
    for line in &verdict.lines {
        let row = row(document, line)?;
        all.append_with_node_1(&row)?;
    }
    list.replace_children_with_node_1(&all);
    Ok(())
}

fn row(document: &Document, line: &Line) -> Result<Element, EdgeError> {
    let row = piece::copy_of(document, "check")?;
    row.set_attribute("data-subject", name(line.subject))?;
    row.set_attribute("data-mark", tone(line.mark))?;
    piece::write(&row, ".mark", &i18n::message(mark(line.mark), &[]))?;
    piece::write(&row, ".says", &i18n::message(line.says, &[&line.fill]))?;
    let next: Element = piece::part(&row, ".next")?;
    if !line.next.is_empty() {
        next.set_text_content(Some(&i18n::message(line.next, &[])));
    }
    piece::show(&next, !line.next.is_empty());
    let can_be_allowed = line.subject == Subject::Site && line.mark == Mark::Attention;
    piece::show(&piece::part::<Element>(&row, "[data-action=allow]")?, can_be_allowed);
    piece::show(&piece::part::<Element>(&row, ".keep")?, line.next.contains("reload") || line.next.contains("silent"));
    Ok(row)
}

fn tone(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "good",
        Mark::Note => "note",
        Mark::Attention => "attention",
    }
}

/// The name of the message that says the mark, for those who do not see it.
fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "check_mark_good",
        Mark::Note => "check_mark_note",
        Mark::Attention => "check_mark_attention",
    }
}

fn name(subject: Subject) -> &'static str {
    match subject {
        Subject::Site => "site",
        Subject::Page => "page",
        Subject::Engine => "engine",
        Subject::Number => "number",
        Subject::Guard => "guard",
        Subject::Words => "words",
    }
}
