//! Each reader's properties, so many cases of each, from one seed: always the same ones.

use keyturn_core::exchange::{csv, plan::plan, read};
use keyturn_core::integration::{Draft, Integration, MOST_INTEGRATIONS, next_ids, take};
use keyturn_properties::readers;
use keyturn_properties::run::Trial;

macro_rules! hold {
    ($($reader:ident),+ $(,)?) => {
        $(
            #[test]
            fn $reader() {
                let trial = Trial::from_environment();
                println!("seed {}", trial.seed);
                if let Err(failure) = trial.of(&readers::$reader::READER) {
                    panic!("{failure}");
                }
            }
        )+

        #[test]
        fn every_reader_is_tried() {
            assert_eq!([$(stringify!($reader)),+], readers::ALL.map(|reader| reader.name));
        }
    };
}

hold![
    account_number,
    control,
    enterprise_api,
    formats,
    inventory,
    link,
    message,
    plain,
    prompt,
    provisioning_hash,
    sender,
    stored,
    words,
];

/// Each entry is compared with each integration of its name: all that an inventory can hold may have one.
#[test]
fn an_inventory_of_one_name_is_planned() {
    let draft = |note: usize| Draft { name: "Sumo".to_owned(), note: note.to_string(), ..Draft::default() };
    let ids = next_ids(&[]);
    let all = (0..MOST_INTEGRATIONS).zip(ids).map(|(note, id)| take(&draft(note), id));
    let inventory: Vec<Integration> = all.collect::<Result<_, _>>().expect("they are taken");
    let turned: Vec<Integration> = inventory.iter().rev().cloned().collect();
    let entries = read(csv::write(&turned).as_bytes()).expect("it was exported");
    let plan = plan(&inventory, &entries).expect("they are there");
    assert_eq!((plan.len(), plan.same), (0, MOST_INTEGRATIONS));
}
