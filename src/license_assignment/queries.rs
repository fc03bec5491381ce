//! Statements that join licenses with the people who hold them.

use std::collections::HashMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    db::{
        self, Conn, MultiBackend,
        ids::{CustomerId, PartnerId, UserId},
        keyset::{Cursor, Kind, Order, Page, Position},
        schema::{directory_users, license_assignments, users},
    },
    directory::DirectoryUser,
    identity::Scope,
    licenses::{self, Assignment, License},
    prices::{self, LicenseService},
    subscriptions::{self, Subscription},
};

/// Those to whom it was assigned last stand first: they lose it first.
const LAST_FIRST: Order = Order {
    column: "license_assignments.assigned_at",
    kind: Kind::Time,
    id: "license_assignments.id",
    descending: true,
};

/// Somebody who holds a license.
pub(super) type Holding = (Assignment, DirectoryUser);

/// One page of those who hold a license.
pub(super) fn holders(
    conn: &mut Conn,
    customer: CustomerId,
    sku: &str,
    position: &Position,
    size: usize,
) -> db::Result<Page<Holding>> {
    LAST_FIRST.page(conn, position, size, || {
        license_assignments::table
            .inner_join(directory_users::table)
            .filter(license_assignments::customer_id.eq(customer))
            .filter(license_assignments::license_sku.eq(sku.to_owned()))
            .filter(license_assignments::is_held.eq(true))
            .select((Assignment::as_select(), DirectoryUser::as_select()))
            .into_boxed::<MultiBackend>()
    })
}

/// The place of one of them.
pub(super) fn cursor((held, _): &Holding) -> Cursor {
    Cursor {
        key: held.assigned_at.rfc3339(),
        id: held.id.to_string(),
    }
}

/// The names of the staff of this partner who assigned something to these. Those of other partners are not its to know.
pub(super) fn assigners(
    conn: &mut Conn,
    scope: Scope,
    holdings: &[Holding],
) -> db::Result<HashMap<UserId, String>> {
    let own = holdings.iter().map(|(held, _)| held);
    let own = own.filter(|held| held.assigned_in == scope.partner_id());
    let mut ids: Vec<UserId> = own.map(|held| held.assigned_by).collect();
    ids.sort_unstable();
    ids.dedup();
    let names: Vec<(UserId, String)> = users::table
        .filter(db::is_one_of(conn, "users.id", &ids))
        .filter(users::partner_id.eq(scope.partner_id()))
        .select((users::id, users::name))
        .load(conn)?;
    Ok(names.into_iter().collect())
}

/// The licenses of a customer, and the subscriptions of this partner that give them.
pub(super) struct Overview {
    pub(super) licenses: Vec<License>,
    pub(super) own: Vec<Subscription>,
}

pub(super) fn overview(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
) -> db::Result<Overview> {
    Ok(Overview {
        licenses: licenses::licenses_of(conn, customer)?,
        own: subscriptions::giving_licenses(conn, scope, customer)?,
    })
}

/// The services in these licenses of a customer.
pub(super) fn services(
    conn: &mut Conn,
    customer: CustomerId,
    licenses: &[License],
) -> db::Result<Vec<LicenseService>> {
    let sellers: Vec<PartnerId> = subscriptions::sellers_of_licenses(conn, customer)?;
    let skus = licenses.iter().map(|license| license.license_sku.clone());
    prices::services_in(conn, &sellers, skus.collect())
}
