//! How many letters of a kind one address gets within a time.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::{
    db::{self, Conn, Tx, schema::mails, types::Timestamp},
    domains::mailbox,
    limits::{self, Limit},
};

/// Whether one more letter of this kind may go to the address. Another transaction that wants to queue one for it waits
/// until this one ends, so two cannot both take the last place.
pub fn has_room(
    tx: &mut Tx<'_>,
    limit: &Limit,
    recipient: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let count = |conn: &mut Conn, since| sent_to_today(conn, limit.kind(), recipient, since);
    limits::has_room(tx, limit, &mailbox(recipient), now, count)
}

/// Locks the counters of these addresses, before one transaction queues many letters.
pub fn hold_recipients(
    tx: &mut Tx<'_>,
    limit: &Limit,
    recipients: &[&str],
    now: Timestamp,
) -> db::Result<()> {
    let subjects = recipients.iter().map(|address| mailbox(address));
    limits::hold_all(tx, limit, subjects.collect(), now)
}

/// How many mails of this kind the mailbox got since `since`, from any sender and in any spelling of its address.
fn sent_to_today(
    conn: &mut Conn,
    kind: &str,
    recipient: &str,
    since: Timestamp,
) -> db::Result<i64> {
    let mails = mails::table
        .filter(mails::mailbox.eq(mailbox(recipient)))
        .filter(mails::kind.eq(kind));
    Ok(mails
        .filter(mails::created_at.gt(since))
        .count()
        .get_result(conn)?)
}
