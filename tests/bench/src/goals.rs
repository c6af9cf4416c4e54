//! What the benchmark is for: each row's goals, and how they were met.

use keyturn_e2e::Browser;
use serde::Serialize;

use crate::figures::{Figures, Spread};
use crate::finder::Finder;
use crate::setting::Setting;

/// A goal, and what was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Goal {
    /// The row of the table.
    pub row: &'static str,
    /// The goal, in words.
    pub goal: &'static str,
    /// The browser and the engine.
    pub setting: Setting,
    /// What was measured.
    pub figure: f64,
    /// The most that it may be.
    pub limit: f64,
    /// How the figure is written: with this after it.
    pub unit: &'static str,
}

impl Goal {
    /// Whether it was met.
    pub fn is_met(&self) -> bool {
        self.figure <= self.limit
    }
}

/// All goals of which there are figures.
pub fn goals(figures: &Figures, setting: Setting) -> Vec<Goal> {
    let seen = Seen { figures, setting };
    let chromium = setting.browser() == Browser::Chromium;
    let goal = |row, goal, figure: Option<f64>, limit, unit| {
        figure.map(|figure| Goal { row, goal, setting, figure, limit, unit })
    };
    let big = "big 100000";
    let added = |row: &'static str| seen.added(row);
    let mut all = vec![
        goal("big", "of what the least takes, at most 1.5 times", seen.ratio(big, Finder::Least), 1.5, "×"),
        goal("big", "of what mark.js takes, at most a twentieth", seen.ratio(big, Finder::Mark), 0.05, "×"),
        goal("storm", "added to the page's own time, at most 3 %", added("storm"), 3.0, " %"),
        goal("storm", "of what the TreeWalker script takes, less", seen.ratio("storm", Finder::Treewalker), 1.0, "×"),
        goal("tick", "added, at most 1 %", added("tick"), 1.0, " %"),
        goal("tick", "of the TreeWalker script, at most a fiftieth", seen.ratio("tick", Finder::Treewalker), 0.02, "×"),
        goal("shadow", "added, at most 3 %", added("shadow"), 3.0, " %"),
    ];
    let longest = seen.median(big, Finder::Keyturn, "longest ms");
    let most = seen.median(big, Finder::Least, "own ms").map(|least| least * 1.5);
    let over_look = longest.zip(most).map(|(longest, most)| longest / most);
    all.push(goal("big", "longest task, of one such look", over_look, 1.0, "×"));
    if chromium {
        let more = |what| {
            seen.median("routes", Finder::Keyturn, what)
                .zip(seen.median("routes", Finder::None, what))
                // A page does not shrink by itself: then what the one before it had left was collected meanwhile.
                .map(|(ours, pages)| ours - pages.max(0.0))
        };
        all.push(goal("routes", "heap grown, beyond the page's own growth", more("heap grown KB"), 500.0, " KB"));
        all.push(goal(
            "routes",
            "engine's memory grown",
            seen.median("routes", Finder::Keyturn, "buffers grown KB"),
            0.0,
            " KB",
        ));
        let kept = seen.median("routes", Finder::Keyturn, "observers and ranges more");
        all.push(goal("routes", "observers and ranges left over", kept, 0.0, ""));
        all.push(goal("routes", "listeners left over", more("listeners more"), 0.0, ""));
        all.push(goal(
            "start",
            "before the first paint",
            seen.median("start", Finder::Keyturn, "own before paint ms"),
            2.0,
            " ms",
        ));
    } else {
        let grown = seen.median("routes", Finder::Keyturn, "own worlds grown KB");
        all.push(goal("routes", "memory of our worlds and engine grown", grown, 100.0, " KB"));
        let paint = |finder| seen.median("start", finder, "first paint ms");
        let later = paint(Finder::Keyturn).zip(paint(Finder::None)).map(|(ours, none)| ours - none);
        all.push(goal("start", "first paint, later by", later, 2.0, " ms"));
    }
    all.push(goal("idle", "calls of ours in a minute", seen.median("idle", Finder::Keyturn, "calls"), 0.0, ""));
    let click = |finder| seen.median("guard", finder, "other click ms");
    let click = click(Finder::Keyturn).zip(click(Finder::None)).map(|(ours, none)| ours - none);
    let held = |what| seen.median("guard", Finder::Keyturn, what);
    let ours = |row, what| seen.median(row, Finder::Keyturn, what);
    all.extend([
        goal("guard", "handler of the reset", held("hold ms"), 1.0, " ms"),
        goal("guard", "dialog painted", held("dialog ms"), 50.0, " ms"),
        goal("guard", "the page's first dialog painted", held("first dialog ms"), 50.0, " ms"),
        goal("guard", "any other click", click, 0.05, " ms"),
        goal("popup", "first paint", ours("popup.html", "first paint ms"), 100.0, " ms"),
        goal("options", "first paint", ours("options.html", "first paint ms"), 100.0, " ms"),
        goal(
            "options",
            "a key in the inventory's search",
            ours("options.html, inventory", "longest key ms"),
            16.0,
            " ms",
        ),
        goal("options", "a key in the history's search", ours("options.html, history", "longest key ms"), 16.0, " ms"),
    ]);
    all.into_iter().flatten().collect()
}

/// The figures of one setting.
struct Seen<'a> {
    figures: &'a Figures,
    setting: Setting,
}

impl Seen<'_> {
    fn median(&self, row: &str, finder: Finder, what: &str) -> Option<f64> {
        self.figures.median(row, self.setting, finder, what)
    }

    /// What a finder's own functions took of the main thread, in milliseconds.
    fn cost(&self, row: &str, finder: Finder) -> Option<f64> {
        cost(self.figures, row, self.setting, finder)
    }

    /// What Keyturn took, of what another one did.
    fn ratio(&self, row: &str, other: Finder) -> Option<f64> {
        Some(self.cost(row, Finder::Keyturn)? / self.cost(row, other)?)
    }

    /// What Keyturn added to the page's own time, in per cent.
    fn added(&self, row: &str) -> Option<f64> {
        let own = self.cost(row, Finder::Keyturn)?;
        Some(own / (self.median(row, Finder::Keyturn, "busy ms")? - own) * 100.0)
    }
}

/// See [`Seen::cost`].
pub fn cost(figures: &Figures, row: &str, setting: Setting, finder: Finder) -> Option<f64> {
    figures.median(row, setting, finder, "own ms")
}

/// A figure, written so that as many digits show as tell something.
pub fn written(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        ..0.001 => format!("{value:.4}"),
        ..0.1 => format!("{value:.3}"),
        ..10.0 => format!("{value:.2}"),
        ..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// A median with its spread.
pub fn with_spread(spread: &Spread) -> String {
    if spread.count < 2 || spread.min == spread.max {
        return written(spread.median);
    }
    format!("{} ({} to {})", written(spread.median), written(spread.min), written(spread.max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_judged_by_what_its_own_functions_took() {
        let mut figures = Figures::default();
        for (finder, busy, own) in
            [(Finder::None, 100.0, 0.0), (Finder::Keyturn, 102.0, 1.0), (Finder::Treewalker, 150.0, 40.0)]
        {
            figures.put("storm", Setting::FirefoxJs, finder, "busy ms", busy);
            figures.put("storm", Setting::FirefoxJs, finder, "own ms", own);
        }
        let found: Vec<(f64, bool)> =
            goals(&figures, Setting::FirefoxJs).iter().map(|goal| (goal.figure, goal.is_met())).collect();
        assert_eq!(found, [(100.0 / 101.0, true), (1.0 / 40.0, true)]);
    }

    #[test]
    fn figures_are_short() {
        for (value, expected) in [
            (0.0, "0"),
            (0.00042, "0.0004"),
            (0.0314, "0.031"),
            (1.5, "1.50"),
            (16.66, "16.7"),
            (640.4, "640"),
            (-2.0, "-2.00"),
        ] {
            assert_eq!(written(value), expected);
        }
    }
}
