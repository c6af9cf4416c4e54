//! Properties: what holds of every reader of outside data in core, whatever it is given.
//!
//! Each reader has one file in [`readers`]. It takes inputs that look real (`seeds/`, one folder for each reader), which
//! are changed at random ([`change`]), and inputs that are generated ([`any`]). The tests (`tests/hold.rs`) run a bounded
//! number of them, always the same; `cargo xtask soak` runs the same for as long as it is told, on other ones each time,
//! and looks at how time and memory grow ([`growth`]). The fuzz targets (`fuzz/`) call the same functions.

pub mod any;
pub mod change;
pub mod growth;
pub mod readers;
pub mod run;
