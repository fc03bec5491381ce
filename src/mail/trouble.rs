//! What the pages of the staff say when mail does not leave.

use chrono::Duration;

use super::{claims, health::Row, outcome::Reason};
use crate::db::{self, Conn, types::Timestamp};

/// Waiting letters are counted up to this number.
const COUNTED: i64 = 1_000;

/// Workers claim due letters within seconds. When nobody did for this long, no worker is running.
fn unattended_after() -> Duration {
    Duration::minutes(5)
}

/// That mail does not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Since when.
    pub since: Timestamp,
    /// Why; `None` when no server process takes the letters in hand.
    pub reason: Option<Reason>,
    /// Letters that wait, and whether there may be more.
    pub waiting: (usize, bool),
}

/// What keeps mail from leaving, if anything does.
pub fn trouble(conn: &mut Conn, now: Timestamp) -> db::Result<Option<Trouble>> {
    let row = Row::read(conn)?;
    let (since, reason) = match row.failing_since {
        Some(since) if row.is_down() => (since, row.reason()),
        _ => match unattended_since(conn, &row, now)? {
            Some(since) => (since, None),
            None => return Ok(None),
        },
    };
    let count = claims::count_queued(conn, COUNTED + 1)?;
    let most = usize::try_from(COUNTED).unwrap_or(usize::MAX);
    Ok(Some(Trouble {
        since,
        reason,
        waiting: (count.min(most), count > most),
    }))
}

/// Since when due letters are not claimed. While a worker is active, the row of `mail_health` alone answers.
fn unattended_since(conn: &mut Conn, row: &Row, now: Timestamp) -> db::Result<Option<Timestamp>> {
    let limit = now.minus(unattended_after());
    if row.claimed_at.is_some_and(|at| at > limit) {
        return Ok(None);
    }
    Ok(claims::longest_due(conn, now)?.filter(|due| *due <= limit))
}
