//! What the list shows, and in which order: search and sort.

use std::cmp::Reverse;

use crate::integration::{Belongs, Integration};

/// What was typed into a search field: each of its words must stand somewhere in what is searched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted(Vec<String>);

impl Wanted {
    /// The words, whatever the case.
    pub fn new(typed: &str) -> Self {
        Self(typed.to_lowercase().split_whitespace().map(str::to_owned).collect())
    }

    /// Whether the text, made by [`searchable`], has each word in it.
    pub fn fits(&self, text: &str) -> bool {
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}

/// These texts as one that can be searched: made once, so that typing stays quick.
pub fn searchable<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for text in texts {
        all.push_str(&text.to_lowercase());
        all.push('\n');
    }
    all
}

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The name.
    Name,
    /// The criticality: what is critical first.
    Criticality,
    /// The interval: the shortest first.
    PollsEvery,
    /// The owner.
    Owner,
    /// Where the hash is kept.
    Place,
    /// The accounts: those of all first, then by the first number.
    Accounts,
}

impl Column {
    const ALL: [Self; 6] = [Self::Name, Self::Criticality, Self::PollsEvery, Self::Owner, Self::Place, Self::Accounts];

    /// Its name in the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Criticality => "criticality",
            Self::PollsEvery => "polls",
            Self::Owner => "owner",
            Self::Place => "place",
            Self::Accounts => "accounts",
        }
    }

    /// The column of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }
}

/// An order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// By this column.
    pub by: Column,
    /// From its end.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { by: Column::Name, descending: false }
    }
}

impl Order {
    /// The order after the header of that column was pressed: by it, or the other way round if it is by it already.
    pub fn pressed(self, column: Column) -> Self {
        Self { by: column, descending: self.by == column && !self.descending }
    }

    /// What `aria-sort` says of that column.
    pub fn aria(self, column: Column) -> &'static str {
        match (self.by == column, self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }
}

/// Puts the integrations into that order. What has nothing in the column comes last, whichever way round; what is equal
/// there is in the order of the names.
pub fn sorted(mut integrations: Vec<Integration>, order: Order) -> Vec<Integration> {
    integrations.sort_by_cached_key(by_name);
    match order.by {
        Column::Name if order.descending => integrations.reverse(),
        Column::Name => {}
        Column::Criticality => sort(&mut integrations, order, |i| Some(i.criticality)),
        Column::PollsEvery => sort(&mut integrations, order, |i| i.polls_every),
        Column::Owner => sort(&mut integrations, order, |i| words(&i.owner)),
        Column::Place => sort(&mut integrations, order, |i| words(&i.place)),
        Column::Accounts => sort(&mut integrations, order, |i| Some(accounts(&i.belongs))),
    }
    integrations
}

/// By name, whatever the case.
pub fn by_name(integration: &Integration) -> (String, String) {
    (integration.name.to_lowercase(), integration.id.clone())
}

fn sort<K: Ord>(integrations: &mut [Integration], order: Order, key: impl Fn(&Integration) -> Option<K>) {
    // Two keys of which one is always none: so that what has nothing comes last either way.
    integrations.sort_by_cached_key(|integration| {
        let key = key(integration);
        let is_empty = key.is_none();
        if order.descending { (is_empty, None, Some(Reverse(key))) } else { (is_empty, Some(key), None) }
    });
}

fn words(text: &str) -> Option<String> {
    if text.is_empty() { None } else { Some(text.to_lowercase()) }
}

/// Numbers by their size: of two without leading noughts, the shorter is smaller.
fn accounts(belongs: &Belongs) -> Vec<(usize, String)> {
    match belongs {
        Belongs::ToAll => Vec::new(),
        Belongs::To(numbers) => {
            let mut numbers: Vec<_> =
                numbers.iter().map(|number| (number.as_str().len(), number.to_string())).collect();
            numbers.sort_unstable();
            numbers
        }
    }
}

#[cfg(any(test, feature = "tables"))]
pub(crate) fn cases(report: &mut crate::tables::Report) {
    use crate::integration::{Criticality, Draft, take};

    let text = searchable(["Sumo Logic LastPass source", "SIEM", "Straße 5", "18836731"]);
    for (typed, expected) in [
        ("", true),
        ("  ", true),
        ("sumo", true),
        ("SIEM sumo", true),
        ("lastpass SOURCE", true),
        ("o l", true),
        ("straße", true),
        ("8836", true),
        ("sumo splunk", false),
        ("sourcesiem", false),
        ("source\nsiem", true),
    ] {
        report.check("search", &typed, &Wanted::new(typed).fits(&text), &expected);
    }

    let integration = |id: usize, (name, criticality, polls_every, owner, accounts): (&str, _, _, &str, &[&str])| {
        let accounts = accounts.iter().map(|&number| number.to_owned()).collect();
        let (name, owner) = (name.to_owned(), owner.to_owned());
        take(&Draft { name, owner, accounts, criticality, polls_every, ..Draft::default() }, format!("i{id}")).ok()
    };
    let rows: [(&str, _, _, &str, &[&str]); 5] = [
        ("delta", Criticality::Low, Some(5), "Bo", &["100"]),
        ("Alpha", Criticality::Normal, None, "", &[]),
        ("beta", Criticality::Critical, Some(60), "ada", &["99"]),
        ("Gamma", Criticality::Normal, Some(60), "Ada", &["99", "27"]),
        ("alpha", Criticality::High, None, "Cy", &["99"]),
    ];
    let all: Vec<_> = rows.into_iter().enumerate().filter_map(|(id, row)| integration(id, row)).collect();
    for (by, descending, expected) in [
        (Column::Name, false, "Alpha alpha beta delta Gamma"),
        (Column::Name, true, "Gamma delta beta alpha Alpha"),
        (Column::Criticality, false, "beta alpha Alpha Gamma delta"),
        (Column::Criticality, true, "delta Alpha Gamma alpha beta"),
        (Column::PollsEvery, false, "delta beta Gamma Alpha alpha"),
        (Column::PollsEvery, true, "beta Gamma delta Alpha alpha"),
        (Column::Owner, false, "beta Gamma delta alpha Alpha"),
        (Column::Owner, true, "alpha delta beta Gamma Alpha"),
        (Column::Place, false, "Alpha alpha beta delta Gamma"),
        (Column::Accounts, false, "Alpha Gamma alpha beta delta"),
        (Column::Accounts, true, "delta alpha beta Gamma Alpha"),
    ] {
        let sorted = sorted(all.clone(), Order { by, descending });
        let names: Vec<&str> = sorted.iter().map(|i| i.name.as_str()).collect();
        report.check("sort", &(by, descending), &names.join(" ").as_str(), &expected);
    }
    let first = Order::default();
    let order = |by, descending| Order { by, descending };
    for (before, column, after) in [
        (first, Column::Name, order(Column::Name, true)),
        (order(Column::Name, true), Column::Name, first),
        (order(Column::Name, true), Column::Owner, order(Column::Owner, false)),
        (order(Column::Owner, false), Column::Owner, order(Column::Owner, true)),
    ] {
        report.check("a header is pressed", &(before, column), &before.pressed(column), &after);
    }
    report.check("aria-sort", &"name", &first.aria(Column::Name), &"ascending");
    report.check("aria-sort", &"owner", &first.aria(Column::Owner), &"none");
    report.check("aria-sort", &"name", &first.pressed(Column::Name).aria(Column::Name), &"descending");
    for column in Column::ALL {
        report.check("column by its name", &column, &Column::named(column.name()), &Some(column));
    }
}
