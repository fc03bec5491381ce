//! The customers that an incident concerns: those of whoever looks that have the service from the seller, in the order of their names.
//!
//! Where few subscriptions give the service, their customers are taken by key and sorted. Where many do, the list of customers is
//! walked in its order, and a page is soon full. Either way the cost of a page does not grow with the number of customers.

use std::collections::BTreeSet;

use diesel::{
    ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Bool},
};

use super::{customer_view::ListView, seen::sold};
use crate::{
    customers::Entry,
    db::{
        self, Conn, Keys, MultiBackend, Rows,
        ids::CustomerId,
        keyset::{Cursor, Kind, Order, Page},
        schema::customer_entries,
        search::Search,
        sql,
        types::Uuid,
    },
    identity::Scope,
    prices::Service,
    text::folded,
};

type Query<'q> = customer_entries::BoxedQuery<'q, MultiBackend>;

/// Subscriptions up to which customers are taken by key.
const FEW: usize = 2_000;

const BY_NAME: Order = Order {
    column: "customer_entries.name_key",
    kind: Kind::Text,
    id: "customer_entries.id",
    descending: false,
};

/// The place of a customer in the list.
pub(super) fn cursor(entry: &Entry) -> Cursor {
    Cursor {
        key: entry.name_key.clone(),
        id: entry.id.to_string(),
    }
}

/// Whose customers have which service, and which of them are searched for; prepared once for all pages.
#[derive(Debug, Clone)]
pub(super) struct Affected {
    scope: Scope,
    service: Service,
    search: Search,
    /// All of them, where they are few.
    few: Option<Vec<CustomerId>>,
}

impl Affected {
    pub(super) fn of(
        conn: &mut Conn,
        scope: Scope,
        service: &Service,
        text: &str,
    ) -> db::Result<Self> {
        let limit = i64::try_from(FEW).unwrap_or(i64::MAX - 1) + 1;
        let first = sql("SELECT sold.customer_id ")
            .part(sold(scope, service))
            .sql(" LIMIT ")
            .bind::<BigInt, _>(limit);
        let found: Vec<CustomerId> = Rows::<Uuid>(first).load(conn)?;
        let few = (found.len() <= FEW).then(|| {
            let once: BTreeSet<CustomerId> = found.into_iter().collect();
            once.into_iter().collect()
        });
        Ok(Self {
            scope,
            service: service.clone(),
            search: Search::of(conn, scope.partner_id(), &folded(text.trim()))?,
            few,
        })
    }

    /// `keys` are those of the few.
    fn query<'q>(&self, keys: Option<&Keys>) -> Query<'q> {
        let listed = customer_entries::table
            .filter(customer_entries::listed.eq(true))
            .into_boxed();
        let Some(keys) = keys else {
            return listed.filter(self.search.condition()).filter(
                sql::<Bool>("EXISTS (SELECT 1 ")
                    .part(sold(self.scope, &self.service))
                    .sql(" AND sold.customer_id = customer_entries.customer_id)"),
            );
        };
        let known = listed
            .filter(customer_entries::partner_id.eq(self.scope.partner_id()))
            .filter(keys.hold("customer_entries.customer_id"));
        match self.search.narrowed() {
            Some(condition) => known.filter(condition),
            None => known,
        }
    }

    /// One page.
    pub(super) fn page(&self, conn: &mut Conn, view: &ListView) -> db::Result<Page<Entry>> {
        let keys = self.few.as_ref().map(|few| Keys::of(conn, few));
        BY_NAME.page(conn, &view.position, view.size, || {
            self.query(keys.as_ref()).select(Entry::as_select())
        })
    }
}
