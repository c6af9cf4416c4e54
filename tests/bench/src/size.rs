//! How much of everything there is, in the whole benchmark and in the quick one.

/// The amounts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// How often everything is done.
    pub rounds: usize,
    /// The elements of the big page, and of the smaller ones that show how the cost grows.
    pub elements: &'static [usize],
    /// Changes of the table.
    pub storm: usize,
    /// Changes of one text, and the elements of its page.
    pub ticks: (usize, usize),
    /// Elements with roots.
    pub roots: usize,
    /// Route changes.
    pub routes: usize,
    /// How long nothing happens, in seconds.
    pub idle: u64,
    /// Clicks on other things.
    pub clicks: usize,
    /// Loads of a page.
    pub loads: usize,
}

impl Size {
    /// What is written down.
    pub const WHOLE: Self = Self {
        rounds: 2,
        elements: &[1_000, 10_000, 100_000],
        storm: 1_000,
        ticks: (600, 100_000),
        roots: 2_000,
        routes: 10_000,
        idle: 60,
        clicks: 10_000,
        loads: 8,
    };
    /// A first answer, within two minutes on a slow machine too.
    pub const QUICK: Self = Self {
        rounds: 1,
        elements: &[20_000],
        storm: 15,
        ticks: (30, 20_000),
        roots: 100,
        routes: 200,
        idle: 2,
        clicks: 2_000,
        loads: 2,
    };

    /// Whether this is the one that is written down.
    pub fn is_whole(self) -> bool {
        self == Self::WHOLE
    }
}
