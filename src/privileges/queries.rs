//! Statements on grants.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{Bool, Text},
};

use super::{
    grant::{EXTENSION_DAYS, Grant},
    model::{EndCause, GrantState},
    roles::AdminRole,
    warning_days,
};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{ConsentId, CustomerId, GrantId},
        schema::grants,
        sql,
        types::Timestamp,
    },
    identity::Scope,
};

/// Begins a grant, in the transaction of the consent. The caller holds the partner, so that its name stays free.
///
/// # Errors
/// When the row cannot be written.
pub fn insert(tx: &mut Tx<'_>, grant: &Grant) -> db::Result<()> {
    diesel::insert_into(grants::table)
        .values(grant)
        .execute(tx.conn())?;
    Ok(())
}

/// What this partner has or had over a customer, the latest end first.
///
/// # Errors
/// When the database does not answer.
pub fn list(conn: &mut Conn, scope: Scope, customer: CustomerId) -> db::Result<Vec<Grant>> {
    Ok(grants::table
        .filter(
            grants::partner_id
                .eq(scope.partner_id())
                .and(grants::customer_id.eq(customer)),
        )
        .order((grants::ends_at.desc(), grants::id.desc()))
        .limit(200)
        .select(Grant::as_select())
        .load(conn)?)
}

/// One of this partner's.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub fn find(conn: &mut Conn, scope: Scope, id: GrantId) -> db::Result<Grant> {
    let own = grants::table
        .find(id)
        .filter(grants::partner_id.eq(scope.partner_id()));
    Ok(own.select(Grant::as_select()).first(conn)?)
}

/// The one whose customer was mailed this link.
///
/// # Errors
/// `NotFound`.
pub fn find_by_link(conn: &mut Conn, token_hash: &str) -> db::Result<Grant> {
    Ok(grants::table
        .filter(grants::token_hash.eq(token_hash))
        .select(Grant::as_select())
        .first(conn)?)
}

/// Those that the same consent made, of whichever partner.
///
/// # Errors
/// When the database does not answer.
pub fn of_consent(conn: &mut Conn, consent: ConsentId) -> db::Result<Vec<Grant>> {
    Ok(grants::table
        .filter(grants::consent_id.eq(consent))
        .order(grants::id)
        .select(Grant::as_select())
        .load(conn)?)
}

/// Whether some of this partner's are or were called so.
///
/// # Errors
/// When the database does not answer.
pub fn has_name(conn: &mut Conn, scope: Scope, name: &str) -> db::Result<bool> {
    let called = grants::table
        .filter(grants::partner_id.eq(scope.partner_id()))
        .filter(sql::<Bool>("lower(grants.name) = ").bind::<Text, _>(name.to_ascii_lowercase()));
    let found = called
        .select(grants::id)
        .first::<GrantId>(conn)
        .optional()?;
    Ok(found.is_some())
}

/// The names of this partner's that begin so, in lower case.
pub(super) fn names_beginning(
    conn: &mut Conn,
    scope: Scope,
    stem: &str,
) -> db::Result<Vec<String>> {
    // A name has no character behind "~", so that the index finds what begins so between the two.
    let begins = sql::<Bool>("lower(grants.name) BETWEEN ")
        .bind::<Text, _>(stem.to_owned())
        .sql(" AND ")
        .bind::<Text, _>(format!("{stem}~"));
    Ok(grants::table
        .filter(grants::partner_id.eq(scope.partner_id()))
        .filter(begins)
        .select(sql::<Text>("lower(grants.name)"))
        .load(conn)?)
}

/// Holds what this partner has over a customer, until the transaction ends: it is neither ended nor extended meanwhile.
/// What it comes to is read afterwards, with [`list`].
///
/// # Errors
/// When the database does not answer.
pub fn hold(tx: &mut Tx<'_>, scope: Scope, customer: CustomerId) -> db::Result<()> {
    let active = grants::table
        .filter(
            grants::partner_id
                .eq(scope.partner_id())
                .and(grants::customer_id.eq(customer)),
        )
        .filter(grants::state.eq(GrantState::Active));
    // A change to the same value takes the row's lock on PostgreSQL; SQLite has one writer anyway.
    diesel::update(active)
        .set(grants::state.eq(grants::state))
        .execute(tx.conn())?;
    Ok(())
}

/// Up to `limit` grants whose time is over: to be ended or, with automatic extension, extended.
///
/// # Errors
/// When the database does not answer.
pub fn over(conn: &mut Conn, limit: i64, now: Timestamp) -> db::Result<Vec<Grant>> {
    Ok(grants::table
        .filter(
            grants::state
                .eq(GrantState::Active)
                .and(grants::ends_at.le(now)),
        )
        .order((grants::ends_at, grants::id))
        .limit(limit)
        .select(Grant::as_select())
        .load(conn)?)
}

/// Ends one that is active and, where its term ends it, neither extended meanwhile nor by itself; false when somebody was
/// first.
///
/// # Errors
/// When the row cannot be written.
pub fn end(tx: &mut Tx<'_>, grant: &Grant, cause: EndCause, at: Timestamp) -> db::Result<bool> {
    let is_term = cause == EndCause::Term;
    let state = match is_term {
        true => GrantState::Expired,
        false => GrantState::Terminated,
    };
    let active = grants::table
        .find(grant.id)
        .filter(grants::state.eq(GrantState::Active))
        .filter(
            sql::<Bool>("(NOT ")
                .bind::<Bool, _>(is_term)
                .sql(" OR (NOT grants.auto_extend AND grants.ends_at = ")
                .bind::<db::types::Timestamptz, _>(grant.ends_at)
                .sql("))"),
        );
    let set = (
        grants::state.eq(state),
        grants::ended_at.eq(at),
        grants::end_cause.eq(cause),
        grants::auto_extend.eq(false),
        grants::next_warning_at.eq(None::<Timestamp>),
        grants::idle_at.eq(None::<Timestamp>),
    );
    Ok(diesel::update(active).set(set).execute(tx.conn())? == 1)
}

/// Adds the days of one extension at the end; the new end, or nothing when it is not due any more.
///
/// # Errors
/// When the row cannot be written.
pub fn extend(tx: &mut Tx<'_>, grant: &Grant) -> db::Result<Option<Timestamp>> {
    let until = grant.ends_at.plus(Duration::days(EXTENSION_DAYS));
    let due = grants::table
        .find(grant.id)
        .filter(grants::state.eq(GrantState::Active))
        .filter(grants::auto_extend.eq(true))
        .filter(grants::ends_at.eq(grant.ends_at));
    let extended = diesel::update(due)
        .set(grants::ends_at.eq(until))
        .execute(tx.conn())?;
    Ok((extended == 1).then_some(until))
}

/// Switches automatic extension of one in force; false when it stands so already, has ended, or holds Global
/// administrator. Switched off, it is warned of its end again, from now on.
///
/// # Errors
/// When the row cannot be written.
pub fn switch(tx: &mut Tx<'_>, grant: &Grant, on: bool, now: Timestamp) -> db::Result<bool> {
    if (on && grant.is_global()) || !grant.is_in_force(now) {
        return Ok(false);
    }
    let other = grants::table
        .find(grant.id)
        .filter(grants::state.eq(GrantState::Active))
        .filter(grants::auto_extend.eq(!on))
        .filter(grants::ends_at.eq(grant.ends_at))
        .filter(grants::roles.eq(grant.roles.clone()));
    let warning = match on {
        true => None,
        false => warning_days::first_after(grant.ends_at, now),
    };
    let set = (
        grants::auto_extend.eq(on),
        grants::next_warning_at.eq(warning),
    );
    Ok(diesel::update(other).set(set).execute(tx.conn())? == 1)
}

/// Takes Global administrator out of one in force that holds other roles, too; false when it does not hold it any more.
/// Nothing puts it in again.
///
/// # Errors
/// When the row cannot be written.
pub fn drop_global(tx: &mut Tx<'_>, grant: &Grant, now: Timestamp) -> db::Result<bool> {
    let rest = grant.roles.without(AdminRole::GlobalAdministrator);
    if rest.is_empty() || !grant.is_global() || !grant.is_in_force(now) {
        return Ok(false);
    }
    let holds = grants::table
        .find(grant.id)
        .filter(grants::state.eq(GrantState::Active))
        .filter(grants::roles.eq(grant.roles.clone()));
    let dropped = diesel::update(holds)
        .set(grants::roles.eq(rest))
        .execute(tx.conn())?;
    Ok(dropped == 1)
}

/// Up to `limit` grants of which a letter is due.
///
/// # Errors
/// When the database does not answer.
pub fn to_be_warned(conn: &mut Conn, limit: i64, now: Timestamp) -> db::Result<Vec<Grant>> {
    Ok(grants::table
        .filter(grants::next_warning_at.le(now))
        .order((grants::next_warning_at, grants::id))
        .limit(limit)
        .select(Grant::as_select())
        .load(conn)?)
}

/// Notes when the next letter is due; false when somebody was first.
///
/// # Errors
/// When the row cannot be written.
pub fn note_warned(tx: &mut Tx<'_>, grant: &Grant, next: Option<Timestamp>) -> db::Result<bool> {
    let same = grants::table
        .find(grant.id)
        .filter(grants::state.eq(GrantState::Active))
        .filter(grants::next_warning_at.eq(grant.next_warning_at));
    let noted = diesel::update(same)
        .set(grants::next_warning_at.eq(next))
        .execute(tx.conn())?;
    Ok(noted == 1)
}

/// The customer's link of this grant has this hash.
///
/// # Errors
/// When the row cannot be written.
pub fn set_link(tx: &mut Tx<'_>, id: GrantId, token_hash: Option<String>) -> db::Result<()> {
    diesel::update(grants::table.find(id))
        .set(grants::token_hash.eq(token_hash))
        .execute(tx.conn())?;
    Ok(())
}

/// All that have a link, of every partner: for the renewal of the keys.
///
/// # Errors
/// When the database does not answer.
pub fn linked(conn: &mut Conn) -> db::Result<Vec<GrantId>> {
    Ok(grants::table
        .filter(grants::token_hash.is_not_null())
        .order(grants::id)
        .select(grants::id)
        .load(conn)?)
}
