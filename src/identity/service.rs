//! Signing in, and setting passwords.

use chrono::Duration;

use super::{
    attempts::{self, Kind},
    kept_forms,
    model::{Partner, Roles, User, UserStatus},
    password_links::{self, PasswordLink},
    queries, sessions,
};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{PartnerId, PasswordLinkId, UserId},
        types::Timestamp,
    },
    limits::Limit,
    mail::{self, Letter, Mailbox, SecretRef},
    secrets::{Purpose, Secrets, sha256_hex},
    text::SECRET_MARK,
};

/// Who tries to sign in from where, for counting: an account on one network does not lock another's.
pub(super) fn subject(email: &str, network: &str) -> String {
    sha256_hex(&format!("{email}\n{network}"))
}

/// What is known before the password is looked at.
pub(super) enum Tried {
    /// So many seconds to wait.
    Wait(u64),
    /// The person, if there is one; the try is counted.
    Candidate(Box<Option<User>>),
}

/// Counts the try and finds the person.
pub(super) fn try_sign_in(
    tx: &mut Tx<'_>,
    email: &str,
    subject: &str,
    now: Timestamp,
) -> db::Result<Tried> {
    if let Some(seconds) = attempts::take(tx, Kind::SignIn, subject, now)? {
        return Ok(Tried::Wait(seconds));
    }
    Ok(Tried::Candidate(Box::new(queries::user_by_email(
        tx.conn(),
        email,
    )?)))
}

/// Somebody who has shown their password, and the browser they did it in.
pub(super) struct Arrival {
    /// The person.
    pub(super) user: UserId,
    /// The hash that the password fits.
    pub(super) password_hash: String,
    /// The key of the session to be.
    pub(super) key: String,
    /// Whose tries are forgotten.
    pub(super) subject: String,
    /// The browser.
    pub(super) client: String,
    /// Its network address.
    pub(super) address: String,
}

/// Makes the session; true when a form is kept for this person. `NotFound` when they were disabled, or their password
/// was changed while the old one was looked at: who sets a password ends the sessions of the row that is held here.
pub(super) fn start_session(tx: &mut Tx<'_>, arrival: Arrival, now: Timestamp) -> db::Result<bool> {
    if !queries::hold_password(tx, arrival.user, &arrival.password_hash)? {
        return Err(db::Error::NotFound);
    }
    queries::active_user(tx.conn(), arrival.user)?;
    attempts::forget(tx, Kind::SignIn, &arrival.subject)?;
    sessions::insert(
        tx,
        arrival.user,
        sha256_hex(&arrival.key),
        arrival.client,
        arrival.address,
        now,
    )?;
    kept_forms::has_any(tx.conn(), arrival.user, now)
}

/// A new member of staff.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Employer.
    pub partner: PartnerId,
    /// Address, checked.
    pub email: String,
    /// Name, checked.
    pub name: String,
    /// Roles.
    pub roles: Roles,
    /// Hash of the password, if one is set at once.
    pub password_hash: Option<String>,
}

impl NewUser {
    /// Adds the person.
    ///
    /// # Errors
    /// `Duplicate` when the address is taken.
    pub fn insert(self, tx: &mut Tx<'_>, now: Timestamp) -> db::Result<UserId> {
        let user = User {
            id: UserId::new(),
            partner_id: self.partner,
            email: self.email,
            name: self.name,
            status: UserStatus::Active,
            password_hash: self.password_hash,
            notified_until: now,
            created_at: now,
            roles: self.roles,
        };
        queries::insert_user(tx, &user)?;
        Ok(user.id)
    }
}

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
    const KIND: &str = "password_reset";
    attempts::count(tx, Kind::PasswordReset, &sha256_hex(email), now)?;
    let user = match queries::user_by_email(tx.conn(), email)? {
        Some(user) if user.status == UserStatus::Active => user,
        _ => return Ok(()),
    };
    if !mail::has_room(tx, &Limit::a_day(KIND, 3), email, now)? {
        return Ok(());
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
        event_key: format!("{KIND} {}", secret.id),
        partner: Some(user.partner_id),
        invitation: None,
        to: Mailbox {
            name: user.name.clone(),
            email: user.email,
        },
        sender: None,
        subject: "Set a new password".to_owned(),
        body: format!(
            "Hello {},\n\nset a new password here within 30 minutes:\n{SECRET_MARK}\n\nThe link works once. If you did not ask for it, do nothing: your password stays as it is.",
            user.name
        ),
        footer: "Sent because somebody asked for a new password for this address.".to_owned(),
        secret: Some(secret),
        give_up_at: Some(now.plus(end_of_reset_links())),
    };
    mail::enqueue(tx, &letter, product, now)?;
    Ok(())
}

/// Whose password a link sets, while it is good, and their employer.
pub(super) fn owner_of_link(
    conn: &mut Conn,
    token: &str,
    now: Timestamp,
) -> db::Result<(User, Partner)> {
    password_links::find_valid(conn, &sha256_hex(token), now)
        .map(|(_, user, partner)| (user, partner))
}

/// Whether the time of a link is over and it does not say so yet.
pub(super) fn is_link_over(conn: &mut Conn, token: &str, now: Timestamp) -> db::Result<bool> {
    password_links::is_over(conn, &sha256_hex(token), now)
}

/// Ends a link whose time is over for good.
pub(super) fn end_link(tx: &mut Tx<'_>, token: &str, now: Timestamp) -> db::Result<()> {
    password_links::end_over(tx, Some(&sha256_hex(token)), now)
}

/// Sets the password, once, and ends every session and every other link of that person.
pub(super) fn set_password(
    tx: &mut Tx<'_>,
    token: &str,
    hash: &str,
    now: Timestamp,
) -> db::Result<()> {
    let (link, user, _) = password_links::find_valid(tx.conn(), &sha256_hex(token), now)?;
    // First, as everywhere: a newer link, or a sign-in, holds the same row.
    queries::lock_user(tx, user.id)?;
    if !password_links::use_once(tx, link.id, now)? {
        return Err(db::Error::NotFound);
    }
    queries::set_password(tx, user.id, hash)?;
    sessions::end_all(tx, user.id)?;
    password_links::end_others(tx, user.id, now)
}
