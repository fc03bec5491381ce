//! Limits that are counted in the database: so many events of a kind for one subject within a time.
//!
//! Counting first and writing later is a race: two transactions both count before either has written. So each kind and
//! subject has a row that is locked first, and the second transaction counts after the first has ended. The events
//! themselves are counted, wherever they are stored; a transaction that writes none uses nothing up.
//!
//! Where an event must count even though the rest is rolled back, such as a try at a password, the limit has a
//! transaction of its own.

use chrono::Duration;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::{
    db::{self, Conn, Tx, schema::limit_locks, types::Timestamp},
    jobs::{Job, Step, Task},
};

/// So many events of a kind within a time, for each subject.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    kind: &'static str,
    most: i64,
    window: Duration,
}

impl Limit {
    /// So many of this kind in any 24 hours.
    #[must_use]
    pub const fn a_day(kind: &'static str, most: i64) -> Self {
        Self {
            kind,
            most,
            window: Duration::days(1),
        }
    }

    /// What is counted.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        self.kind
    }
}

/// Whether one more event of this subject is within the limit; `count` returns how many there were since a time. Locks
/// the subject until the end of the transaction, which must also write the event.
pub fn has_room(
    tx: &mut Tx<'_>,
    limit: &Limit,
    subject: &str,
    now: Timestamp,
    count: impl FnOnce(&mut Conn, Timestamp) -> db::Result<i64>,
) -> db::Result<bool> {
    hold(tx, limit, subject, now)?;
    Ok(count(tx.conn(), now.minus(limit.window))? < limit.most)
}

/// Locks several subjects, sorted by their text (lock order), so that two transactions that need the same ones cannot
/// deadlock.
pub fn hold_all(
    tx: &mut Tx<'_>,
    limit: &Limit,
    mut subjects: Vec<String>,
    now: Timestamp,
) -> db::Result<()> {
    subjects.sort_unstable();
    subjects.dedup();
    for subject in &subjects {
        hold(tx, limit, subject, now)?;
    }
    Ok(())
}

fn hold(tx: &mut Tx<'_>, limit: &Limit, subject: &str, now: Timestamp) -> db::Result<()> {
    if take(tx, limit, subject, now)? {
        return Ok(());
    }
    let row = (
        limit_locks::kind.eq(limit.kind),
        limit_locks::subject.eq(subject),
        limit_locks::held_at.eq(now),
    );
    let made = tx.attempt(|conn| {
        diesel::insert_into(limit_locks::table)
            .values(row)
            .execute(conn)
    });
    match made {
        Ok(_) => Ok(()),
        // Another transaction inserted the row meanwhile, and has ended.
        Err(db::Error::Duplicate) => take(tx, limit, subject, now).map(drop),
        Err(other) => Err(other),
    }
}

fn take(tx: &mut Tx<'_>, limit: &Limit, subject: &str, now: Timestamp) -> db::Result<bool> {
    let row = limit_locks::table.find((limit.kind, subject));
    Ok(diesel::update(row)
        .set(limit_locks::held_at.eq(now))
        .execute(tx.conn())?
        == 1)
}

/// Rows that one step deletes.
const BATCH: i64 = 500;

/// Deletes, every hour, rows that nobody has locked for two days.
pub struct ForgetLocks;

impl Job for ForgetLocks {
    fn kind(&self) -> &'static str {
        "limits-forget"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::hours(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let long_ago = now.minus(Duration::days(2));
        let old: Vec<(String, String)> = limit_locks::table
            .filter(limit_locks::held_at.lt(long_ago))
            .order((limit_locks::kind, limit_locks::subject))
            .limit(BATCH)
            .select((limit_locks::kind, limit_locks::subject))
            .load(tx.conn())?;
        // One by one, in the lock order.
        for (kind, subject) in &old {
            let still = limit_locks::table.filter(
                limit_locks::kind
                    .eq(kind)
                    .and(limit_locks::subject.eq(subject)),
            );
            diesel::delete(still.filter(limit_locks::held_at.lt(long_ago))).execute(tx.conn())?;
        }
        Ok(if old.is_empty() {
            Step::Done
        } else {
            Step::More
        })
    }
}
