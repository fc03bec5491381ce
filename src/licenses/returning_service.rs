//! Licenses of users who are deleted, restored and purged.

use super::{model::Holder, queries, service::judge};
use crate::db::{
    self, Tx,
    ids::{CustomerId, DirectoryUserId, PartnerId, UserId},
    types::Timestamp,
};

/// What a restored user got back, and what not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// The licenses that they hold again, with the services as they were.
    pub back: Vec<String>,
    /// Those that they do not, each with the reason.
    pub missing: Vec<(String, String)>,
}

/// A user is deleted and holds nothing from now on; returns the names of what they held, which is kept for when they are
/// restored. For whoever holds the customer.
///
/// # Errors
/// When the database does not answer.
pub fn keep(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    user: DirectoryUserId,
) -> db::Result<Vec<String>> {
    let names = queries::names_held_by(tx.conn(), &[user])?;
    if names.is_empty() {
        return Ok(Vec::new());
    }
    queries::keep(tx, customer, user)?;
    Ok(names.into_values().flatten().collect())
}

/// A user is restored by this person of this partner: gives back what is free and may be used where they are, what they had first
/// first, and forgets the rest. For whoever holds the customer.
///
/// # Errors
/// When the database does not answer.
pub fn give_back(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    holder: &Holder<'_>,
    by: (UserId, PartnerId),
    now: Timestamp,
) -> db::Result<Returned> {
    let mut returned = Returned::default();
    for kept in queries::kept_of(tx.conn(), customer, holder.user)? {
        let Some(license) = queries::license(tx.conn(), customer, &kept.license_sku)? else {
            continue;
        };
        match judge(&license, holder.usage_location) {
            Ok(()) => {
                queries::give_back(tx, kept.id, by, now)?;
                returned.back.push(license.name);
            }
            Err(why) => {
                queries::remove(tx, kept.id)?;
                returned.missing.push((license.name, why.to_string()));
            }
        }
    }
    Ok(returned)
}

/// A user is purged: nothing is kept of them.
///
/// # Errors
/// When the database does not answer.
pub fn forget(tx: &mut Tx<'_>, user: DirectoryUserId) -> db::Result<()> {
    queries::forget(tx, user)
}
