//! Inviting a colleague, again where the link has run out or got lost, and mailing one a link for a new password.

use chrono::Duration;

use super::{
    error::StaffError,
    events,
    letters::{Post, mailbox},
    roles_service::hold,
};
use crate::{
    activity::Changes,
    db::{self, Tx, ids::UserId, types::Timestamp},
    identity::{self, Authorized, MailedLink, ManageStaff, NewUser, Role, Roles, User, UserStatus},
    text,
    web::form::FieldErrors,
};

/// Who is invited, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    name: String,
    email: String,
    roles: Roles,
}

impl Words {
    /// As they are typed.
    ///
    /// # Errors
    /// With a sentence for each field.
    pub fn of(name: &str, email: &str, roles: &[String]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let words = Self {
            name: errors.take("name", text::line(name, text::NAME_MAX, "a name")),
            email: errors.take("email", text::email(email)),
            roles: chosen(roles),
        };
        if words.roles.is_empty() {
            errors.add("roles", StaffError::NoRole.to_string());
        }
        errors.or(words)
    }
}

/// The roles that were ticked. What is no role is none.
pub(super) fn chosen(ticked: &[String]) -> Roles {
    let roles: Vec<Role> = ticked.iter().filter_map(|role| role.parse().ok()).collect();
    Roles::new(&roles)
}

/// Colleagues that a partner invites a day: more than a large company hires, and fewer than are worth the while of whoever has
/// got hold of an account.
const MOST_A_DAY: i64 = 200;

/// Refuses an address that somebody has, and one at another partner's own domain: only that partner gives accounts there.
fn known(tx: &mut Tx<'_>, by: &Authorized<ManageStaff>, email: &str) -> Result<(), StaffError> {
    let own = by.scope.partner_id();
    match identity::user_by_email(tx.conn(), email)? {
        Some(user) if user.partner_id == own => return Err(StaffError::Known(user.name)),
        Some(_) => return Err(StaffError::AddressTaken),
        None => {}
    }
    match identity::partner_by_domain(tx.conn(), text::domain_of(email))? {
        Some(partner) if partner.id != own => Err(StaffError::AddressTaken),
        _ => Ok(()),
    }
}

/// Invites a colleague: they are there at once, and can sign in when they have set a password by the mailed link.
///
/// # Errors
/// `NoLonger`, `TooManyInvited`, `Known`, `AddressTaken`, `TooManyLetters`; nothing is changed then.
pub fn invite(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: Post<'_>,
    words: &Words,
    now: Timestamp,
) -> Result<UserId, StaffError> {
    hold(tx, by)?;
    let begun = identity::invited_since(tx.conn(), by.scope, now.minus(Duration::hours(24)))?;
    if begun >= MOST_A_DAY {
        return Err(StaffError::TooManyInvited(MOST_A_DAY));
    }
    known(tx, by, &words.email)?;
    let new = NewUser {
        partner: by.scope.partner_id(),
        email: words.email.clone(),
        name: words.name.clone(),
        roles: words.roles.clone(),
        password_hash: None,
    };
    let id = match new.insert(tx, now) {
        Err(db::Error::Duplicate) => return Err(StaffError::AddressTaken),
        inserted => inserted?,
    };
    let user = identity::user(tx.conn(), by.scope, id)?;
    mail_link(tx, by, post, &user, now)?;
    let changes = Changes::none().value("Roles", "", &user.roles.words());
    events::record(tx, by, events::INVITED, &user, &changes, now)?;
    Ok(id)
}

/// Mails the link once more; the older one is dead.
///
/// # Errors
/// `NotFound`, also for another partner's; `Disabled`, `HasPassword`, `TooManyLetters`. Nothing is changed then.
pub(super) fn invite_again(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: Post<'_>,
    id: UserId,
    now: Timestamp,
) -> Result<User, StaffError> {
    hold(tx, by)?;
    identity::user(tx.conn(), by.scope, id)?;
    // Behind the lock of their row: they may be setting a password at this moment.
    identity::hold_user(tx, id)?;
    let user = identity::user(tx.conn(), by.scope, id)?;
    if user.status == UserStatus::Disabled {
        return Err(StaffError::Disabled(user.name));
    }
    if user.password_hash.is_some() {
        return Err(StaffError::HasPassword(user.name));
    }
    mail_link(tx, by, post, &user, now)?;
    events::record(tx, by, events::INVITED, &user, &Changes::none(), now)?;
    Ok(user)
}

pub(super) fn mail_link(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: Post<'_>,
    user: &User,
    now: Timestamp,
) -> Result<(), StaffError> {
    let (keys, of) = (
        (post.secrets, post.product),
        (user, &by.staff.partner, mailbox(by)),
    );
    match identity::mail_set_up_link(tx, keys, of, now)? {
        MailedLink::Sent => Ok(()),
        MailedLink::TooMany => Err(StaffError::TooManyLetters),
    }
}

/// Mails a colleague a link for a new password. The old password works until they set another one.
///
/// # Errors
/// `NotFound`, also for another partner's; `Disabled`, `NoPassword`, `TooManyLetters`. Nothing is changed then.
pub(super) fn mail_password_link(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: Post<'_>,
    id: UserId,
    now: Timestamp,
) -> Result<User, StaffError> {
    hold(tx, by)?;
    let user = identity::user(tx.conn(), by.scope, id)?;
    if user.status == UserStatus::Disabled {
        return Err(StaffError::Disabled(user.name));
    }
    if user.password_hash.is_none() {
        return Err(StaffError::NoPassword(user.name));
    }
    let footer = format!(
        "Sent because {} of {} asked for a new password for you.",
        text::unlinked(&by.staff.name),
        text::unlinked(&by.staff.partner.legal_name)
    );
    let keys = (post.secrets, post.product);
    match identity::mail_reset_link(tx, keys, (&user, &footer), now)? {
        MailedLink::Sent => {}
        MailedLink::TooMany => return Err(StaffError::TooManyLetters),
    }
    events::record(tx, by, events::LINK_MAILED, &user, &Changes::none(), now)?;
    Ok(user)
}
