//! Carries out what was confirmed: some rows of each batch in turn, each time in one transaction.
//!
//! A worker has a batch by a lease that it keeps with every step. When a server falls silent, the lease runs out and
//! another goes on with the rows that still wait, so that none is done twice.

use std::time::Duration;

use chrono::Duration as Span;
use tokio::sync::watch;

use super::{
    bulk_service, import_service,
    model::{Batch, CUT_SHORT, Kind},
    queries,
};
use crate::{
    clock::Clock,
    db::{self, Db, Tx},
    domains::ConsentRules,
    identity::Scope,
    invitations::DailyLimit,
    secrets::Secrets,
};

/// Days after which a preview that nobody confirmed is forgotten.
const KEPT_DAYS: i64 = 7;

/// All that carrying out needs.
#[derive(Clone)]
pub struct Worker {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// For the links of invitations.
    pub secrets: Secrets,
    /// Name of the product, for letters.
    pub product: String,
    /// Invitations a day.
    pub limit: DailyLimit,
    /// Which acceptances count.
    pub rules: ConsentRules,
}

/// What came of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// There may be more to do.
    More,
    /// Done, or stopped with a reason.
    Ended,
    /// Somebody stopped it, or another worker has it.
    Lost,
}

impl Worker {
    /// Works until `stop` turns true, then finishes the step under way.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut mine: Vec<Batch> = Vec::new();
        let mut rounds = 0_u32;
        while !*stop.borrow() {
            mine.extend(self.claim().await);
            mine = self.round(mine).await;
            if rounds.is_multiple_of(240) && mine.is_empty() {
                self.tidy().await;
            }
            rounds = rounds.wrapping_add(1);
            // A short rest lets pages come to the writer in between.
            let rest = if mine.is_empty() { 250 } else { 2 };
            // Either the pause is over or the server stops; both are fine.
            let _ = tokio::time::timeout(Duration::from_millis(rest), stop.changed()).await;
        }
        for batch in mine {
            let released = self.db.write(move |tx| queries::release(tx, &batch)).await;
            if let Err(error) = released {
                tracing::warn!(%error, "a batch waits until its lease runs out");
            }
        }
    }

    /// Carries out everything that is confirmed: for tests and the command line.
    pub async fn drain(&self) {
        let mut mine: Vec<Batch> = Vec::new();
        loop {
            mine.extend(self.claim().await);
            if mine.is_empty() {
                return;
            }
            mine = self.round(mine).await;
        }
    }

    /// One step of the next confirmed batch, for tests that stop in the middle.
    pub async fn step_once(&self) {
        let mine: Vec<Batch> = self.claim().await.into_iter().collect();
        self.round(mine).await;
    }

    async fn claim(&self) -> Option<Batch> {
        let now = self.clock.now();
        // Looking first spares the writer when nothing is to do, which is most of the time.
        let is_any = self.db.read(move |conn| queries::is_any_free(conn, now));
        let found = match is_any.await {
            Ok(false) => return None,
            Ok(true) => self.db.write(move |tx| queries::claim(tx, now)).await,
            Err(error) => Err(error),
        };
        found.unwrap_or_else(|error: db::Error| {
            tracing::warn!(%error, "batches: nothing could be taken");
            None
        })
    }

    /// A step of each; returns those that go on.
    async fn round(&self, mine: Vec<Batch>) -> Vec<Batch> {
        let mut still = Vec::with_capacity(mine.len());
        for batch in mine {
            let (worker, now) = (self.clone(), self.clock.now());
            let (id, own) = (batch.id, batch.clone());
            let step = self.db.write(move |tx| match own.kind {
                Kind::Import => import_service::next(tx, &worker.rules.shared, &own, now),
                Kind::Invite => bulk_service::next(tx, &worker, &own, now),
            });
            match step.await {
                // Looked up again, what a colleague made in the same moment is known.
                Ok(Step::More) | Err(db::Error::Duplicate) => still.push(batch),
                Ok(Step::Ended | Step::Lost) => {}
                Err(error @ db::Error::Unavailable(..)) => {
                    tracing::warn!(batch = %id, %error, "batch: tried again when its lease runs out");
                }
                Err(error) => {
                    tracing::error!(batch = %id, %error, "batch: stopped");
                    self.stop_for_error(&batch).await;
                }
            }
        }
        still
    }

    async fn stop_for_error(&self, batch: &Batch) {
        const NOTE: &str = "Something went wrong here. What was done stays; go on to try again";
        let (scope, id) = (Scope::of(batch), batch.id);
        let stopped = self.db.write(move |tx| queries::stop(tx, scope, id, NOTE));
        if let Err(error) = stopped.await {
            tracing::error!(batch = %id, %error, "batch: could not be stopped");
        }
    }

    /// Readings that were cut short say so, and previews that nobody confirmed are forgotten.
    async fn tidy(&self) {
        let now = self.clock.now();
        let before = now.minus(Span::days(KEPT_DAYS));
        let tidied = self.db.write(move |tx| {
            queries::fail_silent(tx, CUT_SHORT, now)?;
            if let Some(id) = queries::forgotten(tx.conn(), before)? {
                queries::forget(tx, id)?;
            }
            Ok(())
        });
        if let Err(error) = tidied.await {
            let error: db::Error = error;
            tracing::warn!(%error, "batches: tidying failed; tried again in a minute");
        }
    }
}

/// Who confirmed it has left, or lost the role.
pub(super) fn not_allowed(tx: &mut Tx<'_>, batch: &Batch) -> db::Result<Step> {
    const NOTE: &str =
        "Who confirmed this may no longer change customers. A colleague with the role can go on";
    let scope = Scope::of(batch);
    queries::stop(tx, scope, batch.id, NOTE)?;
    Ok(Step::Ended)
}
