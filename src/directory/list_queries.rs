//! Statements of the lists: users that are there, and users that can be restored.

use diesel::{ExpressionMethods, QueryDsl, SelectableHelper, sql_types::Bool};

use super::{
    list_filters::{DeletedView, ListView, Shown, Sort},
    model::{DirectoryUser, Person, UserState, restorable_for},
    queries,
    search::Search,
};
use crate::{
    db::{
        self, Conn, MultiBackend,
        ids::CustomerId,
        keyset::{Cursor, Kind, Order, Page},
        schema::directory_users,
        sql,
        types::Timestamp,
    },
    web::page::Total,
};

type Query<'q> = directory_users::BoxedQuery<'q, MultiBackend>;

/// One page of a list, and how many there are.
pub(super) struct Found {
    pub(super) page: Page<Person>,
    pub(super) total: Total,
}

/// The search that a list asks for.
fn search(conn: &mut Conn, customer: CustomerId, view: &ListView) -> db::Result<Search> {
    let role = match view.filters.role {
        Some(Shown::Role(role)) => Some(role),
        Some(Shown::None) | None => None,
    };
    Search::of(conn, customer, &view.filters.text, role)
}

/// The users that the list is of.
fn present<'q>(of: &Search, view: &ListView) -> Query<'q> {
    let asked = &view.filters;
    let mut query = directory_users::table.filter(of.condition()).into_boxed();
    if asked.role == Some(Shown::None) {
        query = query.filter(sql::<Bool>(
            "NOT EXISTS (SELECT 1 FROM directory_user_roles AS held WHERE held.user_id = directory_users.id)",
        ));
    }
    match asked.state {
        Some(state) => query.filter(directory_users::state.eq(state)),
        None => query.filter(directory_users::present.eq(true)),
    }
}

fn order(view: &ListView) -> Order {
    Order {
        column: match view.sort {
            Sort::Name => "directory_users.name_key",
            Sort::UserName => "directory_users.user_name_key",
        },
        kind: Kind::Text,
        id: "directory_users.id",
        descending: view.descending,
    }
}

/// One page of users.
pub(super) fn page(
    conn: &mut Conn,
    customer: CustomerId,
    view: &ListView,
) -> db::Result<Page<Person>> {
    let of = search(conn, customer, view)?;
    page_of(conn, &of, view)
}

fn page_of(conn: &mut Conn, of: &Search, view: &ListView) -> db::Result<Page<Person>> {
    let users = order(view).page(conn, &view.position, view.size, || {
        present(of, view).select(DirectoryUser::as_select())
    })?;
    people(conn, users)
}

/// One page of users, and how many there are.
pub(super) fn list(conn: &mut Conn, customer: CustomerId, view: &ListView) -> db::Result<Found> {
    let of = search(conn, customer, view)?;
    let page = page_of(conn, &of, view)?;
    Ok(Found {
        page,
        total: total(conn, customer, &of, view)?,
    })
}

/// How many there are: kept where nothing is searched for, counted otherwise.
fn total(conn: &mut Conn, customer: CustomerId, of: &Search, view: &ListView) -> db::Result<Total> {
    if !view.filters.text.is_empty() || view.filters.role.is_some() {
        return queries::total(conn, present(of, view));
    }
    let kept = queries::kept_number(customer, view.filters.state);
    let [number] = db::numbers(conn, [kept])?;
    Ok(Total::exact(number))
}

/// The same page, with roles.
fn people(conn: &mut Conn, users: Page<DirectoryUser>) -> db::Result<Page<Person>> {
    Ok(Page {
        rows: queries::with_roles(conn, users.rows)?,
        has_previous: users.has_previous,
        has_next: users.has_next,
        position: users.position,
    })
}

/// The latest first.
const DELETED: Order = Order {
    column: "directory_users.deleted_at",
    kind: Kind::Time,
    id: "directory_users.id",
    descending: true,
};

/// Users that can be restored.
pub(super) fn deleted(
    conn: &mut Conn,
    customer: CustomerId,
    view: &DeletedView,
    now: Timestamp,
) -> db::Result<Found> {
    let of = Search::of(conn, customer, &view.filters.text, None)?;
    let restorable = || {
        directory_users::table
            .filter(of.condition())
            .filter(directory_users::state.eq(UserState::Deleted))
            .filter(directory_users::deleted_at.gt(now.minus(restorable_for())))
            .into_boxed()
    };
    let users = DELETED.page(conn, &view.position, view.size, || {
        restorable().select(DirectoryUser::as_select())
    })?;
    Ok(Found {
        page: people(conn, users)?,
        total: queries::total(conn, restorable())?,
    })
}

/// The place of a user in the list.
pub(super) fn cursor(person: &Person, sort: Sort) -> Cursor {
    let user = &person.user;
    Cursor {
        key: match sort {
            Sort::Name => user.name_key.clone(),
            Sort::UserName => user.user_name_key.clone(),
        },
        id: user.id.to_string(),
    }
}

/// The place of a deleted user in theirs.
pub(super) fn deleted_cursor(person: &Person) -> Cursor {
    let deleted = person.user.deleted_at.unwrap_or(person.user.created_at);
    Cursor {
        key: deleted.rfc3339(),
        id: person.user.id.to_string(),
    }
}
