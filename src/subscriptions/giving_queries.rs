//! Which subscriptions of a customer give licenses.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::{
    model::{State, Subscription},
    queries::is_seen,
};
use crate::{
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId, PlanId},
        schema::subscriptions,
    },
    identity::Scope,
};

/// Most that are shown.
const MOST: i64 = 500;

/// Those that give licenses and are not over, of those that this partner sold or is reseller of record of.
///
/// # Errors
/// When the database does not answer.
pub fn giving_licenses(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
) -> db::Result<Vec<Subscription>> {
    let no_index = db::no_index(conn);
    Ok(subscriptions::table
        .filter(subscriptions::customer_id.eq(customer))
        .filter(subscriptions::license_sku.ne(""))
        .filter(subscriptions::state.ne(State::Cancelled))
        .filter(subscriptions::state.ne(State::Deleted))
        .filter(is_seen(scope, no_index))
        .order((subscriptions::commitment_end_date, subscriptions::id))
        .limit(MOST)
        .select(Subscription::as_select())
        .load(conn)?)
}

/// The license that this seller's subscriptions of a plan give at a customer, as long as one of them is not over: another one gives
/// the same, whatever the list says by now, so that people keep what they hold.
///
/// # Errors
/// When the database does not answer.
pub fn license_given_already(
    conn: &mut Conn,
    customer: CustomerId,
    plan: PlanId,
) -> db::Result<Option<String>> {
    Ok(subscriptions::table
        .filter(subscriptions::customer_id.eq(customer))
        .filter(subscriptions::plan_id.eq(plan))
        .filter(subscriptions::state.ne(State::Cancelled))
        .filter(subscriptions::state.ne(State::Deleted))
        .order((subscriptions::commitment_end_date.desc(), subscriptions::id))
        .select(subscriptions::license_sku)
        .first(conn)
        .optional()?)
}

/// In whose lists the licenses of a customer are named. For looking them up, and never shown: it says who sells to the customer.
///
/// # Errors
/// When the database does not answer.
pub fn sellers_of_licenses(conn: &mut Conn, customer: CustomerId) -> db::Result<Vec<PartnerId>> {
    Ok(subscriptions::table
        .filter(subscriptions::customer_id.eq(customer))
        .filter(subscriptions::license_sku.ne(""))
        .select(subscriptions::partner_id)
        .distinct()
        .load(conn)?)
}
