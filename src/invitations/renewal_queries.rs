//! Statements for the renewal of keys, on the open invitations of all partners; only for the operator.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::{Act, Invitation};
use crate::{
    db::{self, Conn, Tx, ids::InvitationId, schema::invitations},
    mail::SecretRef,
};

/// The links that were made last, each with the hash of its token.
pub fn newest_links(conn: &mut Conn) -> db::Result<Vec<(SecretRef, String)>> {
    let newest: Vec<Invitation> = invitations::table
        .order((invitations::created_at.desc(), invitations::id.desc()))
        .limit(50)
        .select(Invitation::as_select())
        .load(conn)?;
    Ok(newest
        .into_iter()
        .map(|invitation| (invitation.secret(), invitation.token_hash))
        .collect())
}

/// Open ones after this one, in the order of their keys.
pub(super) fn open_after(
    conn: &mut Conn,
    after: Option<InvitationId>,
    limit: i64,
) -> db::Result<Vec<Invitation>> {
    let mut open = invitations::table
        .filter(invitations::state.eq_any(Act::Revoke.possible_in().to_vec()))
        .order(invitations::id)
        .limit(limit)
        .select(Invitation::as_select())
        .into_boxed();
    if let Some(after) = after {
        open = open.filter(invitations::id.gt(after));
    }
    Ok(open.load(conn)?)
}

/// Its link is this one from now on; false when somebody changed it meanwhile.
pub(super) fn relink(
    tx: &mut Tx<'_>,
    old: &Invitation,
    link_version: i32,
    token_hash: &str,
) -> db::Result<bool> {
    let guarded = invitations::table
        .find(old.id)
        .filter(invitations::link_version.eq(old.link_version))
        .filter(invitations::state.eq(old.state));
    let set = (
        invitations::link_version.eq(link_version),
        invitations::token_hash.eq(token_hash),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}
