//! Whether a dialog of ours is plainly seen. What is covered takes no action: it is put in front again, what it asks can be
//! agreed to only after it was seen for a second, and after a few fights the answer is no.

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

use crate::account::Time;

/// How long a dialog was plainly seen before what it asks can be agreed to, in milliseconds.
pub const SEEN_FOR: Time = 1_000.0;
/// The most time between two looks at it, unless looking is slow, in milliseconds.
pub const BETWEEN_LOOKS: u32 = 250;
/// Of the time that passes, looking takes at most one in so many parts.
const SHARE: Time = 20.0;
/// So often it is put in front of what covers it.
const MOST_FIGHTS: u32 = 5;
/// So long it may be covered in one go, in milliseconds, give or take a second: a page shows a film, or changes views.
const MOST_COVERED: Time = 10_000.0;
/// A cover that putting it in front does not help against is fought again after this, in milliseconds.
const BETWEEN_RAISES: Time = 1_000.0;
/// So long after a fight it is forgotten, in milliseconds.
const PEACE: Time = 10_000.0;

/// How long after a look that took so many milliseconds the next one is, in milliseconds. `chance`, from 0 to 1, puts it somewhere
/// in the second half of that time: a page that knows when it is looked at could lie over it in between.
pub fn until_next_look(took: Time, chance: f64) -> u32 {
    let most = BETWEEN_LOOKS.max((took * SHARE) as u32);
    most - (f64::from(most / 2) * chance.clamp(0.0, 1.0)) as u32
}

/// What a look at something of ours finds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Look<'a> {
    /// It is laid out, most of it in the window.
    pub is_shown: bool,
    /// The computed colour of its words.
    pub words: &'a str,
    /// The computed colour of what they stand on.
    pub ground: &'a str,
    /// A pointer would meet it, wherever in it: nothing lies over it, and it is not inert.
    pub is_met: bool,
    /// Something that pointers go through, which the page has put into the browser's top layer since, lies over it.
    pub is_under: bool,
    /// The page goes from one view to the next: the picture of that is above everything.
    pub is_in_transition: bool,
    /// The computed filter of the page's root: in Firefox it takes in what is ours.
    pub filter: &'a str,
}

impl Look<'_> {
    /// Whether a person sees it.
    pub fn is_plain(&self) -> bool {
        let is_drawn = self.words != self.ground && !is_clear(self.words) && !is_clear(self.ground);
        let is_free = self.is_met && !self.is_under && !self.is_in_transition;
        self.is_shown && is_drawn && is_free && !hides(self.filter)
    }
}

/// Whether a computed filter leaves too little to be read. What turns colours round leaves enough.
fn hides(filter: &str) -> bool {
    let mut depth = 0;
    let is_between = |sign: char| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0 && sign == ' '
    };
    filter != "none" && filter.split(is_between).any(part_hides)
}

fn part_hides(part: &str) -> bool {
    let (name, argument) = part.split_once('(').unwrap_or((part, ""));
    let amount = amount(argument.trim_end_matches(')').trim_end_matches("px"));
    match (name, amount) {
        ("opacity" | "brightness" | "contrast", Some(amount)) => !(0.5..=3.0).contains(&amount),
        ("invert", Some(amount)) => (0.3..=0.7).contains(&amount),
        ("blur", Some(amount)) => amount > 1.0,
        ("" | "grayscale" | "sepia" | "saturate" | "hue-rotate" | "drop-shadow", _) => false,
        // Of a filter that is drawn elsewhere nobody can tell.
        _ => true,
    }
}

/// A number as a computed value has it. By hand: the library's reader, which can tell any number, takes 25 KB.
fn amount(number: &str) -> Option<f64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let read = |digits: &str| {
        digits.bytes().try_fold(0.0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10.0 + f64::from(digit - b'0')))
    };
    let scale = fraction.bytes().fold(1.0, |scale, _| scale * 10.0);
    Some(read(whole)? + read(fraction)? / scale)
}

/// Whether a computed colour is none at all.
pub fn is_clear(colour: &str) -> bool {
    let is_nothing = |alpha: &str| amount(alpha.trim().trim_end_matches('%')) == Some(0.0);
    let alpha = colour.strip_suffix(')').and_then(|colour| match colour.strip_prefix("rgba(") {
        Some(parts) => parts.rsplit_once(',').or(parts.rsplit_once('/')),
        None => colour.rsplit_once('/'),
    });
    colour == "transparent" || alpha.is_some_and(|(_, alpha)| is_nothing(alpha))
}

/// What is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Nothing,
    /// It is put in front.
    Raise,
    /// It is given up: the answer is no.
    GiveUp,
}

/// How a dialog has been seen since it opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watch {
    seen_since: Option<Time>,
    covered_since: Option<Time>,
    last_raise: Time,
    fights: u32,
}

impl Watch {
    /// It opens.
    pub fn begin(now: Time) -> Self {
        Self { seen_since: Some(now), covered_since: None, last_raise: now, fights: 0 }
    }

    /// Takes what a look at it has found.
    pub fn looks(&mut self, is_plain: bool, now: Time) -> Then {
        if is_plain {
            self.covered_since = None;
            // A clock that was set back must not keep anybody waiting.
            self.seen_since = Some(self.seen_since.map_or(now, |since| since.min(now)));
            if !(0.0..PEACE).contains(&(now - self.last_raise)) {
                self.fights = 0;
            }
            return Then::Nothing;
        }
        self.seen_since = None;
        let since = match self.covered_since {
            None => {
                self.fights += 1;
                now
            }
            Some(_) if now - self.last_raise < BETWEEN_RAISES => return Then::Nothing,
            Some(since) => since,
        };
        self.covered_since = Some(since);
        if self.fights > MOST_FIGHTS || now - since >= MOST_COVERED {
            return Then::GiveUp;
        }
        self.last_raise = now;
        Then::Raise
    }

    /// Whether what it asks can be agreed to now.
    pub fn counts(&self, now: Time) -> bool {
        self.seen_since.is_some_and(|since| now - since >= SEEN_FOR)
    }
}
