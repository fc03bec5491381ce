//! Partnerships by the name of the partner across, a page at a time.
//!
//! An index has them in this order, with the name as [`folded`](crate::text::folded) gives it. A search reads the index
//! on, up to a number of partnerships that does not depend on how many there are, and says where it stopped.

use diesel::{
    ExpressionMethods, QueryDsl, Queryable, RunQueryDsl,
    sql_types::{BigInt, Bool, Text},
};

use super::{
    model::{Side, State},
    queries::of,
};
use crate::{
    db::{
        self, Conn, Sql,
        ids::{PartnerId, PartnershipId},
        keyset::{Cursor, Kind, Order, Page, Position},
        schema::partnerships,
        search::pattern,
        sql,
        types::{Timestamp, Uuid},
    },
    identity::Scope,
};

/// So many partnerships are looked at by one search.
pub const STRETCH: i64 = 2_000;

/// An active partnership in the list of one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Across {
    /// The partnership.
    pub id: PartnershipId,
    /// The partner across.
    pub other: PartnerId,
    /// Its name, folded.
    pub name_key: String,
    /// Since when.
    pub since: Timestamp,
}

impl Across {
    /// Its place in the list.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor {
            key: self.name_key.clone(),
            id: self.id.to_string(),
        }
    }
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct Found {
    /// The partnerships.
    pub page: Page<Across>,
    /// Where a search stopped before it had filled the page, because it had looked at enough.
    pub stopped: Option<Position>,
}

/// Which partnerships are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Active,
    AlsoEnded,
}

/// What the partnerships of one side are called in SQL.
struct Columns {
    own: &'static str,
    other: &'static str,
    name_key: &'static str,
    domain: &'static str,
}

impl Columns {
    /// For a partner on this side.
    fn of(side: Side) -> Self {
        match side {
            Side::Provider => Self {
                own: "partnerships.provider_id",
                other: "partnerships.reseller_id",
                name_key: "partnerships.reseller_name_key",
                domain: "(SELECT partners.domain FROM partners WHERE partners.id = partnerships.reseller_id)",
            },
            Side::Reseller => Self {
                own: "partnerships.reseller_id",
                other: "partnerships.provider_id",
                name_key: "partnerships.provider_name_key",
                domain: "(SELECT partners.domain FROM partners WHERE partners.id = partnerships.provider_id)",
            },
        }
    }

    fn order(&self) -> Order {
        Order {
            column: self.name_key,
            kind: Kind::Text,
            id: "partnerships.id",
            descending: false,
        }
    }
}

/// Whether a name or a domain holds the text.
fn holds(name_key: &'static str, domain: &'static str, text: &str) -> Sql<Bool> {
    sql("(")
        .sql(name_key)
        .sql(" LIKE ")
        .bind::<Text, _>(pattern(text))
        .sql(r" ESCAPE '\' OR ")
        .sql(domain)
        .sql(" LIKE ")
        .bind::<Text, _>(pattern(text))
        .sql(r" ESCAPE '\')")
}

/// One page of the active partnerships of this partner, on `side`, whose other side's name or domain holds the folded
/// text.
///
/// # Errors
/// When the database does not answer.
pub fn page(
    conn: &mut Conn,
    scope: Scope,
    side: Side,
    text: &str,
    position: &Position,
    size: usize,
) -> db::Result<Found> {
    let columns = Columns::of(side);
    let order = columns.order();
    let active = || {
        let active = of(scope, side).filter(partnerships::state.eq(State::Active));
        active.select((
            partnerships::id,
            sql::<Uuid>(columns.other),
            sql::<Text>(columns.name_key),
            partnerships::started_at,
        ))
    };
    if text.is_empty() {
        let page = order.page(conn, position, size, active)?;
        return Ok(Found {
            page,
            stopped: None,
        });
    }
    let matching = || active().filter(holds(columns.name_key, columns.domain, text));
    // The last one that is looked at, and whether another stands behind it.
    let end = order.from(active(), position).offset(STRETCH - 1).limit(2);
    let end: Vec<Across> = end.load(conn)?;
    let [end, _] = end.as_slice() else {
        let page = order.page_at(conn, position, size, matching())?;
        if page.rows.is_empty() && *position != Position::First {
            // The first page instead, as in every list; but who went on from where a search had stopped is told that the
            // rest holds nothing, and not sent round.
            let first = self::page(conn, scope, side, text, &Position::First, size)?;
            if first.stopped.is_none() || matches!(position, Position::Before(_)) {
                return Ok(first);
            }
        }
        return Ok(Found {
            page,
            stopped: None,
        });
    };
    let end = end.cursor();
    let stretch = order.up_to(matching(), position, &end);
    let page = order.page_at(conn, position, size, stretch)?;
    let stopped = (!page.goes_on()).then_some(match position {
        Position::Before(_) => Position::Before(end),
        Position::First | Position::After(_) => Position::After(end),
    });
    Ok(Found { page, stopped })
}

/// Of the first partnerships by name, up to [`STRETCH`], the partners across whose name or domain holds the folded text.
pub(super) fn first_holding(scope: Scope, side: Side, which: Which, text: &str) -> Sql<Uuid> {
    let columns = Columns::of(side);
    let first = sql("SELECT first.other_id FROM (SELECT ")
        .sql(columns.other)
        .sql(" AS other_id, ")
        .sql(columns.name_key)
        .sql(" AS name_key FROM partnerships WHERE ")
        .part(own(&columns, scope, which))
        .sql(" ORDER BY ")
        .sql(columns.name_key)
        .sql(" LIMIT ")
        .bind::<BigInt, _>(STRETCH)
        .sql(") AS first WHERE ");
    let domain = "(SELECT partners.domain FROM partners WHERE partners.id = first.other_id)";
    first.part(holds("first.name_key", domain, text))
}

/// The partners across with exactly this folded name.
pub(super) fn with_name(scope: Scope, side: Side, which: Which, name_key: &str) -> Sql<Uuid> {
    let columns = Columns::of(side);
    sql("SELECT ")
        .sql(columns.other)
        .sql(" FROM partnerships WHERE ")
        .part(own(&columns, scope, which))
        .sql(" AND ")
        .sql(columns.name_key)
        .sql(" = ")
        .bind::<Text, _>(name_key.to_owned())
}

/// The first partners across by name, each once.
pub(super) fn first(scope: Scope, side: Side, which: Which, most: i64) -> Sql<Uuid> {
    let columns = Columns::of(side);
    sql("SELECT first.other_id FROM (SELECT DISTINCT ")
        .sql(columns.name_key)
        .sql(" AS name_key, ")
        .sql(columns.other)
        .sql(" AS other_id FROM partnerships WHERE ")
        .part(own(&columns, scope, which))
        .sql(" ORDER BY ")
        .sql(columns.name_key)
        .sql(", ")
        .sql(columns.other)
        .sql(" LIMIT ")
        .bind::<BigInt, _>(most)
        .sql(") AS first")
}

fn own(columns: &Columns, scope: Scope, which: Which) -> Sql<Bool> {
    let own = sql(columns.own)
        .sql(" = ")
        .bind::<Uuid, _>(scope.partner_id());
    match which {
        Which::Active => own.sql(" AND partnerships.state = 'active'"),
        Which::AlsoEnded => own,
    }
}

/// How many active partnerships this partner has on `side` whose other side's name or domain holds the folded text, among
/// the first [`STRETCH`] by name.
#[must_use]
pub fn number_holding(scope: Scope, side: Side, text: &str) -> Sql<BigInt> {
    sql("(SELECT count(*) FROM (")
        .part(first_holding(scope, side, Which::Active, text))
        .sql(") AS counted)")
}
