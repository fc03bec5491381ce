//! Orders: what a seller ordered for a customer, and what that costs.
//!
//! An order and its lines are never changed: the database refuses it. Whatever changes what is owed is an order of its own
//! ([`Kind`]). It keeps the plans as they were called, the prices as they were, the sums of its lines, and the reseller of
//! record or, where there is none, that its seller has stated to sell directly. Numbers are given by each seller's own
//! counter in the transaction of the order, so there is none without one.
//!
//! One press is one order: the form's key is unique for a seller ([`by_key`]), and beside it stands what was pressed.
//!
//! An order is seen by its seller and by its reseller of record, and by nobody else. The reseller never sees the cost.

mod events;
mod list_handlers;
mod list_page;
mod list_queries;
mod number;
mod on_record;
mod order;
mod orderer;
mod prices;
mod queries;
mod reseller_queries;
mod routes;
mod service;
mod show_handlers;
mod show_page;
mod way;

pub(crate) use events::EVENTS;
pub(crate) use list_queries::names;
pub use number::Number;
pub use on_record::{NotOnRecord, Reseller, sells_to};
pub use order::{Kind, Order, OrderLine};
pub use orderer::Orderer;
pub(crate) use prices::{PricesView, Viewer, parts_words, words};
pub use queries::{
    by_key, find, lines_of, lines_of_subscription, lines_of_term, ordered_since, resellers_of,
};
pub(crate) use reseller_queries::resellers;
pub use routes::routes;
pub use service::{NewLine, NewOrder, place, press_of};
pub(crate) use way::{Way, not_a_seller};
