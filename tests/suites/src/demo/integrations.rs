//! What the story's admin has connected.

use anyhow::ensure;
use keyturn_console::Console;
use serde_json::json;

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

/// An integration that runs: it holds a hash and calls the Enterprise API with it.
pub struct Running {
    /// What it is called.
    pub name: &'static str,
    /// The hash that it holds.
    pub hash: String,
}

/// All of them, set up with this hash.
pub fn running(hash: &str) -> Vec<Running> {
    INTEGRATIONS.iter().map(|one| Running { name: one.name, hash: hash.to_owned() }).collect()
}

impl Running {
    /// Calls the Enterprise API over TLS, as the vendor's server would; whether it got what it asked for. A refusal comes with
    /// HTTP 200 as well.
    pub async fn works(&self, console: &Console) -> anyhow::Result<bool> {
        let request = json!({
            "cid": console.account_number(), "provhash": self.hash, "cmd": "getuserdata", "data": { "pagesize": 1 },
        });
        let answer = console.call_enterprise_api(&request).await?;
        ensure!(answer.status.as_u16() == 200, "{} got HTTP {}", self.name, answer.status);
        Ok(answer.text.contains("\"status\":\"OK\""))
    }
}
