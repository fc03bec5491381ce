//! The keys outside the database, and the database that they belong to.
//!
//! Links and codes are derived from the keys. With a wrong keys file every page would show links that open nothing, and
//! no error. So the database holds a fingerprint of its keys, written at the first start. A start with other keys, with
//! none, or with keys beside an empty database is refused. [`renew`] makes new keys for a database, and new links where
//! that is possible.
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
