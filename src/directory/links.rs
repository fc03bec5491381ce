//! One-time links with which a customer's users set their password: 24 hours, once; a newer one ends the older ones.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable,
    RunQueryDsl, Selectable, SelectableHelper,
};

use super::model::DirectoryUser;
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{CustomerId, DirectoryLinkId, DirectoryUserId, EntryId, PartnerId},
        schema::{directory_password_links, directory_users},
        types::Timestamp,
    },
    language::Language,
    mail::{self, MailKind},
    secrets::{Purpose, Secrets, sha256_hex},
};

/// The kind of the letters with these links.
pub(super) const KIND: MailKind = MailKind::UserPassword;

/// The event of the letter with this link.
pub(super) fn event_key(link: DirectoryLinkId) -> String {
    format!("{} {link}", KIND.as_str())
}

/// How long a link is good.
pub(super) fn good_for() -> Duration {
    Duration::hours(24)
}

/// A link, by the hash of its token.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = directory_password_links, check_for_backend(MultiBackend))]
pub(super) struct PasswordLink {
    pub(super) id: DirectoryLinkId,
    pub(super) user_id: DirectoryUserId,
    pub(super) partner_id: PartnerId,
    pub(super) entry_id: EntryId,
    pub(super) language: Language,
    pub(super) token_hash: String,
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Timestamp,
    pub(super) used_at: Option<Timestamp>,
}

/// Keeps a link; the user's older ones are dead.
pub(super) fn replace(tx: &mut Tx<'_>, link: &PasswordLink) -> db::Result<()> {
    end_all(tx, link.user_id, link.created_at)?;
    diesel::insert_into(directory_password_links::table)
        .values(link)
        .execute(tx.conn())?;
    Ok(())
}

/// Ends every link of a user.
pub(super) fn end_all(tx: &mut Tx<'_>, user: DirectoryUserId, now: Timestamp) -> db::Result<()> {
    let open = directory_password_links::table.filter(
        directory_password_links::user_id
            .eq(user)
            .and(directory_password_links::used_at.is_null()),
    );
    diesel::update(open)
        .set(directory_password_links::used_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// The link with this hash, good or not.
pub(super) fn find(conn: &mut Conn, token_hash: &str) -> db::Result<Option<PasswordLink>> {
    Ok(directory_password_links::table
        .filter(directory_password_links::token_hash.eq(token_hash))
        .select(PasswordLink::as_select())
        .first(conn)
        .optional()?)
}

/// A link, good or not, and whose it is.
pub(super) fn with_user(
    conn: &mut Conn,
    id: DirectoryLinkId,
) -> db::Result<(PasswordLink, DirectoryUser)> {
    Ok(directory_password_links::table
        .inner_join(directory_users::table)
        .filter(directory_password_links::id.eq(id))
        .select((PasswordLink::as_select(), DirectoryUser::as_select()))
        .first(conn)?)
}

/// The keys of all links of a user.
pub(super) fn of_user(conn: &mut Conn, user: DirectoryUserId) -> db::Result<Vec<DirectoryLinkId>> {
    Ok(directory_password_links::table
        .filter(directory_password_links::user_id.eq(user))
        .select(directory_password_links::id)
        .load(conn)?)
}

/// The link while it is good, and whose it is: somebody who can sign in.
pub(super) fn find_good(
    conn: &mut Conn,
    token_hash: &str,
    now: Timestamp,
) -> db::Result<(PasswordLink, DirectoryUser)> {
    Ok(directory_password_links::table
        .inner_join(directory_users::table)
        .filter(directory_password_links::token_hash.eq(token_hash))
        .filter(
            directory_password_links::used_at
                .is_null()
                .and(directory_password_links::expires_at.gt(now)),
        )
        .filter(directory_users::state.eq(super::model::UserState::Active))
        .select((PasswordLink::as_select(), DirectoryUser::as_select()))
        .first(conn)?)
}

/// True for exactly one caller.
pub(super) fn use_once(tx: &mut Tx<'_>, id: DirectoryLinkId, now: Timestamp) -> db::Result<bool> {
    let good = directory_password_links::table.find(id).filter(
        directory_password_links::used_at
            .is_null()
            .and(directory_password_links::expires_at.gt(now)),
    );
    let set = directory_password_links::used_at.eq(now);
    Ok(diesel::update(good).set(set).execute(tx.conn())? == 1)
}

/// Up to `limit` links whose time is over, each with the customer of its user.
pub(super) fn over(
    conn: &mut Conn,
    limit: i64,
    now: Timestamp,
) -> db::Result<Vec<(DirectoryLinkId, CustomerId)>> {
    Ok(directory_password_links::table
        .inner_join(directory_users::table)
        .filter(
            directory_password_links::used_at
                .is_null()
                .and(directory_password_links::expires_at.le(now)),
        )
        .order((
            directory_password_links::expires_at,
            directory_password_links::id,
        ))
        .limit(limit)
        .select((directory_password_links::id, directory_users::customer_id))
        .load(conn)?)
}

/// Counts a link whose time is over as used, so that it stays dead when the clock is put back.
pub(super) fn end(tx: &mut Tx<'_>, id: DirectoryLinkId, now: Timestamp) -> db::Result<()> {
    let unused = directory_password_links::table
        .find(id)
        .filter(directory_password_links::used_at.is_null());
    diesel::update(unused)
        .set(directory_password_links::used_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

/// After the keys were renewed: links that are out are dead, those whose letter has not left yet leave with the new keys.
/// Returns how many are dead.
///
/// # Errors
/// When a row cannot be written.
pub fn end_links_of_old_keys(tx: &mut Tx<'_>, keys: &Secrets, now: Timestamp) -> db::Result<usize> {
    let open: Vec<DirectoryLinkId> = directory_password_links::table
        .filter(
            directory_password_links::used_at
                .is_null()
                .and(directory_password_links::expires_at.gt(now)),
        )
        .select(directory_password_links::id)
        .load(tx.conn())?;
    let mut dead = 0;
    for id in open {
        let row = directory_password_links::table.find(id);
        if mail::is_waiting(tx.conn(), Purpose::UserPassword, id.uuid())? {
            let token = keys.token(Purpose::UserPassword, id.uuid(), 0);
            let set = directory_password_links::token_hash.eq(sha256_hex(&token));
            diesel::update(row).set(set).execute(tx.conn())?;
        } else {
            let set = directory_password_links::used_at.eq(now);
            dead += diesel::update(row).set(set).execute(tx.conn())?;
        }
    }
    Ok(dead)
}
