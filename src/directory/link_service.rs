//! Mailing a user a link to set a new password, and what the link does. Nobody but the user ever sees a password.

use super::{
    error::DirectoryError,
    events::{self, Log},
    links::{self, PasswordLink},
    model::{DirectoryUser, Person, UserState},
    queries,
};
use crate::{
    activity::Changes,
    customer_access::{Granted, MailPasswordLinks, ManageAdmins},
    customers,
    db::{
        self, Conn, Tx,
        ids::{DirectoryLinkId, DirectoryUserId},
        types::Timestamp,
    },
    identity::{self, Scope},
    language::Language,
    limits::Limit,
    mail::{self, Letter, MailKind, Mailbox, SecretRef},
    secrets::{Purpose, Secrets, sha256_hex},
    text::{self, SECRET_MARK, unlinked},
    translations::{Texts, UserPasswordBody, UserPasswordFooter},
};

/// Letters of this kind that one address gets a day.
const A_DAY: i64 = 3;
const KIND: MailKind = links::KIND;

/// With what a link is made and mailed.
pub(super) struct Post<'a> {
    /// The keys.
    pub(super) secrets: &'a Secrets,
    /// The name of the product.
    pub(super) product: &'a str,
    /// Of the letter.
    pub(super) language: Language,
}

/// Mails the user a link; older ones are dead. Returns where it went.
///
/// # Errors
/// `Gone`, `Blocked`, `AdminsOnly`, `NoAddress`, `TooManyLinks`; nothing is changed then.
pub(super) fn mail_link(
    tx: &mut Tx<'_>,
    by: &Granted<MailPasswordLinks>,
    post: &Post<'_>,
    id: DirectoryUserId,
    now: Timestamp,
) -> Result<String, DirectoryError> {
    let Person { user, roles } = queries::find(tx.conn(), by.customer, id)?;
    match user.state {
        UserState::Active => {}
        UserState::Blocked => return Err(DirectoryError::Blocked),
        UserState::Deleted | UserState::Purged => return Err(DirectoryError::Gone),
    }
    if roles.is_admin() && !by.allows::<ManageAdmins>() {
        return Err(DirectoryError::AdminsOnly(vec![user.display_name]));
    }
    if text::email(user.mailed_at()).is_err() {
        return Err(DirectoryError::NoAddress);
    }
    // Nobody who holds this limit asks for a customer's row, so the order of the two is free.
    let limit = Limit::a_day(KIND.as_str(), A_DAY);
    if !mail::has_room(tx, &limit, user.mailed_at(), now)? {
        return Err(DirectoryError::TooManyLinks);
    }
    let link = DirectoryLinkId::new();
    let token = post.secrets.token(Purpose::UserPassword, link.uuid(), 0);
    let row = PasswordLink {
        id: link,
        user_id: user.id,
        partner_id: by.by.scope.partner_id(),
        entry_id: by.entry.id,
        language: post.language,
        token_hash: sha256_hex(&token),
        created_at: now,
        expires_at: now.plus(links::good_for()),
        used_at: None,
    };
    links::replace(tx, &row)?;
    let letter = letter(by, &user, &row);
    mail::enqueue_in(tx, &letter, post.product, post.language, now)?;
    events::record(tx, by, events::LINK_MAILED, &user, &Changes::none(), now)?;
    Ok(user.mailed_at().to_owned())
}

fn letter(by: &Granted<MailPasswordLinks>, user: &DirectoryUser, link: &PasswordLink) -> Letter {
    let (staff, t) = (&by.by.staff, Texts::of(link.language));
    let partner = unlinked(&staff.partner.legal_name);
    Letter {
        kind: KIND,
        event_key: links::event_key(link.id),
        partner: Some(link.partner_id),
        invitation: None,
        to: Mailbox {
            name: user.display_name.clone(),
            email: user.mailed_at().to_owned(),
        },
        sender: Some(Mailbox {
            name: staff.name.clone(),
            email: staff.email.clone(),
        }),
        subject: t.user_password_subject(&user.user_name).into_owned(),
        body: t
            .user_password_body(UserPasswordBody {
                name: &unlinked(&user.display_name),
                sender: &unlinked(&staff.name),
                partner: &partner,
                company: &unlinked(&by.entry.name),
                account: &user.user_name,
                link: &SECRET_MARK.to_string(),
            })
            .into_owned(),
        footer: t
            .user_password_footer(UserPasswordFooter {
                sender: &staff.name,
                partner: &staff.partner.legal_name,
            })
            .into_owned(),
        secret: Some(SecretRef {
            purpose: Purpose::UserPassword,
            id: link.id.uuid(),
            version: 0,
        }),
        give_up_at: Some(link.expires_at),
    }
}

/// The language of the link with this token, and whose password it sets while it is good.
pub(super) struct Behind {
    pub(super) language: Language,
    pub(super) user: Option<DirectoryUser>,
    /// The customer's name and domain, which no password may be.
    pub(super) about: Vec<String>,
}

/// What is behind a token; nothing where there never was such a link.
pub(super) fn behind(conn: &mut Conn, token: &str, now: Timestamp) -> db::Result<Option<Behind>> {
    let hash = sha256_hex(token);
    let Some(link) = links::find(conn, &hash)? else {
        return Ok(None);
    };
    let user = match links::find_good(conn, &hash, now) {
        Ok((_, user)) => Some(user),
        Err(db::Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let about = match &user {
        Some(user) => {
            let customer = customers::find_customer(conn, user.customer_id)?;
            vec![
                user.user_name.clone(),
                user.display_name.clone(),
                user.first_name.clone(),
                user.last_name.clone(),
                user.contact_email.clone(),
                customer.name,
                customer.domain,
            ]
        }
        None => Vec::new(),
    };
    Ok(Some(Behind {
        language: link.language,
        user,
        about,
    }))
}

/// Sets the password, once.
///
/// # Errors
/// `NotFound` when the link is dead, or the user can no longer sign in.
pub(super) fn set_password(
    tx: &mut Tx<'_>,
    token: &str,
    hash: &str,
    now: Timestamp,
) -> db::Result<()> {
    let (link, user) = links::find_good(tx.conn(), &sha256_hex(token), now)?;
    customers::hold(tx, user.customer_id)?;
    if !links::use_once(tx, link.id, now)? || !queries::set_password(tx, user.id, hash)? {
        return Err(db::Error::NotFound);
    }
    links::end_all(tx, user.id, now)?;
    let scope = Scope::of(&identity::find_partner(tx.conn(), link.partner_id)?);
    let company = customers::find_entry(tx.conn(), scope, link.entry_id)?.name;
    let log = Log {
        partner: link.partner_id,
        entry: Some(link.entry_id),
        company: &company,
    };
    events::password_set(tx, &log, &user, now)
}
