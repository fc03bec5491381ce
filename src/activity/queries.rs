//! Statements on activity.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Integer},
};

use super::model::{Action, ActivityLine, Actor, ActorKind, Line};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, Tx, counted,
        ids::{ActivityId, EntryId, InvitationId, UserId},
        keyset::{Cursor, Kind, Order, Page, Position},
        schema::activity,
        types::Timestamp,
    },
    identity::Scope,
};

/// Writes a line.
///
/// # Errors
/// When the row cannot be written; then the change it tells of is rolled back with it.
pub fn record(tx: &mut Tx<'_>, line: Line<'_>, now: Timestamp) -> db::Result<()> {
    let (actor_kind, actor_id, actor_name) = match line.actor {
        Actor::User(staff) => (ActorKind::User, Some(staff.id), staff.name.clone()),
        Actor::Customer(name) => (ActorKind::Customer, None, name.to_owned()),
        Actor::Partner(name) => (ActorKind::Partner, None, name.to_owned()),
        Actor::System => (ActorKind::System, None, "This server".to_owned()),
    };
    let row = ActivityLine {
        id: ActivityId::new(),
        partner_id: line.partner,
        at: now,
        actor_kind,
        actor_id,
        actor_name,
        action: line.action,
        entry_id: line.entry,
        company: line.company.to_owned(),
        invitation_id: line.invitation,
        detail: line.detail.to_owned(),
        notify_user_id: line.notify,
    };
    diesel::insert_into(activity::table)
        .values(&row)
        .execute(tx.conn())?;
    Ok(())
}

/// Which lines are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of one company.
    pub entry: Option<EntryId>,
    /// By one person.
    pub actor: Option<UserId>,
    /// Of one kind.
    pub action: Option<Action>,
    /// Not older than this.
    pub since: Option<Timestamp>,
    /// For one person.
    pub notified: Option<UserId>,
}

impl Filter {
    /// A person's notifications.
    pub(super) fn for_person(user: UserId) -> Self {
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
    if let Some(action) = filter.action {
        query = query.filter(activity::action.eq(action));
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
) -> db::Result<Page<ActivityLine>> {
    NEWEST.page(conn, place, size, || {
        of(scope, filter).select(ActivityLine::as_select())
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

impl ActivityLine {
    /// The place of this line in the list.
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
) -> db::Result<Vec<ActivityLine>> {
    Ok(activity::table
        .filter(
            activity::invitation_id
                .eq(invitation)
                .and(activity::partner_id.eq(scope.partner_id())),
        )
        .order((activity::at.desc(), activity::id.desc()))
        .limit(200)
        .select(ActivityLine::as_select())
        .load(conn)?)
}

/// How many lines there are since `since`, counted up to 100.
#[must_use]
pub fn number_since(scope: Scope, since: Timestamp) -> Sql<BigInt> {
    let lines = activity::table.filter(
        activity::partner_id
            .eq(scope.partner_id())
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
