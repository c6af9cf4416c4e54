//! The one press that a page gets untouched: some pages obey trusted events only, and what we replay is not trusted. Where
//! nothing on the page changed after the replay, the next press of the same button by a person goes through, once.

use crate::account::Time;

/// How long it may be used, in milliseconds.
pub const OPEN_FOR: Time = 30_000.0;
/// How long the page has to react to the replay before it is offered, in milliseconds.
pub const REACTS_WITHIN: u32 = 1_000;
/// A replay that took longer than this, in milliseconds, was answered by a person: the page asked with a `confirm`.
pub const ASKED_AFTER: Time = 250.0;

/// What one event is to a press of the button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It begins a press: a pointer or a finger goes down, a key goes down for the first time.
    Begins,
    /// It is in the middle of one.
    Goes,
    /// It is the last of one that a listener is told of: the click, the key coming up, the submit.
    Ends,
}

/// Which part an event of this type is.
pub fn part(kind: &str, repeats: bool) -> Part {
    match kind {
        "pointerdown" => Part::Begins,
        "keydown" if !repeats => Part::Begins,
        "click" | "auxclick" | "keyup" | "submit" => Part::Ends,
        _ => Part::Goes,
    }
}

/// The one press.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum OnePress {
    /// None is given.
    #[default]
    None,
    /// It is offered from this moment on.
    Offered(Time),
    /// It has begun.
    Begun,
    /// It has ended; what the browser does next on account of it (a submit, the click of a key) still belongs to it.
    Ending,
}

impl OnePress {
    /// Takes an event of the button; whether the page gets it. Only a person's events count: a script's never do.
    pub fn takes(&mut self, part: Part, is_trusted: bool, now: Time) -> bool {
        if !is_trusted {
            // A label or Enter in a field makes the browser itself click; that belongs to a press that is under way.
            return false;
        }
        let (next, gets) = match (*self, part) {
            (Self::Offered(from), _) if !(from..=from + OPEN_FOR).contains(&now) => (Self::None, false),
            (Self::Offered(_), Part::Begins | Part::Goes) => (Self::Begun, true),
            // The keyboard's click on a label, Enter in a field: a press that begins with its end.
            (Self::Offered(_), Part::Ends) => (Self::Ending, true),
            (Self::Begun, Part::Begins) => (Self::None, false),
            (Self::Begun, Part::Goes) => (Self::Begun, true),
            (Self::Begun, Part::Ends) => (Self::Ending, true),
            (Self::Ending, Part::Ends) => (Self::Ending, true),
            (Self::Ending, Part::Begins | Part::Goes) | (Self::None, _) => (Self::None, false),
        };
        *self = next;
        gets
    }

    /// The turn in which it ended is over.
    pub fn settles(&mut self) {
        if *self == Self::Ending {
            *self = Self::None;
        }
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (kind, repeats, expected) in [
        ("pointerdown", false, Part::Begins),
        ("mousedown", false, Part::Goes),
        ("touchstart", false, Part::Goes),
        ("touchend", false, Part::Goes),
        ("pointerup", false, Part::Goes),
        ("mouseup", false, Part::Goes),
        ("click", false, Part::Ends),
        ("auxclick", false, Part::Ends),
        ("keydown", false, Part::Begins),
        ("keydown", true, Part::Goes),
        ("keyup", false, Part::Ends),
        ("submit", false, Part::Ends),
    ] {
        report.check("part of a press", &(kind, repeats), &part(kind, repeats), &expected);
    }
    // b: begins, g: goes, e: ends; capitals: not trusted; ;: the turn is over; w: 31 seconds pass. What the page gets.
    for (offered, events, expected) in [
        (true, "bgge", "bgge"),
        (true, "bgge;bgge", "bgge"),
        (true, "bge", "bge"),
        (true, "be", "be"),
        (true, "bee", "bee"),
        (true, "bee;e", "bee"),
        (true, "e", "e"),
        (true, "e;e", "e"),
        (true, "bgbge", "bg"),
        (true, "B", ""),
        (true, "Ebgge", "bgge"),
        (true, "bgE", "bg"),
        (true, "wbgge", ""),
        (true, "wwbgge", ""),
        (false, "bgge", ""),
        (false, "e", ""),
    ] {
        let mut now = 1_000.0;
        let mut press = if offered { OnePress::Offered(now) } else { OnePress::None };
        let mut got = String::new();
        for event in events.chars() {
            let part = match event.to_ascii_lowercase() {
                'b' => Part::Begins,
                'g' => Part::Goes,
                'e' => Part::Ends,
                'w' => {
                    now += 31_000.0;
                    continue;
                }
                _ => {
                    press.settles();
                    continue;
                }
            };
            if press.takes(part, event.is_lowercase(), now) {
                got.push(event);
            }
        }
        report.check("the one press", &(offered, events), &got.as_str(), &expected);
    }
    let mut early = OnePress::Offered(2_000.0);
    report.check("the one press, a clock set back", &"", &early.takes(Part::Begins, true, 1_000.0), &false);
}
