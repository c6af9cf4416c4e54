//! The picture: how the cost of a first look grows with the page, one line for each finder.

use std::fmt::Write as _;

use keyturn_e2e::Browser;

use crate::figures::Figures;
use crate::finder::{ALL, Finder};
use crate::goals::{cost, written};
use crate::setting::{SETTINGS, Setting};

/// A panel's size, and what is around its axes.
const PANEL: (f64, f64) = (420.0, 300.0);
const MARGIN: (f64, f64) = (58.0, 44.0);
/// The ends of the axis of time, as powers of ten of milliseconds.
const DECADES: (i32, i32) = (-1, 4);

/// An SVG with a panel for each setting.
pub fn picture(figures: &Figures, elements: &[usize]) -> String {
    let settings: Vec<Setting> = SETTINGS
        .into_iter()
        .filter(|&setting| {
            elements.iter().any(|count| figures.median(&row(*count), setting, Finder::Keyturn, "busy ms").is_some())
        })
        .collect();
    let rows = settings.len().div_ceil(2).max(1);
    let (width, height) = (PANEL.0 * 2.0, PANEL.1.mul_add(rows as f64, 34.0));
    // The labels of the axes reach a little beyond the panels.
    let full = width + 44.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-20 0 {full} {height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n\
         <title>What a first look costs, in milliseconds of the main thread, on pages of 1,000 to 100,000 elements</title>\n\
         <style>text {{ fill: #222 }} .axis {{ stroke: #bbb }} .none {{ display: none }}\n\
         .keyturn {{ stroke: #b3261e; fill: #b3261e }} .least {{ stroke: #5b5b5b; fill: #5b5b5b }} .treewalker {{ stroke: #0b57d0; fill: #0b57d0 }} .mark {{ stroke: #7a5900; fill: #7a5900 }}\n\
         path {{ fill: none; stroke-width: 2 }} .keyturn path {{ stroke-width: 3 }} text[class] {{ stroke: none }}\n\
         svg {{ background: #fff }}</style>\n<rect x=\"-20\" width=\"{full}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for (at, setting) in settings.iter().enumerate() {
        let (x, y) = ((at % 2) as f64 * PANEL.0, (at / 2) as f64 * PANEL.1);
        let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">");
        panel(&mut svg, figures, *setting, elements);
        svg.push_str("</g>\n");
    }
    legend(&mut svg, height - 14.0);
    svg.push_str("</svg>\n");
    svg
}

fn row(count: usize) -> String {
    format!("big {count}")
}

fn panel(svg: &mut String, figures: &Figures, setting: Setting, elements: &[usize]) {
    let (from, to) = (elements.first().copied().unwrap_or(1), elements.last().copied().unwrap_or(1));
    let span = ((to as f64).log10() - (from as f64).log10()).max(1.0);
    let (width, height) = (PANEL.0 - MARGIN.0 - 16.0, PANEL.1 - MARGIN.1 - 36.0);
    let x = |count: usize| MARGIN.0 + ((count as f64).log10() - (from as f64).log10()) / span * width;
    let y = |value: f64| {
        let decade = value.max(10f64.powi(DECADES.0)).log10() - f64::from(DECADES.0);
        36.0 + height - decade / f64::from(DECADES.1 - DECADES.0) * height
    };
    let how = if setting.browser() == Browser::Chromium { "by the profiler" } else { "as a difference" };
    let _ = writeln!(svg, "<text x=\"{}\" y=\"20\" font-weight=\"600\">{}, {how}</text>", MARGIN.0, setting.name());
    for decade in DECADES.0..=DECADES.1 {
        let value = 10f64.powi(decade);
        let (at, end) = (y(value), MARGIN.0 + width);
        let _ = writeln!(svg, "<path class=\"axis\" style=\"stroke-width: 1\" d=\"M{} {at:.1}H{end:.1}\"/>", MARGIN.0);
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{} ms</text>",
            MARGIN.0 - 6.0,
            at + 4.0,
            label(value)
        );
    }
    for &count in elements {
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            x(count),
            36.0 + height + 18.0,
            thousands(count)
        );
    }
    for finder in ALL.into_iter().filter(|finder| *finder != Finder::None) {
        let points: Vec<(f64, f64)> = elements
            .iter()
            .filter_map(|&count| Some((x(count), y(cost(figures, &row(count), setting, finder)?))))
            .collect();
        let path: String = points
            .iter()
            .enumerate()
            .map(|(at, (x, y))| format!("{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' }))
            .collect();
        let _ = writeln!(svg, "<g class=\"{}\"><path d=\"{path}\"/>", class(finder));
        for (x, y) in points {
            let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>");
        }
        svg.push_str("</g>\n");
    }
}

fn legend(svg: &mut String, y: f64) {
    let mut x = MARGIN.0;
    for finder in ALL.into_iter().filter(|finder| *finder != Finder::None) {
        let _ = writeln!(
            svg,
            "<g class=\"{}\"><circle cx=\"{x}\" cy=\"{:.1}\" r=\"4\"/></g><text x=\"{}\" y=\"{y:.1}\">{}</text>",
            class(finder),
            y - 4.0,
            x + 10.0,
            finder.name()
        );
        x += 150.0;
    }
}

fn class(finder: Finder) -> &'static str {
    match finder {
        Finder::None => "none",
        Finder::Keyturn => "keyturn",
        Finder::Least => "least",
        Finder::Treewalker => "treewalker",
        Finder::Mark => "mark",
    }
}

fn label(value: f64) -> String {
    if value >= 1.0 { thousands(value as usize) } else { written(value) }
}

fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (count, expected) in
            [(1, "1"), (100, "100"), (1_000, "1,000"), (100_000, "100,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(thousands(count), expected);
        }
    }
}
