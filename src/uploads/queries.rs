//! Statements on batches. Each starts from a scope, except those for jobs.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use super::model::{Batch, State, lease_time};
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{BatchId, CustomerId, LeaseId, UserId},
        schema::{batch_parts, batch_rows, batches},
        types::Timestamp,
    },
    identity::Scope,
};

type Query<'q> = batches::BoxedQuery<'q, MultiBackend>;

fn of<'q>(scope: Scope) -> Query<'q> {
    batches::table
        .filter(batches::partner_id.eq(scope.partner_id()))
        .into_boxed()
}

/// One of this partner's batches of this kind.
pub(crate) fn find(conn: &mut Conn, scope: Scope, kind: &str, id: BatchId) -> db::Result<Batch> {
    Ok(of(scope)
        .filter(batches::id.eq(id))
        .filter(batches::kind.eq(kind.to_owned()))
        .select(Batch::as_select())
        .first(conn)?)
}

/// The newest of this partner's batches of this kind; those with people of one customer, where one is named.
pub(crate) fn latest(
    conn: &mut Conn,
    scope: Scope,
    kind: &str,
    customer: Option<CustomerId>,
    limit: i64,
) -> db::Result<Vec<Batch>> {
    let batches = match customer {
        Some(customer) => of(scope).filter(batches::customer_id.eq(customer)),
        None => of(scope),
    };
    Ok(batches
        .filter(batches::kind.eq(kind.to_owned()))
        .order((batches::created_at.desc(), batches::id.desc()))
        .limit(limit)
        .select(Batch::as_select())
        .load(conn)?)
}

/// Adds a batch.
pub(crate) fn insert(tx: &mut Tx<'_>, batch: &Batch) -> db::Result<()> {
    diesel::insert_into(batches::table)
        .values(batch)
        .execute(tx.conn())?;
    Ok(())
}

/// Keeps other settings as the next version; false when it runs already, or is no preview of this version any more.
pub(crate) fn save_settings(tx: &mut Tx<'_>, scope: Scope, changed: &Batch) -> db::Result<bool> {
    let guarded = batches::table
        .filter(
            batches::id
                .eq(changed.id)
                .and(batches::partner_id.eq(scope.partner_id())),
        )
        .filter(batches::state.eq(State::Preview))
        .filter(batches::version.eq(changed.version));
    let set = (
        batches::settings.eq(&changed.settings),
        batches::version.eq(changed.version + 1),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Begins to read the file of a preview again, as `changed` says; false when it is no preview of the version before.
pub(crate) fn read_again(tx: &mut Tx<'_>, scope: Scope, changed: &Batch) -> db::Result<bool> {
    let guarded = batches::table
        .filter(
            batches::id
                .eq(changed.id)
                .and(batches::partner_id.eq(scope.partner_id())),
        )
        .filter(batches::state.eq(State::Preview))
        .filter(batches::version.eq(changed.version - 1));
    let set = (
        batches::state.eq(State::Reading),
        batches::reading.eq(&changed.reading),
        batches::version.eq(changed.version),
        batches::started_at.eq(changed.started_at),
        batches::lease.eq(changed.lease),
        batches::leased_until.eq(changed.leased_until),
        batches::read_bytes.eq(0_i64),
        batches::rows_read.eq(0),
        batches::rows_good.eq(0),
    );
    if diesel::update(guarded).set(set).execute(tx.conn())? != 1 {
        return Ok(false);
    }
    diesel::delete(batch_rows::table.filter(batch_rows::batch_id.eq(changed.id)))
        .execute(tx.conn())?;
    Ok(true)
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Bytes of the file.
    pub bytes: i64,
    pub rows: i32,
    /// Rows that will be carried out.
    pub good: i32,
}

/// Stores the progress of reading and renews the lease; false when somebody ended it.
pub(crate) fn note_progress(
    tx: &mut Tx<'_>,
    batch: &Batch,
    progress: Progress,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = batches::table
        .find(batch.id)
        .filter(batches::state.eq(State::Reading))
        .filter(batches::lease.eq(batch.lease));
    let set = (
        batches::read_bytes.eq(progress.bytes),
        batches::rows_read.eq(progress.rows),
        batches::rows_good.eq(progress.good),
        batches::leased_until.eq(now.plus(lease_time())),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Ends reading: complete, or failed with a note.
pub(crate) fn end_reading(
    tx: &mut Tx<'_>,
    batch: &Batch,
    to: State,
    note: &str,
) -> db::Result<bool> {
    let guarded = batches::table
        .find(batch.id)
        .filter(batches::state.eq(State::Reading));
    let set = (
        batches::state.eq(to),
        batches::note.eq(note),
        batches::lease.eq(None::<LeaseId>),
        batches::leased_until.eq(None::<Timestamp>),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Confirm, and Go on: from the state and the version that `batch` had when it was found in its scope; false when it has
/// others by now.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    batch: &Batch,
    by: Option<UserId>,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = batches::table
        .find(batch.id)
        .filter(batches::state.eq_any([State::Preview, State::Stopped]))
        .filter(batches::state.eq(batch.state))
        .filter(batches::version.eq(batch.version));
    let set = (
        batches::state.eq(State::Running),
        batches::run_by.eq(by),
        batches::started_at.eq(now),
        batches::done_before.eq(batches::rows_done + batches::rows_skipped),
        batches::note.eq(""),
    );
    let has_begun = diesel::update(guarded).set(set).execute(tx.conn())? == 1;
    if has_begun {
        forget_parts(tx, batch.id)?;
    }
    Ok(has_begun)
}

/// Stop; false unless it runs.
pub(crate) fn stop(tx: &mut Tx<'_>, scope: Scope, id: BatchId, note: &str) -> db::Result<bool> {
    let guarded = batches::table
        .filter(
            batches::id
                .eq(id)
                .and(batches::partner_id.eq(scope.partner_id())),
        )
        .filter(batches::state.eq(State::Running));
    let set = (batches::state.eq(State::Stopped), batches::note.eq(note));
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// A running batch, for its job; whatever partner's.
///
/// # Errors
/// `NotFound` also when it does not run.
pub(crate) fn running(conn: &mut Conn, id: BatchId) -> db::Result<Batch> {
    Ok(batches::table
        .find(id)
        .filter(batches::state.eq(State::Running))
        .select(Batch::as_select())
        .first(conn)?)
}

/// Counts what was carried out and what was refused.
pub(crate) fn count(tx: &mut Tx<'_>, batch: &Batch, done: i32, skipped: i32) -> db::Result<()> {
    let set = (
        batches::rows_done.eq(batches::rows_done + done),
        batches::rows_skipped.eq(batches::rows_skipped + skipped),
    );
    diesel::update(batches::table.find(batch.id))
        .set(set)
        .execute(tx.conn())?;
    Ok(())
}

/// How many rows were carried out since this was asked last.
pub(crate) fn untold(tx: &mut Tx<'_>, id: BatchId) -> db::Result<i32> {
    let (done, told): (i32, i32) = batches::table
        .find(id)
        .select((batches::rows_done, batches::rows_told))
        .first(tx.conn())?;
    diesel::update(batches::table.find(id))
        .set(batches::rows_told.eq(done))
        .execute(tx.conn())?;
    Ok(done - told)
}

/// Carried out to the end.
pub(crate) fn finish(tx: &mut Tx<'_>, batch: &Batch, now: Timestamp) -> db::Result<()> {
    let guarded = batches::table
        .find(batch.id)
        .filter(batches::state.eq(State::Running));
    let set = (batches::state.eq(State::Done), batches::ended_at.eq(now));
    diesel::update(guarded).set(set).execute(tx.conn())?;
    Ok(())
}

/// Forgets a batch of which nothing was carried out; false when something was, or it is being read.
pub(crate) fn remove(tx: &mut Tx<'_>, scope: Scope, id: BatchId) -> db::Result<bool> {
    let removable = batches::table
        .filter(
            batches::id
                .eq(id)
                .and(batches::partner_id.eq(scope.partner_id())),
        )
        .filter(batches::state.eq_any([State::Preview, State::Failed]));
    // Takes hold of the row, if it is still in one of these states: a confirmation then finds nothing.
    let held = diesel::update(removable).set(batches::note.eq(batches::note));
    if held.execute(tx.conn())? == 0 {
        return Ok(false);
    }
    forget(tx, id)?;
    Ok(true)
}

/// Forgets a batch of any partner that nothing is done with; one that was begun meanwhile stays.
pub(crate) fn forget_idle(tx: &mut Tx<'_>, idle: &Batch) -> db::Result<()> {
    let unchanged = batches::table
        .find(idle.id)
        .filter(batches::state.eq(idle.state));
    let held = diesel::update(unchanged).set(batches::note.eq(batches::note));
    if held.execute(tx.conn())? == 0 {
        return Ok(());
    }
    forget(tx, idle.id)
}

pub(crate) fn forget(tx: &mut Tx<'_>, id: BatchId) -> db::Result<()> {
    forget_parts(tx, id)?;
    diesel::delete(batch_rows::table.filter(batch_rows::batch_id.eq(id))).execute(tx.conn())?;
    diesel::delete(batches::table.find(id)).execute(tx.conn())?;
    Ok(())
}

/// Forgets the file, which nobody will read again.
fn forget_parts(tx: &mut Tx<'_>, id: BatchId) -> db::Result<()> {
    diesel::delete(batch_parts::table.filter(batch_parts::batch_id.eq(id))).execute(tx.conn())?;
    Ok(())
}

/// Readings of all partners whose server died.
pub(crate) fn fail_silent(tx: &mut Tx<'_>, note: &str, now: Timestamp) -> db::Result<usize> {
    let silent = batches::table
        .filter(batches::state.eq(State::Reading))
        .filter(batches::leased_until.lt(now));
    let set = (
        batches::state.eq(State::Failed),
        batches::note.eq(note),
        batches::lease.eq(None::<LeaseId>),
        batches::leased_until.eq(None::<Timestamp>),
    );
    Ok(diesel::update(silent).set(set).execute(tx.conn())?)
}

/// A batch of any partner that names people of a customer, older than this, and that nothing is doing anything with.
pub(crate) fn of_people(conn: &mut Conn, before: Timestamp) -> db::Result<Option<Batch>> {
    Ok(batches::table
        .filter(batches::customer_id.is_not_null())
        .filter(batches::state.ne_all([State::Reading, State::Running]))
        .filter(batches::created_at.lt(before))
        .order((batches::created_at, batches::id))
        .select(Batch::as_select())
        .first(conn)
        .optional()?)
}

/// A preview or failed reading of any partner, older than this: nobody will confirm it.
pub(crate) fn forgotten(conn: &mut Conn, before: Timestamp) -> db::Result<Option<Batch>> {
    Ok(batches::table
        .filter(batches::state.eq_any([State::Preview, State::Failed]))
        .filter(batches::created_at.lt(before))
        .order((batches::created_at, batches::id))
        .select(Batch::as_select())
        .first(conn)
        .optional()?)
}
