//! Giving a colleague other roles.

use super::{
    error::StaffError,
    events,
    letters::{self, News, Post},
};
use crate::{
    activity::Changes,
    db::{self, Tx, ids::UserId, types::Timestamp},
    identity::{self, Authorized, ManageStaff, Role, Roles, User},
};

/// Holds the partner's row, behind which its staff changes one act at a time, and looks again whether this person may: the
/// request that proved it may have waited for another one that ended it.
///
/// # Errors
/// `NoLonger`.
pub(super) fn hold(tx: &mut Tx<'_>, by: &Authorized<ManageStaff>) -> Result<(), StaffError> {
    identity::lock_partner(tx, by.scope)?;
    match Authorized::<ManageStaff>::for_user(tx.conn(), by.staff.id) {
        Ok(_) => Ok(()),
        Err(db::Error::NotFound) => Err(StaffError::NoLonger),
        Err(error) => Err(error.into()),
    }
}

/// Refuses to take the last Global admin who can sign in from a partner; `user` is about to be none any more. The partner's
/// row is held.
///
/// # Errors
/// `LastGlobalAdmin`.
pub(super) fn keep_a_global_admin(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    user: &User,
) -> Result<(), StaffError> {
    let counts = user.can_sign_in() && user.roles.iter().any(|role| role == Role::GlobalAdmin);
    if counts && !identity::has_other_global_admin(tx.conn(), by.scope, user.id)? {
        return Err(StaffError::LastGlobalAdmin(user.name.clone()));
    }
    Ok(())
}

/// Gives a colleague other roles; `known` are those that were on the page. They count from the next request.
///
/// # Errors
/// `NotFound`, also for another partner's; `NoRole`, `Changed`, `LastGlobalAdmin`. Nothing is changed then.
pub fn change_roles(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: Post<'_>,
    id: UserId,
    (known, wanted): (&Roles, &Roles),
    now: Timestamp,
) -> Result<User, StaffError> {
    if wanted.is_empty() {
        return Err(StaffError::NoRole);
    }
    hold(tx, by)?;
    let user = identity::user(tx.conn(), by.scope, id)?;
    if user.roles == *wanted {
        return Ok(user);
    }
    if !wanted.iter().any(|role| role == Role::GlobalAdmin) {
        keep_a_global_admin(tx, by, &user)?;
    }
    if user.roles != *known || !identity::set_roles(tx, by.scope, id, (known, wanted))? {
        return Err(StaffError::Changed(user.name));
    }
    let (before, after) = (user.roles.words(), wanted.words());
    let changes = Changes::none().value("Roles", &before, &after);
    events::record(tx, by, events::ROLES, &user, &changes, now)?;
    if !user.can_sign_in() {
        // The letter that invites, or enables, says which they have.
        return Ok(user);
    }
    let news = News {
        code: events::ROLES.code(),
        subject: "Your roles have changed",
        text: format!(
            "You are {after} now. Until now you were {}. It counts from your next click.",
            if before.is_empty() {
                "without a role"
            } else {
                &before
            }
        ),
    };
    letters::tell(tx, by, &post, &user, &news, now)?;
    Ok(user)
}

/// Signs a colleague out everywhere.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) fn sign_out(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    post: Post<'_>,
    id: UserId,
    now: Timestamp,
) -> Result<(User, usize), StaffError> {
    hold(tx, by)?;
    let user = identity::user(tx.conn(), by.scope, id)?;
    let ended = identity::end_sessions_of(tx, id)?;
    if ended > 0 {
        events::record(tx, by, events::SIGNED_OUT, &user, &Changes::none(), now)?;
        let news = News {
            code: events::SIGNED_OUT.code(),
            subject: "You were signed out",
            text: "All your sessions were ended. Sign in again where you need it; your password is as it was.".to_owned(),
        };
        letters::tell(tx, by, &post, &user, &news, now)?;
    }
    Ok((user, ended))
}
