//! Carries out bulk invitations, some rows at a time, by the rules of a single one.

use super::{
    bulk_words::{self, Templates, words},
    model::{Batch, BatchRow, HandOver, RowState, Verdict},
    queries,
    row_queries::{self, Outcome},
    worker_service::{self, Step, Worker},
};
use crate::{
    db::{self, Tx, types::Timestamp},
    identity::{CustomerManager, Scope},
    invitations::{self, Ask, Channel, DraftError, Invitation, InviteError, Quota},
    text::SECRET_MARK,
    web::page::thousands,
};

/// Rows of one transaction.
const CHUNK: i64 = 400;

/// The next rows.
///
/// # Errors
/// When a row cannot be written; nothing of these rows is stored then.
pub(super) fn next(
    tx: &mut Tx<'_>,
    worker: &Worker,
    batch: &Batch,
    now: Timestamp,
) -> db::Result<Step> {
    let Some(user) = batch.run_by else {
        return worker_service::not_allowed(tx, batch);
    };
    let by = match CustomerManager::for_user(tx.conn(), user) {
        Ok(by) => by,
        Err(db::Error::NotFound) => return worker_service::not_allowed(tx, batch),
        Err(error) => return Err(error),
    };
    if !queries::renew(tx, batch, now)? {
        return Ok(Step::Lost);
    }
    let rows = row_queries::waiting(tx.conn(), batch.id, CHUNK)?;
    if rows.is_empty() {
        queries::finish(tx, batch, now)?;
        return Ok(Step::Ended);
    }
    let mut desk = match invitations::open_quota(
        tx,
        &by,
        &worker.rules,
        worker.limit,
        batch.together(),
        now,
    ) {
        Ok(desk) => desk,
        Err(InviteError::Db(error)) => return Err(error),
        Err(_) => return stop(tx, batch, NO_PARTNERSHIP),
    };
    if batch.hand_over == Some(HandOver::Send) {
        let addresses: Vec<&str> = rows.iter().map(|row| row.email.as_str()).collect();
        invitations::hold_addresses(tx, &addresses, now)?;
    }
    let templates = bulk_words::templates(tx.conn(), by.scope, batch, &rows)?;
    let (mut done, mut skipped) = (0, 0);
    for row in &rows {
        if desk.left() == 0 {
            queries::count(tx, batch, done, skipped)?;
            return stop(tx, batch, &limit_words(desk.limit()));
        }
        let outcome = one(tx, worker, &by, batch, &templates, &mut desk, row, now)?;
        match outcome.state {
            RowState::Done => done += 1,
            _ => skipped += 1,
        }
        row_queries::mark(tx, row, &outcome)?;
    }
    queries::count(tx, batch, done, skipped)?;
    Ok(Step::More)
}

const NO_PARTNERSHIP: &str =
    "There is no active partnership with the other company any more. The rest is not invited";

fn limit_words(limit: i64) -> String {
    format!(
        "Your company has begun {} invitations in the last 24 hours, which is its limit. The rest waits: go on tomorrow, or ask the operator for more",
        thousands(limit)
    )
}

fn stop(tx: &mut Tx<'_>, batch: &Batch, note: &str) -> db::Result<Step> {
    let scope = Scope::of(batch);
    queries::stop(tx, scope, batch.id, note)?;
    Ok(Step::Ended)
}

/// What one row asks.
fn ask(batch: &Batch, row: &BatchRow) -> Ask {
    Ask {
        recipient: row.email.clone(),
        recipient_name: row.contact.clone(),
        company_name: row.company.clone(),
        domain: row.domain.clone(),
        roles: batch.roles.clone(),
        grant_days: batch.grant_days,
        expires_in: batch.expires_in,
        language: row.language.unwrap_or(batch.language),
        channel: batch.channel.unwrap_or(Channel::OwnMarketing),
        together: batch.together(),
    }
}

fn refused(verdict: Verdict, why: &str, row: &BatchRow) -> Outcome {
    Outcome {
        verdict,
        why: why.to_owned(),
        state: RowState::Skipped,
        entry: row.entry_id,
        invitation: None,
    }
}

#[expect(clippy::too_many_arguments, reason = "what the rows of a chunk share")]
fn one(
    tx: &mut Tx<'_>,
    worker: &Worker,
    by: &CustomerManager,
    batch: &Batch,
    templates: &Templates,
    desk: &mut Quota,
    row: &BatchRow,
    now: Timestamp,
) -> db::Result<Outcome> {
    let sends = batch.hand_over == Some(HandOver::Send);
    if sends && invitations::address_is_full(tx, &row.email, now)? {
        const WHY: &str = "This address has had three invitations today, which is the most";
        return Ok(refused(row.verdict, WHY, row));
    }
    let ask = ask(batch, row);
    let words = words(
        batch,
        &by.staff,
        &desk.parties,
        templates,
        row,
        &SECRET_MARK.to_string(),
    );
    let draft: Invitation =
        match invitations::begin(tx, by, &worker.secrets, desk, &ask, words, now) {
            Ok(draft) => draft,
            Err(InviteError::Db(error)) => return Err(error),
            Err(InviteError::AlreadyCustomer(entry)) => {
                return Ok(Outcome {
                    entry: Some(entry.id),
                    ..refused(Verdict::Connected, "Connected since the preview", row)
                });
            }
            Err(InviteError::Open(open)) => {
                return Ok(Outcome {
                    invitation: Some(open.id),
                    ..refused(Verdict::Open, "Invited since the preview", row)
                });
            }
            Err(other) => return Ok(refused(row.verdict, &other.to_string(), row)),
        };
    let (entry, invitation) = (draft.entry_id, draft.id);
    let product = sends.then_some(worker.product.as_str());
    invitations::hand_over_new(tx, by, &desk.parties, draft, product, now).map_err(unexpected)?;
    Ok(Outcome {
        verdict: row.verdict,
        why: String::new(),
        state: RowState::Done,
        entry,
        invitation: Some(invitation),
    })
}

/// A fresh draft can always be handed over; when it cannot, nothing of these rows is stored.
fn unexpected(error: DraftError) -> db::Error {
    match error {
        DraftError::Db(error) => error,
        other => db::Error::Other(diesel::result::Error::QueryBuilderError(
            other.to_string().into(),
        )),
    }
}
