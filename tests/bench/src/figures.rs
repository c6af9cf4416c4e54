//! What was measured.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::finder::Finder;
use crate::setting::Setting;

/// What a figure is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Of {
    /// The row of the table, with the number of elements where there are several.
    pub row: String,
    /// The browser and the engine.
    pub setting: Setting,
    /// Who looked on.
    pub finder: Finder,
    /// What was measured, with its unit at the end: `own ms`.
    pub what: String,
}

/// The middle of some values, and how far they are apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
    /// How many there are.
    pub count: usize,
}

/// All values of all rounds.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    values: BTreeMap<Of, Vec<f64>>,
}

impl Figures {
    /// Takes a value in.
    pub fn put(&mut self, row: &str, setting: Setting, finder: Finder, what: &str, value: f64) {
        let of = Of { row: row.to_owned(), setting, finder, what: what.to_owned() };
        self.values.entry(of).or_default().push(value);
    }

    /// Takes others in.
    pub fn add(&mut self, others: Self) {
        for (of, values) in others.values {
            self.values.entry(of).or_default().extend(values);
        }
    }

    /// Takes values that were written down.
    pub fn read(&mut self, of: Of, values: Vec<f64>) {
        self.values.insert(of, values);
    }

    /// Takes rows in that were measured again: nothing of what they were before is left.
    pub fn replace(&mut self, again: Self) {
        let rows: BTreeSet<String> = again.values.keys().map(|of| of.row.clone()).collect();
        self.values.retain(|of, _| !rows.contains(&of.row));
        self.values.extend(again.values);
    }

    /// The values of this; none if it was not measured.
    pub fn spread(&self, row: &str, setting: Setting, finder: Finder, what: &str) -> Option<Spread> {
        spread(self.values.get(&Of { row: row.to_owned(), setting, finder, what: what.to_owned() })?)
    }

    /// The median of this.
    pub fn median(&self, row: &str, setting: Setting, finder: Finder, what: &str) -> Option<f64> {
        self.spread(row, setting, finder, what).map(|spread| spread.median)
    }

    /// All of it.
    pub fn all(&self) -> impl Iterator<Item = (&Of, &[f64])> {
        self.values.iter().map(|(of, values)| (of, values.as_slice()))
    }
}

/// The median and the ends; none of nothing.
pub fn spread(values: &[f64]) -> Option<Spread> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (min, max) = (*sorted.first()?, *sorted.last()?);
    let middle = sorted.len() / 2;
    let median =
        if sorted.len().is_multiple_of(2) { f64::midpoint(sorted[middle - 1], sorted[middle]) } else { sorted[middle] };
    Some(Spread { median, min, max, count: sorted.len() })
}

#[cfg(test)]
mod tests {
    use super::{Figures, Finder, Setting, spread};

    #[test]
    fn a_row_that_is_measured_again_leaves_nothing_of_before() {
        let (wasm, js) = (Setting::ChromiumWasm, Setting::ChromiumJs);
        let figures = |all: &[(&str, Setting, &str, f64)]| {
            let mut figures = Figures::default();
            for (row, setting, what, value) in all {
                figures.put(row, *setting, Finder::Keyturn, what, *value);
            }
            figures
        };
        let mut whole =
            figures(&[("storm", wasm, "own ms", 1.0), ("storm", js, "own ms", 2.0), ("tick", js, "own ms", 3.0)]);
        whole.replace(figures(&[("storm", wasm, "own ms", 4.0), ("storm", wasm, "busy ms", 5.0)]));
        let all: Vec<_> =
            whole.all().map(|(of, values)| (of.row.as_str(), of.setting, of.what.as_str(), values)).collect();
        let storm = [("storm", wasm, "busy ms", &[5.0][..]), ("storm", wasm, "own ms", &[4.0])];
        assert_eq!(all, [&storm[..], &[("tick", js, "own ms", &[3.0])]].concat());
    }

    #[test]
    fn the_median_is_the_middle() {
        let cases: [(&[f64], Option<f64>); 4] =
            [(&[], None), (&[2.0], Some(2.0)), (&[9.0, 1.0, 2.0], Some(2.0)), (&[4.0, 1.0, 2.0, 3.0], Some(2.5))];
        for (values, median) in cases {
            assert_eq!(spread(values).map(|spread| spread.median), median, "{values:?}");
        }
    }
}
