//! Statements on the licenses of one customer, whose key the proof of a privilege gives.

use std::collections::HashMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use super::model::{Assignment, License};
use crate::db::{
    self, Conn, Tx,
    ids::{CustomerId, DirectoryUserId, LicenseAssignmentId, PartnerId, UserId},
    schema::{license_assignments, license_counts, license_places},
    types::Timestamp,
};

/// What a customer has or had, by name.
///
/// # Errors
/// When the database does not answer.
pub fn licenses_of(conn: &mut Conn, customer: CustomerId) -> db::Result<Vec<License>> {
    let of = with_places().filter(license_counts::customer_id.eq(customer));
    let mut found: Vec<License> = of.select(License::as_select()).load(conn)?;
    found.retain(License::is_there);
    found.sort_by(|one, two| (&one.name, &one.license_sku).cmp(&(&two.name, &two.license_sku)));
    Ok(found)
}

/// One of them; nothing where the customer never had it. Exact for whoever holds the customer.
///
/// # Errors
/// When the database does not answer.
pub fn license(conn: &mut Conn, customer: CustomerId, sku: &str) -> db::Result<Option<License>> {
    Ok(with_places()
        .filter(license_counts::customer_id.eq(customer))
        .filter(license_counts::license_sku.eq(sku.to_owned()))
        .select(License::as_select())
        .first(conn)
        .optional()?)
}

/// The numbers, with where the licenses may be used.
#[diesel::dsl::auto_type]
fn with_places() -> _ {
    let of_both = license_places::customer_id
        .eq(license_counts::customer_id)
        .and(license_places::license_sku.eq(license_counts::license_sku));
    license_counts::table.inner_join(license_places::table.on(of_both))
}

/// How many of each license these customers could assign now.
///
/// # Errors
/// When the database does not answer.
pub fn free_at(
    conn: &mut Conn,
    customers: &[CustomerId],
) -> db::Result<HashMap<(CustomerId, String), i64>> {
    if customers.is_empty() {
        return Ok(HashMap::new());
    }
    let working = license_counts::active + license_counts::in_grace;
    let found: Vec<(CustomerId, String, i64)> = license_counts::table
        .filter(db::is_one_of(conn, "license_counts.customer_id", customers))
        .select((
            license_counts::customer_id,
            license_counts::license_sku,
            working - license_counts::assigned,
        ))
        .load(conn)?;
    let free = |(customer, sku, free): (CustomerId, String, i64)| ((customer, sku), free.max(0));
    Ok(found.into_iter().map(free).collect())
}

/// What these users hold.
///
/// # Errors
/// When the database does not answer.
pub fn held_by(conn: &mut Conn, users: &[DirectoryUserId]) -> db::Result<Vec<Assignment>> {
    Ok(license_assignments::table
        .filter(db::is_one_of(conn, "license_assignments.user_id", users))
        .filter(license_assignments::is_held.eq(true))
        .select(Assignment::as_select())
        .load(conn)?)
}

/// The name of a license that a user holds and that is not allowed where they would use services; nothing where all are. Without
/// a usage location none is.
///
/// # Errors
/// When the database does not answer.
pub fn refused_at(
    conn: &mut Conn,
    customer: CustomerId,
    user: DirectoryUserId,
    location: Option<&str>,
) -> db::Result<Option<String>> {
    for held in held_by(conn, &[user])? {
        let Some(license) = license(conn, customer, &held.license_sku)? else {
            continue;
        };
        if !location.is_some_and(|country| license.is_allowed_in(country)) {
            return Ok(Some(license.name));
        }
    }
    Ok(None)
}

/// The names of what these users hold, in their order, in one statement however many they are.
///
/// # Errors
/// When the database does not answer.
pub fn names_held_by(
    conn: &mut Conn,
    users: &[DirectoryUserId],
) -> db::Result<HashMap<DirectoryUserId, Vec<String>>> {
    let of_license = license_counts::customer_id
        .eq(license_assignments::customer_id)
        .and(license_counts::license_sku.eq(license_assignments::license_sku));
    let rows: Vec<(DirectoryUserId, String)> = license_assignments::table
        .inner_join(license_counts::table.on(of_license))
        .filter(db::is_one_of(conn, "license_assignments.user_id", users))
        .filter(license_assignments::is_held.eq(true))
        .select((license_assignments::user_id, license_counts::name))
        .load(conn)?;
    let mut names: HashMap<DirectoryUserId, Vec<String>> = HashMap::new();
    for (user, name) in rows {
        names.entry(user).or_default().push(name);
    }
    for names in names.values_mut() {
        names.sort_unstable();
    }
    Ok(names)
}

/// How many hold a license with the same services switched off, where some are: the license, the IDs of these services, and the
/// number.
///
/// # Errors
/// When the database does not answer.
pub fn switched_off(
    conn: &mut Conn,
    customer: CustomerId,
) -> db::Result<Vec<(String, String, i64)>> {
    Ok(license_assignments::table
        .filter(license_assignments::customer_id.eq(customer))
        .filter(license_assignments::is_held.eq(true))
        .filter(license_assignments::services_off.gt(""))
        .group_by((
            license_assignments::license_sku,
            license_assignments::services_off,
        ))
        .select((
            license_assignments::license_sku,
            license_assignments::services_off,
            diesel::dsl::count_star(),
        ))
        .load(conn)?)
}

/// What a user holds of one license, or held when they were deleted.
pub(super) fn find(
    conn: &mut Conn,
    customer: CustomerId,
    user: DirectoryUserId,
    sku: &str,
) -> db::Result<Option<Assignment>> {
    Ok(license_assignments::table
        .filter(license_assignments::customer_id.eq(customer))
        .filter(license_assignments::user_id.eq(user))
        .filter(license_assignments::license_sku.eq(sku.to_owned()))
        .select(Assignment::as_select())
        .first(conn)
        .optional()?)
}

/// What was kept of a deleted user, what they had first first.
pub(super) fn kept_of(
    conn: &mut Conn,
    customer: CustomerId,
    user: DirectoryUserId,
) -> db::Result<Vec<Assignment>> {
    Ok(license_assignments::table
        .filter(license_assignments::user_id.eq(user))
        .filter(license_assignments::customer_id.eq(customer))
        .filter(license_assignments::is_held.eq(false))
        .order((license_assignments::assigned_at, license_assignments::id))
        .select(Assignment::as_select())
        .load(conn)?)
}

/// Those to whom a license was assigned last, the latest first.
pub(super) fn assigned_last(
    conn: &mut Conn,
    customer: CustomerId,
    sku: &str,
    most: i64,
) -> db::Result<Vec<Assignment>> {
    Ok(license_assignments::table
        .filter(license_assignments::customer_id.eq(customer))
        .filter(license_assignments::license_sku.eq(sku.to_owned()))
        .filter(license_assignments::is_held.eq(true))
        .order((
            license_assignments::assigned_at.desc(),
            license_assignments::id.desc(),
        ))
        .limit(most)
        .select(Assignment::as_select())
        .load(conn)?)
}

pub(super) fn insert(tx: &mut Tx<'_>, assignment: &Assignment) -> db::Result<()> {
    diesel::insert_into(license_assignments::table)
        .values(assignment)
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn remove(tx: &mut Tx<'_>, id: LicenseAssignmentId) -> db::Result<bool> {
    let removed = diesel::delete(license_assignments::table.find(id)).execute(tx.conn())?;
    Ok(removed == 1)
}

pub(super) fn set_services(
    tx: &mut Tx<'_>,
    id: LicenseAssignmentId,
    off: &str,
) -> db::Result<bool> {
    let set = license_assignments::services_off.eq(off.to_owned());
    let changed = diesel::update(license_assignments::table.find(id))
        .set(set)
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// What a user holds counts no more.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    user: DirectoryUserId,
) -> db::Result<usize> {
    let own = license_assignments::table
        .filter(license_assignments::user_id.eq(user))
        .filter(license_assignments::customer_id.eq(customer))
        .filter(license_assignments::is_held.eq(true));
    let set = license_assignments::is_held.eq(false);
    Ok(diesel::update(own).set(set).execute(tx.conn())?)
}

/// What was kept counts again, as if it was assigned now.
pub(super) fn give_back(
    tx: &mut Tx<'_>,
    id: LicenseAssignmentId,
    (user, partner): (UserId, PartnerId),
    now: Timestamp,
) -> db::Result<bool> {
    let kept = license_assignments::table
        .find(id)
        .filter(license_assignments::is_held.eq(false));
    let set = (
        license_assignments::is_held.eq(true),
        license_assignments::assigned_at.eq(now),
        license_assignments::assigned_by.eq(user),
        license_assignments::assigned_in.eq(partner),
    );
    Ok(diesel::update(kept).set(set).execute(tx.conn())? == 1)
}

pub(super) fn forget(tx: &mut Tx<'_>, user: DirectoryUserId) -> db::Result<()> {
    let all = license_assignments::table.filter(license_assignments::user_id.eq(user));
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}
