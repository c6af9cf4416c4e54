//! Each reader's properties, so many cases of each, from one seed: always the same ones.

use keyturn_core::exchange::{csv, plan::plan, read};
use keyturn_core::integration::{Draft, Integration, MOST_INTEGRATIONS, new_ids, take};
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

/// cargo-fuzz drives each of them.
#[test]
fn every_reader_has_a_fuzz_target() {
    let manifest = include_str!("../../../fuzz/Cargo.toml");
    let targets =
        manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/")?.strip_suffix(".rs\""));
    assert_eq!(targets.collect::<Vec<_>>(), readers::ALL.map(|reader| reader.name));
    for reader in readers::ALL {
        let file = format!("{}/../../fuzz/fuzz_targets/{}.rs", env!("CARGO_MANIFEST_DIR"), reader.name);
        let target = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(target.contains(&format!("readers::{}::READER.holds", reader.name)), "{file}");
    }
}

/// Of the largest inputs a tenth here; the whole in `cargo xtask soak`, where memory is counted too.
#[test]
fn no_reader_takes_much_longer_than_its_input_grows() {
    for reader in readers::ALL {
        for grows in reader.grows {
            if let Err(failure) = grows.time(reader, reader.most / 10) {
                panic!("{failure}");
            }
        }
    }
}

/// Each entry is compared with each integration of its name: all that an inventory can hold may have one.
#[test]
fn an_inventory_of_one_name_is_planned() {
    let draft = |note: usize| Draft { name: "Sumo".to_owned(), note: note.to_string(), ..Draft::default() };
    let ids = new_ids(std::iter::empty(), 1.0);
    let all = (0..MOST_INTEGRATIONS).zip(ids).map(|(note, id)| take(&draft(note), id));
    let inventory: Vec<Integration> = all.collect::<Result<_, _>>().expect("they are taken");
    let turned: Vec<Integration> = inventory.iter().rev().cloned().collect();
    let entries = read(csv::write(&turned).as_bytes()).expect("it was exported");
    let plan = plan(&inventory, &entries).expect("they are there");
    assert_eq!((plan.len(), plan.same), (0, MOST_INTEGRATIONS));
}
