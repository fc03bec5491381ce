//! Statements that start from the secret of a link. One for a customer is never found as one for a partner, nor the
//! other way round, whatever its token.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::Invitation;
use crate::db::{self, Conn, schema::invitations};

/// The invitation of a customer behind a link, by the SHA-256 of its token.
///
/// # Errors
/// `NotFound`, also for the invitation of a partner.
pub(super) fn customers(conn: &mut Conn, token_hash: &str) -> db::Result<Invitation> {
    let one = invitations::table.filter(invitations::token_hash.eq(token_hash));
    let of_customer = one.filter(invitations::entry_id.is_not_null());
    Ok(of_customer.select(Invitation::as_select()).first(conn)?)
}

/// The invitation to a partnership behind a link, by the SHA-256 of its token.
///
/// # Errors
/// `NotFound`, also for the invitation of a customer.
pub(super) fn partners(conn: &mut Conn, token_hash: &str) -> db::Result<Invitation> {
    let one = invitations::table.filter(invitations::token_hash.eq(token_hash));
    let of_partner = one.filter(invitations::entry_id.is_null());
    Ok(of_partner.select(Invitation::as_select()).first(conn)?)
}
