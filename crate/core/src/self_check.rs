//! What the popup says of how it goes on the console page in front, and what to do where something is missing.

use crate::engine::Engine;
use crate::message::PageState;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// The browser, as far as its menus differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chrome, Edge and their like.
    Chromium,
    /// Firefox.
    Firefox,
}

/// How it stands with the console page in front.
#[derive(Debug, Clone, PartialEq)]
pub enum InFront {
    /// There is none, as far as the browser tells.
    Nothing,
    /// The organisation's policy keeps extensions out of the page in front.
    Blocked,
    /// The browser puts nothing into it, and does not say why.
    Refused,
    /// It does not answer: Keyturn is not in it, or does not run there any more.
    Silent,
    /// It answers.
    Answers(PageState),
}

/// What the popup knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The browser.
    pub browser: Browser,
    /// The browser lets Keyturn into the console.
    pub is_allowed: bool,
    /// The page in front.
    pub in_front: InFront,
    /// Some account is remembered.
    pub knows_accounts: bool,
    /// For how many languages the words were changed.
    pub changed_languages: usize,
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// May Keyturn be there.
    Site,
    /// Is a console page in front.
    Page,
    /// What runs there.
    Engine,
    /// The account number.
    Number,
    /// The guard.
    Guard,
    /// The words.
    Words,
}

/// How it stands with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// Worth saying, nothing to do.
    Note,
    /// Something is missing.
    Attention,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub subject: Subject,
    /// How it stands.
    pub mark: Mark,
    /// The name of the message that says it.
    pub says: &'static str,
    /// What is filled into that message.
    pub fill: String,
    /// The name of the message that says what to do next; nothing if there is nothing to do.
    pub next: &'static str,
}

/// All of it in one line, and what is behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How it stands.
    pub mark: Mark,
    /// The name of the message that says it.
    pub says: &'static str,
    /// How many lines ask for attention; filled into that message.
    pub wants: usize,
    /// The lines, in the order in which they are shown.
    pub lines: Vec<Line>,
}

/// Says how it goes.
pub fn check(facts: &Facts) -> Verdict {
    let mut lines = vec![site(facts)];
    if facts.is_allowed {
        lines.push(page(&facts.in_front));
    }
    if let (true, InFront::Answers(state)) = (facts.is_allowed, &facts.in_front) {
        lines.extend([engine(state), guard(state)]);
        if state.engine.is_some() {
            lines.push(number(state, facts.knows_accounts));
        }
    }
    lines.push(words(facts.changed_languages));
    let wants = lines.iter().filter(|line| line.mark == Mark::Attention).count();
    let (mark, says) = match (wants, &facts.in_front) {
        (0, InFront::Answers(_)) => (Mark::Good, "check_all_good"),
        (0, _) => (Mark::Note, "check_no_page"),
        (1, _) => (Mark::Attention, "check_attention_one"),
        _ => (Mark::Attention, "check_attention_other"),
    };
    Verdict { mark, says, wants, lines }
}

fn line(subject: Subject, mark: Mark, says: &'static str) -> Line {
    Line { subject, mark, says, fill: String::new(), next: "" }
}

fn site(facts: &Facts) -> Line {
    match (facts.is_allowed, facts.browser) {
        (true, _) => line(Subject::Site, Mark::Good, "check_site"),
        (false, browser) => {
            let next = match browser {
                Browser::Chromium => "check_site_next_chromium",
                Browser::Firefox => "check_site_next_firefox",
            };
            Line { next, ..line(Subject::Site, Mark::Attention, "check_site_not") }
        }
    }
}

fn page(in_front: &InFront) -> Line {
    let (mark, says, next) = match in_front {
        InFront::Nothing => (Mark::Note, "check_page_none", "check_page_none_next"),
        InFront::Blocked => (Mark::Attention, "check_page_blocked", "check_page_blocked_next"),
        InFront::Refused => (Mark::Attention, "check_page_refused", "check_page_refused_next"),
        InFront::Silent => (Mark::Attention, "check_page_silent", "check_page_silent_next"),
        InFront::Answers(_) => (Mark::Good, "check_page", ""),
    };
    Line { next, ..line(Subject::Page, mark, says) }
}

fn engine(state: &PageState) -> Line {
    let trouble =
        state.trouble.as_deref().map(|said| said.trim().trim_end_matches('.')).filter(|said| !said.is_empty());
    match (state.engine, trouble) {
        (Some(Engine::Wasm), _) => line(Subject::Engine, Mark::Good, "check_engine_wasm"),
        (Some(Engine::Js), _) => line(Subject::Engine, Mark::Good, "check_engine_js"),
        (None, Some(said)) => Line {
            fill: said.to_owned(),
            next: "check_reload_next",
            ..line(Subject::Engine, Mark::Attention, "check_engine_none_because")
        },
        (None, None) => {
            Line { next: "check_reload_next", ..line(Subject::Engine, Mark::Attention, "check_engine_none") }
        }
    }
}

fn guard(state: &PageState) -> Line {
    match state.engine {
        Some(_) => line(Subject::Guard, Mark::Good, "check_guard"),
        // Nothing to be done here that the engine's line does not say.
        None => line(Subject::Guard, Mark::Note, "check_guard_without_engine"),
    }
}

fn number(state: &PageState, knows_accounts: bool) -> Line {
    if let Some(said) = state.trouble.as_deref().filter(|said| !said.trim().is_empty()) {
        let fill = said.trim().trim_end_matches('.').to_owned();
        let next = "check_reload_next";
        return Line { fill, next, ..line(Subject::Number, Mark::Attention, "check_number_trouble") };
    }
    let mut numbers: Vec<&str> = state.numbers.iter().map(|number| number.as_str()).collect();
    numbers.dedup();
    match numbers.as_slice() {
        [] if knows_accounts => {
            Line { next: "check_number_none_next", ..line(Subject::Number, Mark::Note, "check_number_none") }
        }
        [] => Line { next: "check_number_none_next", ..line(Subject::Number, Mark::Attention, "check_number_none") },
        found => Line { fill: found.join(", "), ..line(Subject::Number, Mark::Good, "check_number") },
    }
}

fn words(changed: usize) -> Line {
    match changed {
        0 => line(Subject::Words, Mark::Good, "check_words"),
        1 => Line { fill: "1".to_owned(), ..line(Subject::Words, Mark::Good, "check_words_changed_one") },
        more => Line { fill: more.to_string(), ..line(Subject::Words, Mark::Good, "check_words_changed_other") },
    }
}
