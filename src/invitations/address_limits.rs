//! Limits how many invitations one address gets a day, from all senders together.

use crate::{
    db::{self, Tx, types::Timestamp},
    limits::Limit,
    mail::{self, MailKind},
};

/// The kind of the letters that are counted.
pub(super) const KIND: MailKind = MailKind::Invitation;

const A_DAY: Limit = Limit::a_day(KIND.as_str(), 3);

/// Whether this address has had as many as it may get. Another transaction that sends to it waits until this one ends.
pub fn address_is_full(tx: &mut Tx<'_>, recipient: &str, now: Timestamp) -> db::Result<bool> {
    Ok(!mail::has_room(tx, &A_DAY, recipient, now)?)
}

/// Locks the counters of these addresses, before one transaction queues many letters.
pub fn hold_addresses(tx: &mut Tx<'_>, recipients: &[&str], now: Timestamp) -> db::Result<()> {
    mail::hold_recipients(tx, &A_DAY, recipients, now)
}
