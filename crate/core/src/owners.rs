//! Who has to put the new hash where: what a reset breaks, by owner.

use crate::store::IntegrationRecord;

/// What one person has to update.
#[derive(Debug, Clone, PartialEq)]
pub struct Owner<'a> {
    /// The name, as it is noted first; empty for what nobody is noted for.
    pub name: &'a str,
    /// What they have to update, in the order in which it came.
    pub integrations: Vec<&'a IntegrationRecord>,
}

/// These integrations by owner, in the order in which the owners come up; what has no owner comes last. Capitals and blanks
/// around a name make no other person.
pub fn by_owner<'a>(integrations: impl IntoIterator<Item = &'a IntegrationRecord>) -> Vec<Owner<'a>> {
    let mut owners: Vec<Owner<'a>> = Vec::new();
    for integration in integrations {
        let name = integration.owner.trim();
        let same = owners.iter_mut().find(|owner| owner.name.to_lowercase() == name.to_lowercase());
        match same {
            Some(owner) => owner.integrations.push(integration),
            None => owners.push(Owner { name, integrations: vec![integration] }),
        }
    }
    owners.sort_by_key(|owner| owner.name.is_empty());
    owners
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    for (listed, expected) in [
        (&[][..], ""),
        (&[("Sumo", "Priya")][..], "Priya: Sumo"),
        (&[("Sumo", "Priya"), ("Datadog", "Sam"), ("Veza", "Priya")], "Priya: Sumo+Veza | Sam: Datadog"),
        (&[("Sumo", " priya NAIR"), ("Veza", "Priya Nair ")], "priya NAIR: Sumo+Veza"),
        (&[("Sumo", "ÉVA"), ("Veza", "éva")], "ÉVA: Sumo+Veza"),
        (&[("Sumo", ""), ("Datadog", "Sam"), ("Veza", " \t")], "Sam: Datadog | : Sumo+Veza"),
        (&[("Sumo", "")], ": Sumo"),
        (&[("Sumo", "Sam"), ("Veza", "Sam B")], "Sam: Sumo | Sam B: Veza"),
    ] {
        let of = |(name, owner): &(&str, &str)| IntegrationRecord {
            name: (*name).to_owned(),
            owner: (*owner).to_owned(),
            ..IntegrationRecord::default()
        };
        let records: Vec<IntegrationRecord> = listed.iter().map(of).collect();
        let shown = |owner: &Owner| {
            let names: Vec<&str> = owner.integrations.iter().map(|i| i.name.as_str()).collect();
            format!("{}: {}", owner.name, names.join("+"))
        };
        let found = by_owner(&records).iter().map(shown).collect::<Vec<_>>().join(" | ");
        report.check("by owner", &listed, &found.as_str(), &expected);
    }
}
