//! What comes out: a JSON file with every value, a Markdown table with the goals, and the picture.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::figures::{Figures, Of};
use crate::finder::ALL;
use crate::goals::{Goal, goals, with_spread, written};
use crate::growth;
use crate::machine::Machine;
use crate::setting::{Running, Setting};
use crate::size::Size;

/// The file with each value.
const JSON: &str = "benchmarks.json";

/// All of it.
pub struct Report {
    size: Size,
    machine: Machine,
    browsers: BTreeMap<Setting, String>,
    figures: Figures,
    goals: Vec<Goal>,
    /// Rows that were measured again since, and at which commit.
    again: BTreeMap<String, String>,
}

/// What is read of the JSON file, to put a row into it.
#[derive(Deserialize)]
struct Written {
    machine: Machine,
    browsers: BTreeMap<Setting, String>,
    figures: Vec<WrittenFigure>,
    #[serde(default)]
    again: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct WrittenFigure {
    of: Of,
    values: Vec<f64>,
}

impl Report {
    /// Judges the figures.
    pub fn new(size: Size, running: &[Running], figures: Figures) -> Self {
        let browsers = running.iter().map(|running| (running.setting, running.session.version())).collect();
        Self {
            goals: judged(&figures, &browsers),
            size,
            machine: Machine::this(),
            browsers,
            figures,
            again: BTreeMap::new(),
        }
    }

    /// The last whole run, with the row of this one in the place of its own.
    pub fn put_into_the_last(self, row: &str, folder: &Path) -> anyhow::Result<Self> {
        let file = folder.join(JSON);
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let last: Written = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
        let is_same = last.browsers == self.browsers && last.machine.processor == self.machine.processor;
        ensure!(is_same, "{} is of another machine or other browsers: run all of it", file.display());
        let mut figures = Figures::default();
        for WrittenFigure { of, values } in last.figures {
            figures.read(of, values);
        }
        figures.replace(self.figures);
        let mut again = last.again;
        again.insert(row.to_owned(), self.machine.commit);
        let goals = judged(&figures, &last.browsers);
        Ok(Self { size: self.size, machine: last.machine, browsers: last.browsers, figures, goals, again })
    }

    /// Writes the three files.
    pub fn write(&self, folder: &Path) -> anyhow::Result<()> {
        std::fs::create_dir_all(folder)?;
        let json = serde_json::to_string_pretty(&self.json())? + "\n";
        for (name, text) in [
            (JSON, json),
            ("benchmarks.md", self.markdown()),
            ("growth.svg", growth::picture(&self.figures, self.size.elements)),
        ] {
            std::fs::write(folder.join(name), text).with_context(|| folder.join(name).display().to_string())?;
            println!("wrote {}", folder.join(name).display());
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let figures: Vec<Value> =
            self.figures.all().map(|(of, values)| json!({ "of": of, "values": values })).collect();
        json!({
            "schema": 1,
            "machine": self.machine,
            "browsers": self.browsers.iter().map(|(setting, version)| (setting.name(), version)).collect::<BTreeMap<_, _>>(),
            "goals": self.goals,
            "figures": figures,
            "again": self.again,
        })
    }

    /// The table of the goals, and the figures behind it.
    pub fn markdown(&self) -> String {
        let mut text = String::from("# Benchmarks\n\n");
        let Machine { processor, cores, memory, system, rustc, commit } = &self.machine;
        let memory = memory.map(|memory| format!(", {memory} GB of memory")).unwrap_or_default();
        let mut browsers: Vec<&String> = self.browsers.values().collect();
        browsers.dedup();
        let browsers = browsers.iter().map(|browser| browser.as_str()).collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            text,
            "Made by `cargo xtask bench`{} at commit {commit}, on {cores} cores of {processor}{memory}, {system}; {browsers}; {rustc}. \
             What each row does, and how to read it, is said in [README.md](README.md).\n",
            if self.size.is_whole() { "" } else { " --quick" }
        );
        for (row, commit) in &self.again {
            let _ = writeln!(text, "The row {row} was measured again since, as a whole, at commit {commit}.\n");
        }
        let settings: Vec<Setting> = self.browsers.keys().copied().collect();
        let _ = write!(text, "| page | goal |");
        head(&mut text, &settings, 2);
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for Goal { row, goal, .. } in &self.goals {
            if seen.contains(&(*row, *goal)) {
                continue;
            }
            seen.push((*row, *goal));
            let of = |setting: &Setting| {
                self.goals
                    .iter()
                    .find(|goal_of| (goal_of.row, goal_of.goal, goal_of.setting) == (*row, *goal, *setting))
            };
            let limit = settings.iter().find_map(of).map(|goal| format!("≤ {}{}", written(goal.limit), goal.unit));
            let _ = write!(text, "| {row} | {goal}: {} |", limit.unwrap_or_default());
            for setting in &settings {
                let cell = of(setting).map_or_else(String::new, |goal| {
                    let word = if goal.is_met() { "" } else { " **missed**" };
                    format!("{}{}{word}", written(goal.figure), goal.unit)
                });
                let _ = write!(text, " {cell} |");
            }
            text.push('\n');
        }
        self.behind(&mut text, &settings);
        text
    }

    /// What the goals are judged by: medians, with the least and the most of all rounds.
    fn behind(&self, text: &mut String, settings: &[Setting]) {
        text.push_str("\nWhat was missed, and why, is in [README.md](README.md).\n\n## The figures behind it\n\nMedians, with the least and the most of all rounds.\n\n| page | finder | what |");
        head(text, settings, 3);
        let mut rows: Vec<(&str, &str)> = Vec::new();
        for (of, _) in self.figures.all() {
            if !rows.contains(&(of.row.as_str(), of.what.as_str())) {
                rows.push((of.row.as_str(), of.what.as_str()));
            }
        }
        for (row, what) in rows {
            for finder in ALL {
                let cells: Vec<String> = settings
                    .iter()
                    .map(|&setting| {
                        self.figures
                            .spread(row, setting, finder, what)
                            .map(|spread| with_spread(&spread))
                            .unwrap_or_default()
                    })
                    .collect();
                if cells.iter().any(|cell| !cell.is_empty()) {
                    let _ = writeln!(text, "| {row} | {} | {what} | {} |", finder.name(), cells.join(" | "));
                }
            }
        }
    }
}

/// The goals of all of them.
fn judged(figures: &Figures, browsers: &BTreeMap<Setting, String>) -> Vec<Goal> {
    browsers.keys().flat_map(|&setting| goals(figures, setting)).collect()
}

/// The rest of a table's head: a column for each setting, after so many others.
fn head(text: &mut String, settings: &[Setting], before: usize) {
    for setting in settings {
        let _ = write!(text, " {} |", setting.name());
    }
    let _ = writeln!(text, "\n|{}", " --- |".repeat(before + settings.len()));
}
