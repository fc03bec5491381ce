//! Statements on the table of jobs.
//!
//! Lock order: a transaction that changes both a job and the row that the job is about changes the job first, because
//! each step begins with the job's row. With one order for all there is no deadlock.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension,
    QueryDsl, RunQueryDsl, dsl::sql, sql_types::Bool,
};

use super::{Job, Step, Task, lease, longest_pause, pause};
use crate::db::{
    self, Conn, MultiBackend, Tx,
    ids::NodeId,
    schema::jobs,
    types::{Timestamp, text_enum},
};

text_enum! {
    /// Where a job stands.
    State {
        /// To be carried out, or being carried out.
        Waiting = "waiting",
        /// Until somebody lets it go on.
        Stopped = "stopped",
        /// Carried out; kept for a while, so that the same due time is not taken a second time.
        Done = "done",
    }
}

/// As text and not as a bound value, so that both databases use the partial index.
const WAITING: &str = "jobs.state = 'waiting'";

type Query<'q> = jobs::BoxedQuery<'q, MultiBackend>;

/// Adds a job. Returns false and changes nothing when this kind, key and due time is there already, or when a job of
/// this kind and key still waits or is stopped.
pub fn enqueue(
    tx: &mut Tx<'_>,
    kind: &str,
    key: &str,
    due: Timestamp,
    now: Timestamp,
) -> db::Result<bool> {
    let row = (
        jobs::kind.eq(kind),
        jobs::key.eq(key),
        jobs::due_at.eq(due),
        jobs::state.eq(State::Waiting),
        jobs::attempts.eq(0),
        jobs::next_try_at.eq(due),
        jobs::created_at.eq(now),
    );
    match tx.attempt(|conn| diesel::insert_into(jobs::table).values(row).execute(conn)) {
        Ok(_) => Ok(true),
        Err(db::Error::Duplicate) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Stops a job that waits or runs; the process that runs it loses its lease. False when there is none.
pub fn stop(tx: &mut Tx<'_>, kind: &str, key: &str) -> db::Result<bool> {
    let waiting = jobs::table
        .filter(jobs::kind.eq(kind).and(jobs::key.eq(key)))
        .filter(jobs::state.eq(State::Waiting));
    let changed = diesel::update(waiting)
        .set((jobs::state.eq(State::Stopped), free()))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Lets a stopped job go on at once. False when there is none.
pub fn go_on(tx: &mut Tx<'_>, kind: &str, key: &str, now: Timestamp) -> db::Result<bool> {
    let stopped = jobs::table
        .filter(jobs::kind.eq(kind).and(jobs::key.eq(key)))
        .filter(jobs::state.eq(State::Stopped));
    let changed = diesel::update(stopped)
        .set((jobs::state.eq(State::Waiting), jobs::next_try_at.eq(now)))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Leases this job for a caller who carries it out at once; `None` when it does not wait or somebody has it.
pub fn take(
    tx: &mut Tx<'_>,
    kind: &str,
    key: &str,
    node: NodeId,
    now: Timestamp,
) -> db::Result<Option<Task>> {
    let free = due(now)
        .filter(jobs::kind.eq(kind))
        .filter(jobs::key.eq(key));
    Ok(claim_first(tx, free, 1, node, now)?.pop())
}

/// Leases due jobs of these kinds, the longest due first.
pub(super) fn claim(
    tx: &mut Tx<'_>,
    kinds: &[&'static str],
    most: i64,
    node: NodeId,
    now: Timestamp,
) -> db::Result<Vec<Task>> {
    claim_first(
        tx,
        due(now).filter(jobs::kind.eq_any(kinds.to_vec())),
        most,
        node,
        now,
    )
}

/// Whether a job of these kinds is due. Only reads, so it does not wait for SQLite's single writer.
pub(super) fn is_any_due(
    conn: &mut Conn,
    kinds: &[&'static str],
    now: Timestamp,
) -> db::Result<bool> {
    let found = due(now).filter(jobs::kind.eq_any(kinds.to_vec()));
    Ok(found
        .select(jobs::kind)
        .first::<String>(conn)
        .optional()?
        .is_some())
}

/// Due jobs without a valid lease.
fn due<'q>(now: Timestamp) -> Query<'q> {
    jobs::table
        .filter(sql::<Bool>(WAITING))
        .filter(jobs::next_try_at.le(now))
        .filter(is_free(now))
        .order((jobs::next_try_at, jobs::kind, jobs::key))
        .into_boxed()
}

#[diesel::dsl::auto_type(no_type_alias)]
fn is_free(now: Timestamp) -> _ {
    jobs::leased_until
        .is_null()
        .or(jobs::leased_until.assume_not_null().le(now))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn free() -> _ {
    let nobody: Option<NodeId> = None;
    let never: Option<Timestamp> = None;
    (jobs::leased_by.eq(nobody), jobs::leased_until.eq(never))
}

fn claim_first(
    tx: &mut Tx<'_>,
    found: Query<'_>,
    most: i64,
    node: NodeId,
    now: Timestamp,
) -> db::Result<Vec<Task>> {
    let found: Vec<(String, String, Timestamp, i32)> = found
        .limit(most)
        .select((jobs::kind, jobs::key, jobs::due_at, jobs::attempts))
        .load(tx.conn())?;
    let mut claimed = Vec::with_capacity(found.len());
    for (kind, key, due_at, attempts) in found {
        let row = jobs::table
            .find((&kind, &key, due_at))
            // Checked again: on PostgreSQL another process may have read the same row.
            .filter(jobs::state.eq(State::Waiting))
            .filter(jobs::attempts.eq(attempts))
            .filter(is_free(now));
        let set = (
            jobs::leased_by.eq(node),
            jobs::leased_until.eq(now.plus(lease())),
            jobs::attempts.eq(attempts + 1),
        );
        if diesel::update(row).set(set).execute(tx.conn())? == 1 {
            claimed.push(Task {
                kind,
                key,
                due_at,
                attempts: attempts + 1,
            });
        }
    }
    Ok(claimed)
}

/// The job's row, if this lease is still valid.
#[diesel::dsl::auto_type(no_type_alias)]
fn mine<'a>(task: &'a Task, node: NodeId) -> _ {
    let kind: &'a str = task.kind.as_str();
    let key: &'a str = task.key.as_str();
    let due_at: Timestamp = task.due_at;
    let attempts: i32 = task.attempts;
    let waiting: State = State::Waiting;
    jobs::table
        .find((kind, key, due_at))
        .filter(jobs::state.eq(waiting))
        .filter(jobs::leased_by.eq(node))
        .filter(jobs::attempts.eq(attempts))
}

/// Renews the lease and locks the row until the transaction ends. False when the job is stopped or another process has
/// it.
pub(super) fn renew(
    tx: &mut Tx<'_>,
    task: &Task,
    node: NodeId,
    now: Timestamp,
) -> db::Result<bool> {
    Ok(diesel::update(mine(task, node))
        .set(jobs::leased_until.eq(now.plus(lease())))
        .execute(tx.conn())?
        == 1)
}

/// Stores the result of a step; the caller has locked the row by [`renew`].
pub(super) fn settle(
    tx: &mut Tx<'_>,
    task: &Task,
    node: NodeId,
    job: &dyn Job,
    step: Step,
    error: Option<&str>,
    now: Timestamp,
) -> db::Result<()> {
    let row = mine(task, node);
    let is_kept = match (step, job.every()) {
        (Step::More, _) => return Ok(()),
        (Step::Done, Some(period)) => {
            let next = next_due(task.due_at, period, now);
            let set = (
                jobs::due_at.eq(next),
                jobs::next_try_at.eq(next.min(now.plus(period))),
                jobs::attempts.eq(0),
                jobs::last_error.eq(None::<String>),
                free(),
            );
            diesel::update(row).set(set).execute(tx.conn())?
        }
        (Step::Done, None) => {
            let set = (jobs::state.eq(State::Done), jobs::ended_at.eq(now), free());
            diesel::update(row).set(set).execute(tx.conn())?
        }
        (Step::Stop, _) => {
            let set = (
                jobs::state.eq(State::Stopped),
                jobs::last_error.eq(error),
                free(),
            );
            diesel::update(row).set(set).execute(tx.conn())?
        }
        (Step::Later, _) => {
            let next = now.plus(pause(task.attempts));
            let set = (
                jobs::next_try_at.eq(next),
                jobs::last_error.eq(error),
                free(),
            );
            diesel::update(row).set(set).execute(tx.conn())?
        }
    };
    if is_kept == 1 {
        Ok(())
    } else {
        Err(db::Error::NotFound)
    }
}

/// The first multiple of the period after both now and the last due time. So what was missed while no server ran is
/// made up for once, and no due time comes twice when the clock is set back.
fn next_due(last: Timestamp, period: Duration, now: Timestamp) -> Timestamp {
    let seconds = period.num_seconds().max(1);
    let after = now.max(last).since(Timestamp::EPOCH).num_seconds();
    Timestamp::EPOCH.plus(Duration::seconds((after.div_euclid(seconds) + 1) * seconds))
}

/// Adds recurring work once per database. Its first due time lies in the past, so it is due at once.
pub(super) fn seed(tx: &mut Tx<'_>, kind: &str, now: Timestamp) -> db::Result<()> {
    let known = jobs::table.filter(jobs::kind.eq(kind)).select(jobs::kind);
    if known.first::<String>(tx.conn()).optional()?.is_none() {
        enqueue(tx, kind, "", Timestamp::EPOCH, now)?;
    }
    Ok(())
}

/// Makes jobs due now that would wait because the clock was set back: a lease that ends later than two leases from now,
/// a next try after more than the longest pause, a job that was due at once, and recurring work that is further away
/// than its period. Returns how many.
pub(super) fn bring_forward(
    tx: &mut Tx<'_>,
    recurring: &[(&'static str, Duration)],
    now: Timestamp,
) -> db::Result<usize> {
    let held = jobs::leased_until.assume_not_null();
    let from_later = jobs::leased_until
        .is_not_null()
        .and(held.gt(now.plus(lease() * 2)))
        .or(jobs::attempts
            .gt(0)
            .and(jobs::next_try_at.gt(now.plus(longest_pause()))))
        .or(jobs::created_at
            .gt(now)
            .and(jobs::next_try_at.le(jobs::created_at)));
    let set = (jobs::next_try_at.eq(now), free());
    let waiting = jobs::table.filter(sql::<Bool>(WAITING)).filter(from_later);
    let mut count = diesel::update(waiting).set(set).execute(tx.conn())?;
    for (kind, period) in recurring {
        let late = jobs::table
            .filter(sql::<Bool>(WAITING))
            .filter(jobs::kind.eq(kind))
            .filter(jobs::next_try_at.gt(now.plus(*period)));
        count += diesel::update(late).set(set).execute(tx.conn())?;
    }
    Ok(count)
}

/// Ends all leases of this process.
pub(super) fn give_back(tx: &mut Tx<'_>, node: NodeId) -> db::Result<usize> {
    let held = jobs::table
        .filter(sql::<Bool>(WAITING))
        .filter(jobs::leased_by.eq(node));
    Ok(diesel::update(held).set(free()).execute(tx.conn())?)
}

/// Deletes jobs that were done before this time.
pub(super) fn forget(tx: &mut Tx<'_>, before: Timestamp) -> db::Result<()> {
    let old = jobs::table
        .filter(jobs::state.eq(State::Done))
        .filter(jobs::ended_at.lt(before));
    diesel::delete(old).execute(tx.conn())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_missed_is_made_up_for_once_and_no_due_time_comes_twice() {
        let at = |minutes: i64, seconds: i64| {
            Timestamp::EPOCH.plus(Duration::minutes(minutes) + Duration::seconds(seconds))
        };
        let next = |last, now| next_due(last, Duration::minutes(1), now);
        assert_eq!(next(at(10, 0), at(10, 0)), at(11, 0));
        assert_eq!(next(at(10, 0), at(10, 59)), at(11, 0));
        assert_eq!(next(at(10, 0), at(500, 1)), at(501, 0));
        assert_eq!(next(at(500, 0), at(10, 1)), at(501, 0), "put back");
        assert_eq!(next(Timestamp::EPOCH, at(500, 0)), at(501, 0));
    }
}
