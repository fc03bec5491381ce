//! Statements of the list. It reads grants, and never writes them.

use diesel::{
    ExpressionMethods, IntoSql, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::{Bool, Integer},
};

use super::model::{ListView, Part, Sort};
use crate::{
    db::{
        self, Conn, MultiBackend, counted,
        ids::{CustomerId, GrantId},
        keyset::{Order, Page},
        schema::{customers, grants},
        sql,
        types::{Timestamp, Timestamptz},
    },
    identity::Scope,
    privileges::{self, Grant, RoleSet},
    web::{
        list::Sort as _,
        page::{COUNT_CAP, Total},
    },
};

/// A row of the list.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) grant: Grant,
    /// The customer: its name and domain.
    pub(super) company: (String, String),
}

type Query<'q> = grants::BoxedQuery<'q, MultiBackend>;

/// The conditions are those of the partial indexes, word for word.
fn of<'q>(scope: Scope, part: Part, sort: Sort, now: Timestamp) -> Query<'q> {
    let own = grants::table
        .filter(grants::partner_id.eq(scope.partner_id()))
        .into_boxed();
    let with = |condition: &'static str| own.filter(sql::<Bool>(condition));
    let active = match part {
        Part::InForce => with("grants.state = 'active'"),
        Part::Ending7 | Part::Ending30 | Part::Ending90 => {
            with("(grants.state = 'active' AND NOT grants.auto_extend)")
        }
        Part::Ended => with("grants.state <> 'active'"),
        Part::Alone => with("(grants.state = 'active' AND NOT grants.has_relationship)"),
        Part::Unused => with("(grants.state = 'active' AND grants.idle_at IS NULL)"),
    };
    match (part.ends_before(now), sort) {
        (Some(end), Sort::Until) => active.filter(grants::ends_at.lt(end)),
        // Said so that no index is looked for by it: the rows are to come in the order of the other one.
        (Some(end), Sort::Name) => active.filter(
            sql::<Bool>("NOT (grants.ends_at >= ")
                .bind::<Timestamptz, _>(end)
                .sql(")"),
        ),
        (None, _) => active,
    }
}

fn order(view: &ListView) -> Order {
    Order {
        column: match view.sort {
            Sort::Name => "lower(grants.name)",
            Sort::Until => "grants.ends_at",
        },
        kind: view.sort.kind(),
        id: "grants.id",
        descending: view.descending,
    }
}

/// One page.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    view: &ListView,
    now: Timestamp,
) -> db::Result<Page<Row>> {
    let part = view.filters.part;
    let page: Page<Grant> = order(view).page(conn, &view.position, view.size, || {
        of(scope, part, view.sort, now).select(Grant::as_select())
    })?;
    let names = names(conn, &page.rows)?;
    let row = |grant: Grant| Row {
        company: company(&names, grant.customer_id),
        grant,
    };
    Ok(Page {
        has_previous: page.has_previous,
        has_next: page.has_next,
        position: page.position,
        rows: page.rows.into_iter().map(row).collect(),
    })
}

type Named = (CustomerId, String, String);

fn names(conn: &mut Conn, grants: &[Grant]) -> db::Result<Vec<Named>> {
    let keys: Vec<CustomerId> = grants.iter().map(|grant| grant.customer_id).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    Ok(customers::table
        .filter(db::is_one_of(conn, "customers.id", &keys))
        .order(customers::id)
        .select((customers::id, customers::name, customers::domain))
        .load(conn)?)
}

fn company(names: &[Named], id: CustomerId) -> (String, String) {
    let found = names.binary_search_by_key(&id, |(id, _, _)| *id);
    let found = found.ok().and_then(|place| names.get(place));
    found.map_or_else(Default::default, |(_, name, domain)| {
        (name.clone(), domain.clone())
    })
}

/// How many rows a part has, counted up to the cap and one.
pub(super) fn count(
    conn: &mut Conn,
    scope: Scope,
    part: Part,
    now: Timestamp,
) -> db::Result<Total> {
    // No column at all: the index alone answers.
    let rows = of(scope, part, Sort::Until, now).select(1.into_sql::<Integer>());
    let [number] = db::numbers(conn, [counted(rows.limit(COUNT_CAP + 1))])?;
    Ok(Total::capped(number))
}

/// Some of the partner's, with their company, and what else it has in force there.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) grant: Grant,
    pub(super) company: String,
    /// All roles of other privileges in force over the same customer.
    pub(super) others: RoleSet,
}

/// Those with these keys, in the order of the keys; unknown ones and other partners' are left out. What the others allow is
/// without those that were chosen.
pub(super) fn chosen(
    conn: &mut Conn,
    scope: Scope,
    keys: &[GrantId],
    now: Timestamp,
) -> db::Result<Vec<Chosen>> {
    let mut found = Vec::new();
    for key in keys {
        let grant = match privileges::find(conn, scope, *key) {
            Ok(grant) => grant,
            Err(db::Error::NotFound) => continue,
            Err(other) => return Err(other),
        };
        let all = privileges::list(conn, scope, grant.customer_id)?;
        let others = all
            .iter()
            .filter(|it| it.is_in_force(now) && !keys.contains(&it.id));
        let roles: Vec<_> = others.flat_map(|it| it.roles.roles()).collect();
        found.push(Chosen {
            company: privileges::company_of(conn, &grant)?.1,
            others: RoleSet::new(&roles),
            grant,
        });
    }
    Ok(found)
}
