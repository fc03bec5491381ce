//! Statements on partners and their staff.

use std::collections::HashSet;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{Bool, Text},
};

use super::{
    model::{Partner, PartnerStatus, Role, Roles, User, UserStatus},
    permissions::Permission,
    scope::Scope,
};
use crate::{
    db::{
        self, Conn, Sql, Tx,
        ids::{PartnerId, UserId},
        schema::{partners, users},
        sql,
        types::Timestamp,
    },
    text::folded,
};

/// Adds a partner. Its name stands there a second time, folded: whoever writes the one writes the other.
///
/// # Errors
/// `Duplicate` when its domain is taken.
pub fn insert_partner(tx: &mut Tx<'_>, partner: &Partner) -> db::Result<()> {
    diesel::insert_into(partners::table)
        .values((partner, partners::name_key.eq(folded(&partner.legal_name))))
        .execute(tx.conn())?;
    Ok(())
}

/// Adds a person. Their name stands there a second time, folded.
///
/// # Errors
/// `Duplicate` when the address is taken.
pub fn insert_user(tx: &mut Tx<'_>, user: &User) -> db::Result<()> {
    diesel::insert_into(users::table)
        .values((user, users::name_key.eq(folded(&user.name))))
        .execute(tx.conn())?;
    Ok(())
}

/// A partner, as public pages and letters name it.
pub fn find_partner(conn: &mut Conn, id: PartnerId) -> db::Result<Partner> {
    Ok(partners::table
        .find(id)
        .select(Partner::as_select())
        .first(conn)?)
}

/// Those of these partners that take part.
///
/// # Errors
/// When the database does not answer.
pub fn active_among(conn: &mut Conn, keys: &[PartnerId]) -> db::Result<HashSet<PartnerId>> {
    let found: Vec<PartnerId> = partners::table
        .filter(db::is_one_of(conn, "partners.id", keys))
        .filter(partners::status.eq(PartnerStatus::Active))
        .select(partners::id)
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// The partner, if it takes part.
pub fn active_partner(conn: &mut Conn, id: PartnerId) -> db::Result<Option<Partner>> {
    let active = partners::table
        .find(id)
        .filter(partners::status.eq(PartnerStatus::Active));
    Ok(active.select(Partner::as_select()).first(conn).optional()?)
}

/// Holds the partner's row until the transaction ends: its invitations, entries and relationships are changed, and its
/// day is counted, one act at a time ([`crate::relationships`] has the order of locks).
pub fn lock_partner(tx: &mut Tx<'_>, scope: Scope) -> db::Result<()> {
    // A change to the same value takes the row's lock on PostgreSQL; SQLite has one writer anyway.
    diesel::update(partners::table.find(scope.partner_id()))
        .set(partners::status.eq(partners::status))
        .execute(tx.conn())?;
    Ok(())
}

/// [`lock_partner`] for several, in the order of their keys, so that two who need the same partners never wait for each
/// other.
pub fn lock_partners(tx: &mut Tx<'_>, scopes: &[Scope]) -> db::Result<()> {
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable_by_key(|scope| scope.partner_id());
    scopes.dedup();
    for scope in scopes {
        lock_partner(tx, scope)?;
    }
    Ok(())
}

/// The partner with this domain.
pub fn partner_by_domain(conn: &mut Conn, domain: &str) -> db::Result<Option<Partner>> {
    Ok(partners::table
        .filter(partners::domain.eq(domain))
        .select(Partner::as_select())
        .first(conn)
        .optional()?)
}

/// All partners by name, for the command line.
pub fn partners(conn: &mut Conn) -> db::Result<Vec<Partner>> {
    Ok(partners::table
        .order((partners::legal_name, partners::id))
        .select(Partner::as_select())
        .load(conn)?)
}

/// Whether anybody at all can sign in, or could with a set-up link.
pub fn has_users(conn: &mut Conn) -> db::Result<bool> {
    Ok(users::table
        .select(users::id)
        .first::<UserId>(conn)
        .optional()?
        .is_some())
}

/// A person and their employer, both active.
pub(super) fn active_user(conn: &mut Conn, id: UserId) -> db::Result<(User, Partner)> {
    Ok(users::table
        .inner_join(partners::table)
        .filter(users::id.eq(id))
        .filter(
            users::status
                .eq(UserStatus::Active)
                .and(partners::status.eq(PartnerStatus::Active)),
        )
        .select((User::as_select(), Partner::as_select()))
        .first(conn)?)
}

/// A person by address, whatever their status.
pub fn user_by_email(conn: &mut Conn, email: &str) -> db::Result<Option<User>> {
    Ok(users::table
        .filter(users::email.eq(email))
        .select(User::as_select())
        .first(conn)
        .optional()?)
}

/// A colleague.
pub fn user(conn: &mut Conn, scope: Scope, id: UserId) -> db::Result<User> {
    let own = users::table
        .find(id)
        .filter(users::partner_id.eq(scope.partner_id()));
    Ok(own.select(User::as_select()).first(conn)?)
}

/// The addresses of everybody who works or has worked for a partner.
pub(super) fn emails_of(conn: &mut Conn, partner: PartnerId) -> db::Result<Vec<String>> {
    Ok(users::table
        .filter(users::partner_id.eq(partner))
        .select(users::email)
        .load(conn)?)
}

/// All staff by name.
pub fn staff_of(conn: &mut Conn, scope: Scope) -> db::Result<Vec<User>> {
    Ok(users::table
        .filter(users::partner_id.eq(scope.partner_id()))
        .order((users::name, users::id))
        .limit(500)
        .select(User::as_select())
        .load(conn)?)
}

/// Who of this partner is told of something: this person while they can sign in, or else the first Global admin. Whoever was
/// invited and has set no password cannot.
pub fn reachable(conn: &mut Conn, scope: Scope, usual: UserId) -> db::Result<Option<UserId>> {
    let active = users::table
        .filter(users::partner_id.eq(scope.partner_id()))
        .filter(users::status.eq(UserStatus::Active))
        .filter(users::password_hash.is_not_null());
    let usual = active
        .filter(users::id.eq(usual))
        .select(users::id)
        .first(conn)
        .optional()?;
    if usual.is_some() {
        return Ok(usual);
    }
    Ok(active
        .filter(has_role(|role| role == Role::GlobalAdmin))
        .order((users::name, users::id))
        .select(users::id)
        .first(conn)
        .optional()?)
}

/// Who of this partner is told of something by mail: this person while they can sign in, or else everybody who holds a
/// permission.
///
/// # Errors
/// When the database does not answer.
pub fn told_of<P: Permission>(
    conn: &mut Conn,
    scope: Scope,
    usual: Option<UserId>,
) -> db::Result<Vec<User>> {
    let mut staff = staff_of(conn, scope)?;
    staff.retain(User::can_sign_in);
    let usual = staff.iter().find(|person| Some(person.id) == usual);
    if let Some(person) = usual {
        return Ok(vec![person.clone()]);
    }
    staff.retain(|person| P::granted_to(&person.roles));
    Ok(staff)
}

/// Whether a person has a role that is granted something. One value for each role there is, so that the statement has
/// always the same text.
pub(super) fn has_role(granted: fn(Role) -> bool) -> Sql<Bool> {
    let patterns = Role::ALL.iter().map(|role| match granted(*role) {
        true => format!("% {} %", role.as_str()),
        false => String::new(),
    });
    let any = patterns.fold(sql("(false"), |any, pattern| {
        any.sql(" OR ' ' || users.roles || ' ' LIKE ")
            .bind::<Text, _>(pattern)
    });
    any.sql(")")
}

/// Whether a person has this role.
#[must_use]
pub fn has_this_role(role: Role) -> Sql<Bool> {
    sql("' ' || users.roles || ' ' LIKE ").bind::<Text, _>(format!("% {} %", role.as_str()))
}

/// Up to five active people who hold a permission, with their roles: who can help.
///
/// # Errors
/// When the database does not answer.
pub fn people_with<P: Permission>(conn: &mut Conn, scope: Scope) -> db::Result<Vec<String>> {
    let people: Vec<(String, Roles)> = users::table
        .filter(users::partner_id.eq(scope.partner_id()))
        .filter(users::status.eq(UserStatus::Active))
        .filter(users::password_hash.is_not_null())
        .filter(has_role(P::is_held_by))
        .order((users::roles.desc(), users::name))
        .limit(5)
        .select((users::name, users::roles))
        .load(conn)?;
    Ok(people
        .into_iter()
        .map(|(name, roles)| format!("{name}, {}", roles.words()))
        .collect())
}

/// Holds a person's row until the transaction ends, before anything else of theirs is changed.
pub(super) fn lock_user(tx: &mut Tx<'_>, id: UserId) -> db::Result<()> {
    // As in `lock_partner`.
    diesel::update(users::table.find(id))
        .set(users::status.eq(users::status))
        .execute(tx.conn())?;
    Ok(())
}

/// Holds a person's row while their password is still the one that was looked at; false when it was changed.
pub(super) fn hold_password(tx: &mut Tx<'_>, id: UserId, hash: &str) -> db::Result<bool> {
    let unchanged = users::table.find(id).filter(users::password_hash.eq(hash));
    Ok(diesel::update(unchanged)
        .set(users::password_hash.eq(hash))
        .execute(tx.conn())?
        == 1)
}

pub(super) fn set_password(tx: &mut Tx<'_>, id: UserId, hash: &str) -> db::Result<()> {
    diesel::update(users::table.find(id))
        .set(users::password_hash.eq(hash))
        .execute(tx.conn())?;
    Ok(())
}

/// Notifications up to `until` are read.
pub fn mark_notifications_read(tx: &mut Tx<'_>, id: UserId, until: Timestamp) -> db::Result<()> {
    let unread = users::table
        .find(id)
        .filter(users::notified_until.lt(until));
    diesel::update(unread)
        .set(users::notified_until.eq(until))
        .execute(tx.conn())?;
    Ok(())
}
