//! What the story's admin has connected.

/// An integration, as it is typed into the form.
pub struct Integration {
    /// What it is called.
    pub name: &'static str,
    /// Who looks after it.
    pub owner: &'static str,
    /// Where its hash is kept.
    pub place: &'static str,
}

/// All of them.
pub const INTEGRATIONS: [Integration; 3] = [
    Integration { name: "Sumo Logic", owner: "Priya Nair", place: "Hosted Collector > LastPass source > API Secret" },
    Integration { name: "Datadog", owner: "Tomas Urbanek", place: "Integrations > LastPass > Provisioning hash" },
    Integration {
        name: "SailPoint",
        owner: "Identity team",
        place: "Connections > LastPass > API Secret; the old one is in the vault under Identity",
    },
];
