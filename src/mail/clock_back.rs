//! Letters whose times lie in the future because the clock was set back after they were written.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
};

use super::MailState;
use crate::{
    db::{self, Tx, ids::NodeId, schema::mails, types::Timestamp},
    jobs::{lease, longest_pause},
};

/// Makes letters due now that would wait until the clock reaches its old time again: a letter never tried, one whose
/// next try is later than the longest pause, and one whose lease ends later than two leases from now (the second lease
/// allows for servers whose clocks differ). Returns how many.
///
/// Scans all queued letters, so the worker calls it only at its start and when it sees the clock go back.
pub(super) fn bring_forward(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<usize> {
    let held = mails::leased_until.assume_not_null();
    let is_new = mails::leased_until
        .is_null()
        .and(mails::attempts.eq(0))
        .and(mails::created_at.gt(now));
    let from_later = is_new
        .or(mails::next_try_at.gt(now.plus(longest_pause())))
        .or(mails::leased_until
            .is_not_null()
            .and(held.gt(now.plus(lease() * 2))));
    let queued = mails::table
        .filter(mails::state.eq(MailState::Queued))
        .filter(from_later);
    Ok(diesel::update(queued)
        .set((
            mails::next_try_at.eq(now),
            mails::leased_until.eq(None::<Timestamp>),
            mails::leased_by.eq(None::<NodeId>),
        ))
        .execute(tx.conn())?)
}
