//! Keeping a colleague out, and letting one in again.

use super::{
    error::StaffError,
    events,
    invite_service::mail_link,
    letters::{self, News, Post},
    roles_service::{hold, keep_a_global_admin},
};
use crate::{
    activity::Changes,
    customers,
    db::{self, Tx, ids::UserId, types::Timestamp},
    identity::{self, Authorized, ManageStaff, User, UserStatus},
    invitations,
};

/// The colleague who takes over; whoever acts, where nobody is named.
fn heir(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    (from, to): (UserId, Option<UserId>),
) -> Result<User, StaffError> {
    let to = to.unwrap_or(by.staff.id);
    match identity::user(tx.conn(), by.scope, to) {
        Ok(user) if user.can_sign_in() && user.id != from => Ok(user),
        Ok(_) | Err(db::Error::NotFound) => Err(StaffError::NoHeir),
        Err(error) => Err(error.into()),
    }
}

/// Keeps a colleague out: ends their sessions and links, and gives what they look after to `to`, or to whoever acts, so that
/// nobody who has left is told what customers answer. Where they have not set a password yet, that withdraws their invitation.
///
/// # Errors
/// `NotFound`, also for another partner's; `Yourself`, `Changed` where they are disabled already, `LastGlobalAdmin`, `NoHeir`.
/// Nothing is changed then.
pub fn disable(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: Post<'_>,
    (id, to): (UserId, Option<UserId>),
    now: Timestamp,
) -> Result<User, StaffError> {
    hold(tx, by)?;
    let user = identity::user(tx.conn(), by.scope, id)?;
    if id == by.staff.id {
        return Err(StaffError::Yourself);
    }
    keep_a_global_admin(tx, by, &user)?;
    let heir = heir(tx, by, (id, to))?;
    if !identity::set_status(tx, by.scope, id, UserStatus::Disabled)? {
        return Err(StaffError::Changed(user.name));
    }
    // Behind the lock of their row: they may have set a password meanwhile.
    let user = identity::user(tx.conn(), by.scope, id)?;
    identity::end_sessions_of(tx, id)?;
    identity::end_links_of(tx, id, now)?;
    let responsible = customers::hand_over(tx, by.scope, (id, heir.id), now)?;
    let open = invitations::hand_over(tx, by.scope, (id, heir.id))?;
    let changes = match responsible + open {
        0 => Changes::none(),
        _ => Changes::none().value("Drafts and customers", &user.name, &heir.name),
    };
    events::record(tx, by, events::DISABLED, &user, &changes, now)?;
    let text = match user.password_hash {
        Some(_) => "Your account is disabled: you cannot sign in any more.",
        None => "Your invitation is withdrawn: its link does not work any more.",
    };
    let news = News {
        code: events::DISABLED.code(),
        subject: match user.password_hash {
            Some(_) => "Your account is disabled",
            None => "Your invitation is withdrawn",
        },
        text: text.to_owned(),
    };
    letters::tell(tx, by, &post, &user, &news, now)?;
    Ok(user)
}

/// Lets a colleague in again, with the roles and the password that they had; who had none is invited again.
///
/// # Errors
/// `NotFound`, also for another partner's; `Changed` where they are enabled already, `TooManyLetters`. Nothing is changed then.
pub fn enable(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: Post<'_>,
    id: UserId,
    now: Timestamp,
) -> Result<User, StaffError> {
    hold(tx, by)?;
    let user = identity::user(tx.conn(), by.scope, id)?;
    if !identity::set_status(tx, by.scope, id, UserStatus::Active)? {
        return Err(StaffError::Changed(user.name));
    }
    // One that was made while they were out opens nothing.
    identity::end_links_of(tx, id, now)?;
    events::record(tx, by, events::ENABLED, &user, &Changes::none(), now)?;
    if user.password_hash.is_none() {
        mail_link(tx, by, post, &user, now)?;
        return Ok(user);
    }
    let news = News {
        code: events::ENABLED.code(),
        subject: "Your account is enabled again",
        text: format!(
            "You can sign in again, with {} and the password that you had. You are {}.",
            user.email,
            user.roles.words()
        ),
    };
    letters::tell(tx, by, &post, &user, &news, now)?;
    Ok(user)
}
