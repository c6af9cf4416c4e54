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
    pub run: for<'a> fn(&'a Running, Size, &'a mut Figures) -> Run<'a>,
}

/// All of them.
pub const ROWS: [Row; 9] = [
    Row {
        name: "big",
        is_repeated: true,
        at_a_time: 2,
        run: |running, size, figures| Box::pin(page::big(running, size, figures)),
    },
    Row {
        name: "storm",
        is_repeated: false,
        at_a_time: 2,
        run: |running, size, figures| Box::pin(page::storm(running, size, figures)),
    },
    Row {
        name: "tick",
        is_repeated: false,
        at_a_time: 2,
        run: |running, size, figures| Box::pin(page::tick(running, size, figures)),
    },
    Row {
        name: "shadow",
        is_repeated: true,
        at_a_time: 2,
        run: |running, size, figures| Box::pin(page::shadow(running, size, figures)),
    },
    Row {
        name: "routes",
        is_repeated: false,
        at_a_time: 2,
        run: |running, size, figures| Box::pin(routes::routes(running, size, figures)),
    },
    Row {
        name: "idle",
        is_repeated: false,
        at_a_time: 4,
        run: |running, size, figures| Box::pin(idle::idle(running, size, figures)),
    },
    Row {
        name: "guard",
        is_repeated: true,
        at_a_time: 1,
        run: |running, size, figures| Box::pin(guard::guard(running, size, figures)),
    },
    Row {
        name: "start",
        is_repeated: false,
        at_a_time: 1,
        run: |running, size, figures| Box::pin(start::start(running, size, figures)),
    },
    Row {
        name: "popup, options",
        is_repeated: true,
        at_a_time: 1,
        run: |running, _, figures| Box::pin(ours::pages(running, figures)),
    },
];
