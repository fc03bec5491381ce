//! The end of the time in which deleted users can be restored.

use chrono::Duration;

use super::{
    events::{self, Log},
    links,
    model::DirectoryUser,
    queries,
};
use crate::{
    customers,
    db::{self, Tx, types::Timestamp},
    identity::{self, Scope},
    jobs::{Job, Step, Task},
};

/// Users that are purged in one step.
const BATCH: i64 = 200;

/// Takes, every minute, the names of users who can no longer be restored, and ends links whose time is over.
pub struct TidyDirectory;

impl Job for TidyDirectory {
    fn kind(&self) -> &'static str {
        "directory-tidy"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let purged = queries::purge(tx, BATCH, now)?;
        for user in &purged {
            tell(tx, user, now)?;
        }
        let ended = links::end_over(tx, BATCH, now)?;
        Ok(if purged.is_empty() && ended == 0 {
            Step::Done
        } else {
            Step::More
        })
    }
}

fn tell(tx: &mut Tx<'_>, user: &DirectoryUser, now: Timestamp) -> db::Result<()> {
    let Some(partner) = user.deleted_by else {
        return Ok(());
    };
    let scope = Scope::of(&identity::find_partner(tx.conn(), partner)?);
    let (entry, company) = match customers::find(tx.conn(), scope, user.customer_id.uuid()) {
        Ok(entry) => (Some(entry.id), entry.name),
        Err(db::Error::NotFound) => {
            let customer = customers::find_customer(tx.conn(), user.customer_id)?;
            (None, customer.name)
        }
        Err(other) => return Err(other),
    };
    let log = Log {
        partner,
        entry,
        company: &company,
    };
    events::purged(tx, &log, user, now)
}
