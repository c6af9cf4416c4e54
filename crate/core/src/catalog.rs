//! The catalog: the well-known integrations, each with where its hash is set and the document that says so.
//! And its other half: what uses LastPass, but with another credential, so that a reset does not touch it.
//! The sources are `data/integrations.csv` and `data/not-affected.csv`.

/// How sure it is that an integration uses the provisioning hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// Its document says so.
    Seen,
    /// It is probable, and said so.
    Likely,
}

/// A well-known integration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What its maker calls it.
    pub name: &'static str,
    /// Who makes it.
    pub vendor: &'static str,
    /// What it is for, in a word or two.
    pub category: &'static str,
    /// Where its hash is set.
    pub place: &'static str,
    /// The document that says so: an address, or a repository and path.
    pub source: &'static str,
    /// How sure that is.
    pub evidence: Evidence,
}

/// Every entry, by name.
pub static CATALOG: &[Entry] = include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// Something well known that a reset does not touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAffected {
    /// What it is called.
    pub name: &'static str,
    /// What it uses instead of the provisioning hash.
    pub credential: &'static str,
    /// The document that says so: an address, or a repository and path.
    pub source: &'static str,
    /// How sure that is.
    pub evidence: Evidence,
}

/// What a reset does not touch, by name.
pub static NOT_AFFECTED: &[NotAffected] = include!(concat!(env!("OUT_DIR"), "/not_affected.rs"));

/// The entry of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    CATALOG.iter().find(|entry| entry.name == name)
}

/// The address in a source that can be followed: what stands before the first blank, if that is an https address.
pub fn address(source: &str) -> Option<&str> {
    let address = source.split_whitespace().next()?;
    let host = address.strip_prefix("https://")?;
    let begins_a_host = host.starts_with(|c: char| c.is_ascii_alphanumeric());
    begins_a_host.then_some(address)
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    let mut names: Vec<&str> = CATALOG.iter().map(|entry| entry.name).collect();
    names.sort_unstable();
    names.dedup();
    report.check("catalog: names are told apart", &"", &names.len(), &CATALOG.len());
    for entry in CATALOG {
        report.check("catalog: has a source", &entry.name, &address(entry.source).is_some(), &true);
    }
    report.check(
        "catalog",
        &"Sumo Logic LastPass Cloud-to-Cloud source",
        &entry("Sumo Logic LastPass Cloud-to-Cloud source").map(|e| e.vendor),
        &Some("Sumo Logic"),
    );
    let both = CATALOG.iter().filter(|entry| NOT_AFFECTED.iter().any(|other| other.name == entry.name)).count();
    report.check("catalog: nothing is in both halves", &"", &both, &0);
    report.check("catalog: what a reset does not touch", &"", &NOT_AFFECTED.len(), &18);
    for entry in NOT_AFFECTED {
        report.check("catalog: has a source", &entry.name, &address(entry.source).is_some(), &true);
    }
    let unsure: Vec<&str> = NOT_AFFECTED.iter().filter(|e| e.evidence == Evidence::Likely).map(|e| e.name).collect();
    report.check("catalog: not touched, but only likely", &"", &unsure, &vec!["LastPass AD Connector"]);
    report.check("catalog", &"nobody", &entry("nobody"), &None::<&Entry>);
    let likely = CATALOG.iter().filter(|entry| entry.evidence == Evidence::Likely).count();
    report.check("catalog: some are only likely", &"", &(likely > 0 && likely < CATALOG.len() / 2), &true);
    for (source, expected) in [
        ("https://docs.axonius.com/docs/lastpass", Some("https://docs.axonius.com/docs/lastpass")),
        ("https://github.com/a/b (README.md)", Some("https://github.com/a/b")),
        ("http://example.com/", None),
        ("javascript:alert(1)", None),
        ("lastpasspublic/ProvisioningAPI (readme)", None),
        ("see https://example.com/", None),
        ("https://", None),
        ("https:// example.com", None),
        ("", None),
    ] {
        report.check("only https is a link", &source, &address(source), &expected);
    }
}
