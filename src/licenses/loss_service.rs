//! Fewer units than before: who would lose a license, and who does.

use super::{cause::Cause, events, queries};
use crate::{
    activity::Changes,
    db::{
        self, Conn, Tx,
        ids::{CustomerId, DirectoryUserId},
        types::Timestamp,
    },
};

/// Who would lose a license.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Losing {
    /// How many.
    pub number: i64,
    /// Some of them: those to whom it was assigned last first.
    pub people: Vec<DirectoryUserId>,
}

impl Losing {
    /// Whether anybody would: then seats are not given back, while a cancellation, an end and a renewal with fewer seats say so
    /// beforehand.
    #[must_use]
    pub fn is_anybody(&self) -> bool {
        self.number > 0
    }
}

/// Who would lose a license, or whose would stop working, if its subscriptions gave so many fewer units, which work now or
/// not; `most` of them by key. Changes nothing. A
/// subscription that gives no license loses nobody anything: its `sku` is empty.
///
/// The caller says the names only to who may read the directory, and to others the number. Exact for whoever holds the
/// customer.
///
/// # Errors
/// When the database does not answer.
pub fn losing(
    conn: &mut Conn,
    customer: CustomerId,
    sku: &str,
    (fewer, work): (i64, bool),
    most: i64,
) -> db::Result<Losing> {
    let license = match sku {
        "" => None,
        sku => queries::license(conn, customer, sku)?,
    };
    let number = license.map_or(0, |license| match work {
        true => license.beyond(fewer).max(license.stopping(fewer)),
        false => license.beyond(fewer),
    });
    let people = match number.min(most) {
        0 => Vec::new(),
        shown => queries::assigned_last(conn, customer, sku, shown)?,
    };
    Ok(Losing {
        number,
        people: people.into_iter().map(|held| held.user_id).collect(),
    })
}

/// Takes a license from those to whom it was assigned last, until no more are assigned than there are units, with a line of activity
/// each; returns who lost it. To be called in the transaction that has made them fewer, after that: when a subscription is
/// cancelled, deleted or renewed with fewer seats, or changed to another plan. The caller holds the customer.
///
/// # Errors
/// When the database does not answer.
pub fn settle(
    tx: &mut Tx<'_>,
    cause: &Cause<'_>,
    sku: &str,
    now: Timestamp,
) -> db::Result<Vec<DirectoryUserId>> {
    let license = match sku {
        "" => None,
        sku => queries::license(tx.conn(), cause.customer, sku)?,
    };
    let Some(license) = license.filter(|license| license.beyond(0) > 0) else {
        return Ok(Vec::new());
    };
    let last = queries::assigned_last(tx.conn(), cause.customer, sku, license.beyond(0))?;
    let changes = Changes::default().value("License", &license.name, "");
    let mut lost = Vec::with_capacity(last.len());
    for held in last {
        queries::remove(tx, held.id)?;
        events::lost(tx, cause, held.user_id, &changes, now)?;
        lost.push(held.user_id);
    }
    Ok(lost)
}
