//! What an integration has in a field, in words.

use keyturn_browser::i18n;
use keyturn_core::{
    integration::{Belongs, Criticality, Field, Integration},
    polls,
};

/// The field's content as it is shown; empty if there is nothing in it.
pub fn in_words(field: Field, integration: &Integration) -> String {
    match field {
        Field::Name => integration.name.clone(),
        Field::Owner => integration.owner.clone(),
        Field::Place => integration.place.clone(),
        Field::Note => integration.note.clone(),
        Field::Link => integration.link.as_ref().map(|link| link.as_str().to_owned()).unwrap_or_default(),
        Field::Criticality => i18n::message(criticality(integration.criticality), &[]),
        Field::PollsEvery => integration.polls_every.map(interval).unwrap_or_default(),
        Field::Accounts => match &integration.belongs {
            Belongs::ToAll => i18n::message("options_all_accounts", &[]),
            Belongs::To(numbers) => numbers.iter().map(|number| number.as_str()).collect::<Vec<_>>().join(", "),
        },
    }
}

/// The name of the message that names the field.
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Name => "options_name",
        Field::Owner => "options_owner",
        Field::Place => "options_place",
        Field::Accounts => "options_accounts",
        Field::Link => "options_link",
        Field::Criticality => "options_criticality",
        Field::PollsEvery => "options_polls",
        Field::Note => "options_note",
    }
}

fn criticality(criticality: Criticality) -> &'static str {
    match criticality {
        Criticality::Critical => "criticality_critical",
        Criticality::High => "criticality_high",
        Criticality::Normal => "criticality_normal",
        Criticality::Low => "criticality_low",
    }
}

fn interval(minutes: u32) -> String {
    let (amount, unit) = polls::in_largest(minutes);
    i18n::counted(&format!("interval_{}", unit.name()), amount as usize, &[])
}
