//! The job that ends privileges at the end of their time.

use chrono::Duration;

use super::{Grant, events::PrivilegesExpired, queries};
use crate::{
    activity::{self, By},
    customers,
    db::{self, Conn, Tx, ids::EntryId, types::Timestamp},
    identity::Scope,
    jobs::{Job, Step, Task},
};

/// Grants that one step ends.
const BATCH: i64 = 200;

/// Ends privileges at the end of their time; runs every minute.
pub struct EndGrants;

impl Job for EndGrants {
    fn kind(&self) -> &'static str {
        "privileges-end"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let ended = queries::expire(tx, BATCH, now)?;
        for grant in &ended {
            let (entry, company) = company_of(tx.conn(), grant)?;
            let expired = PrivilegesExpired {
                grant,
                entry,
                company: &company,
            };
            activity::record(tx, By::this_server(grant.partner_id), &expired, now)?;
        }
        Ok(if ended.is_empty() {
            Step::Done
        } else {
            Step::More
        })
    }
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
