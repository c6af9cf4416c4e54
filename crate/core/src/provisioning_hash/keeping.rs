//! How long a hash that has left the page uncopied is kept, and what is asked meanwhile.

use crate::account::Time;

/// How long it is kept after it left the page, in milliseconds.
pub const KEPT_FOR: Time = 60_000.0;
/// At how many seconds left a screen reader is told: not at each.
const SAID_AT: [u32; 2] = [30, 10];

/// The time for which it is kept. Asked each second, a clock that is set back takes the end of it along.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kept {
    until: Time,
    asked: Time,
}

impl Kept {
    /// It has left the page now.
    pub fn begin(now: Time) -> Self {
        Self { until: now + KEPT_FOR, asked: now }
    }

    /// How many seconds are left of it; none when it is over.
    pub fn left(&mut self, now: Time) -> Option<u32> {
        self.until += (now - self.asked).min(0.0);
        self.asked = now;
        let left = ((self.until - now) / 1_000.0).ceil();
        (left > 0.0).then_some(left as u32)
    }
}

/// Whether this many seconds left are said aloud.
pub fn is_said(left: u32) -> bool {
    SAID_AT.contains(&left)
}

/// What became of a hash, and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// The page shows it.
    pub is_shown: bool,
    /// It was copied at some time.
    pub is_copied: bool,
    /// The admin has closed its panel.
    pub is_dismissed: bool,
}

impl Standing {
    /// Whether leaving the page asks first.
    pub fn asks(self) -> bool {
        !self.is_copied && !self.is_dismissed
    }

    /// Whether it is kept for a while though the page shows it no longer.
    pub fn is_kept(self) -> bool {
        !self.is_shown && self.asks()
    }
}
