//! Carts: what a person of a seller collects for one customer, and the order that it becomes.
//!
//! A partner that is connected as an indirect reseller fills it from the list of a provider (`sources`), and never sees what
//! that costs it; what becomes of it is a request ([`crate::order_requests`]).
//!
//! A cart belongs to one person and one customer; nobody else sees it, so it leaves no line in the log. It is forgotten seven
//! days after its last change, and goes when the seller's relationship is removed. Its lines name plans, terms and billings;
//! what they cost is looked up each time (`judging`), by the same functions when it is shown, reviewed and ordered.
//!
//! Ordering asks everything again inside its transaction (`confirm_service`), which holds the partnership with the reseller of
//! record, both partners and the customer, in the order of [`crate::relationships`]. The key of the cart is that of the order:
//! a second press finds the order that the first one made. What was shown comes back as a hash; when anything of it is
//! different now, nothing is ordered.

mod basket;
mod cart_handlers;
mod cart_page;
mod confirm_handlers;
mod confirm_service;
mod forget;
mod judging;
mod limits;
mod line_view;
mod model;
mod opened;
mod problem;
mod queries;
mod review;
mod review_page;
mod routes;
mod seller_request;
mod service;
mod shop;
mod source_queries;
mod sources;
mod totals;

pub(crate) use basket::{Basket, BasketLine, review_of};
pub(crate) use confirm_service::confirm_basket;
pub use confirm_service::{Choice, NotOrdered, Ordered, Pressed, confirm};
pub use forget::ForgetCarts;
pub(crate) use judging::Judged;
pub(crate) use line_view::{LineView, TotalsView};
pub use queries::{number_for_customer, number_from, withdraw, withdraw_from};
pub use review::{Review, review};
pub use routes::routes;
pub(crate) use service::forget_one;
pub use service::{CartError, NewLine, add_line};
pub(crate) use sources::can_fill_from;
