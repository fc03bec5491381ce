//! Statements on activity.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Integer},
};

use super::{
    event::{By, Event},
    kinds::EventKind,
    model::LoggedEvent,
};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, Tx, counted,
        ids::{ActivityId, EntryId, InvitationId, Named, SubjectId, UserId},
        keyset::{Cursor, Kind, Order, Page, Position},
        schema::activity,
        types::{Id, Timestamp},
    },
    identity::Scope,
};

/// Logs an event, by whoever caused it.
///
/// # Errors
/// When the row cannot be written; then the change that it tells of is rolled back with it.
pub fn record<'a>(
    tx: &mut Tx<'_>,
    by: impl Into<By<'a>>,
    event: &dyn Event,
    now: Timestamp,
) -> db::Result<()> {
    let (by, company, subject) = (by.into(), event.company(), event.subject());
    let changes = serde_json::to_string(&event.changes());
    let changes = changes.map_err(|error| db::Error::Accident(error.to_string()))?;
    diesel::insert_into(activity::table)
        .values((
            activity::id.eq(ActivityId::new()),
            activity::partner_id.eq(by.log),
            activity::at.eq(now),
            activity::actor_kind.eq(by.actor),
            activity::actor_id.eq(by.user),
            activity::actor_name.eq(by.name),
            activity::action.eq(event.kind().code()),
            activity::entry_id.eq(company.entry),
            activity::company.eq(company.name),
            activity::detail.eq(event.detail()),
            activity::notify_user_id.eq(by.notified),
            activity::subject_kind.eq(subject.kind),
            activity::subject_key.eq(subject.key),
            activity::customer_id.eq(company.customer),
            activity::changes.eq(changes),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Which events are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of one company.
    pub entry: Option<EntryId>,
    /// By one person.
    pub actor: Option<UserId>,
    /// Of one kind.
    pub kind: Option<EventKind>,
    /// Not older than this.
    pub since: Option<Timestamp>,
    /// For one person.
    pub notified: Option<UserId>,
}

impl Filter {
    /// A person's notifications.
    #[must_use]
    pub fn for_person(user: UserId) -> Self {
        Self {
            notified: Some(user),
            ..Self::default()
        }
    }
}

type Query<'q> = activity::BoxedQuery<'q, MultiBackend>;

fn of<'q>(scope: Scope, filter: &Filter) -> Query<'q> {
    let mut query = activity::table
        .filter(activity::partner_id.eq(scope.partner_id()))
        .into_boxed();
    if let Some(entry) = filter.entry {
        query = query.filter(activity::entry_id.eq(entry));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(activity::actor_id.eq(actor));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(activity::action.eq(kind.code()));
    }
    if let Some(since) = filter.since {
        query = query.filter(activity::at.ge(since));
    }
    if let Some(user) = filter.notified {
        query = query.filter(activity::notify_user_id.eq(user));
    }
    query
}

/// One page, newest first.
///
/// # Errors
/// When the database does not answer.
pub fn list(
    conn: &mut Conn,
    scope: Scope,
    filter: &Filter,
    place: &Position,
    size: usize,
) -> db::Result<Page<LoggedEvent>> {
    NEWEST.page(conn, place, size, || {
        of(scope, filter).select(LoggedEvent::as_select())
    })
}

/// Newest first.
const NEWEST: Order = Order {
    column: "activity.at",
    kind: Kind::Time,
    id: "activity.id",
    descending: true,
};

/// Whether a place is one of these lists.
#[must_use]
pub fn is_place(place: &Position) -> bool {
    NEWEST.kind.knows(place)
}

impl LoggedEvent {
    /// The place of this event in the list.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor {
            key: self.at.rfc3339(),
            id: self.id.to_string(),
        }
    }
}

/// The history of one invitation, newest first. The invitation was found through its partner's scope.
///
/// # Errors
/// When the database does not answer.
pub fn of_invitation(
    conn: &mut Conn,
    scope: Scope,
    invitation: InvitationId,
) -> db::Result<Vec<LoggedEvent>> {
    of_subject(conn, scope, invitation)
}

/// What happened to one thing, newest first, as it stands in this partner's log.
///
/// # Errors
/// When the database does not answer.
pub fn of_subject<K: Named>(
    conn: &mut Conn,
    scope: Scope,
    id: Id<K>,
) -> db::Result<Vec<LoggedEvent>> {
    Ok(activity::table
        .filter(
            activity::subject_key
                .eq(SubjectId::from_uuid(id.uuid()))
                .and(activity::subject_kind.eq(K::NAME))
                .and(activity::partner_id.eq(scope.partner_id())),
        )
        .order((activity::at.desc(), activity::id.desc()))
        .limit(200)
        .select(LoggedEvent::as_select())
        .load(conn)?)
}

/// How many events there are since `since`, counted up to 100.
#[must_use]
pub fn number_since(scope: Scope, since: Timestamp) -> Sql<BigInt> {
    let lines = activity::table.filter(
        activity::partner_id
            .eq(scope.partner_id())
            .and(activity::at.ge(since)),
    );
    counted(lines.select(1.into_sql::<Integer>()).limit(101))
}

/// The same of one kind.
#[must_use]
pub fn number_of(scope: Scope, kind: EventKind, since: Timestamp) -> Sql<BigInt> {
    let lines = activity::table.filter(
        activity::partner_id
            .eq(scope.partner_id())
            .and(activity::action.eq(kind.code()))
            .and(activity::at.ge(since)),
    );
    counted(lines.select(1.into_sql::<Integer>()).limit(101))
}

/// How many notifications of a person are newer than `until`, counted up to 100.
#[must_use]
pub fn unread(user: UserId, until: Timestamp) -> Sql<BigInt> {
    let unread = activity::table.filter(
        activity::notify_user_id
            .eq(user)
            .and(activity::at.gt(until)),
    );
    counted(unread.select(1.into_sql::<Integer>()).limit(100))
}
