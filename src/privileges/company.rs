//! The company over which a grant is.

use super::Grant;
use crate::{
    customers,
    db::{self, Conn, ids::EntryId},
    identity::Scope,
};

/// The partner's entry for the company, and its name. A grant outlives the reseller relationship, and may
/// outlive the entry.
///
/// # Errors
/// When the database does not answer.
pub fn company_of(conn: &mut Conn, grant: &Grant) -> db::Result<(Option<EntryId>, String)> {
    let scope = Scope::of(grant);
    match customers::find(conn, scope, grant.customer_id.uuid()) {
        Ok(entry) => Ok((Some(entry.id), entry.name)),
        Err(db::Error::NotFound) => {
            let customer = customers::find_customer(conn, grant.customer_id)?;
            Ok((None, customer.name))
        }
        Err(other) => Err(other),
    }
}
