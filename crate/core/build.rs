//! Takes the catalog in: data/integrations.csv becomes a table in the program, so that nothing that ships reads CSV.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

const SOURCE: &str = "data/integrations.csv";
const COLUMNS: [&str; 7] = ["name", "vendor", "category", "uses", "where_hash_is_set", "doc", "evidence"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={SOURCE}");
    let mut reader = csv::Reader::from_path(SOURCE)?;
    if reader.headers()? != COLUMNS.as_slice() {
        return Err(format!("{SOURCE}: the columns are not {COLUMNS:?}").into());
    }
    let mut table = String::from("&[\n");
    for (at, row) in reader.records().enumerate() {
        let row = row?;
        let evidence = match &row[6] {
            "seen" => "Seen",
            "likely" => "Likely",
            other => return Err(format!("{SOURCE}, entry {}: evidence {other:?}", at + 1).into()),
        };
        if row[0].trim().is_empty() || row[4].trim().is_empty() {
            return Err(format!("{SOURCE}, entry {}: no name, or no place", at + 1).into());
        }
        writeln!(
            table,
            "Entry {{ name: {:?}, vendor: {:?}, category: {:?}, place: {:?}, source: {:?}, evidence: Evidence::{evidence} }},",
            &row[0], &row[1], &row[2], &row[4], &row[5]
        )?;
    }
    table.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog.rs"), table)?;
    Ok(())
}
