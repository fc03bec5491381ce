//! One-time links that set a password: 24 hours for the first, 30 minutes for a forgotten one.

use diesel::{
    BoolExpressionMethods, BoxableExpression, ExpressionMethods, Insertable, OptionalExtension,
    QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper, sql_types::Bool,
};

use super::model::{Partner, PartnerStatus, User, UserStatus};
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{PasswordLinkId, UserId},
        schema::{partners, password_links, users},
        types::Timestamp,
    },
    secrets::Purpose,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = password_links, check_for_backend(MultiBackend))]
pub(super) struct PasswordLink {
    pub(super) id: PasswordLinkId,
    pub(super) user_id: UserId,
    pub(super) purpose: Purpose,
    pub(super) token_hash: String,
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Timestamp,
    pub(super) used_at: Option<Timestamp>,
}

pub(super) fn insert(tx: &mut Tx<'_>, link: &PasswordLink) -> db::Result<()> {
    diesel::insert_into(password_links::table)
        .values(link)
        .execute(tx.conn())?;
    Ok(())
}

/// The link while it is good, whose it is, and their employer.
pub(super) fn find_valid(
    conn: &mut Conn,
    token_hash: &str,
    now: Timestamp,
) -> db::Result<(PasswordLink, User, Partner)> {
    Ok(password_links::table
        .inner_join(users::table.inner_join(partners::table))
        .filter(password_links::token_hash.eq(token_hash))
        .filter(
            password_links::used_at
                .is_null()
                .and(password_links::expires_at.gt(now)),
        )
        .filter(
            users::status
                .eq(UserStatus::Active)
                .and(partners::status.eq(PartnerStatus::Active)),
        )
        .select((
            PasswordLink::as_select(),
            User::as_select(),
            Partner::as_select(),
        ))
        .first(conn)?)
}

type Condition = Box<dyn BoxableExpression<password_links::table, MultiBackend, SqlType = Bool>>;

/// Not used, and its time is over.
fn is_over_at(now: Timestamp) -> Condition {
    Box::new(
        password_links::used_at
            .is_null()
            .and(password_links::expires_at.le(now)),
    )
}

/// Whether the time of this link is over, and it does not say so yet.
pub(super) fn is_over(conn: &mut Conn, token_hash: &str, now: Timestamp) -> db::Result<bool> {
    let over = password_links::table
        .filter(password_links::token_hash.eq(token_hash))
        .filter(is_over_at(now));
    let found = over
        .select(password_links::id)
        .first::<PasswordLinkId>(conn);
    Ok(found.optional()?.is_some())
}

/// Counts links whose time is over as used, so that they stay dead when the clock is put back: the one with this hash,
/// or all.
pub(super) fn end_over(
    tx: &mut Tx<'_>,
    token_hash: Option<&str>,
    now: Timestamp,
) -> db::Result<()> {
    let mut ids = password_links::table
        .filter(is_over_at(now))
        .select(password_links::id)
        .into_boxed();
    if let Some(token_hash) = token_hash {
        ids = ids.filter(password_links::token_hash.eq(token_hash.to_owned()));
    }
    let ids: Vec<PasswordLinkId> = ids.load(tx.conn())?;
    let over = password_links::table.filter(password_links::id.eq_any(ids));
    diesel::update(over.filter(password_links::used_at.is_null()))
        .set(password_links::used_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// True for exactly one caller.
pub(super) fn use_once(tx: &mut Tx<'_>, id: PasswordLinkId, now: Timestamp) -> db::Result<bool> {
    let good = password_links::table.find(id).filter(
        password_links::used_at
            .is_null()
            .and(password_links::expires_at.gt(now)),
    );
    Ok(diesel::update(good)
        .set(password_links::used_at.eq(now))
        .execute(tx.conn())?
        == 1)
}

/// The links of this kind that this person still has are dead once a newer one is asked for.
pub(super) fn end_of_purpose(
    tx: &mut Tx<'_>,
    user: UserId,
    purpose: Purpose,
    now: Timestamp,
) -> db::Result<()> {
    let open = password_links::table
        .filter(password_links::user_id.eq(user))
        .filter(
            password_links::purpose
                .eq(purpose)
                .and(password_links::used_at.is_null()),
        );
    diesel::update(open)
        .set(password_links::used_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// Every other link of this person is dead once one was used.
pub(super) fn end_others(tx: &mut Tx<'_>, user: UserId, now: Timestamp) -> db::Result<()> {
    let open = password_links::table
        .filter(password_links::user_id.eq(user))
        .filter(password_links::used_at.is_null());
    diesel::update(open)
        .set(password_links::used_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}
