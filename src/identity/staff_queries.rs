//! Statements with which a partner's staff is kept. Each change is guarded by what it was before, so that of two people
//! one is first.

use std::collections::HashMap;

use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{
    model::{Role, Roles, UserStatus},
    password_links,
    queries::{self, has_role},
    scope::Scope,
    sessions,
};
use crate::{
    db::{
        self, Conn, Tx,
        ids::{PasswordLinkId, UserId},
        schema::{password_links as links, users},
        types::Timestamp,
    },
    secrets::Purpose,
};

/// Whether somebody else of the partner can sign in as Global admin: is active, and has set a password. To be asked while
/// the partner is locked ([`super::lock_partner`]), and then nobody else changes that.
///
/// # Errors
/// When the database does not answer.
pub fn has_other_global_admin(conn: &mut Conn, scope: Scope, id: UserId) -> db::Result<bool> {
    let others = users::table
        .filter(users::partner_id.eq(scope.partner_id()))
        .filter(users::status.eq(UserStatus::Active))
        .filter(users::password_hash.is_not_null().and(users::id.ne(id)))
        .filter(has_role(|role| role == Role::GlobalAdmin));
    let found = others.select(users::id).first::<UserId>(conn).optional()?;
    Ok(found.is_some())
}

/// Gives a colleague other roles, where they have still those that were on the page.
///
/// # Errors
/// When the row cannot be written.
pub fn set_roles(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: UserId,
    (from, to): (&Roles, &Roles),
) -> db::Result<bool> {
    let unchanged = users::table
        .find(id)
        .filter(users::partner_id.eq(scope.partner_id()))
        .filter(users::roles.eq(from));
    let set = users::roles.eq(to);
    Ok(diesel::update(unchanged).set(set).execute(tx.conn())? == 1)
}

/// Lets a colleague sign in again, or no longer; false where that is so already.
///
/// # Errors
/// When the row cannot be written.
pub fn set_status(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: UserId,
    status: UserStatus,
) -> db::Result<bool> {
    let other = users::table
        .find(id)
        .filter(users::partner_id.eq(scope.partner_id()))
        .filter(users::status.ne(status));
    let set = users::status.eq(status);
    Ok(diesel::update(other).set(set).execute(tx.conn())? == 1)
}

/// Holds a colleague's row until the transaction ends: they set no password meanwhile, and use no link.
///
/// # Errors
/// When the database does not answer.
pub fn hold_user(tx: &mut Tx<'_>, id: UserId) -> db::Result<()> {
    queries::lock_user(tx, id)
}

/// How many people of a partner were added since then.
///
/// # Errors
/// When the database does not answer.
pub fn invited_since(conn: &mut Conn, scope: Scope, since: Timestamp) -> db::Result<i64> {
    Ok(users::table
        .filter(users::partner_id.eq(scope.partner_id()))
        .filter(users::created_at.gt(since))
        .count()
        .get_result(conn)?)
}

/// Signs a colleague out everywhere. Says how many browsers that were.
///
/// # Errors
/// When a row cannot be written.
pub fn end_sessions_of(tx: &mut Tx<'_>, id: UserId) -> db::Result<usize> {
    sessions::end_all(tx, id)
}

/// In how many browsers a colleague is signed in.
///
/// # Errors
/// When the database does not answer.
pub fn sessions_of(conn: &mut Conn, id: UserId, now: Timestamp) -> db::Result<usize> {
    Ok(sessions::of_user(conn, id, now)?.len())
}

/// No link sets this person's password any more.
///
/// # Errors
/// When a row cannot be written.
pub fn end_links_of(tx: &mut Tx<'_>, id: UserId, now: Timestamp) -> db::Result<()> {
    password_links::end_others(tx, id, now)
}

/// A link with which somebody sets their first password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetUpLink {
    /// Key.
    pub id: PasswordLinkId,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// Whose link to set the first password is this.
///
/// # Errors
/// `NotFound` where there is none such that has not been used.
pub fn owner_of_set_up_link(conn: &mut Conn, id: PasswordLinkId) -> db::Result<UserId> {
    Ok(links::table
        .find(id)
        .filter(links::purpose.eq(Purpose::Setup))
        .filter(links::used_at.is_null())
        .select(links::user_id)
        .first(conn)?)
}

/// The newest link of each of these people to set their first password. One that was ended before its time is over since then.
///
/// # Errors
/// When the database does not answer.
pub fn set_up_links(conn: &mut Conn, people: &[UserId]) -> db::Result<HashMap<UserId, SetUpLink>> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    type Row = (UserId, PasswordLinkId, Timestamp, Option<Timestamp>);
    let rows: Vec<Row> = links::table
        .filter(db::is_one_of(conn, "password_links.user_id", people))
        .filter(links::purpose.eq(Purpose::Setup))
        // Of several the one that still works comes last.
        .order((links::used_at.is_null(), links::created_at, links::id))
        .select((links::user_id, links::id, links::expires_at, links::used_at))
        .load(conn)?;
    let link = |(user, id, end, used): Row| {
        let expires_at = used.map_or(end, |used| used.min(end));
        (user, SetUpLink { id, expires_at })
    };
    Ok(rows.into_iter().map(link).collect())
}
