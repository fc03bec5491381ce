//! Adding users: one, many, or one of a file.

use std::collections::BTreeSet;

use super::{
    error::DirectoryError,
    events,
    model::{DirectoryUser, UserState},
    profile::Profile,
    purge, queries,
    user_name::domain_part,
};
use crate::{
    activity::Changes,
    customer_access::{Granted, ManageAdmins, ManageUsers},
    customers,
    db::{self, Tx, ids::DirectoryUserId, types::Timestamp},
};

type Outcome<T> = Result<T, DirectoryError>;

/// Adds a user, whose name is in one of the customer's verified domains.
///
/// # Errors
/// `NameTaken`, `NameOfDeleted`, `AdminsOnly`, `NotVerified`; nothing is changed then.
pub fn add(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    new: &Profile,
    now: Timestamp,
) -> Outcome<DirectoryUserId> {
    in_verified_domains(tx, by, std::iter::once(new.user_name.as_str()))?;
    let user = insert(tx, by, new, UserState::Active, now)?;
    let changes = Changes::default().value("Roles", "", &new.roles.words());
    events::record(tx, by, events::ADDED, &user, &changes, now)?;
    Ok(user.id)
}

/// Adds many, with one line of activity for all of them.
///
/// # Errors
/// As [`add`] for the first one that cannot be added; none is added then.
pub fn add_many(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    people: &[Profile],
    now: Timestamp,
) -> Outcome<Vec<DirectoryUserId>> {
    in_verified_domains(tx, by, people.iter().map(|new| new.user_name.as_str()))?;
    let mut added = Vec::with_capacity(people.len());
    for new in people {
        added.push(insert(tx, by, new, UserState::Active, now)?.id);
    }
    events::added_many(tx, by, added.len(), now)?;
    Ok(added)
}

/// Adds one of many, active or blocked. The caller leaves one line of activity for all of them, [`super::tell_added`].
///
/// # Errors
/// As [`add`].
pub(crate) fn add_one_of_many(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    new: &Profile,
    is_blocked: bool,
    now: Timestamp,
) -> Outcome<DirectoryUserId> {
    in_verified_domains(tx, by, std::iter::once(new.user_name.as_str()))?;
    let state = match is_blocked {
        true => UserState::Blocked,
        false => UserState::Active,
    };
    Ok(insert(tx, by, new, state, now)?.id)
}

fn insert(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    new: &Profile,
    state: UserState,
    now: Timestamp,
) -> Outcome<DirectoryUser> {
    if new.roles.is_admin() && !by.allows::<ManageAdmins>() {
        return Err(DirectoryError::AdminsOnly(Vec::new()));
    }
    let user = new.onto(DirectoryUser::new(by.customer, state, now));
    let mut inserted = queries::insert(tx, &user, &new.roles);
    let is_taken = matches!(inserted, Err(db::Error::Duplicate));
    if is_taken && purge::set_free(tx, by.customer, &new.user_name, now)? {
        inserted = queries::insert(tx, &user, &new.roles);
    }
    match inserted {
        Err(db::Error::Duplicate) => Err(name_taken(tx, by, &new.user_name)?),
        done => Ok(done.map(|()| user)?),
    }
}

/// The domains of these user names are verified ones of the customer: checked by the forms before, and again here, where
/// none can be taken off meanwhile.
pub(super) fn in_verified_domains<'n>(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    user_names: impl Iterator<Item = &'n str>,
) -> Outcome<()> {
    let domains: BTreeSet<&str> = user_names.map(domain_part).collect();
    for domain in domains {
        if !customers::is_verified_domain(tx.conn(), by.customer, domain)? {
            return Err(DirectoryError::NotVerified(domain.to_owned()));
        }
    }
    Ok(())
}

/// Who has the name that was asked for.
pub(super) fn name_taken(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    user_name: &str,
) -> db::Result<DirectoryError> {
    Ok(match queries::holder(tx.conn(), by.customer, user_name)? {
        Some(user) if user.state == UserState::Deleted => {
            DirectoryError::NameOfDeleted(Box::new(user))
        }
        Some(user) => DirectoryError::NameTaken(Box::new(user)),
        // Purged in this moment: the next try finds it free.
        None => db::Error::Duplicate.into(),
    })
}
