//! Carries out an import, some rows at a time.

use super::{
    judging::Known,
    model::{Batch, BatchRow, Kind, RowState, Verdict},
    queries,
    row_queries::{self, Outcome},
    worker_service::Step,
};
use crate::{
    activity::{self, Action, Actor, Line},
    customers::{self, ImportedFrom, Prospect},
    db::{self, Tx, types::Timestamp},
    domains::SharedDomains,
    identity::{self, CustomerManager, Scope},
    web::page::thousands,
};

/// Rows of one transaction.
const CHUNK: i64 = 500;

/// The next rows. A company that has come into the list since the preview is left as it is.
///
/// # Errors
/// `Duplicate` when a colleague was first by a moment, or when a row cannot be written; nothing of these rows is stored
/// then.
pub(super) fn next(
    tx: &mut Tx<'_>,
    shared: &SharedDomains,
    batch: &Batch,
    now: Timestamp,
) -> db::Result<Step> {
    let scope = Scope::of(batch);
    let by = match batch.run_by {
        None => None,
        Some(user) => match CustomerManager::for_user(tx.conn(), user) {
            Ok(by) => Some(by),
            Err(db::Error::NotFound) => return super::worker_service::not_allowed(tx, batch),
            Err(error) => return Err(error),
        },
    };
    if !queries::renew(tx, batch, now)? {
        return Ok(Step::Lost);
    }
    // What an acceptance that runs now makes of the same companies is seen here, or the other way round.
    identity::lock_partner(tx, scope)?;
    let rows = row_queries::waiting(tx.conn(), batch.id, CHUNK)?;
    if rows.is_empty() {
        queries::finish(tx, batch, now)?;
        return Ok(Step::Ended);
    }
    let known = Known::of(tx.conn(), scope, shared, Kind::Import, &rows)?;
    let (mut done, mut skipped, mut new) = (0, 0, 0);
    for row in &rows {
        let outcome = one(tx, scope, batch, row, &known, now)?;
        match outcome.state {
            RowState::Done => done += 1,
            _ => skipped += 1,
        }
        new += i64::from(outcome.verdict == Verdict::New);
        row_queries::mark(tx, row, &outcome)?;
    }
    queries::count(tx, batch, done, skipped)?;
    let noun = if new == 1 { "company" } else { "companies" };
    let from = match &by {
        Some(_) => String::new(),
        None => " on the command line".to_owned(),
    };
    let line = Line {
        partner: batch.partner_id,
        actor: by
            .as_ref()
            .map_or(Actor::System, |by| Actor::User(&by.staff)),
        action: Action::CustomersImported,
        entry: None,
        company: "",
        invitation: None,
        detail: &format!("{} {noun} from {}{from}", thousands(new), batch.file_name),
        notify: None,
    };
    activity::record(tx, line, now)?;
    Ok(Step::More)
}

fn one(
    tx: &mut Tx<'_>,
    scope: Scope,
    batch: &Batch,
    row: &BatchRow,
    known: &Known,
    now: Timestamp,
) -> db::Result<Outcome> {
    let portal = batch.portal.unwrap_or(ImportedFrom::Office365);
    let outcome = |verdict, why: &str, state, entry| Outcome {
        verdict,
        why: why.to_owned(),
        state,
        entry,
        invitation: None,
    };
    if let Some(entry) = known.entry(row) {
        let mut judged = row.clone();
        known.judge_import(&mut judged);
        if entry.external_id.is_none() && !row.external_id.is_empty() {
            customers::note_other_portal(tx, scope, entry.id, portal, &row.external_id)?;
            let why = "Its ID in the other portal was added";
            return Ok(outcome(judged.verdict, why, RowState::Done, Some(entry.id)));
        }
        let state = RowState::Skipped;
        return Ok(outcome(judged.verdict, &judged.why, state, Some(entry.id)));
    }
    let company = Prospect {
        name: &row.company,
        domain: &row.domain,
    };
    let id = customers::insert_looked_up(tx, scope, company, portal, &row.external_id, now)?;
    Ok(outcome(Verdict::New, "", RowState::Done, Some(id)))
}
