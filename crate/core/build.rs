//! Takes the catalog in: data/*.csv become tables in the program, so that nothing that ships reads CSV.

use std::{collections::BTreeSet, env, error::Error, fmt::Write as _, fs, path::Path};

/// The integrations that hold the hash.
const INTEGRATIONS: &str = "data/integrations.csv";
const COLUMNS: [&str; 7] = ["name", "vendor", "category", "uses", "where_hash_is_set", "doc", "evidence"];
/// What a reset does not touch.
const NOT_AFFECTED: &str = "data/not-affected.csv";
const NOT_AFFECTED_COLUMNS: [&str; 4] = ["name", "credential", "doc", "evidence"];
/// Under which names an integration wants the account number and the hash, where its document says so.
const NAMES: &str = "data/names.csv";
const NAMES_COLUMNS: [&str; 4] = ["name", "number", "hash", "shape"];

const CATEGORIES: [&str; 8] = [
    "asset inventory",
    "GRC/compliance",
    "identity provisioning",
    "other",
    "SaaS management",
    "scripts and open source",
    "security awareness",
    "SIEM",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut table = String::from("&[\n");
    let integrations = rows(INTEGRATIONS, &COLUMNS)?;
    for row in &integrations {
        let [name, vendor, category, _uses, place, source, evidence] = row.as_slice() else { continue };
        if !CATEGORIES.contains(&category.as_str()) {
            return Err(format!("{INTEGRATIONS}, {name}: category {category:?}").into());
        }
        writeln!(
            table,
            "Entry {{ name: {name:?}, vendor: {vendor:?}, category: {category:?}, place: {place:?}, source: {source:?}, evidence: Evidence::{} }},",
            variant(evidence)?
        )?;
    }
    write("catalog.rs", table)?;

    let mut table = String::from("&[\n");
    for row in rows(NOT_AFFECTED, &NOT_AFFECTED_COLUMNS)? {
        let [name, credential, source, evidence] = row.as_slice() else { continue };
        writeln!(
            table,
            "NotAffected {{ name: {name:?}, credential: {credential:?}, source: {source:?}, evidence: Evidence::{} }},",
            variant(evidence)?
        )?;
    }
    write("not_affected.rs", table)?;

    let mut table = String::from("&[\n");
    for row in rows(NAMES, &NAMES_COLUMNS)? {
        let [name, number, hash, shape] = row.as_slice() else { continue };
        // The vendor's name is taken over, so that a page of the console need not carry the whole catalog for it.
        let vendor = integrations.iter().find(|row| row.first() == Some(name)).and_then(|row| row.get(1));
        let vendor = vendor.ok_or(format!("{NAMES}: {name:?} is not in {INTEGRATIONS}"))?;
        let shape = match shape.as_str() {
            "fields" => "Fields",
            "environment" => "Environment",
            other => return Err(format!("{NAMES}, {name}: shape {other:?}").into()),
        };
        writeln!(
            table,
            "Names {{ integration: {name:?}, vendor: {vendor:?}, number: {number:?}, hash: {hash:?}, shape: Shape::{shape} }},"
        )?;
    }
    write("names.rs", table)?;
    write("lower.rs", lower())
}

/// The capitals and how far off their small letters are, as runs: the first, the last, every how manieth is one, how far.
fn lower() -> String {
    let mut runs: Vec<(u32, u32, u32, i64)> = Vec::new();
    for capital in (0x80..=u32::from(char::MAX)).filter_map(char::from_u32) {
        // The one that becomes two characters is where it is used.
        let Some(small) = capital.to_lowercase().next().filter(|small| *small != capital) else { continue };
        let (code, far) = (u32::from(capital), i64::from(u32::from(small)) - i64::from(u32::from(capital)));
        match runs.last_mut() {
            Some((first, last, step, same))
                if *same == far && (code - *last == *step || (first == last && code - *last <= 2)) =>
            {
                (*last, *step) = (code, code - *last);
            }
            _ => runs.push((code, code, 1, far)),
        }
    }
    let line = |(first, last, step, far): &(u32, u32, u32, i64)| format!("({first:#x}, {last:#x}, {step}, {far}),\n");
    std::iter::once("&[\n".to_owned()).chain(runs.iter().map(line)).collect()
}

/// The rows of a file, by name: each with every field filled in, each name once, each source, if there is one, an address.
fn rows(file: &str, columns: &[&str]) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={file}");
    let mut reader = csv::Reader::from_path(file)?;
    if reader.headers()? != columns {
        return Err(format!("{file}: the columns are not {columns:?}").into());
    }
    let doc = columns.iter().position(|column| *column == "doc");
    let mut names = BTreeSet::new();
    let mut all = Vec::new();
    for row in reader.records() {
        let row: Vec<String> = row?.iter().map(str::to_owned).collect();
        let name = row.first().cloned().unwrap_or_default();
        if row.iter().any(|cell| cell.is_empty() || cell.trim() != cell || cell.contains("  ")) {
            return Err(format!("{file}, {name:?}: an empty field, or blanks too many").into());
        }
        if doc.and_then(|doc| row.get(doc)).is_some_and(|source| !source.starts_with("https://")) {
            return Err(format!("{file}, {name:?}: the source is no https address").into());
        }
        if !names.insert(name.to_lowercase()) {
            return Err(format!("{file}: {name:?} stands there twice").into());
        }
        all.push(row);
    }
    all.sort_by_cached_key(|row| row.first().map(|name| name.to_lowercase()));
    Ok(all)
}

fn variant(evidence: &str) -> Result<&'static str, Box<dyn Error>> {
    match evidence {
        "seen" => Ok("Seen"),
        "likely" => Ok("Likely"),
        other => Err(format!("evidence {other:?}").into()),
    }
}

fn write(file: &str, mut table: String) -> Result<(), Box<dyn Error>> {
    table.push(']');
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join(file), table)?)
}
