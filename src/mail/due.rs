//! When a queued letter is tried, also after the clock was put back.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, BoxableExpression, ExpressionMethods, NullableExpressionMethods,
    sql_types::Bool,
};

use crate::db::{MultiBackend, schema::mails, types::Timestamp};

/// How long a worker may hold a mail.
pub(super) fn lease() -> Duration {
    Duration::minutes(5)
}

/// Longer than any pause between two tries.
fn longest_pause() -> Duration {
    Duration::minutes(90)
}

pub(super) type Condition = Box<dyn BoxableExpression<mails::table, MultiBackend, SqlType = Bool>>;

/// Whether it is time for the next try, or was when a worker took it. The clock may have been put back since the row was
/// written: then a letter that was never tried is due, and so is one whose next try is further away than any pause.
pub(super) fn is_due(now: Timestamp) -> Condition {
    let is_new = mails::attempts.eq(0).and(mails::created_at.gt(now));
    Box::new(
        mails::next_try_at
            .le(now)
            .or(mails::next_try_at.gt(now.plus(longest_pause())))
            .or(mails::leased_until.is_not_null())
            .or(is_new),
    )
}

/// Whether no worker has it. A lease that ends later than two that begin now is from before the clock was put back;
/// one lease more than the usual leaves room for servers whose clocks differ.
pub(super) fn is_free(now: Timestamp) -> Condition {
    let until = mails::leased_until.assume_not_null();
    Box::new(
        mails::leased_until
            .is_null()
            .or(until.lt(now))
            .or(until.gt(now.plus(lease() * 2))),
    )
}
