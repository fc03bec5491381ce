//! Ends what has run out, every minute: invitations, privileges, sessions.

use std::time::Duration;

use tokio::sync::watch;

use crate::{
    activity::{self, Action, Actor, Line},
    clock::Clock,
    customers,
    db::{self, Conn, Db, Tx, ids::EntryId, types::Timestamp},
    identity::{self, Scope},
    invitations, limits,
    privileges::{self, Grant},
};

/// The worker.
#[derive(Clone)]
pub struct Housekeeper {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
}

/// What one round ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Invitations that ran out.
    pub invitations: usize,
    /// Privileges that ran out.
    pub grants: usize,
}

const EVERY: Duration = Duration::from_secs(60);
/// Rows that end in one transaction, so that nobody waits long for the writer.
const BATCH: usize = 200;

impl Housekeeper {
    /// Sweeps every minute until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            match self.tick().await {
                Ok(swept) if swept != Swept::default() => {
                    tracing::info!(
                        invitations = swept.invitations,
                        grants = swept.grants,
                        "ended what ran out"
                    );
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "housekeeping failed; tried again in a minute")
                }
            }
            // Either the pause is over or the server stops; both are fine.
            drop(tokio::time::timeout(EVERY, stop.changed()).await);
        }
    }

    /// One round: everything that has run out by now.
    ///
    /// # Errors
    /// When the database does not answer; what was ended before stays ended.
    pub async fn tick(&self) -> db::Result<Swept> {
        let now = self.clock.now();
        let grants = self.in_batches(move |tx| expire_grants(tx, now)).await?;
        let invitations = self
            .in_batches(move |tx| invitations::expire_due(tx, limit(), now))
            .await?;
        self.db.write(move |tx| identity::prune(tx, now)).await?;
        self.db.write(move |tx| limits::prune(tx, now)).await?;
        Ok(Swept {
            invitations,
            grants,
        })
    }

    /// Runs batches, each in its own transaction, until one finds nothing.
    async fn in_batches(
        &self,
        batch: impl Fn(&mut Tx<'_>) -> db::Result<usize> + Copy + Send + 'static,
    ) -> db::Result<usize> {
        let mut total = 0;
        loop {
            let ended = self.db.write(batch).await?;
            total += ended;
            if ended == 0 {
                return Ok(total);
            }
        }
    }
}

fn limit() -> i64 {
    i64::try_from(BATCH).unwrap_or(i64::MAX)
}

fn expire_grants(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<usize> {
    let ended = privileges::expire(tx, limit(), now)?;
    for grant in &ended {
        let (entry, company) = company_of(tx.conn(), grant)?;
        let line = Line {
            partner: grant.partner_id,
            actor: Actor::System,
            action: Action::PrivilegesExpired,
            entry,
            company: &company,
            invitation: None,
            detail: &grant.roles.words(),
            notify: None,
        };
        activity::record(tx, line, now)?;
    }
    Ok(ended.len())
}

/// The partner's entry for the company, and its name. A grant outlives the reseller relationship, and may
/// outlive the entry.
fn company_of(conn: &mut Conn, grant: &Grant) -> db::Result<(Option<EntryId>, String)> {
    let scope = Scope::of(grant);
    match customers::find(conn, scope, grant.customer_id.uuid()) {
        Ok(entry) => Ok((Some(entry.id), entry.name)),
        Err(db::Error::NotFound) => {
            let customer = customers::find_customer(conn, grant.customer_id)?;
            Ok((None, customer.name))
        }
        Err(other) => Err(other),
    }
}
