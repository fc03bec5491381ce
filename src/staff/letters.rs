//! Letters about accounts of staff: each change is told to the person concerned, and an invitation that came back to whoever
//! invited.

use super::events;
use crate::{
    db::{
        self, Conn, Tx,
        ids::{ActivityId, PasswordLinkId},
        types::Timestamp,
    },
    identity::{self, Authorized, ManageStaff, Scope, User},
    mail::{self, Letter, Mail, MailKind, Mailbox},
    secrets::Secrets,
    text::unlinked,
};

/// With what letters are made.
#[derive(Debug, Clone, Copy)]
pub struct Post<'a> {
    /// For the links in them.
    pub secrets: &'a Secrets,
    /// The name of the product.
    pub product: &'a str,
}

/// What became of an account, for the person whose it is.
pub(super) struct News<'a> {
    /// Of the event.
    pub(super) code: &'a str,
    pub(super) subject: &'a str,
    /// One or more sentences.
    pub(super) text: String,
}

/// Tells the person.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: &Post<'_>,
    user: &User,
    news: &News<'_>,
    now: Timestamp,
) -> db::Result<()> {
    let sender = &by.staff;
    let company = unlinked(&sender.partner.legal_name);
    let (name, who) = (unlinked(&user.name), unlinked(&sender.name));
    let letter = Letter {
        kind: MailKind::Notice,
        // Each act is done once, behind its guard, so each letter is one of its own.
        event_key: format!("{} {}", news.code, ActivityId::new()),
        partner: Some(user.partner_id),
        invitation: None,
        to: Mailbox {
            name: user.name.clone(),
            email: user.email.clone(),
        },
        sender: Some(mailbox(by)),
        subject: news.subject.to_owned(),
        body: format!(
            "Hello {name},\n\n{}\n\nThis was done by {who}, Global admin of {company}, on {}. If it surprises you, ask {who} or another Global admin.",
            news.text,
            now.words(),
        ),
        footer: format!("Sent because your account for {company} was changed."),
        secret: None,
        give_up_at: None,
    };
    mail::enqueue(tx, &letter, post.product, now)?;
    Ok(())
}

/// Where answers go.
pub(super) fn mailbox(by: &Authorized<ManageStaff>) -> Mailbox {
    Mailbox {
        name: by.staff.name.clone(),
        email: by.staff.email.clone(),
    }
}

/// Whose invitation this letter is, while nobody has used its link.
fn invited(conn: &mut Conn, mail: &Mail) -> db::Result<Option<User>> {
    let (Some(id), Some(partner)) = (mail.secret_id, mail.partner_id) else {
        return Ok(None);
    };
    let found = identity::owner_of_set_up_link(conn, PasswordLinkId::from_uuid(id.uuid()));
    let user = match found {
        Err(db::Error::NotFound) => return Ok(None),
        found => found?,
    };
    let scope = Scope::of(&identity::find_partner(conn, partner)?);
    Ok(Some(identity::user(conn, scope, user)?))
}

/// Whether it still matters that this letter came back.
///
/// # Errors
/// When a row cannot be read.
pub(crate) fn letter_matters(conn: &mut Conn, mail: &Mail) -> db::Result<bool> {
    Ok(invited(conn, mail)?.is_some())
}

/// An invitation was given up: whoever invited is told.
///
/// # Errors
/// When a row cannot be written.
pub(crate) fn letter_failed(tx: &mut Tx<'_>, mail: &Mail, now: Timestamp) -> db::Result<()> {
    let Some(user) = invited(tx.conn(), mail)? else {
        return Ok(());
    };
    // Answers to the letter go to whoever invited.
    let sender = match mail.reply_to.as_deref() {
        Some(email) => identity::user_by_email(tx.conn(), email)?,
        None => None,
    };
    let told = sender.filter(|sender| sender.partner_id == user.partner_id);
    events::letter_failed(tx, &user, told.map(|sender| sender.id), now)
}
