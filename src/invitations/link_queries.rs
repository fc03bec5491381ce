//! Statements that start from the token of a link. A customer's token never finds an invitation of a partner, nor the
//! other way round.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods,
    OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
};

use super::{
    model::{Act, Invitation},
    queries::A_MINUTE,
};
use crate::db::{
    self, Conn, Tx,
    schema::{invitations, replaced_links, users},
    types::Timestamp,
};

/// What a link leads to.
#[derive(Debug, Clone)]
pub(crate) struct Behind {
    pub(crate) invitation: Invitation,
    pub(crate) sender: String,
    /// Whether a newer link has replaced this one, which no longer opens anything.
    pub(crate) is_replaced: bool,
}

fn behind(conn: &mut Conn, token_hash: &str, is_of_partner: bool) -> db::Result<Behind> {
    let asked = invitations::table
        .inner_join(users::table.on(users::id.eq(invitations::created_by)))
        .filter(invitations::entry_id.is_null().eq(is_of_partner))
        .select((Invitation::as_select(), users::name));
    let present = asked
        .filter(invitations::token_hash.eq(token_hash))
        .first(conn)
        .optional()?;
    if let Some((invitation, sender)) = present {
        return Ok(Behind {
            invitation,
            sender,
            is_replaced: false,
        });
    }
    let old = replaced_links::table
        .filter(replaced_links::token_hash.eq(token_hash))
        .select(replaced_links::invitation_id);
    let (invitation, sender) = asked.filter(invitations::id.eq_any(old)).first(conn)?;
    Ok(Behind {
        invitation,
        sender,
        is_replaced: true,
    })
}

/// The invitation of a customer behind a link, by the SHA-256 of its token.
///
/// # Errors
/// `NotFound`, also for the invitation of a partner.
pub(crate) fn behind_customers_link(conn: &mut Conn, token_hash: &str) -> db::Result<Behind> {
    behind(conn, token_hash, false)
}

/// The invitation to a partnership behind a link, by the SHA-256 of its token.
///
/// # Errors
/// `NotFound`, also for the invitation of a customer.
pub(crate) fn behind_partners_link(conn: &mut Conn, token_hash: &str) -> db::Result<Behind> {
    behind(conn, token_hash, true)
}

/// Remembers the old link of this invitation, in the transaction that replaces it.
pub(crate) fn note_replaced(tx: &mut Tx<'_>, old: &Invitation, now: Timestamp) -> db::Result<()> {
    let row = (
        replaced_links::token_hash.eq(&old.token_hash),
        replaced_links::invitation_id.eq(old.id),
        replaced_links::replaced_at.eq(now),
    );
    diesel::insert_into(replaced_links::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Allows one code a minute, through the present link: true for exactly one of the callers within it. A last code in
/// the future was mailed before the clock was set back, and does not count.
pub(crate) fn take_turn_for_code(
    tx: &mut Tx<'_>,
    read: &Invitation,
    now: Timestamp,
) -> db::Result<bool> {
    let last = invitations::last_code_at.assume_not_null();
    let rested = invitations::last_code_at
        .is_null()
        .or(last.le(now.minus(A_MINUTE)))
        .or(last.gt(now.plus(A_MINUTE)));
    let guarded = invitations::table
        .find(read.id)
        .filter(invitations::link_version.eq(read.link_version))
        .filter(invitations::state.eq_any(Act::Answer.possible_in().to_vec()))
        .filter(rested);
    Ok(diesel::update(guarded)
        .set(invitations::last_code_at.eq(now))
        .execute(tx.conn())?
        == 1)
}
