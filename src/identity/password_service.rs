//! Setting passwords, by links that work once.

use chrono::Duration;

use super::{
    attempts::{self, Kind},
    hashing,
    model::{Partner, User},
    password,
    password_links::{self, PasswordLink},
    queries, sessions,
};
use crate::{
    db::{
        self, Conn, Db, Tx,
        ids::{PasswordLinkId, UserId},
        types::Timestamp,
    },
    error::{AppError, Explained},
    limits::Limit,
    mail::{self, Letter, MailKind, Mailbox, SecretRef},
    secrets::{Purpose, Secrets, sha256_hex},
    text::{SECRET_MARK, unlinked},
};

/// How long a link to set a forgotten password is good.
#[must_use]
pub fn end_of_reset_links() -> Duration {
    Duration::minutes(30)
}

/// A fresh link; an older one for the same is dead from now on.
fn make_link(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    user: UserId,
    purpose: Purpose,
    good_for: Duration,
    now: Timestamp,
) -> db::Result<SecretRef> {
    let id = PasswordLinkId::new();
    let secret = SecretRef {
        purpose,
        id: id.uuid(),
        version: 0,
    };
    let token = secrets.token(purpose, secret.id, secret.version);
    let link = PasswordLink {
        id,
        user_id: user,
        purpose,
        token_hash: sha256_hex(&token),
        created_at: now,
        expires_at: now.plus(good_for),
        used_at: None,
    };
    queries::lock_user(tx, user)?;
    password_links::end_of_purpose(tx, user, purpose, now)?;
    password_links::insert(tx, &link)?;
    Ok(secret)
}

/// The one-time link with which a new person sets their password, good for a day. An older one is dead.
///
/// # Errors
/// When the row cannot be written.
pub fn create_setup_link(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    user: UserId,
    now: Timestamp,
) -> db::Result<SecretRef> {
    make_link(tx, secrets, user, Purpose::Setup, Duration::hours(24), now)
}

/// Mails a link to a person who forgot the password; does nothing, in the same words, for everybody else.
/// At most three a day go to one address.
pub(super) fn request_reset(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    product: &str,
    email: &str,
    now: Timestamp,
) -> db::Result<()> {
    attempts::count(tx, Kind::PasswordReset, &sha256_hex(email), now)?;
    let user = match queries::user_by_email(tx.conn(), email)? {
        // Whoever was invited and has set none has another link, which ends with the invitation.
        Some(user) if user.can_sign_in() => user,
        _ => return Ok(()),
    };
    let footer = "Sent because somebody asked for a new password for this address.";
    mail_reset_link(tx, (secrets, product), (&user, footer), now)?;
    Ok(())
}

/// Whether a link left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailedLink {
    /// It is on its way.
    Sent,
    /// Three went to this address today already.
    TooMany,
}

/// Mails a person who can sign in a link that sets a new password, good for half an hour; older ones are dead. `footer` says who
/// asked for it. `secrets` and the name of the product make the letter. Nothing leaves where they cannot any more.
///
/// # Errors
/// When a row cannot be written.
pub fn mail_reset_link(
    tx: &mut Tx<'_>,
    (secrets, product): (&Secrets, &str),
    (user, footer): (&User, &str),
    now: Timestamp,
) -> db::Result<MailedLink> {
    const KIND: MailKind = MailKind::PasswordReset;
    if !mail::has_room(tx, &Limit::a_day(KIND.as_str(), 3), &user.email, now)? {
        return Ok(MailedLink::TooMany);
    }
    // Behind the lock of their row nobody disables them.
    queries::lock_user(tx, user.id)?;
    match queries::active_user(tx.conn(), user.id) {
        Ok((user, _)) if user.can_sign_in() => {}
        Ok(_) | Err(db::Error::NotFound) => return Ok(MailedLink::Sent),
        Err(error) => return Err(error),
    }
    let secret = make_link(
        tx,
        secrets,
        user.id,
        Purpose::Reset,
        end_of_reset_links(),
        now,
    )?;
    let letter = Letter {
        kind: KIND,
        event_key: format!("{} {}", KIND.as_str(), secret.id),
        partner: Some(user.partner_id),
        invitation: None,
        to: Mailbox {
            name: user.name.clone(),
            email: user.email.clone(),
        },
        sender: None,
        subject: "Set a new password".to_owned(),
        body: format!(
            "Hello {},\n\nset a new password here within 30 minutes:\n{SECRET_MARK}\n\nThe link works once. If you did not ask for it, do nothing: your password stays as it is.",
            user.name
        ),
        footer: footer.to_owned(),
        secret: Some(secret),
        give_up_at: Some(now.plus(end_of_reset_links())),
    };
    mail::enqueue(tx, &letter, product, now)?;
    Ok(MailedLink::Sent)
}

/// How long a colleague who was invited has to set their first password.
fn good_for_colleagues() -> Duration {
    Duration::days(7)
}

/// The event of the letter with this link to set the first password.
#[must_use]
pub fn set_up_event(link: PasswordLinkId) -> String {
    format!("{} {link}", MailKind::StaffInvitation.as_str())
}

/// Mails a new member of staff the link with which they set their first password, good for seven days; older ones are dead.
/// `sender` is the colleague who invites.
///
/// # Errors
/// When a row cannot be written.
pub fn mail_set_up_link(
    tx: &mut Tx<'_>,
    (secrets, product): (&Secrets, &str),
    (user, partner, sender): (&User, &Partner, Mailbox),
    now: Timestamp,
) -> db::Result<MailedLink> {
    const KIND: MailKind = MailKind::StaffInvitation;
    if !mail::has_room(tx, &Limit::a_day(KIND.as_str(), 3), &user.email, now)? {
        return Ok(MailedLink::TooMany);
    }
    let good_for = good_for_colleagues();
    let secret = make_link(tx, secrets, user.id, Purpose::Setup, good_for, now)?;
    let (name, inviter) = (unlinked(&user.name), unlinked(&sender.name));
    let company = unlinked(&partner.legal_name);
    let until = now.plus(good_for).words();
    let letter = Letter {
        kind: KIND,
        event_key: set_up_event(PasswordLinkId::from_uuid(secret.id)),
        partner: Some(partner.id),
        invitation: None,
        to: Mailbox {
            name: user.name.clone(),
            email: user.email.clone(),
        },
        subject: format!("{inviter} invites you to {product}, for {company}"),
        body: format!(
            "Hello {name},\n\n{inviter} has given you an account for {company}, as {}. Set your password here, until {until}:\n{SECRET_MARK}\n\nThe link works once. You sign in with {}. If you did not expect this, do nothing: without a password nobody can sign in with your address.",
            user.roles.words(),
            user.email,
        ),
        footer: format!("Sent because {inviter} of {company} has invited this address."),
        sender: Some(sender),
        secret: Some(secret),
        give_up_at: Some(now.plus(good_for)),
    };
    mail::enqueue(tx, &letter, product, now)?;
    Ok(MailedLink::Sent)
}

/// Somebody who holds a link that is good.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    /// The person.
    pub(super) user: User,
    /// Their employer.
    pub(super) partner: Partner,
}

/// Whose password a link sets; nothing for a link that sets none (any more).
pub(super) fn owner_of_link(
    conn: &mut Conn,
    token: &str,
    now: Timestamp,
) -> db::Result<Option<Owner>> {
    match password_links::find_valid(conn, &sha256_hex(token), now) {
        Ok((_, user, partner)) => Ok(Some(Owner { user, partner })),
        Err(db::Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Ends a link for good whose time is over, where it does not say so yet: a link that is none costs a read.
pub(super) async fn end_if_over(db: &Db, token: &str, now: Timestamp) -> db::Result<()> {
    let hash = sha256_hex(token);
    let looked_up = hash.clone();
    let is_over = db.read(move |conn| password_links::is_over(conn, &looked_up, now));
    if is_over.await? {
        db.write(move |tx| password_links::end_over(tx, Some(&hash), now))
            .await?;
    }
    Ok(())
}

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub(super) enum NewPasswordError {
    /// It is too short, too long or too easy to guess.
    #[error("{0}")]
    Weak(String),
    #[error("Type the same password again")]
    Different,
    /// The link has been used, or has run out.
    #[error("This link no longer works")]
    Dead,
    #[error(transparent)]
    Accident(#[from] AppError),
}

impl From<db::Error> for NewPasswordError {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::NotFound => Self::Dead,
            other => Self::Accident(other.into()),
        }
    }
}

impl Explained for NewPasswordError {
    fn code(&self) -> &'static str {
        match self {
            Self::Weak(_) => "weak",
            Self::Different => "different",
            Self::Dead => "dead",
            Self::Accident(_) => "accident",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::Weak(_) => "password",
            Self::Different => "password_again",
            Self::Dead | Self::Accident(_) => "",
        }
    }
}

/// A password that a person wants to have, typed twice.
pub(super) struct NewPassword {
    /// As typed.
    pub(super) password: String,
    /// As typed.
    pub(super) again: String,
    /// What is easy to guess of this person: names and addresses, their own, their company's, and the product's.
    pub(super) about: Vec<String>,
}

impl NewPassword {
    /// Sets it, once for a link, and ends every session and every other link of that person.
    pub(super) async fn set(
        self,
        db: &Db,
        token: String,
        now: Timestamp,
    ) -> Result<(), NewPasswordError> {
        let place = hashing::enter()?;
        let judged = password::check_new(&place, &self.password, self.about).await?;
        judged.map_err(NewPasswordError::Weak)?;
        if self.password != self.again {
            return Err(NewPasswordError::Different);
        }
        let hash = password::hash_async(&place, self.password).await?;
        db.write(move |tx| set_password(tx, &token, &hash, now))
            .await
    }
}

fn set_password(
    tx: &mut Tx<'_>,
    token: &str,
    hash: &str,
    now: Timestamp,
) -> Result<(), NewPasswordError> {
    let (link, user, _) = password_links::find_valid(tx.conn(), &sha256_hex(token), now)?;
    // First, as everywhere: a newer link, or a sign-in, holds the same row.
    queries::lock_user(tx, user.id)?;
    if !password_links::use_once(tx, link.id, now)? {
        return Err(NewPasswordError::Dead);
    }
    queries::set_password(tx, user.id, hash)?;
    sessions::end_all(tx, user.id)?;
    Ok(password_links::end_others(tx, user.id, now)?)
}
