//! The rows of the table: what happens on a page, and what is measured meanwhile.

mod guard;
mod idle;
mod ours;
mod page;
mod routes;
mod start;

use std::pin::Pin;

use crate::figures::Figures;
use crate::setting::Running;
use crate::size::Size;

/// A row on its way.
type Run<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + 'a>>;

/// What does one.
type Does = for<'a> fn(&'a Running, Size, &'a mut Figures) -> Run<'a>;

/// A row.
pub struct Row {
    /// What reports call it.
    pub name: &'static str,
    /// It is done in each round; else once, with repetitions of its own or because it takes long.
    pub is_repeated: bool,
    /// So many browsers may do it at a time: where the work of one thread is measured, two, a core each; where nothing is
    /// done at all, all.
    pub at_a_time: usize,
    /// Does it.
    pub run: Does,
}

/// All of them.
pub const ROWS: [Row; 9] = [
    // First: what is left over by it is not to be told from what another row left.
    once("routes", 2, |running, size, figures| Box::pin(routes::routes(running, size, figures))),
    each_round("big", 2, |running, size, figures| Box::pin(page::big(running, size, figures))),
    once("storm", 2, |running, size, figures| Box::pin(page::storm(running, size, figures))),
    once("tick", 2, |running, size, figures| Box::pin(page::tick(running, size, figures))),
    each_round("shadow", 2, |running, size, figures| Box::pin(page::shadow(running, size, figures))),
    once("idle", 4, |running, size, figures| Box::pin(idle::idle(running, size, figures))),
    each_round("guard", 1, |running, size, figures| Box::pin(guard::guard(running, size, figures))),
    once("start", 1, |running, size, figures| Box::pin(start::start(running, size, figures))),
    each_round("popup, options", 1, |running, _, figures| Box::pin(ours::pages(running, figures))),
];

const fn each_round(name: &'static str, at_a_time: usize, run: Does) -> Row {
    Row { name, is_repeated: true, at_a_time, run }
}

const fn once(name: &'static str, at_a_time: usize, run: Does) -> Row {
    Row { name, is_repeated: false, at_a_time, run }
}
