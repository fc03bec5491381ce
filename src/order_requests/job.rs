//! Ends requests that nobody answered, and tells both sides a day before.

use chrono::Duration;

use super::{
    events::{ENDING, LAPSED},
    model::{Because, OrderRequest},
    queries,
    telling::{self, News},
};
use crate::{
    db::{self, Tx, types::Timestamp},
    identity::{self, Authorized, ManageCustomers, Scope},
    jobs::{Job, Step, Task},
    renewals::Desk,
};

/// Requests in one step.
const BATCH: i64 = 50;
/// Nobody does it.
const NOBODY: Option<&Authorized<ManageCustomers>> = None;

/// Ends them, every minute, and warns before: each once. What is over is not warned of any more.
pub struct LapseRequests(pub Desk);

impl Job for LapseRequests {
    fn kind(&self) -> &'static str {
        "order-requests-lapse"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    /// The partners are held, by key, before the requests: whoever removes a relationship or a partnership does so, too.
    fn step(&self, tx: &mut Tx<'_>, _task: &Task, now: Timestamp) -> db::Result<Step> {
        let over = queries::over(tx.conn(), BATCH, now)?;
        hold(tx, &over)?;
        for request in &over {
            if queries::end(tx, request.id, Because::Time, None, now)? {
                telling::tell(tx, &self.0, NOBODY, (request, &News::of(LAPSED)), now)?;
            }
        }
        if !over.is_empty() {
            return Ok(Step::More);
        }
        let soon = queries::to_be_warned_of(tx.conn(), BATCH, now)?;
        hold(tx, &soon)?;
        for request in &soon {
            if queries::note_warned(tx, request)? {
                telling::tell(tx, &self.0, NOBODY, (request, &News::of(ENDING)), now)?;
            }
        }
        Ok(match soon.is_empty() {
            true => Step::Done,
            false => Step::More,
        })
    }
}

fn hold(tx: &mut Tx<'_>, requests: &[OrderRequest]) -> db::Result<()> {
    let mut keys: Vec<_> = requests
        .iter()
        .flat_map(|request| [request.partner_id, request.provider_id])
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let mut scopes = Vec::new();
    for key in keys {
        scopes.push(Scope::of(&identity::find_partner(tx.conn(), key)?));
    }
    identity::lock_partners(tx, &scopes)
}
