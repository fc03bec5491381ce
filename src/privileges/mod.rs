//! Delegated admin privileges: named roles over a customer, with a start and an end.
//!
//! `requested → active → expired | terminated`. What is requested stands on the invitation; a *grant* begins
//! with the customer's consent. A grant is a record of its own: removing a reseller relationship never
//! changes it, and its end never changes a relationship (product.md, rule 8).

mod events;
mod expiry;
mod model;
mod queries;
mod roles;

pub(crate) use events::EVENTS;
pub use expiry::EndGrants;
pub use model::{Grant, GrantState, RoleSet};
pub use queries::{hold, insert, list};
pub use roles::AdminRole;
