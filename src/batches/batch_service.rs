//! What staff do with a batch: upload, confirm, stop, go on, discard. Each leaves a line of activity.

use super::{
    model::{Batch, Kind, State},
    queries,
};
use crate::{
    activity::{self, Action, Actor, Line},
    db::{self, Tx, ids::BatchId, types::Timestamp},
    identity::CustomerManager,
    web::page::thousands,
};

/// What can be wrong with an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// It is done.
    Done,
    /// Somebody was first, or it is in no state for this.
    TooLate,
}

fn record(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    batch: &Batch,
    action: Action,
    more: &str,
    now: Timestamp,
) -> db::Result<()> {
    let what = match batch.kind {
        Kind::Import => "Import",
        Kind::Invite => "Bulk invitation",
    };
    let line = Line {
        partner: by.scope.partner_id(),
        actor: Actor::User(&by.staff),
        action,
        entry: None,
        company: "",
        invitation: None,
        detail: &format!("{what}: {}{more}", batch.file_name),
        notify: None,
    };
    activity::record(tx, line, now)
}

/// Keeps a new batch, to be filled with rows.
///
/// # Errors
/// When the row cannot be written.
pub(super) fn add(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    batch: &Batch,
    now: Timestamp,
) -> db::Result<()> {
    queries::insert(tx, batch)?;
    record(tx, by, batch, Action::BatchUploaded, "", now)
}

/// Confirm, and Go on.
///
/// # Errors
/// `NotFound`.
pub(super) fn confirm(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    kind: Kind,
    id: BatchId,
    now: Timestamp,
) -> db::Result<Came> {
    let batch = queries::find(tx.conn(), by.scope, kind, id)?;
    if !queries::begin(tx, by.scope, id, Some(by.staff.id), now)? {
        return Ok(Came::TooLate);
    }
    let more = format!(", {} rows", thousands(i64::from(batch.rows_left())));
    record(tx, by, &batch, Action::BatchStarted, &more, now)?;
    Ok(Came::Done)
}

/// Stop. What is done stays.
///
/// # Errors
/// `NotFound`.
pub(super) fn stop(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    kind: Kind,
    id: BatchId,
    now: Timestamp,
) -> db::Result<Came> {
    let batch = queries::find(tx.conn(), by.scope, kind, id)?;
    if !queries::stop(tx, by.scope, id, "")? {
        return Ok(Came::TooLate);
    }
    let more = format!(", {} rows left", thousands(i64::from(batch.rows_left())));
    record(tx, by, &batch, Action::BatchStopped, &more, now)?;
    Ok(Came::Done)
}

/// Discard, before anything was done.
///
/// # Errors
/// `NotFound`.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    kind: Kind,
    id: BatchId,
    now: Timestamp,
) -> db::Result<Came> {
    let batch = queries::find(tx.conn(), by.scope, kind, id)?;
    if batch.state_now(now) == State::Failed && batch.state == State::Reading {
        queries::end_reading(tx, &batch, State::Failed, "")?;
    }
    if !queries::remove(tx, by.scope, id)? {
        return Ok(Came::TooLate);
    }
    record(tx, by, &batch, Action::BatchRemoved, "", now)?;
    Ok(Came::Done)
}
