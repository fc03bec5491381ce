//! Whether mail can be sent, kept in one database row that all nodes and pages read.
//!
//! Each failure is written to the row, and the first letter that the server takes clears it. A failure that stops every
//! letter (no connection, no encryption, refused sign-in) counts at once. Failures of single letters count when three
//! different letters failed one after another without a success.
//!
//! While no letter gets through, only one is tried every fifteen seconds (every minute when our sign-in is refused).
//! The others keep their number of tries, wait, and go as soon as one was taken.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper};

use super::outcome::{Failure, Outcome, Reason};
use crate::db::{self, Conn, MultiBackend, Tx, schema::mail_health, types::Timestamp};

/// The one row.
const ROW: i32 = 1;
/// Failures of different letters in a row before mail counts as failing.
const LETTERS: i32 = 3;
/// The pause between tries. Longer when our password is refused: servers lock accounts after a few tries.
fn between_tries(reason: Option<Reason>) -> Duration {
    match reason {
        Some(Reason::SignIn) => Duration::minutes(1),
        _ => Duration::seconds(15),
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mail_health, check_for_backend(MultiBackend))]
pub(super) struct Row {
    pub(super) claimed_at: Option<Timestamp>,
    pub(super) failing_since: Option<Timestamp>,
    reason: Option<String>,
    is_whole: bool,
    letters: i32,
    tried_at: Option<Timestamp>,
}

impl Row {
    pub(super) fn read(conn: &mut Conn) -> db::Result<Self> {
        Ok(mail_health::table
            .find(ROW)
            .select(Self::as_select())
            .first(conn)?)
    }

    pub(super) fn is_down(&self) -> bool {
        self.failing_since.is_some() && (self.is_whole || self.letters >= LETTERS)
    }

    pub(super) fn reason(&self) -> Option<Reason> {
        self.reason.as_deref()?.parse().ok()
    }
}

/// Records that a worker is active, and so serialises claims: each transaction locks this row. Returns how many of
/// `most` letters may be taken; one at a time while nothing gets through.
pub(super) fn begin_claim(tx: &mut Tx<'_>, most: usize, now: Timestamp) -> db::Result<usize> {
    diesel::update(mail_health::table.find(ROW))
        .set(mail_health::claimed_at.eq(now))
        .execute(tx.conn())?;
    let row = Row::read(tx.conn())?;
    if !row.is_whole {
        return Ok(most);
    }
    let rested = row.tried_at.is_none_or(|tried| {
        // In the future: the clock was set back.
        tried > now || now.since(tried) >= between_tries(row.reason())
    });
    if !rested {
        return Ok(0);
    }
    diesel::update(mail_health::table.find(ROW))
        .set(mail_health::tried_at.eq(now))
        .execute(tx.conn())?;
    Ok(most.min(1))
}

/// Records the outcome of a try; `is_first` for the letter's first try.
pub(super) fn note(
    tx: &mut Tx<'_>,
    outcome: &Outcome,
    is_first: bool,
    now: Timestamp,
) -> db::Result<()> {
    match outcome {
        Outcome::Sent(_) => all_is_well(tx),
        Outcome::Later(failure) | Outcome::Refused(failure) => failed(tx, failure, is_first, now),
    }
}

fn all_is_well(tx: &mut Tx<'_>) -> db::Result<()> {
    let troubled = mail_health::table
        .find(ROW)
        .filter(mail_health::failing_since.is_not_null());
    let changed = diesel::update(troubled)
        .set((
            mail_health::failing_since.eq(None::<Timestamp>),
            mail_health::reason.eq(None::<Reason>),
            mail_health::answer.eq(None::<String>),
            mail_health::is_whole.eq(false),
            mail_health::letters.eq(0),
            mail_health::tried_at.eq(None::<Timestamp>),
        ))
        .execute(tx.conn())?;
    if changed == 1 {
        tracing::info!("mail: a letter was taken again");
    }
    Ok(())
}

fn failed(tx: &mut Tx<'_>, failure: &Failure, is_first: bool, now: Timestamp) -> db::Result<()> {
    let row = Row::read(tx.conn())?;
    // An answer about a single letter shows that the server can be reached again.
    let is_over = row.is_whole && !failure.is_whole;
    let (since, letters) = match row.failing_since {
        Some(since) if !is_over => (since, row.letters),
        _ => (now, 0),
    };
    let tried_at = failure.is_whole.then_some(now);
    diesel::update(mail_health::table.find(ROW))
        .set((
            mail_health::failing_since.eq(since),
            mail_health::reason.eq(failure.reason),
            mail_health::answer.eq(&failure.answer),
            mail_health::is_whole.eq(failure.is_whole),
            mail_health::letters.eq(letters + i32::from(is_first)),
            mail_health::tried_at.eq(tried_at),
        ))
        .execute(tx.conn())?;
    if failure.is_whole && !row.is_whole {
        tracing::error!(
            answer = failure.answer,
            "mail: no letter leaves: {}",
            failure.reason.words()
        );
    }
    Ok(())
}

/// Whether the last tries say that no letter gets through.
pub(super) fn is_down(conn: &mut Conn) -> db::Result<bool> {
    Ok(Row::read(conn)?.is_down())
}
