//! The catalog: the well-known integrations, each with where its hash is set and the document that says so.
//! Its source is `data/integrations.csv`.

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
        let has_source = entry.source.contains('.') && !entry.source.is_empty();
        report.check("catalog: has a source", &entry.name, &has_source, &true);
    }
    report.check(
        "catalog",
        &"Sumo Logic LastPass Cloud-to-Cloud source",
        &entry("Sumo Logic LastPass Cloud-to-Cloud source").map(|e| e.vendor),
        &Some("Sumo Logic"),
    );
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
