//! A page of the console, as the modules that run in it read it (through shadow roots, as one text, as somebody sees it), and
//! what is ours on it. Nothing here decides.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod flat;
pub mod found;
pub mod labels;
pub mod messages;
pub mod ours;
pub mod outline;
pub mod paint;
pub mod root;
pub mod roots;
pub mod said;
pub mod sight;
