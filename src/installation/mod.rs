//! The keys outside the database, and the database that they belong to.
//!
//! Links and codes are derived from the keys, so another file than the one they were made with is a quiet disaster:
//! every page shows links that open nothing. The database holds a fingerprint of its keys, written at the first
//! start; from then on a start with others, or with none, is refused, and so is a start with keys beside a database
//! that is empty. [`renew`] makes new keys for a database, and gives anew what can be given.
//!
//! ```text
//! keys, fingerprint   fit                       start
//!                     do not fit                Foreign; keys.new fits: put in force, start
//! no keys, fingerprint                          Lost;    keys.new fits: put in force, start
//! keys, no fingerprint: people, links fit       remember, start (upgraded)
//!                       people, none fits       Foreign
//!                       nobody                  DatabaseGone, unless said to be new
//! neither:              links                   Lost
//!                       none                    make keys, remember, start (new)
//! ```

mod keys_service;
mod queries;
mod renewal_service;

pub use keys_service::{KeysError, keys};
pub use queries::fingerprint;
pub use renewal_service::{Renewal, preview, renew};
