//! A customer's users.
//!
//! ```text
//! active ⇄ blocked            active | blocked ──▶ deleted ──30 × 24 hours──▶ purged
//!    ▲         ▲                                      │
//!    └─────────┴───────────────restored───────────────┘
//! ```
//!
//! Who may do what is [`crate::customer_access`]'s; every act runs in its transaction, which holds the customer's row. So a
//! customer that has an active Global administrator keeps one, also when two people press at once, and no user name is
//! given twice. A purged user keeps a row without names, for what refers to it.
//!
//! Files: `list_` shows and exports, `user_handlers` show one, `profile` is what is typed, `many_` deletes and restores one
//! or many, `link_` mails links that set a password, `password_handlers` is the page behind them.

mod error;
mod events;
mod link_handlers;
mod link_service;
mod links;
mod list_export;
mod list_filters;
mod list_handlers;
mod list_queries;
mod many_handlers;
mod may;
mod model;
mod password_handlers;
mod profile;
mod profile_handlers;
mod profile_pages;
mod purge;
mod queries;
mod restore_handlers;
mod routes;
mod service;
mod user_handlers;
mod user_name;

pub use error::DirectoryError;
pub(crate) use events::EVENTS;
pub use links::end_links_of_old_keys;
pub use model::{DirectoryUser, UserRole, UserRoles, UserState, restorable_for};
pub use profile::Profile;
pub use purge::TidyDirectory;
pub use queries::number_in_domain;
pub use routes::routes;
pub use service::{Wanted, add, add_many, block, change, delete, restore, unblock};
pub use user_name::{domains_for_users, user_name};
