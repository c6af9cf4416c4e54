//! The inventory: the integrations that are configured with an account's provisioning hash.

use crate::account_number::AccountNumber;

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// The longest text in a field, in characters.
pub const LONGEST_FIELD: usize = 2_000;
/// The most integrations that are kept.
pub const MOST_INTEGRATIONS: usize = 5_000;

/// Whose hash an integration holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Belongs {
    /// Any account's: it is listed whichever account is reset.
    ToAll,
    /// These accounts'.
    To(Vec<AccountNumber>),
}

impl Belongs {
    /// Whether a reset of this account's hash breaks it. An account that is not known may be any: then it does.
    pub fn to(&self, number: Option<&AccountNumber>) -> bool {
        match (self, number) {
            (Self::ToAll, _) | (_, None) => true,
            (Self::To(numbers), Some(number)) => numbers.contains(number),
        }
    }
}

/// One thing that is configured with the provisioning hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// What tells it from the others; made by [`next_id`], never shown.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who updates it; may be empty.
    pub owner: String,
    /// Where its hash is kept; may be empty.
    pub place: String,
    /// Whose hash it holds.
    pub belongs: Belongs,
}

/// What an admin typed into the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The name, as typed.
    pub name: String,
    /// The owner, as typed.
    pub owner: String,
    /// Where the hash is kept, as typed.
    pub place: String,
    /// The account numbers, as typed or ticked; none of them means all accounts.
    pub accounts: Vec<String>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// The owner.
    Owner,
    /// Where the hash is kept.
    Place,
    /// The accounts.
    Accounts,
}

/// Why a draft is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The name is empty.
    NoName,
    /// A field holds more than [`LONGEST_FIELD`] characters.
    TooLong(Field),
    /// This is no account number.
    NotAnAccountNumber(String),
    /// There are [`MOST_INTEGRATIONS`] already.
    TooMany,
}

impl Refusal {
    /// The field to mend; none if it is none of them.
    pub fn field(&self) -> Option<Field> {
        match self {
            Self::NoName => Some(Field::Name),
            Self::TooLong(field) => Some(*field),
            Self::NotAnAccountNumber(_) => Some(Field::Accounts),
            Self::TooMany => None,
        }
    }
}

/// Takes what was typed: blanks around it are dropped, each account counts once.
pub fn take(draft: &Draft, id: String) -> Result<Integration, Refusal> {
    let text = |text: &str, field| {
        let text = text.trim();
        if text.chars().count() > LONGEST_FIELD { Err(Refusal::TooLong(field)) } else { Ok(text.to_owned()) }
    };
    let name = text(&draft.name, Field::Name)?;
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    let mut numbers: Vec<AccountNumber> = Vec::new();
    for typed in draft.accounts.iter().map(|typed| typed.trim()).filter(|typed| !typed.is_empty()) {
        let number = AccountNumber::try_from(typed.to_owned());
        let number = number.map_err(|_| Refusal::NotAnAccountNumber(typed.chars().take(40).collect()))?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let belongs = if numbers.is_empty() { Belongs::ToAll } else { Belongs::To(numbers) };
    Ok(Integration {
        id,
        name,
        owner: text(&draft.owner, Field::Owner)?,
        place: text(&draft.place, Field::Place)?,
        belongs,
    })
}

/// Puts an integration into the inventory: in place of the one with its id, or as a new one.
pub fn put(inventory: &mut Vec<Integration>, integration: Integration) -> Result<(), Refusal> {
    let is_full = inventory.len() >= MOST_INTEGRATIONS;
    match inventory.iter_mut().find(|known| known.id == integration.id) {
        Some(known) => *known = integration,
        None if is_full => return Err(Refusal::TooMany),
        None => inventory.push(integration),
    }
    Ok(())
}

/// An id that none of them has.
pub fn next_id(inventory: &[Integration]) -> String {
    let number = |integration: &Integration| integration.id.strip_prefix('i').and_then(|id| id.parse::<u32>().ok());
    let last = inventory.iter().filter_map(number).max().unwrap_or_default();
    format!("i{}", last.saturating_add(1))
}

/// What a reset of this account's hash breaks, by name.
pub fn broken_by_reset(inventory: &[Integration], number: Option<&AccountNumber>) -> Vec<Integration> {
    in_order(inventory.iter().filter(|integration| integration.belongs.to(number)).cloned().collect())
}

/// The integrations in the order in which they are shown: by name, whatever the case.
pub fn in_order(mut inventory: Vec<Integration>) -> Vec<Integration> {
    inventory.sort_by_cached_key(|integration| (integration.name.to_lowercase(), integration.id.clone()));
    inventory
}
