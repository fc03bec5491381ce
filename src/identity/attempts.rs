//! Counted tries: after ten failures in fifteen minutes each further try waits longer, never for good.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::db::{
    self, Conn, Tx,
    ids::AttemptId,
    schema::attempts,
    types::{Timestamp, text_enum},
};

text_enum! {
    /// What is tried.
    Kind {
        /// A password.
        SignIn = "sign_in",
        /// A link to set a new one.
        PasswordReset = "password_reset",
    }
}

fn window() -> Duration {
    Duration::minutes(15)
}

const FREE: usize = 10;

/// Counts a try before it is known whether it is good, or returns the seconds that this subject still has to wait.
/// Tries of one subject are counted one after the other, however many come at once: exactly ten are free.
pub(super) fn take(
    tx: &mut Tx<'_>,
    kind: Kind,
    subject: &str,
    now: Timestamp,
) -> db::Result<Option<u64>> {
    tx.hold(&format!("{} {subject}", kind.as_str()))?;
    let seconds = wait(tx.conn(), kind, subject, now)?;
    if seconds > 0 {
        return Ok(Some(seconds));
    }
    count(tx, kind, subject, now)?;
    Ok(None)
}

/// How many seconds this subject still has to wait, each that has begun counted whole; 0 when it need not.
fn wait(conn: &mut Conn, kind: Kind, subject: &str, now: Timestamp) -> db::Result<u64> {
    let times: Vec<Timestamp> = attempts::table
        .filter(attempts::kind.eq(kind))
        .filter(attempts::subject.eq(subject))
        .filter(attempts::at.gt(now.minus(window())))
        .order(attempts::at.desc())
        .limit(100)
        .select(attempts::at)
        .load(conn)?;
    let Some(last) = times.first() else {
        return Ok(0);
    };
    if times.len() < FREE {
        return Ok(0);
    }
    let delay = Duration::seconds(1_i64 << (times.len() - FREE).min(8)).min(Duration::minutes(5));
    let left = (delay - now.since(*last)).num_milliseconds().max(0);
    Ok(u64::try_from(left).unwrap_or(0).div_ceil(1000))
}

/// Counts a try.
pub(super) fn count(tx: &mut Tx<'_>, kind: Kind, subject: &str, now: Timestamp) -> db::Result<()> {
    let row = (
        attempts::id.eq(AttemptId::new()),
        attempts::kind.eq(kind),
        attempts::subject.eq(subject),
        attempts::at.eq(now),
    );
    diesel::insert_into(attempts::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets the tries of a subject that has shown who it is.
pub(super) fn forget(tx: &mut Tx<'_>, kind: Kind, subject: &str) -> db::Result<()> {
    let tries = attempts::table
        .filter(attempts::kind.eq(kind))
        .filter(attempts::subject.eq(subject));
    diesel::delete(tries).execute(tx.conn())?;
    Ok(())
}

/// Forgets tries that no longer count.
pub(super) fn prune(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<()> {
    diesel::delete(attempts::table.filter(attempts::at.lt(now.minus(Duration::days(1)))))
        .execute(tx.conn())?;
    Ok(())
}
