//! What partners do to a customer's users. Each act runs in a transaction that holds the customer, see
//! [`crate::customer_access`]: so the rule that an active Global administrator stays is not broken by two at once.

use super::{
    adding::{in_verified_domains, name_taken},
    error::DirectoryError,
    events, links,
    model::{DirectoryUser, Person, UserRoles, UserState},
    profile::{self, Profile},
    purge, queries,
    user_name::domain_part,
};
use crate::{
    activity::Changes,
    customer_access::{Granted, ManageAdmins, ManageUsers},
    db::{self, Tx, ids::DirectoryUserId, types::Timestamp},
    licenses,
};

type Outcome<T> = Result<T, DirectoryError>;

/// Changes what was typed into the form of this version. Returns whether links to set a password were ended by it: those
/// that went to another address, or to somebody with other roles.
///
/// # Errors
/// `Stale`, `Gone`, `NameTaken`, `NameOfDeleted`, `AdminsOnly`, `LastGlobal`, `NotVerified`, `LicenseNeedsLocation`; nothing
/// is changed then.
pub fn change(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    id: DirectoryUserId,
    version: i32,
    new: &Profile,
    now: Timestamp,
) -> Outcome<bool> {
    let before = present(tx, by, id)?;
    let changes = profile::changes(&before, new);
    if changes.is_empty() {
        return Ok(false);
    }
    if before.user.version != version {
        return Err(DirectoryError::Stale);
    }
    may_touch(by, std::slice::from_ref(&before))?;
    let changes_roles = before.roles != new.roles;
    if changes_roles && !by.allows::<ManageAdmins>() {
        return Err(DirectoryError::AdminsOnly(Vec::new()));
    }
    if before.roles.is_global() && !new.roles.is_global() {
        keeps_a_global(tx, by, std::slice::from_ref(&before))?;
    }
    // A user whose domain is no longer verified keeps it.
    if domain_part(&before.user.user_name) != domain_part(&new.user_name) {
        in_verified_domains(tx, by, std::iter::once(new.user_name.as_str()))?;
    }
    if before.user.usage_location != new.usage_location {
        let location = new.usage_location.as_deref();
        if let Some(license) = licenses::refused_at(tx.conn(), by.customer, id, location)? {
            return Err(DirectoryError::LicenseNeedsLocation(license));
        }
    }
    let user = new.onto(before.user.clone());
    let mut changed = queries::change(tx, &user, version);
    let is_taken = matches!(changed, Err(db::Error::Duplicate));
    if is_taken && purge::set_free(tx, by.customer, &new.user_name, now)? {
        changed = queries::change(tx, &user, version);
    }
    match changed {
        Ok(true) => {}
        Ok(false) => return Err(DirectoryError::Stale),
        Err(db::Error::Duplicate) => return Err(name_taken(tx, by, &new.user_name)?),
        Err(other) => return Err(other.into()),
    }
    queries::renew_words(tx, &user)?;
    if changes_roles {
        queries::set_roles(tx, &user, &new.roles)?;
    }
    let ends_links = changes_roles || before.user.is_mailed_elsewhere(&user);
    if ends_links {
        links::end_all(tx, id, now)?;
    }
    events::record(tx, by, events::CHANGED, &before.user, &changes, now)?;
    Ok(ends_links)
}

/// Blocks a user; false when they are blocked already.
///
/// # Errors
/// `Gone`, `AdminsOnly`, `LastGlobal`.
pub fn block(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    id: DirectoryUserId,
    now: Timestamp,
) -> Outcome<bool> {
    let person = present(tx, by, id)?;
    may_touch(by, std::slice::from_ref(&person))?;
    if person.user.state == UserState::Blocked {
        return Ok(false);
    }
    keeps_a_global(tx, by, std::slice::from_ref(&person))?;
    let (from, to) = (UserState::Active, UserState::Blocked);
    if !queries::switch(tx, by.customer, id, from, to)? {
        return Err(DirectoryError::Gone);
    }
    links::end_all(tx, id, now)?;
    events::record(tx, by, events::BLOCKED, &person.user, &Changes::none(), now)?;
    Ok(true)
}

/// Lets a blocked user sign in again; false when they are not blocked.
///
/// # Errors
/// `Gone`, `AdminsOnly`.
pub fn unblock(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    id: DirectoryUserId,
    now: Timestamp,
) -> Outcome<bool> {
    let person = present(tx, by, id)?;
    may_touch(by, std::slice::from_ref(&person))?;
    let (from, to) = (UserState::Blocked, UserState::Active);
    if !queries::switch(tx, by.customer, id, from, to)? {
        return Ok(false);
    }
    events::record(
        tx,
        by,
        events::UNBLOCKED,
        &person.user,
        &Changes::none(),
        now,
    )?;
    Ok(true)
}

/// Deletes these users, all of them or, where something stands in the way, none; those that are gone already stay as they
/// are. Returns how many were deleted.
///
/// # Errors
/// `AdminsOnly`, `LastGlobal`.
pub fn delete(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    ids: &[DirectoryUserId],
    now: Timestamp,
) -> Outcome<usize> {
    let mut people = queries::find_many(tx.conn(), by.customer, ids)?;
    people.retain(|person| person.user.present);
    may_touch(by, &people)?;
    keeps_a_global(tx, by, &people)?;
    for person in &people {
        let user = &person.user;
        if !queries::delete(tx, user, by.by.scope.partner_id(), now)? {
            return Err(DirectoryError::Gone);
        }
        links::end_all(tx, user.id, now)?;
        let held = licenses::keep(tx, by.customer, user.id)?;
        let changes = Changes::default().value("Licenses", &held.join(", "), "");
        events::record(tx, by, events::DELETED, user, &changes, now)?;
    }
    Ok(people.len())
}

/// A deleted user who is wanted back, and under which name.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Who.
    pub id: DirectoryUserId,
    /// The whole user name, checked.
    pub user_name: String,
}

/// Who came back, and what did not.
#[derive(Debug, Default)]
pub struct Restored {
    /// How many users.
    pub count: usize,
    /// Licenses that they held and do not hold again: whose, which one, and why.
    pub missing: Vec<(String, String, String)>,
}

/// Restores these users, all or none; those that are back already stay as they are. They come back as they were; their roles
/// only where Global administrator stands between the two, their licenses as far as they are free.
///
/// # Errors
/// `TooLate` for one that is purged or about to be, `RestoredNameTaken` by somebody else, `NotVerified`.
pub fn restore(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    wanted: &[Wanted],
    now: Timestamp,
) -> Outcome<Restored> {
    in_verified_domains(tx, by, wanted.iter().map(|one| one.user_name.as_str()))?;
    let mut restored = Restored::default();
    for one in wanted {
        let person = match queries::find(tx.conn(), by.customer, one.id) {
            Err(db::Error::NotFound) => return Err(DirectoryError::TooLate(one.id)),
            found => found?,
        };
        if person.user.present {
            continue;
        }
        let missing = restore_one(tx, by, &person, &one.user_name, now)?;
        let name = &person.user.display_name;
        let missing = missing.into_iter();
        let missing = missing.map(|(license, why)| (name.clone(), license, why));
        restored.missing.extend(missing);
        restored.count += 1;
    }
    Ok(restored)
}

fn restore_one(
    tx: &mut Tx<'_>,
    by: &Granted<ManageUsers>,
    person: &Person,
    user_name: &str,
    now: Timestamp,
) -> Outcome<Vec<(String, String)>> {
    let user = &person.user;
    let mut restored = queries::restore(tx, user, user_name, now);
    let is_taken = matches!(restored, Err(db::Error::Duplicate));
    if is_taken && purge::set_free(tx, by.customer, user_name, now)? {
        restored = queries::restore(tx, user, user_name, now);
    }
    match restored {
        Ok(true) => {}
        Ok(false) => return Err(DirectoryError::TooLate(user.id)),
        Err(db::Error::Duplicate) => {
            return Err(DirectoryError::RestoredNameTaken(
                user.id,
                user_name.to_owned(),
            ));
        }
        Err(other) => return Err(other.into()),
    }
    let is_renamed = user.user_name != user_name;
    if is_renamed {
        let renamed = DirectoryUser {
            user_name: user_name.to_owned(),
            ..user.clone()
        };
        queries::renew_words(tx, &renamed)?;
    }
    let mut changes = Changes::default().withheld("User name", is_renamed);
    if person.roles.is_admin() && !by.allows::<ManageAdmins>() {
        queries::set_roles(tx, user, &UserRoles::default())?;
        let none = UserRoles::default();
        changes = changes.value("Roles", &person.roles.words(), &none.words());
    }
    let staff = (by.by.staff.id, by.by.scope.partner_id());
    let returned = licenses::give_back(tx, by.customer, &user.as_holder(), staff, now)?;
    changes = changes.value("Licenses", "", &returned.back.join(", "));
    events::record(tx, by, events::RESTORED, user, &changes, now)?;
    Ok(returned.missing)
}

/// A user who is there.
fn present(tx: &mut Tx<'_>, by: &Granted<ManageUsers>, id: DirectoryUserId) -> Outcome<Person> {
    let person = queries::find(tx.conn(), by.customer, id)?;
    match person.user.present {
        true => Ok(person),
        false => Err(DirectoryError::Gone),
    }
}

/// Users who hold an admin role are for those alone who have Global administrator.
fn may_touch(by: &Granted<ManageUsers>, people: &[Person]) -> Outcome<()> {
    let admins = people.iter().filter(|person| person.roles.is_admin());
    let names: Vec<String> = admins.map(|it| it.user.display_name.clone()).collect();
    match names.is_empty() || by.allows::<ManageAdmins>() {
        true => Ok(()),
        false => Err(DirectoryError::AdminsOnly(names)),
    }
}

/// A customer that has an active Global administrator keeps one: `leaving` are about to be none.
fn keeps_a_global(tx: &mut Tx<'_>, by: &Granted<ManageUsers>, leaving: &[Person]) -> Outcome<()> {
    let is_active_global =
        |person: &&Person| person.roles.is_global() && person.user.state == UserState::Active;
    let leaving: Vec<&Person> = leaving.iter().filter(is_active_global).collect();
    if leaving.is_empty() {
        return Ok(());
    }
    let globals = queries::active_globals(tx.conn(), by.customer)?;
    let stays = |id: &&DirectoryUserId| leaving.iter().all(|person| person.user.id != **id);
    match globals.iter().find(stays) {
        Some(_) => Ok(()),
        None => {
            let names = leaving.iter().map(|it| it.user.display_name.clone());
            Err(DirectoryError::LastGlobal(names.collect()))
        }
    }
}
