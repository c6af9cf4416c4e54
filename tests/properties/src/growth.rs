//! How time and memory grow with an input: no faster than it does, within a generous bound. What counts is the time that the
//! thread itself runs for, so that a busy machine changes nothing.

use std::time::Duration;

use cpu_time::ThreadTime;
use peak_alloc::PeakAlloc;

use crate::readers::Reader;

/// An input that can be made as large as one likes: how it begins, what stands in it again and again, and how it ends.
pub struct Grows {
    /// How it begins.
    pub begin: &'static str,
    /// What is repeated.
    pub again: &'static str,
    /// How it ends.
    pub end: &'static str,
}

/// Of an input ten times as large the reader may take so many times as long.
const MOST_TIMES: u32 = 30;
/// What is shorter cannot be told from the machine's own noise.
const NOISE: Duration = Duration::from_millis(50);
/// No input that the reader is given takes longer.
const LONGEST: Duration = Duration::from_secs(20);
/// So many bytes of memory may be used for each byte of the input, and so many besides.
const MOST_MEMORY: usize = 100;
const MEMORY_BESIDES: usize = 1_000_000;

/// What an input cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cost {
    /// How long one of a tenth of its size took.
    pub tenth: Duration,
    /// How long it took.
    pub whole: Duration,
    /// How many bytes of memory it took.
    pub memory: usize,
}

impl Grows {
    /// The input, about so many bytes long.
    fn to(&self, size: usize) -> Vec<u8> {
        let around = self.begin.len() + self.end.len();
        let times = size.saturating_sub(around) / self.again.len().max(1);
        [self.begin, &self.again.repeat(times), self.end].concat().into_bytes()
    }

    /// What the largest that this reader is given costs; an error if that is too much.
    pub fn cost(&self, reader: &Reader, memory: &PeakAlloc) -> Result<Cost, String> {
        let before = memory.current_usage();
        memory.reset_peak_usage();
        let large = self.to(reader.most);
        (reader.reads)(&large);
        let memory = memory.peak_usage().saturating_sub(before);
        if memory > MOST_MEMORY * large.len() + MEMORY_BESIDES {
            return Err(format!("{}: {memory} bytes of memory", self.of(reader, large.len())));
        }
        let (tenth, whole) = self.time(reader, reader.most)?;
        Ok(Cost { tenth, whole, memory })
    }

    /// How long a tenth of so many bytes takes, and how long all of them do; an error if that is too long.
    pub fn time(&self, reader: &Reader, size: usize) -> Result<(Duration, Duration), String> {
        let (tenth, whole) = (time(reader, &self.to(size / 10)), time(reader, &self.to(size)));
        if whole > (tenth * MOST_TIMES + NOISE).min(LONGEST) {
            return Err(format!("{}: a tenth takes {tenth:?}, the whole {whole:?}", self.of(reader, size)));
        }
        Ok((tenth, whole))
    }

    fn of(&self, reader: &Reader, size: usize) -> String {
        format!("{}, {size} bytes of {:?} again and again", reader.name, self.again)
    }
}

/// How long the reader takes, at best of three times; what else the machine does is not counted.
fn time(reader: &Reader, bytes: &[u8]) -> Duration {
    let once = || {
        let begun = ThreadTime::now();
        (reader.reads)(bytes);
        begun.elapsed()
    };
    let first = once();
    // What takes seconds is not told any better by a second time.
    if first > Duration::from_secs(1) { first } else { first.min(once()).min(once()) }
}
