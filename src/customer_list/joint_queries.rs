//! The list of the customers that one consent connected with this partner and with another: read from the joint
//! entries, which hold the list's orders for the two, so that a page costs what a page of the whole list costs.

use diesel::{
    BoolExpressionMethods, EscapeExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl,
    RunQueryDsl, SelectableHelper, TextExpressionMethods,
    dsl::{InnerJoinOn, sql},
    sql_types::{Bool, Integer, Text},
};

use super::{
    model::ListView,
    queries::{Key, column, is_rising},
};
use crate::{
    customers::{Entry, Standing},
    db::{
        self, Conn, MultiBackend,
        ids::PartnerId,
        schema::{customer_entries, joint_entries},
        search::{Narrowed, Search},
        types::{Timestamptz, Uuid},
    },
    identity::Scope,
    web::page::{COUNT_CAP, Page, Place},
};

type OfEntry = diesel::dsl::Eq<joint_entries::entry_id, customer_entries::id>;
type Source = InnerJoinOn<joint_entries::table, customer_entries::table, OfEntry>;
type Query<'q> = diesel::helper_types::IntoBoxed<'q, Source, MultiBackend>;

fn of<'q>(
    scope: Scope,
    other: PartnerId,
    search: &Search,
    standing: Option<Standing>,
) -> Query<'q> {
    let query = joint_entries::table
        .inner_join(customer_entries::table.on(joint_entries::entry_id.eq(customer_entries::id)))
        .into_boxed()
        .filter(joint_entries::partner_id.eq(scope.partner_id()))
        .filter(joint_entries::other_id.eq(other));
    let query = match standing {
        Some(standing) => query.filter(customer_entries::standing.eq(standing)),
        None => query,
    };
    match search.narrowed() {
        Narrowed::Nothing => query,
        Narrowed::Rows(rows) => query.filter(customer_entries::seq.eq_any(rows.to_vec())),
        Narrowed::Beginning(text) => {
            let begin = format!("{}%", literal(text));
            let name = customer_entries::name_key.like(begin.clone()).escape('\\');
            query.filter(name.or(customer_entries::domain.like(begin).escape('\\')))
        }
        Narrowed::Like(pattern) => {
            query.filter(customer_entries::search_text.like(pattern).escape('\\'))
        }
    }
}

/// The wildcards of `LIKE` stand for themselves.
fn literal(text: &str) -> String {
    text.replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_")
}

/// One page.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    other: PartnerId,
    search: &Search,
    view: &ListView,
) -> db::Result<Page<Entry>> {
    let wanted = i64::try_from(view.size).unwrap_or(i64::MAX - 1) + 1;
    let query = ordered(of(scope, other, search, view.standing), view);
    let rows = query.limit(wanted).select(Entry::as_select()).load(conn)?;
    Ok(Page::from_rows(rows, view.size, &view.place))
}

/// In the order of reading, from the place on.
fn ordered<'q>(query: Query<'q>, view: &ListView) -> Query<'q> {
    let (direction, beyond) = if is_rising(view) {
        ("ASC", ">")
    } else {
        ("DESC", "<")
    };
    let column = column(view.sort);
    let query = query.order(sql::<Text>(&format!(
        "joint_entries.{column} {direction}, joint_entries.entry_id {direction}"
    )));
    let key = match &view.place {
        Place::First => None,
        Place::After(cursor) | Place::Before(cursor) => Key::of(cursor, view.sort),
    };
    let begin = sql::<Bool>(&format!(
        "(joint_entries.{column}, joint_entries.entry_id) {beyond} ("
    ));
    match key {
        None => query,
        Some(Key::Text(text, id)) => query.filter(
            begin
                .bind::<Text, _>(text)
                .sql(", ")
                .bind::<Uuid, _>(id)
                .sql(")"),
        ),
        Some(Key::Time(time, id)) => query.filter(
            begin
                .bind::<Timestamptz, _>(time)
                .sql(", ")
                .bind::<Uuid, _>(id)
                .sql(")"),
        ),
    }
}

/// How many there are, counted up to the cap and one.
pub(super) fn count(
    conn: &mut Conn,
    scope: Scope,
    other: PartnerId,
    search: &Search,
    standing: Option<Standing>,
) -> db::Result<i64> {
    let found: Vec<i32> = of(scope, other, search, standing)
        .select(sql::<Integer>("1"))
        .limit(COUNT_CAP + 1)
        .load(conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(COUNT_CAP))
}
