//! Rows of signed-in browsers.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, BoxableExpression, ExpressionMethods, Insertable, OptionalExtension,
    QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper, sql_types::Bool,
};

use super::{
    access::{Principal, Signed, Staff},
    model::{Partner, PartnerStatus, User, UserStatus},
};
use crate::db::{
    self, Conn, MultiBackend, Tx,
    ids::{SessionId, UserId},
    schema::{partners, user_sessions, users},
    types::Timestamp,
};

/// A session unused for so long is over.
fn idle() -> Duration {
    Duration::minutes(30)
}

/// No session lives longer.
fn absolute() -> Duration {
    Duration::hours(8)
}

/// A signed-in browser.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = user_sessions, check_for_backend(MultiBackend))]
pub(super) struct SessionRow {
    pub(super) id: SessionId,
    pub(super) user_id: UserId,
    pub(super) key_hash: String,
    pub(super) client: String,
    pub(super) address: String,
    pub(super) created_at: Timestamp,
    pub(super) last_seen_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

type Condition = Box<dyn BoxableExpression<user_sessions::table, MultiBackend, SqlType = Bool>>;

/// Whether a session's time is over, and its row does not say so yet: one whose end lies at the epoch stays over when the
/// clock is put back.
fn is_over_at(now: Timestamp) -> Condition {
    Box::new(
        user_sessions::expires_at.gt(Timestamp::EPOCH).and(
            user_sessions::expires_at
                .le(now)
                .or(user_sessions::last_seen_at.le(now.minus(idle()))),
        ),
    )
}

/// The person behind a key, while session, person and partner are all in order; and when it was last seen.
pub(super) fn find_valid(
    conn: &mut Conn,
    key_hash: &str,
    now: Timestamp,
) -> db::Result<(Signed, Timestamp)> {
    let (session, user, partner): (SessionRow, User, Partner) = user_sessions::table
        .inner_join(users::table.inner_join(partners::table))
        .filter(user_sessions::key_hash.eq(key_hash))
        .filter(
            user_sessions::expires_at
                .gt(now)
                .and(user_sessions::last_seen_at.gt(now.minus(idle()))),
        )
        .filter(
            users::status
                .eq(UserStatus::Active)
                .and(partners::status.eq(PartnerStatus::Active)),
        )
        .select((
            SessionRow::as_select(),
            User::as_select(),
            Partner::as_select(),
        ))
        .first(conn)?;
    let notified_until = user.notified_until;
    Ok((
        Signed {
            session: session.id,
            principal: Principal::Staff(Staff::new(user, partner)),
            notified_until,
        },
        session.last_seen_at,
    ))
}

/// Whether there is a session with this key whose time is over.
pub(super) fn is_over(conn: &mut Conn, key_hash: &str, now: Timestamp) -> db::Result<bool> {
    let over = user_sessions::table
        .filter(user_sessions::key_hash.eq(key_hash))
        .filter(is_over_at(now));
    let found = over.select(user_sessions::id).first::<SessionId>(conn);
    Ok(found.optional()?.is_some())
}

/// Ends the session with this key when its time is over, so that it stays so when the clock is put back. The row still
/// says whose it was, for a form that arrives late.
pub(super) fn end_over(tx: &mut Tx<'_>, key_hash: &str, now: Timestamp) -> db::Result<()> {
    let over = user_sessions::table
        .filter(user_sessions::key_hash.eq(key_hash))
        .filter(is_over_at(now));
    diesel::update(over)
        .set(user_sessions::expires_at.eq(Timestamp::EPOCH))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether `last_seen_at` is so old that it is worth a write: once a minute at most.
pub(super) fn is_touch_due(last_seen: Timestamp, now: Timestamp) -> bool {
    now.since(last_seen) >= Duration::minutes(1)
}

pub(super) fn touch(tx: &mut Tx<'_>, id: SessionId, now: Timestamp) -> db::Result<()> {
    diesel::update(user_sessions::table.find(id))
        .set(user_sessions::last_seen_at.eq(now))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    user: UserId,
    key_hash: String,
    client: String,
    address: String,
    now: Timestamp,
) -> db::Result<()> {
    let row = SessionRow {
        id: SessionId::new(),
        user_id: user,
        key_hash,
        client,
        address,
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus(absolute()),
    };
    diesel::insert_into(user_sessions::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// A person's own sessions that are still good, the latest used first.
pub(super) fn of_user(
    conn: &mut Conn,
    user: UserId,
    now: Timestamp,
) -> db::Result<Vec<SessionRow>> {
    Ok(user_sessions::table
        .filter(user_sessions::user_id.eq(user))
        .filter(
            user_sessions::expires_at
                .gt(now)
                .and(user_sessions::last_seen_at.gt(now.minus(idle()))),
        )
        .order((user_sessions::last_seen_at.desc(), user_sessions::id))
        .limit(100)
        .select(SessionRow::as_select())
        .load(conn)?)
}

/// Ends one of a person's own sessions; false when there is none such.
pub(super) fn end(tx: &mut Tx<'_>, user: UserId, id: SessionId) -> db::Result<bool> {
    let own = user_sessions::table
        .find(id)
        .filter(user_sessions::user_id.eq(user));
    Ok(diesel::delete(own).execute(tx.conn())? == 1)
}

/// Ends all of a person's sessions.
pub(super) fn end_all(tx: &mut Tx<'_>, user: UserId) -> db::Result<usize> {
    Ok(
        diesel::delete(user_sessions::table.filter(user_sessions::user_id.eq(user)))
            .execute(tx.conn())?,
    )
}

/// Whose session this key was, when it ended by time alone. One that was signed out, or ended by a new password, has no
/// row any more.
pub(super) fn find_ended(conn: &mut Conn, key_hash: &str) -> db::Result<Option<UserId>> {
    Ok(user_sessions::table
        .inner_join(users::table.inner_join(partners::table))
        .filter(user_sessions::key_hash.eq(key_hash))
        .filter(
            users::status
                .eq(UserStatus::Active)
                .and(partners::status.eq(PartnerStatus::Active)),
        )
        .select(user_sessions::user_id)
        .first(conn)
        .optional()?)
}

/// How long the row of a session that has run out still says whose it was.
fn remembered() -> Duration {
    Duration::hours(24)
}

/// Forgets what nobody can use any more.
pub(super) fn prune(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<()> {
    diesel::update(user_sessions::table.filter(is_over_at(now)))
        .set(user_sessions::expires_at.eq(Timestamp::EPOCH))
        .execute(tx.conn())?;
    let unseen = user_sessions::last_seen_at.lt(now.minus(remembered()));
    diesel::delete(user_sessions::table.filter(unseen)).execute(tx.conn())?;
    Ok(())
}
