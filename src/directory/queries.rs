//! Statements on users of one customer, whose key the proof of a privilege gives.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper, TextExpressionMethods,
    sql_types::{BigInt, Integer},
};

use super::model::{DirectoryUser, Person, UserRole, UserRoles, UserState};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, Tx, counted,
        ids::{CustomerId, DirectoryUserId, PartnerId},
        schema::{directory_user_roles, directory_user_words, directory_users},
        sql,
        types::{Timestamp, Uuid},
    },
    directory::{model::restorable_for, user_name::words_of},
    web::page::{COUNT_CAP, Total},
};

/// A user of this customer who is not purged, with their roles.
pub(super) fn find(
    conn: &mut Conn,
    customer: CustomerId,
    id: DirectoryUserId,
) -> db::Result<Person> {
    let user: DirectoryUser = directory_users::table
        .find(id)
        .filter(directory_users::customer_id.eq(customer))
        .filter(directory_users::state.ne(UserState::Purged))
        .select(DirectoryUser::as_select())
        .first(conn)?;
    let mut people = with_roles(conn, vec![user])?;
    people.pop().ok_or(db::Error::NotFound)
}

/// Those of these users of this customer that are not purged, by name.
pub(super) fn find_many(
    conn: &mut Conn,
    customer: CustomerId,
    ids: &[DirectoryUserId],
) -> db::Result<Vec<Person>> {
    let users: Vec<DirectoryUser> = directory_users::table
        .filter(db::is_one_of(conn, "directory_users.id", ids))
        .filter(directory_users::customer_id.eq(customer))
        .filter(directory_users::state.ne(UserState::Purged))
        .order((directory_users::name_key, directory_users::id))
        .select(DirectoryUser::as_select())
        .load(conn)?;
    with_roles(conn, users)
}

/// Who has this user name at this customer, of all that are not purged.
pub(super) fn holder(
    conn: &mut Conn,
    customer: CustomerId,
    user_name: &str,
) -> db::Result<Option<DirectoryUser>> {
    Ok(directory_users::table
        .filter(directory_users::customer_id.eq(customer))
        .filter(directory_users::user_name_key.eq(user_name.to_lowercase()))
        .filter(directory_users::state.ne(UserState::Purged))
        .select(DirectoryUser::as_select())
        .first(conn)
        .optional()?)
}

/// How many users a customer has.
///
/// # Errors
/// When the database does not answer.
pub fn number_of_users(conn: &mut Conn, customer: CustomerId) -> db::Result<Total> {
    let [number] = db::numbers(conn, [kept_number(customer, None)])?;
    Ok(Total::exact(number))
}

/// How many users of a customer are in this state, which is active or blocked; without one, both. Exact and cheap: triggers
/// keep the numbers with each change of a user.
#[must_use]
pub fn kept_number(customer: CustomerId, state: Option<UserState>) -> Sql<BigInt> {
    let number = match state {
        None => "active + blocked",
        Some(UserState::Active) => "active",
        Some(UserState::Blocked) => "blocked",
        Some(UserState::Deleted | UserState::Purged) => "0",
    };
    sql("coalesce((SELECT ")
        .sql(number)
        .sql(" FROM directory_counts WHERE customer_id = ")
        .bind::<Uuid, _>(customer)
        .sql("), 0)")
}

/// How many these are, counted up to the cap and one.
pub(super) fn total(
    conn: &mut Conn,
    users: directory_users::BoxedQuery<'static, MultiBackend>,
) -> db::Result<Total> {
    let rows = users.select(1.into_sql::<Integer>());
    let [number] = db::numbers(conn, [counted(rows.limit(COUNT_CAP + 1))])?;
    Ok(Total::capped(number))
}

/// How many user names at this customer are in a domain, deleted users who can still be restored included. Looks at every
/// user of the customer.
///
/// # Errors
/// When the database does not answer.
pub fn number_in_domain(conn: &mut Conn, customer: CustomerId, domain: &str) -> db::Result<i64> {
    // No character of a domain means anything to LIKE but the underscore, which none has.
    let ending = format!("%@{domain}");
    Ok(directory_users::table
        .filter(directory_users::customer_id.eq(customer))
        .filter(directory_users::state.ne(UserState::Purged))
        .filter(directory_users::user_name_key.like(ending))
        .count()
        .get_result(conn)?)
}

/// Who has these user names, in lower case, at this customer, of all that are not purged.
pub(crate) fn holders(
    conn: &mut Conn,
    customer: CustomerId,
    keys: Vec<String>,
) -> db::Result<Vec<DirectoryUser>> {
    Ok(directory_users::table
        .filter(directory_users::customer_id.eq(customer))
        .filter(directory_users::user_name_key.eq_any(keys))
        .filter(directory_users::state.ne(UserState::Purged))
        .select(DirectoryUser::as_select())
        .load(conn)?)
}

/// The same users, with their roles.
pub(super) fn with_roles(conn: &mut Conn, users: Vec<DirectoryUser>) -> db::Result<Vec<Person>> {
    let ids: Vec<DirectoryUserId> = users.iter().map(|user| user.id).collect();
    let rows: Vec<(DirectoryUserId, UserRole)> = directory_user_roles::table
        .filter(db::is_one_of(conn, "directory_user_roles.user_id", &ids))
        .select((directory_user_roles::user_id, directory_user_roles::role))
        .load(conn)?;
    let mut roles: HashMap<DirectoryUserId, Vec<UserRole>> = HashMap::new();
    for (user, role) in rows {
        roles.entry(user).or_default().push(role);
    }
    let person = |user: DirectoryUser| Person {
        roles: UserRoles::new(&roles.remove(&user.id).unwrap_or_default()),
        user,
    };
    Ok(users.into_iter().map(person).collect())
}

/// Adds a user. `Duplicate` when the user name is taken.
pub(super) fn insert(tx: &mut Tx<'_>, user: &DirectoryUser, roles: &UserRoles) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(directory_users::table)
            .values(user)
            .execute(conn)
    })?;
    insert_words(tx, user)?;
    insert_roles(tx, user, roles)
}

fn insert_words(tx: &mut Tx<'_>, user: &DirectoryUser) -> db::Result<()> {
    let words = words_of(
        &user.display_name,
        &user.first_name,
        &user.last_name,
        &user.user_name,
    );
    for word in words {
        let row = (
            directory_user_words::customer_id.eq(user.customer_id),
            directory_user_words::word.eq(word),
            directory_user_words::user_id.eq(user.id),
        );
        diesel::insert_into(directory_user_words::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Writes the words of a user whose names have changed.
pub(super) fn renew_words(tx: &mut Tx<'_>, user: &DirectoryUser) -> db::Result<()> {
    delete_words(tx, user.id)?;
    insert_words(tx, user)
}

fn delete_words(tx: &mut Tx<'_>, user: DirectoryUserId) -> db::Result<()> {
    diesel::delete(directory_user_words::table.filter(directory_user_words::user_id.eq(user)))
        .execute(tx.conn())?;
    Ok(())
}

fn insert_roles(tx: &mut Tx<'_>, user: &DirectoryUser, roles: &UserRoles) -> db::Result<()> {
    for role in roles.each() {
        let row = (
            directory_user_roles::user_id.eq(user.id),
            directory_user_roles::customer_id.eq(user.customer_id),
            directory_user_roles::role.eq(*role),
        );
        diesel::insert_into(directory_user_roles::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Gives a user these roles and takes all others.
pub(super) fn set_roles(
    tx: &mut Tx<'_>,
    user: &DirectoryUser,
    roles: &UserRoles,
) -> db::Result<()> {
    delete_roles(tx, user.id)?;
    insert_roles(tx, user, roles)
}

fn delete_roles(tx: &mut Tx<'_>, user: DirectoryUserId) -> db::Result<()> {
    diesel::delete(directory_user_roles::table.filter(directory_user_roles::user_id.eq(user)))
        .execute(tx.conn())?;
    Ok(())
}

/// The active Global administrators of a customer. Exact for whoever holds the customer.
pub(super) fn active_globals(
    conn: &mut Conn,
    customer: CustomerId,
) -> db::Result<Vec<DirectoryUserId>> {
    let global = directory_users::id.eq(directory_user_roles::user_id);
    Ok(directory_user_roles::table
        .inner_join(diesel::JoinOnDsl::on(directory_users::table, global))
        .filter(directory_user_roles::customer_id.eq(customer))
        .filter(directory_user_roles::role.eq(UserRole::GlobalAdministrator))
        .filter(directory_users::state.eq(UserState::Active))
        .select(directory_user_roles::user_id)
        .load(conn)?)
}

/// Writes what was typed over the version that it was typed from; false when that is not the newest one any more, or the
/// user is gone. `Duplicate` when the user name is taken.
pub(super) fn change(tx: &mut Tx<'_>, user: &DirectoryUser, version: i32) -> db::Result<bool> {
    let guarded = directory_users::table.find(user.id).filter(
        directory_users::customer_id
            .eq(user.customer_id)
            .and(directory_users::version.eq(version))
            .and(directory_users::present.eq(true)),
    );
    let set = (
        directory_users::user_name.eq(&user.user_name),
        directory_users::user_name_key.eq(&user.user_name_key),
        directory_users::display_name.eq(&user.display_name),
        directory_users::first_name.eq(&user.first_name),
        directory_users::last_name.eq(&user.last_name),
        directory_users::name_key.eq(&user.name_key),
        directory_users::usage_location.eq(&user.usage_location),
        directory_users::contact_email.eq(&user.contact_email),
        directory_users::version.eq(version + 1),
    );
    let changed = tx.attempt(|conn| diesel::update(guarded).set(set).execute(conn))?;
    Ok(changed == 1)
}

/// From active to blocked, or back; false when they were not there.
pub(super) fn switch(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    id: DirectoryUserId,
    from: UserState,
    to: UserState,
) -> db::Result<bool> {
    let guarded = directory_users::table.find(id).filter(
        directory_users::customer_id
            .eq(customer)
            .and(directory_users::state.eq(from)),
    );
    let set = directory_users::state.eq(to);
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Deletes a user who is there; false when they were gone already.
pub(super) fn delete(
    tx: &mut Tx<'_>,
    user: &DirectoryUser,
    by: PartnerId,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = directory_users::table.find(user.id).filter(
        directory_users::customer_id
            .eq(user.customer_id)
            .and(directory_users::state.eq(user.state))
            .and(directory_users::present.eq(true)),
    );
    let set = (
        directory_users::state.eq(UserState::Deleted),
        directory_users::present.eq(false),
        directory_users::restores_to.eq(user.state),
        directory_users::deleted_at.eq(now),
        directory_users::deleted_by.eq(by),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Restores a user, under this name, who can be; false when they cannot. `Duplicate` when the name is taken.
pub(super) fn restore(
    tx: &mut Tx<'_>,
    user: &DirectoryUser,
    user_name: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let to = user.restores_to.unwrap_or(UserState::Active);
    let guarded = directory_users::table.find(user.id).filter(
        directory_users::customer_id
            .eq(user.customer_id)
            .and(directory_users::state.eq(UserState::Deleted))
            .and(directory_users::deleted_at.gt(now.minus(restorable_for()))),
    );
    let set = (
        directory_users::state.eq(to),
        directory_users::present.eq(true),
        directory_users::restores_to.eq(None::<UserState>),
        directory_users::deleted_at.eq(None::<Timestamp>),
        directory_users::deleted_by.eq(None::<PartnerId>),
        directory_users::user_name.eq(user_name),
        directory_users::user_name_key.eq(user_name.to_lowercase()),
        directory_users::version.eq(directory_users::version + 1),
    );
    let changed = tx.attempt(|conn| diesel::update(guarded).set(set).execute(conn))?;
    Ok(changed == 1)
}

/// Up to `limit` users whose time is over, the longest gone first.
pub(super) fn over(conn: &mut Conn, limit: i64, now: Timestamp) -> db::Result<Vec<DirectoryUser>> {
    Ok(directory_users::table
        .filter(
            directory_users::state
                .eq(UserState::Deleted)
                .and(directory_users::deleted_at.le(now.minus(restorable_for()))),
        )
        .order((directory_users::deleted_at, directory_users::id))
        .limit(limit)
        .select(DirectoryUser::as_select())
        .load(conn)?)
}

/// Takes the names of a user whose time is over; true for one caller alone.
pub(super) fn purge(tx: &mut Tx<'_>, id: DirectoryUserId, now: Timestamp) -> db::Result<bool> {
    let guarded = directory_users::table.find(id).filter(
        directory_users::state
            .eq(UserState::Deleted)
            .and(directory_users::deleted_at.le(now.minus(restorable_for()))),
    );
    let names = (
        directory_users::user_name.eq(""),
        directory_users::user_name_key.eq(""),
        directory_users::display_name.eq(""),
        directory_users::first_name.eq(""),
        directory_users::last_name.eq(""),
        directory_users::name_key.eq(""),
        directory_users::usage_location.eq(None::<String>),
        directory_users::contact_email.eq(""),
        directory_users::password_hash.eq(None::<String>),
    );
    let set = (
        names,
        directory_users::state.eq(UserState::Purged),
        directory_users::restores_to.eq(None::<UserState>),
        directory_users::purged_at.eq(now),
    );
    if diesel::update(guarded).set(set).execute(tx.conn())? == 0 {
        return Ok(false);
    }
    delete_words(tx, id)?;
    delete_roles(tx, id)?;
    Ok(true)
}

/// Sets the password of a user who is there; false when they are gone.
pub(super) fn set_password(tx: &mut Tx<'_>, id: DirectoryUserId, hash: &str) -> db::Result<bool> {
    let guarded = directory_users::table
        .find(id)
        .filter(directory_users::present.eq(true));
    let set = directory_users::password_hash.eq(hash);
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}
