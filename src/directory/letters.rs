//! A letter with a link that could not be delivered: whoever had it mailed is told.

use super::{
    events::{self, Log},
    links,
};
use crate::{
    customers,
    db::{self, Conn, Tx, ids::DirectoryLinkId, types::Timestamp},
    identity::{self, Scope},
    mail::Mail,
};

/// Whether it still matters that this letter came back: nobody has used its link. One that was ended, by a newer one or
/// with its user, counts as used.
///
/// # Errors
/// When a row cannot be read.
pub fn letter_matters(conn: &mut Conn, mail: &Mail) -> db::Result<bool> {
    let Some(id) = mail.secret_id else {
        return Ok(false);
    };
    match links::with_user(conn, DirectoryLinkId::from_uuid(id.uuid())) {
        Ok((link, _)) => Ok(link.used_at.is_none()),
        Err(db::Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A letter to a user was given up. The server's answer is not kept: it may repeat the address.
///
/// # Errors
/// When a row cannot be written.
pub fn letter_failed(tx: &mut Tx<'_>, mail: &Mail, now: Timestamp) -> db::Result<()> {
    let Some(id) = mail.secret_id else {
        return Ok(());
    };
    let found = links::with_user(tx.conn(), DirectoryLinkId::from_uuid(id.uuid()));
    let (link, user) = match found {
        // Its user is gone since.
        Err(db::Error::NotFound) => return Ok(()),
        found => found?,
    };
    let partner = identity::find_partner(tx.conn(), link.partner_id)?;
    let company = customers::find_entry(tx.conn(), Scope::of(&partner), link.entry_id)?.name;
    // Answers to the letter go to whoever had it mailed.
    let sender = match mail.reply_to.as_deref() {
        Some(email) => identity::user_by_email(tx.conn(), email)?,
        None => None,
    };
    let log = Log {
        partner: partner.id,
        entry: Some(link.entry_id),
        company: &company,
    };
    let told = sender.filter(|sender| sender.partner_id == partner.id);
    events::letter_failed(tx, &log, &user, told.map(|sender| sender.id), now)
}
