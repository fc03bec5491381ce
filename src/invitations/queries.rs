//! Statements on invitations. Each starts from a scope; those that start from a secret stand in `link_queries`.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, JoinOnDsl, NullableExpressionMethods,
    OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Bool, Integer},
};

use super::model::{Act, Channel, Invitation, Refusal, State};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, Tx, counted,
        ids::{EntryId, InvitationId, UserId},
        keyset::{Cursor, Kind, Order, Page, Position},
        schema::{invitations, users},
        sql,
        types::Timestamp,
    },
    identity::Scope,
};

/// The least time between two letters, or two codes, of one invitation.
pub(super) const A_MINUTE: Duration = Duration::minutes(1);

/// Invitations without an answer, overdue ones included. As text and not as bound values, so that both databases use
/// the partial index on these states.
pub(crate) const WAITING: &str = "invitations.state IN ('ready', 'sent')";

type Query<'q> = invitations::BoxedQuery<'q, MultiBackend>;

fn of<'q>(scope: Scope) -> Query<'q> {
    invitations::table
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .into_boxed()
}

/// One of this partner's invitations.
pub fn find(conn: &mut Conn, scope: Scope, id: InvitationId) -> db::Result<Invitation> {
    Ok(of(scope)
        .filter(invitations::id.eq(id))
        .select(Invitation::as_select())
        .first(conn)?)
}

/// The same, with the name of who wrote it.
pub(super) fn find_with_sender(
    conn: &mut Conn,
    scope: Scope,
    id: InvitationId,
) -> db::Result<ListRow> {
    Ok(invitations::table
        .inner_join(users::table.on(users::id.eq(invitations::created_by)))
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .filter(invitations::id.eq(id))
        .select((Invitation::as_select(), users::name))
        .first(conn)?)
}

/// Adds an invitation. `Duplicate` when an open one exists for the same entry; the transaction goes on.
pub(crate) fn insert(tx: &mut Tx<'_>, invitation: &Invitation) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(invitations::table)
            .values(invitation)
            .execute(conn)
    })?;
    Ok(())
}

/// The open invitation of an entry, if any; it may be overdue.
pub(crate) fn open_of_entry(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
) -> db::Result<Option<Invitation>> {
    let open = of(scope)
        .filter(invitations::entry_id.eq(entry))
        .filter(invitations::state.eq_any([State::Draft, State::Ready, State::Sent]));
    Ok(open
        .select(Invitation::as_select())
        .first(conn)
        .optional()?)
}

/// How many this partner has begun since `since`.
pub(crate) fn begun_since(conn: &mut Conn, scope: Scope, since: Timestamp) -> db::Result<i64> {
    Ok(of(scope)
        .filter(invitations::created_at.gt(since))
        .count()
        .get_result(conn)?)
}

/// A line of the list, with the name of who made it.
pub(crate) type ListRow = (Invitation, String);

/// Which invitations are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Wanted {
    /// All of them.
    #[default]
    All,
    /// Waiting for an answer.
    Waiting,
    /// In one state.
    In(State),
}

/// One page, newest first.
pub(crate) fn list(
    conn: &mut Conn,
    scope: Scope,
    wanted: Wanted,
    channel: Option<Channel>,
    place: &Position,
    size: usize,
    now: Timestamp,
) -> db::Result<Page<ListRow>> {
    NEWEST.page(conn, place, size, || {
        let query = invitations::table
            .inner_join(users::table.on(users::id.eq(invitations::created_by)))
            .filter(invitations::partner_id.eq(scope.partner_id()))
            .select((Invitation::as_select(), users::name))
            .into_boxed();
        let query = match wanted {
            Wanted::All => query,
            Wanted::Waiting => query
                .filter(sql::<Bool>(WAITING))
                .filter(invitations::expires_at.gt(now)),
            Wanted::In(state) => query.filter(invitations::state.eq(state)),
        };
        match channel {
            Some(channel) => query.filter(invitations::channel.eq(channel)),
            None => query,
        }
    })
}

/// Newest first.
const NEWEST: Order = Order {
    column: "invitations.created_at",
    kind: Kind::Time,
    id: "invitations.id",
    descending: true,
};

impl Invitation {
    /// The place of this invitation in the list.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor {
            key: self.created_at.rfc3339(),
            id: self.id.to_string(),
        }
    }
}

/// How many wait for an answer, counted up to 100.
pub(crate) fn waiting(scope: Scope, now: Timestamp) -> Sql<BigInt> {
    let waiting = invitations::table
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .filter(sql::<Bool>(WAITING))
        .filter(invitations::expires_at.gt(now));
    counted(waiting.select(1.into_sql::<Integer>()).limit(100))
}

/// Saves new words; false when somebody else has changed them since `version`, or they can no longer be changed.
pub(crate) fn save_words(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: InvitationId,
    version: i32,
    words: (&str, &str, &str),
) -> db::Result<bool> {
    let (recipient, subject, body) = words;
    let guarded = invitations::table
        .filter(
            invitations::id
                .eq(id)
                .and(invitations::partner_id.eq(scope.partner_id())),
        )
        .filter(invitations::version.eq(version))
        .filter(invitations::state.eq_any(Act::Edit.possible_in().to_vec()));
    let set = (
        invitations::recipient.eq(recipient),
        invitations::subject.eq(subject),
        invitations::body.eq(body),
        invitations::version.eq(invitations::version + 1),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// The link goes live; false when it was live already.
pub(crate) fn make_ready(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    terms_hash: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = invitations::table
        .find(invitation.id)
        .filter(invitations::state.eq_any(Act::Complete.possible_in().to_vec()));
    let set = (
        invitations::state.eq(State::Ready),
        invitations::ready_at.eq(now),
        invitations::terms_hash.eq(terms_hash),
        invitations::expires_at.eq(now.plus(Duration::days(invitation.expires_in.into()))),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Records that this server sent it, and starts the link's time again; false when it cannot be sent any more, or was
/// sent within the last minute.
pub(crate) fn mark_sent(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<bool> {
    let last = invitations::sent_at.assume_not_null();
    let guarded = invitations::table
        .find(invitation.id)
        .filter(invitations::state.eq_any(Act::Send.possible_in().to_vec()))
        .filter(invitations::expires_at.gt(now))
        // A second click comes within a minute of the first. A time in the future comes from before the clock was set
        // back.
        .filter(
            invitations::sent_at
                .is_null()
                .or(last.le(now.minus(A_MINUTE)))
                .or(last.gt(now.plus(A_MINUTE))),
        );
    let set = (
        invitations::state.eq(State::Sent),
        invitations::sent_at.eq(now),
        invitations::expires_at.eq(now.plus(Duration::days(invitation.expires_in.into()))),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Opened for the first time; true for exactly one caller.
pub(crate) fn mark_opened(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = invitations::table
        .find(invitation.id)
        .filter(invitations::link_version.eq(invitation.link_version))
        .filter(invitations::opened_at.is_null())
        .filter(invitations::state.eq_any(Act::Answer.possible_in().to_vec()));
    Ok(diesel::update(guarded)
        .set(invitations::opened_at.eq(now))
        .execute(tx.conn())?
        == 1)
}

/// Accepted; true for exactly one caller, while the link that was read lives and the wording is the one that was read.
pub(crate) fn mark_accepted(
    tx: &mut Tx<'_>,
    read: &Invitation,
    terms_hash: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = invitations::table
        .find(read.id)
        .filter(invitations::link_version.eq(read.link_version))
        .filter(invitations::state.eq_any(Act::Answer.possible_in().to_vec()))
        .filter(
            invitations::expires_at
                .gt(now)
                .and(invitations::terms_hash.eq(terms_hash)),
        );
    let set = (
        invitations::state.eq(State::Accepted),
        invitations::answered_at.eq(now),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Declined; true for exactly one caller, while the link that was read lives.
pub(crate) fn mark_declined(
    tx: &mut Tx<'_>,
    read: &Invitation,
    refusal: Refusal,
    reason: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = invitations::table
        .find(read.id)
        .filter(invitations::link_version.eq(read.link_version))
        .filter(invitations::state.eq_any(Act::Answer.possible_in().to_vec()))
        .filter(invitations::expires_at.gt(now));
    let set = (
        invitations::state.eq(State::Declined),
        invitations::answered_at.eq(now),
        invitations::refusal.eq(refusal),
        invitations::refusal_reason.eq(reason),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}

/// Taken back; false when it was answered or over already.
pub(crate) fn mark_revoked(tx: &mut Tx<'_>, scope: Scope, id: InvitationId) -> db::Result<bool> {
    let guarded = invitations::table
        .filter(
            invitations::id
                .eq(id)
                .and(invitations::partner_id.eq(scope.partner_id())),
        )
        .filter(invitations::state.eq_any(Act::Revoke.possible_in().to_vec()));
    Ok(diesel::update(guarded)
        .set(invitations::state.eq(State::Revoked))
        .execute(tx.conn())?
        == 1)
}

/// A new link, live at once; false when somebody else was first. `Duplicate` when another open invitation of
/// the entry exists by now.
pub(crate) fn renew_link(
    tx: &mut Tx<'_>,
    old: &Invitation,
    token_hash: &str,
    terms_hash: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let guarded = invitations::table
        .find(old.id)
        .filter(invitations::link_version.eq(old.link_version))
        .filter(invitations::state.eq_any(Act::RenewLink.possible_in().to_vec()));
    let set = (
        invitations::state.eq(State::Ready),
        invitations::link_version.eq(invitations::link_version + 1),
        invitations::token_hash.eq(token_hash),
        invitations::terms_hash.eq(terms_hash),
        invitations::ready_at.eq(now),
        invitations::sent_at.eq(None::<Timestamp>),
        invitations::opened_at.eq(None::<Timestamp>),
        invitations::last_code_at.eq(None::<Timestamp>),
        invitations::expires_at.eq(now.plus(Duration::days(old.expires_in.into()))),
    );
    Ok(tx.attempt(|conn| diesel::update(guarded).set(set).execute(conn))? == 1)
}

/// The invitation that a mail of this server is about.
pub(super) fn of_mail(conn: &mut Conn, id: InvitationId) -> db::Result<Invitation> {
    Ok(invitations::table
        .find(id)
        .select(Invitation::as_select())
        .first(conn)?)
}

/// Whether somebody can still answer the ask of a mail.
pub fn is_unanswered(conn: &mut Conn, id: InvitationId) -> db::Result<bool> {
    let waiting = invitations::table.find(id).filter(sql::<Bool>(WAITING));
    let found: Option<InvitationId> = waiting.select(invitations::id).first(conn).optional()?;
    Ok(found.is_some())
}

/// Who wrote an invitation that was found through its link: name and address.
pub(crate) fn sender(conn: &mut Conn, id: UserId) -> db::Result<(String, String)> {
    Ok(users::table
        .find(id)
        .select((users::name, users::email))
        .first(conn)?)
}

/// What one colleague has drafted or handed out and nobody has answered is another's from now on, who is told of the answers.
/// The history says still who did it. Says how many.
///
/// # Errors
/// When a row cannot be written.
pub fn hand_over(tx: &mut Tx<'_>, scope: Scope, (from, to): (UserId, UserId)) -> db::Result<usize> {
    let open = invitations::table
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .filter(invitations::state.eq_any(vec![State::Draft, State::Ready, State::Sent]))
        .filter(invitations::created_by.eq(from));
    let set = invitations::created_by.eq(to);
    Ok(diesel::update(open).set(set).execute(tx.conn())?)
}
