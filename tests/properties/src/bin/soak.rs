//! The properties for as long as one likes: `soak SECONDS SEED`. Each round takes another seed, made from the first.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use keyturn_properties::growth::Cost;
use keyturn_properties::readers::{ALL, Reader};
use keyturn_properties::run::Trial;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How many cases of each property a round tries.
const CASES: u32 = 2_000;

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let [seconds, seed] = numbers[..] else {
        eprintln!("soak SECONDS SEED");
        return ExitCode::FAILURE;
    };
    println!("seed {seed}");
    match soak(Duration::from_secs(seconds), seed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn soak(time: Duration, seed: u64) -> Result<(), String> {
    let begun = Instant::now();
    for reader in ALL.into_iter().filter(|reader| !reader.grows.is_empty()) {
        println!("{}", grown(reader)?);
    }
    let mut cases = 0;
    let mut rounds = 0;
    // Whatever the time, each is tried once.
    while rounds == 0 || begun.elapsed() < time {
        let trial = Trial { seed: seed.wrapping_add(rounds), cases: CASES };
        for reader in ALL {
            cases += trial.of(reader)?;
        }
        rounds += 1;
    }
    println!("soak: {} readers, {cases} cases in {rounds} rounds from seed {seed}", ALL.len());
    Ok(())
}

/// What the inputs cost that grow: the dearest of them.
fn grown(reader: &Reader) -> Result<String, String> {
    let costs: Vec<Cost> = reader.grows.iter().map(|grows| grows.cost(reader, &MEMORY)).collect::<Result<_, _>>()?;
    let dearest = costs.iter().copied().max_by_key(|cost| cost.whole).unwrap_or_default();
    let memory = costs.iter().map(|cost| cost.memory).max().unwrap_or_default();
    let (tenth, whole) = (dearest.tenth.as_secs_f64() * 1_000.0, dearest.whole.as_secs_f64() * 1_000.0);
    Ok(format!(
        "{}: {} bytes in {whole:.1} ms, a tenth of them in {tenth:.1} ms, at most {} KB of memory",
        reader.name,
        reader.most,
        memory / 1_024
    ))
}
