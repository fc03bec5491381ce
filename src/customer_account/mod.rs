//! A customer's account: what a partner keeps about it for itself (who of its staff is responsible, where bills go and whom
//! to speak to), and what is the customer's own (its profile, its domains), which a partner changes with a Global
//! administrator privilege.
//!
//! Whatever has words carries a version: saving over somebody else's change shows both ([`crate::web::rival`]). What is the customer's
//! own is told to every partner that the same consent connected with it (`events`).

mod address;
mod bill_to_handlers;
mod bill_to_model;
mod bill_to_queries;
mod bill_to_service;
mod domain_handlers;
mod domain_model;
mod domain_pages;
mod domain_service;
mod events;
mod profile_handlers;
mod profile_service;
mod responsible_handlers;
mod responsible_service;
mod routes;

pub use bill_to_model::{BillTo, BillToWords};
pub use bill_to_queries::bill_to_of;
pub use bill_to_service::save_bill_to;
pub use domain_service::{DomainError, add_domain};
pub(crate) use events::EVENTS;
pub use profile_service::{ProfileWords, save_profile};
pub use responsible_service::{ResponsibleError, appoint};
pub use routes::routes;
