//! A customer's users.
//!
//! ```text
//! active ⇄ blocked            active | blocked ──▶ deleted ──30 × 24 hours──▶ purged
//!    ▲         ▲                                      │
//!    └─────────┴───────────────restored───────────────┘
//! ```
//!
//! Who may do what is [`crate::customer_access`]'s; every act of a partner runs in its transaction, which holds the customer's row;
//! setting a password holds it, too, and the purge guards each user by its state. So a
//! customer that has an active Global administrator keeps one, also when two people press at once, and no user name is
//! given twice. A purged user keeps a row without names, for what refers to it.
//!
//! Files: `adding` adds, one or many; `list_` shows and exports, `ticks` carries who is ticked from page to page, `user_handlers` show one, `profile` is what is typed, `many_`
//! deletes one or many, `restore_handlers` restores them, `link_` mails links that set a password, `letters` tells of letters
//! that failed, `password_handlers` is the page behind a link, `may` says what is not allowed and why, `purge` takes names away.

mod adding;
mod by_key_queries;
mod error;
mod events;
mod letters;
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
mod names;
mod password_handlers;
mod profile;
mod profile_handlers;
mod profile_pages;
mod purge;
mod queries;
mod restore_handlers;
mod routes;
mod search;
mod service;
mod ticks;
mod user_handlers;
mod user_name;

pub(crate) use adding::add_one_of_many;
pub use adding::{add, add_many};
pub use by_key_queries::{named, present_users};
pub use error::DirectoryError;
pub(crate) use events::{AddedFromFile, EVENTS, tell_added};
pub use letters::{letter_failed, letter_matters};
pub use links::end_links_of_old_keys;
pub(crate) use may::blocked;
pub use model::{DirectoryUser, UserRole, UserRoles, UserState, restorable_for};
pub(crate) use names::Names;
pub use profile::Profile;
pub(crate) use profile::{location, location_choices, role_choices, roles};
pub use purge::TidyDirectory;
pub(crate) use queries::holders;
pub use queries::{kept_number, number_in_domain, number_of_users};
pub use routes::routes;
pub use service::{Restored, Wanted, block, change, delete, restore, unblock};
pub(crate) use ticks::{MOST as MOST_TICKED, TickedForm, Ticks};
pub use user_name::domains_for_users;
pub(crate) use user_name::name_of_parts;
