//! The pages of a customer's licenses: how many there are and who holds them; assigning them to one user or many, and taking
//! them. The rules are those of [`crate::licenses`].
//!
//! Who may read the directory sees the numbers over all sellers, because a license can be assigned only once. Of the subscriptions
//! behind them a partner sees its own, and of others how many units they give: never whose they are, for how much, or until when.

mod assigning_service;
mod assignment_handlers;
mod assignment_page;
mod done;
mod export;
mod figures;
mod holder_handlers;
mod list_handlers;
mod queries;
mod results_page;
mod routes;
mod wishes;

pub use routes::routes;
