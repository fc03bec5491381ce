//! What indirect resellers ask of their providers: to order a cart, or to change a subscription of which they are reseller of
//! record.
//!
//! ```text
//! open → approved     by the provider, with the quantities that were asked or others; both stay
//!      → declined     by the provider, with a reason
//!      → withdrawn    by the reseller; by the time, after 14 days, or when what is asked can be done no more; with the
//!                     relationship or the partnership that it rests on
//! ```
//!
//! Each move is one guarded statement, with lines in the logs of the two partners and letters to their staff, and to nobody else
//! (`telling`). Nothing is ordered or changed before it is approved. Approving (`approve_service`) asks all that ordering and the
//! acts on subscriptions ask, by their own functions, in the transaction of the answer: what fails changes nothing, and the
//! request stays open. The key of the request is that of its order, so two who approve at once make one.
//!
//! What is asked is never changed, which the database holds; of one subscription one thing is asked at a time. What a reseller is
//! shown, and what is kept here, holds prices for resellers alone, never a cost.

mod answer_service;
mod approve_service;
mod cart_handlers;
mod cart_page;
mod change_handlers;
mod change_page;
mod comes;
mod desk;
mod events;
mod job;
mod line_view;
mod list_handlers;
mod list_model;
mod list_page;
mod list_queries;
mod model;
mod nav_queries;
mod queries;
mod routes;
mod send_service;
mod show_handlers;
mod show_page;
mod telling;

pub use answer_service::{decline, take_back};
pub(crate) use answer_service::{withdraw_between, withdraw_for_customer};
pub(crate) use approve_service::as_asked;
pub use approve_service::{Approval, NotAnswered, approve};
pub(crate) use desk::desk;
pub(crate) use events::EVENTS;
pub use job::LapseRequests;
pub(crate) use list_queries::{
    number_between, number_for_customer, number_waiting, oldest_waiting,
};
pub use model::{Act, Because, OrderRequest, RequestLine, State};
pub use nav_queries::nav_counts;
pub use queries::find;
pub(crate) use queries::{open_between, open_of_customer};
pub use routes::routes;
pub use send_service::{ChangeAsk, NotSent, SendPress, send_cart, send_change};
