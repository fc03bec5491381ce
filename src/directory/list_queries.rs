//! Statements of the lists: users that are there, and users that can be restored.

use diesel::{
    ExpressionMethods, IntoSql, QueryDsl, SelectableHelper,
    sql_types::{Bool, Integer, Text},
};

use super::{
    list_filters::{DeletedView, ListView, Shown, Sort},
    model::{DirectoryUser, Person, UserState, restorable_for},
    queries,
    user_name::searched,
};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, counted,
        ids::CustomerId,
        keyset::{Cursor, Kind, Order, Page},
        schema::directory_users,
        sql,
        types::{Timestamp, Uuid},
    },
    web::page::{COUNT_CAP, Total},
};

type Query<'q> = directory_users::BoxedQuery<'q, MultiBackend>;

/// One page of a list, and how many there are.
pub(super) struct Found {
    pub(super) page: Page<Person>,
    pub(super) total: Total,
}

/// Those of a customer whose words begin as is searched for. They are found by key and then sorted: that costs what is
/// found, not what is there.
fn found_by<'q>(
    no_index: &'static str,
    customer: CustomerId,
    text: &str,
    role: Option<&str>,
) -> Query<'q> {
    let words = searched(text);
    let is_searched = !text.is_empty();
    let is_by_key = is_searched || role.is_some();
    let of: Sql<Bool> = sql(if is_by_key { no_index } else { "" });
    let of = of.sql("directory_users.customer_id = ");
    let mut query = directory_users::table
        .filter(of.bind::<Uuid, _>(customer))
        .into_boxed();
    for word in &words {
        query = query.filter(
            sql::<Bool>("directory_users.id IN (SELECT found.user_id FROM directory_user_words AS found WHERE found.customer_id = ")
                .bind::<Uuid, _>(customer)
                .sql(" AND found.word >= ")
                .bind::<Text, _>(word.clone())
                .sql(" AND found.word < ")
                .bind::<Text, _>(format!("{word}{}", char::MAX))
                .sql(")"),
        );
    }
    // A text without a letter or digit is in no name.
    if is_searched && words.is_empty() {
        query = query.filter(sql::<Bool>("1 = 0"));
    }
    if let Some(role) = role {
        query = query.filter(
            sql::<Bool>("directory_users.id IN (SELECT held.user_id FROM directory_user_roles AS held WHERE held.customer_id = ")
                .bind::<Uuid, _>(customer)
                .sql(" AND held.role = ")
                .bind::<Text, _>(role.to_owned())
                .sql(")"),
        );
    }
    query
}

/// The users that the list is of.
fn present<'q>(no_index: &'static str, customer: CustomerId, view: &ListView) -> Query<'q> {
    let asked = &view.filters;
    let role = match asked.role {
        Some(Shown::Role(role)) => Some(role.as_str()),
        Some(Shown::None) | None => None,
    };
    let mut query = found_by(no_index, customer, &asked.text, role);
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
    let no_index = db::no_index(conn);
    let users = order(view).page(conn, &view.position, view.size, || {
        present(no_index, customer, view).select(DirectoryUser::as_select())
    })?;
    people(conn, users)
}

/// One page of users, and how many there are.
pub(super) fn list(conn: &mut Conn, customer: CustomerId, view: &ListView) -> db::Result<Found> {
    let rows = present(db::no_index(conn), customer, view).select(1.into_sql::<Integer>());
    Ok(Found {
        page: page(conn, customer, view)?,
        total: total(conn, counted(rows.limit(COUNT_CAP + 1)))?,
    })
}

fn total(conn: &mut Conn, number: Sql<diesel::sql_types::BigInt>) -> db::Result<Total> {
    let [number] = db::numbers(conn, [number])?;
    Ok(Total::capped(number))
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
    let no_index = db::no_index(conn);
    let restorable = || {
        found_by(no_index, customer, &view.filters.text, None)
            .filter(directory_users::state.eq(UserState::Deleted))
            .filter(directory_users::deleted_at.gt(now.minus(restorable_for())))
    };
    let users = DELETED.page(conn, &view.position, view.size, || {
        restorable().select(DirectoryUser::as_select())
    })?;
    let rows = restorable().select(1.into_sql::<Integer>());
    Ok(Found {
        page: people(conn, users)?,
        total: total(conn, counted(rows.limit(COUNT_CAP + 1)))?,
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
