//! Who of a partner's staff looks after a customer.

use diesel::{ExpressionMethods, JoinOnDsl, OptionalExtension, QueryDsl, Queryable, RunQueryDsl};

use super::model::Entry;
use crate::{
    db::{
        self, Conn, Tx,
        ids::{EntryId, UserId},
        schema::{responsible_people, users},
        types::Timestamp,
    },
    identity::{Scope, UserStatus},
};

/// Who looks after a customer. The fields are in the order in which the query names its columns.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Responsible {
    /// Key.
    pub user: UserId,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Whether they can still sign in.
    pub status: UserStatus,
    /// Since when they are.
    pub since: Timestamp,
}

/// Who looks after a customer, where somebody does.
///
/// # Errors
/// When the database does not answer.
pub fn responsible(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
) -> db::Result<Option<Responsible>> {
    Ok(responsible_people::table
        .inner_join(users::table.on(users::id.eq(responsible_people::user_id)))
        .filter(responsible_people::entry_id.eq(entry))
        .filter(responsible_people::partner_id.eq(scope.partner_id()))
        .select((
            users::id,
            users::name,
            users::email,
            users::status,
            responsible_people::since,
        ))
        .first(conn)
        .optional()?)
}

/// Somebody else looks after a customer, or nobody, where it was `from` until now. False, and nothing is changed, where
/// it was not.
///
/// # Errors
/// When a row cannot be written.
pub fn set_responsible(
    tx: &mut Tx<'_>,
    entry: &Entry,
    from: Option<UserId>,
    to: Option<UserId>,
    now: Timestamp,
) -> db::Result<bool> {
    let changed = match (from, to) {
        // Nobody was, and nobody is to be: the caller has seen that somebody is by now.
        (None, None) => 0,
        (None, Some(to)) => {
            let row = (
                responsible_people::entry_id.eq(entry.id),
                responsible_people::partner_id.eq(entry.partner_id),
                responsible_people::user_id.eq(to),
                responsible_people::since.eq(now),
            );
            let inserted = tx.attempt(|conn| {
                diesel::insert_into(responsible_people::table)
                    .values(row)
                    .execute(conn)
            });
            match inserted {
                Err(db::Error::Duplicate) => 0,
                inserted => inserted?,
            }
        }
        (Some(from), to) => replace(tx, entry, from, to, now)?,
    };
    Ok(changed == 1)
}

fn replace(
    tx: &mut Tx<'_>,
    entry: &Entry,
    from: UserId,
    to: Option<UserId>,
    now: Timestamp,
) -> db::Result<usize> {
    let still = responsible_people::table
        .find(entry.id)
        .filter(responsible_people::partner_id.eq(entry.partner_id))
        .filter(responsible_people::user_id.eq(from));
    let Some(to) = to else {
        return Ok(diesel::delete(still).execute(tx.conn())?);
    };
    let set = (
        responsible_people::user_id.eq(to),
        responsible_people::since.eq(now),
    );
    Ok(diesel::update(still).set(set).execute(tx.conn())?)
}

/// The customers that one colleague looks after are another's from now on. Says how many.
///
/// # Errors
/// When a row cannot be written.
pub fn hand_over(
    tx: &mut Tx<'_>,
    scope: Scope,
    (from, to): (UserId, UserId),
    now: Timestamp,
) -> db::Result<usize> {
    let theirs = responsible_people::table
        .filter(responsible_people::user_id.eq(from))
        .filter(responsible_people::partner_id.eq(scope.partner_id()));
    let set = (
        responsible_people::user_id.eq(to),
        responsible_people::since.eq(now),
    );
    Ok(diesel::update(theirs).set(set).execute(tx.conn())?)
}
