//! The inventory: the integrations that are configured with an account's provisioning hash.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::account::Time;
use crate::account_number::AccountNumber;
use crate::by_id::ById;
use crate::link::{Link, NotALink};
use crate::listing::by_name;
use crate::{made, polls};

#[cfg(any(test, feature = "tables"))]
pub(crate) mod cases;

/// The longest text in a field, in characters; of the accounts, all together.
pub const LONGEST_FIELD: usize = 65_536;
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

/// How bad it is when an integration stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Criticality {
    /// To be updated before anything else.
    Critical,
    /// Soon after.
    High,
    /// As most are.
    #[default]
    Normal,
    /// It can wait.
    Low,
}

impl Criticality {
    /// All of them, what is critical first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Normal, Self::Low];

    /// Its name, as it is stored and exported.
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Normal => "normal",
            Self::Low => "low",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|criticality| criticality.name() == name)
    }
}

/// One thing that is configured with the provisioning hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// What tells it from the others; made by [`new_ids`], never shown.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who updates it; may be empty.
    pub owner: String,
    /// Where its hash is kept; may be empty.
    pub place: String,
    /// Whose hash it holds.
    pub belongs: Belongs,
    /// Where its settings are opened.
    pub link: Option<Link>,
    /// How bad it is when it stands still.
    pub criticality: Criticality,
    /// How often it polls LastPass, in minutes; none if that is not known.
    pub polls_every: Option<u32>,
    /// Anything else; may be empty.
    pub note: String,
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
    /// The link, as typed; empty for none.
    pub link: String,
    /// How bad it is when it stands still.
    pub criticality: Criticality,
    /// How often it polls LastPass, in minutes; none if that is not known.
    pub polls_every: Option<u32>,
    /// The note, as typed.
    pub note: String,
}

impl From<&Integration> for Draft {
    fn from(integration: &Integration) -> Self {
        Self {
            name: integration.name.clone(),
            owner: integration.owner.clone(),
            place: integration.place.clone(),
            accounts: match &integration.belongs {
                Belongs::ToAll => Vec::new(),
                Belongs::To(numbers) => numbers.iter().map(ToString::to_string).collect(),
            },
            link: integration.link.as_ref().map(|link| link.as_str().to_owned()).unwrap_or_default(),
            criticality: integration.criticality,
            polls_every: integration.polls_every,
            note: integration.note.clone(),
        }
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The name.
    Name,
    /// The owner.
    Owner,
    /// Where the hash is kept.
    Place,
    /// The accounts.
    Accounts,
    /// The link.
    Link,
    /// How bad it is when it stands still.
    Criticality,
    /// How often it polls.
    PollsEvery,
    /// The note.
    Note,
}

/// Why a draft is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The name is empty.
    NoName,
    /// A field holds more characters than [`LONGEST_FIELD`].
    TooLong(Field),
    /// This is no account number.
    NotAnAccountNumber(String),
    /// The link is none.
    NotALink(NotALink),
    /// The interval is not between one minute and [`polls::LONGEST`].
    NotAnInterval,
    /// There are [`MOST_INTEGRATIONS`] already.
    TooMany,
    /// The inventory is not any more as it was when the change was agreed to.
    ChangedMeanwhile,
    /// The integration is not any more as it was when it was put into the form.
    EditedMeanwhile,
}

impl Refusal {
    /// The field to mend; none if it is none of them.
    pub fn field(&self) -> Option<Field> {
        match self {
            Self::NoName => Some(Field::Name),
            Self::TooLong(field) => Some(*field),
            Self::NotAnAccountNumber(_) => Some(Field::Accounts),
            Self::NotALink(_) => Some(Field::Link),
            Self::NotAnInterval => Some(Field::PollsEvery),
            Self::TooMany | Self::ChangedMeanwhile | Self::EditedMeanwhile => None,
        }
    }
}

impl Refusal {
    /// The message of [`Refusal::EditedMeanwhile`]: our page then offers to save all the same.
    pub const EDITED_MEANWHILE: &str = "refused_edited_meanwhile";

    /// The name of the message in `_locales` that says so, and what fills it.
    pub fn message(self) -> (String, Vec<String>) {
        let (name, fill) = match self {
            Self::NoName => ("refused_no_name", None),
            Self::TooLong(_) => ("refused_too_long", Some(LONGEST_FIELD.to_string())),
            Self::NotAnAccountNumber(typed) => ("refused_not_a_number", Some(typed)),
            Self::NotALink(NotALink::Scheme) => ("refused_link_scheme", None),
            Self::NotALink(NotALink::Character) => ("refused_link_character", None),
            Self::NotALink(NotALink::SignIn) => ("refused_link_sign_in", None),
            Self::NotALink(NotALink::Host) => ("refused_link_host", None),
            Self::NotAnInterval => ("refused_not_an_interval", None),
            Self::TooMany => ("refused_too_many", Some(MOST_INTEGRATIONS.to_string())),
            Self::ChangedMeanwhile => ("refused_changed_meanwhile", None),
            Self::EditedMeanwhile => (Self::EDITED_MEANWHILE, None),
        };
        (name.to_owned(), fill.into_iter().collect())
    }
}

/// Takes what was typed: blanks around it are dropped, each account counts once.
pub fn take(draft: &Draft, id: String) -> Result<Integration, Refusal> {
    let text = |text: &str, field: Field| {
        let text = text.trim();
        if text.chars().count() > LONGEST_FIELD { Err(Refusal::TooLong(field)) } else { Ok(text.to_owned()) }
    };
    let name = text(&draft.name, Field::Name)?;
    if name.is_empty() {
        return Err(Refusal::NoName);
    }
    // The longest that is taken holds thousands of numbers.
    if draft.accounts.iter().map(|typed| typed.len()).sum::<usize>() > LONGEST_FIELD {
        return Err(Refusal::TooLong(Field::Accounts));
    }
    let (mut numbers, mut known) = (Vec::new(), BTreeSet::new());
    for typed in draft.accounts.iter().map(|typed| typed.trim()).filter(|typed| !typed.is_empty()) {
        let number = AccountNumber::try_from(typed.to_owned());
        let number = number.map_err(|_| Refusal::NotAnAccountNumber(typed.chars().take(40).collect()))?;
        if known.insert(number.clone()) {
            numbers.push(number);
        }
    }
    let belongs = if numbers.is_empty() { Belongs::ToAll } else { Belongs::To(numbers) };
    let link = Some(text(&draft.link, Field::Link)?).filter(|link| !link.is_empty());
    Ok(Integration {
        id,
        name,
        owner: text(&draft.owner, Field::Owner)?,
        place: text(&draft.place, Field::Place)?,
        belongs,
        link: link.map(Link::try_from).transpose().map_err(Refusal::NotALink)?,
        criticality: draft.criticality,
        polls_every: draft.polls_every.map(polls::check).transpose().map_err(|_| Refusal::NotAnInterval)?,
        note: text(&draft.note, Field::Note)?,
    })
}

/// Takes what was typed into the form, at that time: as another integration, or as what becomes of this one, if nobody has made
/// something else of it meanwhile.
pub fn save(
    inventory: &mut Vec<Integration>,
    before: Option<&Integration>,
    draft: &Draft,
    at: Time,
) -> Result<(), Refusal> {
    let Some(before) = before else {
        let id = new_id(inventory, at);
        return put(inventory, take(draft, id)?);
    };
    let edited = take(draft, before.id.clone())?;
    // Saved once more, where only the answer was lost.
    let is_as_expected = |known: &Integration| known == before || *known == edited;
    if inventory.iter().any(|known| known.id == before.id && !is_as_expected(known)) {
        return Err(Refusal::EditedMeanwhile);
    }
    put(inventory, edited)
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

/// The ids of those that are there now, and were not before.
pub fn ids_added(before: &[Integration], now: &[Integration]) -> Vec<String> {
    let known = ById::of(before.iter().map(|one| one.id.as_str()));
    now.iter().filter(|one| !known.has(&one.id)).map(|one| one.id.clone()).collect()
}

/// An id for an integration that is added now.
pub fn new_id(inventory: &[Integration], at: Time) -> String {
    new_ids(inventory.iter().map(|known| known.id.as_str()), at).next().unwrap_or_default()
}

/// Ids for integrations that are added now: none of these, and none of one that was removed.
pub fn new_ids<'a>(used: impl Iterator<Item = &'a str>, at: Time) -> impl Iterator<Item = String> {
    let used = ById::of(used);
    made::ids('i', at).filter(move |id| !used.has(id))
}

/// What a reset of this account's hash breaks, what is critical first, and of that what polls soonest: the order in which
/// to update them.
pub fn broken_by_reset(inventory: &[Integration], number: Option<&AccountNumber>) -> Vec<Integration> {
    let broken = inventory.iter().filter(|integration| integration.belongs.to(number)).cloned().collect();
    let mut broken = in_order(broken);
    broken.sort_by_key(|integration| (integration.criticality, integration.polls_every.unwrap_or(u32::MAX)));
    broken
}

/// The integrations in the order in which they are listed: by name, whatever the case.
pub fn in_order(mut inventory: Vec<Integration>) -> Vec<Integration> {
    inventory.sort_by_cached_key(by_name);
    inventory
}
