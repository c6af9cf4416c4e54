//! Invented people. The page and the Enterprise API show the same ones.

use serde_json::{Value, json};

const NAMES: [(&str, &str); 40] = [
    ("Amara", "Okafor"),
    ("Anton", "Lindqvist"),
    ("Beatriz", "Moreira"),
    ("Bjarne", "Holm"),
    ("Camille", "Durand"),
    ("Chidi", "Eze"),
    ("Clara", "Weissmann"),
    ("Dae", "Hwang"),
    ("Daria", "Kowalczyk"),
    ("Deniz", "Aydin"),
    ("Elena", "Petrova"),
    ("Emeka", "Nwosu"),
    ("Farah", "Haddad"),
    ("Felix", "Baumann"),
    ("Gita", "Raman"),
    ("Hana", "Novak"),
    ("Hugo", "Lefebvre"),
    ("Ines", "Carvalho"),
    ("Ivan", "Horvat"),
    ("Jonas", "Eklund"),
    ("Kaito", "Mori"),
    ("Katya", "Sokolova"),
    ("Leila", "Rahimi"),
    ("Liam", "Gallagher-Byrne"),
    ("Lucia", "Ferraro"),
    ("Mateo", "Quiroga"),
    ("Mina", "Takeda"),
    ("Nadia", "Benali"),
    ("Noah", "Vandenberg"),
    ("Olga", "Marchenko"),
    ("Oscar", "Salgado"),
    ("Priya", "Nair"),
    ("Rosa", "Delgado"),
    ("Samir", "Khoury"),
    ("Signe", "Rasmussen"),
    ("Tariq", "Mansour"),
    ("Tomas", "Urbanek"),
    ("Valerie", "Fontaine"),
    ("Yusuf", "Demir"),
    ("Zofia", "Wrona"),
];

/// The groups people are in.
pub(crate) const GROUPS: [&str; 6] = ["Engineering", "Finance", "IT", "Marketing", "People", "Sales"];

/// One invented person.
pub(crate) struct Person {
    pub id: usize,
    pub name: String,
    pub email: String,
    pub group: &'static str,
    pub status: &'static str,
    pub score: Option<usize>,
    pub last_login: Option<String>,
}

/// All forty. What differs between them is arithmetic on their place, so that every run shows the same.
pub(crate) fn people() -> Vec<Person> {
    NAMES.iter().enumerate().map(|(at, (first, last))| person(at, first, last)).collect()
}

fn person(at: usize, first: &str, last: &str) -> Person {
    let status = match at {
        7 | 21 | 33 => "Invited",
        12 | 28 => "Disabled",
        _ => "Active",
    };
    let known = status != "Invited";
    Person {
        id: 101 + at,
        name: format!("{first} {last}"),
        email: format!("{}.{}@orgabc.example", first.to_lowercase(), last.to_lowercase()),
        group: GROUPS[(at * 5 + at / 7) % GROUPS.len()],
        status,
        score: known.then_some(52 + (at * 29) % 47),
        last_login: known.then(|| format!("2026-{:02}-{:02}", 2 + at % 3, 1 + (at * 11) % 27)),
    }
}

/// What the Users page shows.
pub(crate) fn for_page() -> Value {
    people()
        .iter()
        .map(|person| {
            json!({
                "id": person.id,
                "name": person.name,
                "email": person.email,
                "group": person.group,
                "status": person.status,
                "score": person.score,
                "lastLogin": person.last_login,
            })
        })
        .collect()
}
