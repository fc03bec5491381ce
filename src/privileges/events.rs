//! The lines of activity about a grant.

use super::Grant;
use crate::{
    activity::{self, Action, Actor, Line},
    customers,
    db::{
        self, Conn, Tx,
        ids::{EntryId, UserId},
        types::Timestamp,
    },
    identity::Scope,
};

/// Writes that something became of a grant: by whom, what, and who is told.
///
/// # Errors
/// When the row cannot be written.
pub fn record(
    tx: &mut Tx<'_>,
    grant: &Grant,
    actor: Actor<'_>,
    action: Action,
    detail: &str,
    notify: Option<UserId>,
    now: Timestamp,
) -> db::Result<()> {
    let (entry, company) = company_of(tx.conn(), grant)?;
    let line = Line {
        partner: grant.partner_id,
        actor,
        action,
        entry,
        company: &company,
        invitation: None,
        detail: &format!("{}: {detail}", grant.name),
        notify,
    };
    activity::record(tx, line, now)
}

/// The partner's entry for the company, and its name. A grant outlives the reseller relationship, and may
/// outlive the entry.
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
