//! Delegated admin privileges: named roles over a customer, with a start and an end.
//!
//! `requested → active → expired | terminated`. What is requested stands on the invitation; a *grant* begins
//! with the customer's consent. A grant is a record of its own: removing a reseller relationship never
//! changes it, and its end never changes a relationship (product.md, rule 8). It ends when its term is over, or earlier
//! by the partner or the customer; with automatic extension its term begins anew instead. Who is told of that, and who
//! may do it, is [`crate::privilege_changes`]'.

mod company;
mod grant;
mod idle;
mod model;
mod names;
mod queries;
mod roles;
mod use_queries;
mod warning_days;

pub use company::company_of;
pub use grant::{EXTENSION_DAYS, Grant, IDLE_DAYS};
pub use idle::NoteIdle;
pub use model::{EndCause, GrantState, RoleSet};
pub use names::{NAME_MAX, free as free_name, parse as parse_name, proposed as proposed_name};
pub use queries::{
    drop_global, end, extend, find, find_by_link, has_name, hold, insert, linked, list,
    note_warned, of_consent, over, set_link, switch, to_be_warned,
};
pub use roles::AdminRole;
pub use use_queries::{has_use_to_note, note_use};
pub use warning_days::{Due, due as warning_due};
