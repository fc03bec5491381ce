//! Statements of the lists. Each is answered by an index that begins with the partner, or with the customer.

use std::collections::HashMap;

use diesel::{
    ExpressionMethods, IntoSql, JoinOnDsl, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Bool, Integer},
};

use super::{
    list_model::{ListView, Side, Use, Wanted},
    model::{State, Subscription},
    queries::is_seen,
};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, counted,
        ids::{CustomerId, PartnerId},
        keyset::{Kind, Order, Page, Position},
        schema::{customers, partners, partnerships, subscriptions, unused_licenses},
        sql,
        types::{Timestamp, Timestamptz},
    },
    identity::Scope,
    licenses, orders,
    partnerships::State as PartnershipState,
};

type Query<'q> = subscriptions::BoxedQuery<'q, MultiBackend>;

/// Those with unused licenses are counted up to here: each page that says how many there are counts them.
pub(crate) const MOST_COUNTED: i64 = 1_000;
/// Resellers to choose from.
const RESELLERS: i64 = 100;

const BY_END: Order = Order {
    column: "subscriptions.commitment_end_date",
    kind: Kind::Time,
    id: "subscriptions.id",
    descending: false,
};

/// Rows with the names that they show.
pub(crate) struct Found {
    pub(crate) page: Page<Subscription>,
    pub(crate) customers: HashMap<CustomerId, String>,
    pub(crate) partners: HashMap<PartnerId, String>,
    /// Licenses of these customers that are assigned to nobody, over all sellers; none where the list does not show it.
    free: HashMap<(CustomerId, String), i64>,
}

impl Found {
    /// How many licenses of a subscription are assigned to nobody: all that is free, as far as it can be this one's. Nothing
    /// where it gives none that work.
    pub(super) fn unused(&self, row: &Subscription) -> Option<i64> {
        let free = self.free.get(&(row.customer_id, row.license_sku.clone()));
        free.filter(|_| row.state.works())
            .map(|free| (*free).min(row.quantity.into()))
    }
}

/// Narrows a query to what is asked for, by the columns of the table whose index is to answer it: several filters at once are
/// compared inside that index, which carries these columns.
macro_rules! narrowed {
    ($table:ident, $own:expr, $wanted:expr, $now:expr) => {{
        let wanted: &Wanted = $wanted;
        let own = match wanted.state {
            Some(state) => $own.filter($table::state.eq(state)),
            None => $own,
        };
        let own = match wanted.reseller {
            Some(reseller) => own.filter($table::partner_id_on_record.eq(Some(reseller))),
            None => own,
        };
        let own = match wanted.plan {
            Some(plan) => own.filter($table::plan_id.eq(plan)),
            None => own,
        };
        match wanted.renews {
            // The condition is that of the partial index, word for word.
            Some(renews) => own.filter(
                sql::<Bool>("subscriptions.state = 'active' AND subscriptions.auto_renew_enabled AND subscriptions.commitment_end_date < ")
                    .bind::<Timestamptz, _>(renews.ends_before($now)),
            ),
            None => own,
        }
    }};
}

fn of<'q>(scope: Scope, side: Side, wanted: &Wanted, now: Timestamp) -> Query<'q> {
    let all = subscriptions::table.into_boxed();
    let own = match side {
        Side::Seller => all.filter(subscriptions::partner_id.eq(scope.partner_id())),
        Side::Reseller => {
            all.filter(subscriptions::partner_id_on_record.eq(Some(scope.partner_id())))
        }
    };
    narrowed!(subscriptions, own, wanted, now)
}

/// The table of those with unused licenses has the same order.
const UNUSED_BY_END: Order = Order {
    column: "unused_licenses.commitment_end_date",
    kind: Kind::Time,
    id: "unused_licenses.subscription_id",
    descending: false,
};

/// One page of those with unused licenses: found in the table of these, however many others there are.
fn unused(
    conn: &mut Conn,
    (scope, side): (Scope, Side),
    view: &ListView,
    now: Timestamp,
) -> db::Result<Page<Subscription>> {
    UNUSED_BY_END.page(conn, &view.position, view.size, || {
        let all = unused_licenses::table
            .inner_join(subscriptions::table)
            .select(Subscription::as_select())
            .into_boxed::<MultiBackend>();
        let own = match side {
            Side::Seller => all.filter(unused_licenses::partner_id.eq(scope.partner_id())),
            Side::Reseller => {
                all.filter(unused_licenses::partner_id_on_record.eq(Some(scope.partner_id())))
            }
        };
        // The same day as the subscription's: so it is a range of the index.
        let own = match view.filters.renews {
            Some(renews) => {
                let end = renews.ends_before(now);
                own.filter(unused_licenses::commitment_end_date.lt(end))
            }
            None => own,
        };
        narrowed!(unused_licenses, own, &view.filters, now)
    })
}

/// How many of a partner's have unused licenses, counted up to a thousand and one.
#[must_use]
pub fn number_unused(scope: Scope, side: Side) -> Sql<BigInt> {
    let all = unused_licenses::table.into_boxed::<MultiBackend>();
    let own = match side {
        Side::Seller => all.filter(unused_licenses::partner_id.eq(scope.partner_id())),
        Side::Reseller => {
            all.filter(unused_licenses::partner_id_on_record.eq(Some(scope.partner_id())))
        }
    };
    counted(own.select(1.into_sql::<Integer>()).limit(MOST_COUNTED + 1))
}

/// One page over all customers.
pub(super) fn list(
    conn: &mut Conn,
    scope: Scope,
    side: Side,
    view: &ListView,
    now: Timestamp,
) -> db::Result<Found> {
    let page = match view.filters.licenses {
        // Licenses that do not work are not there: nobody has to look through all that do.
        Some(Use::Unused) if view.filters.state.is_some_and(|state| !state.works()) => {
            Page::from_rows(Vec::new(), view.size, &view.position)
        }
        Some(Use::Unused) => unused(conn, (scope, side), view, now)?,
        None => BY_END.page(conn, &view.position, view.size, || {
            of(scope, side, &view.filters, now).select(Subscription::as_select())
        })?,
    };
    with_free(conn, page)
}

/// How many that are not over a seller has with this reseller of record, counted up to a thousand and one.
#[must_use]
pub fn number_between(seller: PartnerId, reseller: PartnerId) -> Sql<BigInt> {
    let rows = subscriptions::table
        .filter(subscriptions::partner_id.eq(seller))
        .filter(subscriptions::partner_id_on_record.eq(Some(reseller)))
        .filter(subscriptions::state.ne_all([State::Cancelled, State::Deleted]));
    counted(rows.select(1.into_sql::<Integer>()).limit(MOST_COUNTED + 1))
}

const BY_NEXT: Order = Order {
    column: "subscriptions.next_at",
    kind: Kind::Time,
    id: "subscriptions.id",
    descending: false,
};

/// One page of those whose state changes by itself before an instant, in the order of these instants.
pub(crate) fn coming(
    conn: &mut Conn,
    scope: Scope,
    side: Side,
    (place, size): (&Position, usize),
    end: Timestamp,
) -> db::Result<Found> {
    let page = BY_NEXT.page(conn, place, size, || {
        let all = subscriptions::table.into_boxed::<MultiBackend>();
        let own = match side {
            Side::Seller => all.filter(subscriptions::partner_id.eq(scope.partner_id())),
            Side::Reseller => {
                all.filter(subscriptions::partner_id_on_record.eq(Some(scope.partner_id())))
            }
        };
        own.filter(subscriptions::next_at.lt(end))
            .select(Subscription::as_select())
    })?;
    with_names(conn, page)
}

/// One page of one customer's.
pub(super) fn of_customer(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    place: &Position,
    size: usize,
) -> db::Result<Found> {
    let no_index = db::no_index(conn);
    let page = BY_END.page(conn, place, size, || {
        subscriptions::table
            .into_boxed::<MultiBackend>()
            .filter(subscriptions::customer_id.eq(customer))
            .filter(is_seen(scope, no_index))
            .select(Subscription::as_select())
    })?;
    with_free(conn, page)
}

/// Some of one customer's that are not over, those whose term ends first.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn live_of_customer(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    most: usize,
) -> db::Result<Found> {
    let no_index = db::no_index(conn);
    let page = BY_END.page(conn, &Position::First, most, || {
        subscriptions::table
            .into_boxed::<MultiBackend>()
            .filter(subscriptions::customer_id.eq(customer))
            .filter(subscriptions::state.ne_all([State::Cancelled, State::Deleted]))
            .filter(is_seen(scope, no_index))
            .select(Subscription::as_select())
    })?;
    with_names(conn, page)
}

/// With what is unused.
fn with_free(conn: &mut Conn, page: Page<Subscription>) -> db::Result<Found> {
    let found = with_names(conn, page)?;
    let customers: Vec<CustomerId> = found.customers.keys().copied().collect();
    Ok(Found {
        free: licenses::free_at(conn, &customers)?,
        ..found
    })
}

fn with_names(conn: &mut Conn, page: Page<Subscription>) -> db::Result<Found> {
    let rows = page.rows.iter();
    let mut named: Vec<PartnerId> = rows
        .flat_map(|row| [Some(row.partner_id), row.partner_id_on_record])
        .flatten()
        .collect();
    named.sort_unstable();
    named.dedup();
    let mut ids: Vec<CustomerId> = page.rows.iter().map(|row| row.customer_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let customers: Vec<(CustomerId, String)> = match ids.is_empty() {
        true => Vec::new(),
        false => customers::table
            .filter(db::is_one_of(conn, "customers.id", &ids))
            .select((customers::id, customers::name))
            .load(conn)?,
    };
    Ok(Found {
        free: HashMap::new(),
        partners: orders::names(conn, &named)?,
        customers: customers.into_iter().collect(),
        page,
    })
}

/// The resellers that this seller works with, by name.
pub(super) fn resellers(conn: &mut Conn, scope: Scope) -> db::Result<Vec<(PartnerId, String)>> {
    Ok(partnerships::table
        .inner_join(partners::table.on(partners::id.eq(partnerships::reseller_id)))
        .filter(partnerships::provider_id.eq(scope.partner_id()))
        .filter(partnerships::state.eq(PartnershipState::Active))
        .order((partnerships::reseller_name_key, partnerships::id))
        .limit(RESELLERS)
        .select((partners::id, partners::legal_name))
        .load(conn)?)
}
