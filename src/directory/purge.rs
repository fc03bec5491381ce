//! The end of the time in which deleted users can be restored.

use chrono::Duration;

use super::{
    events::{self, Log},
    links,
    model::{DirectoryUser, UserState},
    queries,
};
use crate::{
    customers,
    db::{self, Tx, ids::CustomerId, types::Timestamp},
    identity::{self, Scope},
    jobs::{Job, Step, Task},
    licenses, mail,
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
        let users = queries::over(tx.conn(), BATCH, now)?;
        let links = links::over(tx.conn(), BATCH, now)?;
        if users.is_empty() && links.is_empty() {
            return Ok(Step::Done);
        }
        let of_users = users.iter().map(|user| user.customer_id);
        let of_links = links.iter().map(|(_, customer)| *customer);
        customers::hold_all(tx, of_users.chain(of_links))?;
        for user in &users {
            purge(tx, user, now)?;
        }
        for (link, _) in links {
            links::end(tx, link, now)?;
        }
        Ok(Step::More)
    }
}

/// Takes the names of a user whose time is over, and those on the letters to them; true for one caller alone.
fn purge(tx: &mut Tx<'_>, user: &DirectoryUser, now: Timestamp) -> db::Result<bool> {
    if !queries::purge(tx, user.id, now)? {
        return Ok(false);
    }
    let links = links::of_user(tx.conn(), user.id)?;
    licenses::forget(tx, user.id)?;
    mail::forget_people(tx, links.into_iter().map(links::event_key).collect())?;
    tell(tx, user, now)?;
    Ok(true)
}

/// Sets a user name free that somebody holds who can no longer be restored and is still to be purged; true when it did.
pub(super) fn set_free(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    user_name: &str,
    now: Timestamp,
) -> db::Result<bool> {
    match queries::holder(tx.conn(), customer, user_name)? {
        Some(user) if user.state == UserState::Deleted && !user.is_restorable(now) => {
            purge(tx, &user, now)
        }
        _ => Ok(false),
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
