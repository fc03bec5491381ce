//! Statements of the list of staff.

use std::collections::{HashMap, HashSet};

use diesel::{
    ExpressionMethods, IntoSql, QueryDsl, SelectableHelper,
    sql_types::{Bool, Integer, Text},
};

use super::list_filters::{Asked, ListView, Shown};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, counted,
        ids::UserId,
        keyset::{Cursor, Kind, Order, Page, Position},
        schema::users,
        sql,
    },
    identity::{self, Scope, SetUpLink, User, UserStatus, set_up_event},
    mail,
    text::folded,
    web::page::Total,
};

type Query<'q> = users::BoxedQuery<'q, MultiBackend>;

const BY_NAME: Order = Order {
    column: "users.name_key",
    kind: Kind::Text,
    id: "users.id",
    descending: false,
};

/// People are counted up to here.
const MOST_COUNTED: i64 = 10_000;

/// People with their newest links to set a first password.
pub(super) struct Found {
    pub(super) page: Page<User>,
    pub(super) links: HashMap<UserId, SetUpLink>,
    /// Those whose newest invitation came back.
    pub(super) undelivered: HashSet<UserId>,
}

/// Whether the name or the address holds the text.
fn holds(text: &str) -> Sql<Bool> {
    let escaped = folded(text).replace('\\', r"\\");
    let pattern = format!("%{}%", escaped.replace('%', r"\%").replace('_', r"\_"));
    sql("(users.name_key LIKE ")
        .bind::<Text, _>(pattern.clone())
        .sql(r" ESCAPE '\' OR users.email LIKE ")
        .bind::<Text, _>(pattern)
        .sql(r" ESCAPE '\')")
}

fn asked_for<'q>(scope: Scope, asked: &Asked) -> Query<'q> {
    let own = users::table
        .filter(users::partner_id.eq(scope.partner_id()))
        .into_boxed();
    let own = match asked.text.trim() {
        "" => own,
        text => own.filter(holds(text)),
    };
    let own = match asked.role {
        Some(role) => own.filter(identity::has_this_role(role)),
        None => own,
    };
    match asked.state {
        Some(Shown::Active) => own
            .filter(users::status.eq(UserStatus::Active))
            .filter(users::password_hash.is_not_null()),
        Some(Shown::Invited) => own
            .filter(users::status.eq(UserStatus::Active))
            .filter(users::password_hash.is_null()),
        Some(Shown::Disabled) => own.filter(users::status.eq(UserStatus::Disabled)),
        None => own,
    }
}

/// One page.
pub(super) fn page(conn: &mut Conn, scope: Scope, view: &ListView) -> db::Result<Found> {
    let page = BY_NAME.page(conn, &view.position, view.size, || {
        asked_for(scope, &view.filters).select(User::as_select())
    })?;
    with_links(conn, page)
}

/// How many there are.
pub(super) fn total(conn: &mut Conn, scope: Scope, view: &ListView) -> db::Result<Total> {
    let all = asked_for(scope, &view.filters)
        .select(1.into_sql::<Integer>())
        .limit(MOST_COUNTED + 1);
    let [number] = db::numbers(conn, [counted(all)])?;
    Ok(Total::up_to(MOST_COUNTED, number))
}

fn with_links(conn: &mut Conn, page: Page<User>) -> db::Result<Found> {
    let open = page.rows.iter();
    let open = open.filter(|user| user.password_hash.is_none());
    let open: Vec<UserId> = open.map(|user| user.id).collect();
    let links = identity::set_up_links(conn, &open)?;
    let event = |(user, link): (&UserId, &SetUpLink)| (set_up_event(link.id), *user);
    let events: HashMap<String, UserId> = links.iter().map(event).collect();
    let failed = mail::given_up(conn, events.keys().cloned().collect())?;
    let undelivered = failed.iter().filter_map(|event| events.get(event));
    Ok(Found {
        undelivered: undelivered.copied().collect(),
        links,
        page,
    })
}

/// One colleague, as the list would show them.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) fn one(conn: &mut Conn, scope: Scope, id: UserId) -> db::Result<Found> {
    let user = identity::user(conn, scope, id)?;
    with_links(conn, Page::from_rows(vec![user], 1, &Position::First))
}

/// The place of a person in the list.
pub(super) fn cursor(user: &User) -> Cursor {
    Cursor {
        key: folded(&user.name),
        id: user.id.to_string(),
    }
}
