//! Statements on invitations whose time is over.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::{Act, Invitation, State};
use crate::{
    db::{self, Conn, Tx, ids::InvitationId, schema::invitations, types::Timestamp},
    identity::Scope,
};

/// The oldest overdue invitation that is not ended yet, of any partner: only for the job.
pub(super) fn first_overdue(conn: &mut Conn, now: Timestamp) -> db::Result<Option<Invitation>> {
    Ok(invitations::table
        .filter(invitations::state.eq_any(Act::Expire.possible_in().to_vec()))
        .filter(invitations::expires_at.le(now))
        .order((invitations::expires_at, invitations::id))
        .select(Invitation::as_select())
        .first(conn)
        .optional()?)
}

/// A partner's invitations whose time is over, oldest first.
pub(super) fn overdue(
    conn: &mut Conn,
    scope: Scope,
    limit: i64,
    now: Timestamp,
) -> db::Result<Vec<Invitation>> {
    Ok(invitations::table
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .filter(invitations::state.eq_any(Act::Expire.possible_in().to_vec()))
        .filter(invitations::expires_at.le(now))
        .order((invitations::expires_at, invitations::id))
        .limit(limit)
        .select(Invitation::as_select())
        .load(conn)?)
}

/// Ran out; true for exactly one caller.
pub(super) fn expire(tx: &mut Tx<'_>, id: InvitationId, now: Timestamp) -> db::Result<bool> {
    let guarded = invitations::table
        .find(id)
        .filter(invitations::state.eq_any(Act::Expire.possible_in().to_vec()))
        .filter(invitations::expires_at.le(now));
    Ok(diesel::update(guarded)
        .set(invitations::state.eq(State::Expired))
        .execute(tx.conn())?
        == 1)
}
