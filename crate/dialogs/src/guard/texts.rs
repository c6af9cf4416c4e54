//! The texts that tell each owner, before the reset, what they will have to update.

use keyturn_browser::i18n;
use keyturn_core::account_number::AccountNumber;
use keyturn_core::owners::{Owner, by_owner};
use keyturn_core::store::IntegrationRecord;

/// One text for each owner, a blank line between them.
pub fn texts(number: Option<&AccountNumber>, integrations: &[IntegrationRecord]) -> String {
    by_owner(integrations).iter().map(|owner| text(number, owner)).collect::<Vec<_>>().join("\n\n")
}

fn text(number: Option<&AccountNumber>, owner: &Owner) -> String {
    let begin = match (number, owner.name) {
        (Some(number), "") => i18n::message("guard_text_no_owner", &[number.as_str()]),
        (None, "") => i18n::message("guard_text_no_owner_unknown", &[]),
        (Some(number), name) => i18n::message("guard_text", &[name, number.as_str()]),
        (None, name) => i18n::message("guard_text_unknown", &[name]),
    };
    let line = |integration: &&IntegrationRecord| match integration.place.as_str() {
        "" => format!("- {}", integration.name),
        place => format!("- {}: {place}", integration.name),
    };
    let lines = owner.integrations.iter().map(line);
    std::iter::once(begin).chain(lines).collect::<Vec<_>>().join("\n")
}
