//! The customer record: what one partner has with one company, page by page, and the page that removes the
//! reseller relationship.
//!
//! A record goes by the customer's key, or by the partner's own entry until the company accepts; once it
//! has, the entry's address leads to the customer's. It owns no table: it reads what the slices below keep,
//! and of the invitations what was asked of this company.

mod account;
mod activity;
mod acts;
mod home;
mod leaving;
mod leaving_lines;
mod model;
mod privileges;
mod queries;
mod removal_form;
mod removal_handlers;
mod removal_page;
mod removal_service;
mod routes;
mod views;
mod waiting;

pub use account::account;
pub use activity::activity;
pub use home::home;
pub use privileges::privileges;
pub use removal_service::{Desks, Removed, Wish, remove};
pub use routes::routes;
