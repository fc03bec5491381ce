//! What staff do with a batch: upload, confirm, stop, go on, discard. Each leaves a line of activity.

use super::{
    events::{BATCH_REMOVED, BATCH_STARTED, BATCH_STOPPED, BATCH_UPLOADED, BatchEvent},
    kind::Upload,
    model::{Batch, State},
    queries, run_service,
};
use crate::{
    activity::{self, EventKind},
    db::{self, Tx, ids::BatchId, types::Timestamp},
    identity::CustomerManager,
    jobs,
    web::page::thousands,
};

/// What came of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Acted {
    /// It is done.
    Done,
    /// Somebody was first, or it is in no state for this.
    TooLate,
    /// It is a preview, but not the one that the page has shown.
    Changed,
}

fn record(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    upload: &dyn Upload,
    batch: &Batch,
    kind: EventKind,
    more: &str,
    now: Timestamp,
) -> db::Result<()> {
    let event = BatchEvent {
        kind,
        upload,
        batch,
        more,
    };
    activity::record(tx, by, &event, now)
}

/// Keeps a new batch, to be filled with rows.
pub(crate) fn add(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    upload: &dyn Upload,
    batch: &Batch,
    now: Timestamp,
) -> db::Result<()> {
    queries::insert(tx, batch)?;
    record(tx, by, upload, batch, BATCH_UPLOADED, "", now)
}

/// Confirm, on a page that has shown this version; and Go on, whose button names none.
pub(crate) fn confirm(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    upload: &dyn Upload,
    id: BatchId,
    shown: Option<i32>,
    now: Timestamp,
) -> db::Result<Acted> {
    let batch = queries::find(tx.conn(), by.scope, upload.kind(), id)?;
    match (batch.state, shown) {
        (State::Preview, shown) if shown != Some(batch.version) => return Ok(Acted::Changed),
        (State::Preview, _) | (State::Stopped, None) => {}
        _ => return Ok(Acted::TooLate),
    }
    if !run_service::begin(tx, &batch, Some(by.staff.id), now)? {
        return Ok(Acted::TooLate);
    }
    let more = format!(", {} rows", thousands(i64::from(batch.rows_left())));
    record(tx, by, upload, &batch, BATCH_STARTED, &more, now)?;
    Ok(Acted::Done)
}

/// Confirm with these settings, which are kept with it. They are those of the version that the page has shown.
pub(crate) fn confirm_with(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    upload: &dyn Upload,
    settings: &Batch,
    now: Timestamp,
) -> db::Result<Acted> {
    if queries::save_settings(tx, by.scope, settings)? {
        let shown = Some(settings.version + 1);
        return confirm(tx, by, upload, settings.id, shown, now);
    }
    let present = queries::find(tx.conn(), by.scope, upload.kind(), settings.id)?;
    Ok(match present.state {
        State::Preview => Acted::Changed,
        _ => Acted::TooLate,
    })
}

/// Stop. What is done stays.
pub(crate) fn stop(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    upload: &dyn Upload,
    id: BatchId,
    now: Timestamp,
) -> db::Result<Acted> {
    let batch = queries::find(tx.conn(), by.scope, upload.kind(), id)?;
    // The job's row first: the lock order of its steps.
    if !jobs::stop(tx, run_service::JOB, &id.to_string())? || !queries::stop(tx, by.scope, id, "")?
    {
        return Ok(Acted::TooLate);
    }
    let more = format!(", {} rows left", thousands(i64::from(batch.rows_left())));
    record(tx, by, upload, &batch, BATCH_STOPPED, &more, now)?;
    upload.ended(tx, &batch, now)?;
    Ok(Acted::Done)
}

/// Discard, before anything was done.
pub(crate) fn remove(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    upload: &dyn Upload,
    id: BatchId,
    now: Timestamp,
) -> db::Result<Acted> {
    let batch = queries::find(tx.conn(), by.scope, upload.kind(), id)?;
    if batch.state_now(now) == State::Failed && batch.state == State::Reading {
        queries::end_reading(tx, &batch, State::Failed, "")?;
    }
    if !queries::remove(tx, by.scope, id)? {
        return Ok(Acted::TooLate);
    }
    record(tx, by, upload, &batch, BATCH_REMOVED, "", now)?;
    Ok(Acted::Done)
}
