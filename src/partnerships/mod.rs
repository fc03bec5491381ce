//! Partnerships: an indirect provider and an indirect reseller that work together.
//!
//! ```text
//! invitation of one side ──the other's Global admin accepts──▶ active ──removed by either──▶ ended
//! ```
//!
//! A partnership lets both be named in one invitation of a customer, and the provider place the orders that the
//! reseller's customers agree to. It gives neither side the other's customers (product.md, rule 4): no list and no
//! search of one reads anything of the other.
//!
//! At most one is active between the same two. A transaction that relies on it calls [`hold`], which locks its row
//! until the end, so that nobody can end it meanwhile.

mod by_name;
mod choice;
mod model;
mod pick;
mod queries;

pub use by_name::{Across, Found, STRETCH, number_holding, page};
pub use choice::{Among, Named, chosen, first_across, named};
pub use model::{Partnership, Side, State};
pub use pick::{meant, pick};
pub use queries::{active_sides, active_with, end, find, hold, insert, number_active};
