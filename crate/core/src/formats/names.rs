//! Under which names an integration wants the pair. The source is `data/names.csv`: only what its document says.

use super::shapes;
use crate::account_number::AccountNumber;

/// How an integration takes the pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In two fields, each of one line.
    Fields,
    /// In two variables of its environment.
    Environment,
}

/// An integration's names for the pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names {
    /// The integration, as the catalog calls it; empty for those that it does not know.
    pub integration: &'static str,
    /// Who makes it.
    pub vendor: &'static str,
    /// Its name for the account number.
    pub number: &'static str,
    /// Its name for the hash.
    pub hash: &'static str,
    /// How it takes them.
    pub shape: Shape,
}

/// All that are known.
pub static NAMES: &[Names] = include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// For every other integration: LastPass's own words.
const NEUTRAL: Names =
    Names { integration: "", vendor: "", number: "CID", hash: "Provisioning hash", shape: Shape::Fields };

/// The names for an integration that an admin calls so: as the catalog calls it, or by its maker.
pub fn of(name: &str) -> &'static Names {
    let name = name.trim().to_lowercase();
    let is = |known: &str| known.to_lowercase() == name;
    let by_name = NAMES.iter().find(|names| is(names.integration));
    by_name.or_else(|| NAMES.iter().find(|names| is(names.vendor))).unwrap_or(&NEUTRAL)
}

impl Names {
    /// Writes the pair under them; none if a field could not hold the hash in one line.
    pub fn write(&self, out: &mut String, number: Option<&AccountNumber>, hash: &str) -> Option<()> {
        match self.shape {
            Shape::Environment => shapes::environment(out, (self.number, number), (self.hash, hash)),
            Shape::Fields if hash.chars().any(char::is_control) => return None,
            Shape::Fields => {
                if let Some(number) = number {
                    out.extend([self.number, ": ", number.as_str(), "\n"]);
                }
                out.extend([self.hash, ": ", hash, "\n"]);
            }
        }
        Some(())
    }
}
