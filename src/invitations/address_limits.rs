//! How many invitations one address gets a day, whoever sends them.

use crate::{
    db::{self, Tx, types::Timestamp},
    limits::Limit,
    mail::{self, MailKind},
};

/// What letters of this kind are called in the queue.
pub(super) const KIND: MailKind = MailKind::Invitation;

const A_DAY: Limit = Limit::a_day(KIND.as_str(), 3);

/// Whether this address has had as many as one may get. Others who send to it wait until this transaction ends.
pub fn address_is_full(tx: &mut Tx<'_>, recipient: &str, now: Timestamp) -> db::Result<bool> {
    Ok(!mail::has_room(tx, &A_DAY, recipient, now)?)
}

/// Holds what is counted for these addresses, before many letters are queued in one transaction.
pub fn hold_addresses(tx: &mut Tx<'_>, recipients: &[&str], now: Timestamp) -> db::Result<()> {
    mail::hold_recipients(tx, &A_DAY, recipients, now)
}
