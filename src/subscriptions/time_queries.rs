//! Statements of what the time does to subscriptions, over all partners. Each change is guarded by what it was decided on, so
//! that it happens once, whoever else comes by.

use chrono::Duration;
use diesel::{AsChangeset, ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::{
    begin::renews_by_itself,
    model::{State, Subscription, TIME_TO_RETURN},
    warning_days,
};
use crate::{
    charges::{Day, TermDays},
    db::{self, Conn, Tx, ids::PlanId, schema::subscriptions, types::Timestamp},
    prices::{Amounts, Billing, Plan, Term},
};

/// The first ones whose state changes by itself now, in the order of these instants.
///
/// # Errors
/// When the database does not answer.
pub fn over(conn: &mut Conn, most: i64, now: Timestamp) -> db::Result<Vec<Subscription>> {
    Ok(subscriptions::table
        .filter(subscriptions::next_at.le(now))
        .order((subscriptions::next_at, subscriptions::id))
        .limit(most)
        .select(Subscription::as_select())
        .load(conn)?)
}

/// The first ones of which both partners have to be told now.
///
/// # Errors
/// When the database does not answer.
pub fn to_be_warned(conn: &mut Conn, most: i64, now: Timestamp) -> db::Result<Vec<Subscription>> {
    Ok(subscriptions::table
        .filter(subscriptions::next_warning_at.le(now))
        .order((subscriptions::next_warning_at, subscriptions::id))
        .limit(most)
        .select(Subscription::as_select())
        .load(conn)?)
}

/// Notes when they are told next; false when somebody was first. It is no change of the subscription: a page that shows it
/// stays as it is.
///
/// # Errors
/// When the row cannot be written.
pub fn note_warned(
    tx: &mut Tx<'_>,
    of: &Subscription,
    next: Option<Timestamp>,
) -> db::Result<bool> {
    let same = subscriptions::table
        .find(of.id)
        .filter(subscriptions::state.eq(of.state))
        .filter(subscriptions::auto_renew_enabled.eq(of.auto_renew_enabled))
        .filter(subscriptions::next_warning_at.eq(of.next_warning_at));
    let noted = diesel::update(same)
        .set(subscriptions::next_warning_at.eq(next))
        .execute(tx.conn())?;
    Ok(noted == 1)
}

/// The next term, carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    /// Of what.
    pub plan: Plan,
    /// How many licenses.
    pub quantity: i32,
    /// For how long a term is from now on.
    pub term: Term,
    /// In how many parts it is billed.
    pub billing: Billing,
    /// From which day terms are counted.
    pub began: Day,
    /// Which one.
    pub number: i32,
    /// Its days.
    pub days: TermDays,
    /// What one license costs in it.
    pub price: Amounts,
    /// When it is carried out, which may be later than it begins.
    pub at: Timestamp,
}

#[derive(AsChangeset)]
#[diesel(table_name = subscriptions, check_for_backend(MultiBackend), treat_none_as_null = true)]
struct NextTerm {
    plan_id: PlanId,
    product_id: String,
    sku_id: String,
    offer_name: String,
    is_trial: bool,
    auto_renew_enabled: bool,
    quantity: i32,
    term_duration: Term,
    billing_cycle: Billing,
    effective_start_date: Timestamp,
    term_number: i32,
    commitment_start_date: Timestamp,
    commitment_end_date: Timestamp,
    renewed_at: Timestamp,
    cancellation_allowed_until_date: Timestamp,
    cost: i64,
    partner_price: Option<i64>,
    list_price: Option<i64>,
    next_at: Option<Timestamp>,
    next_warning_at: Option<Timestamp>,
    license_sku: String,
    version: i32,
}

/// Begins the next term. False, and nothing is changed, where it is not what was decided on any more.
///
/// # Errors
/// When the row cannot be written.
pub fn renew(tx: &mut Tx<'_>, from: &Subscription, to: &Renewed) -> db::Result<bool> {
    let end = to.days.last.ends_at();
    let next = NextTerm {
        plan_id: to.plan.id,
        product_id: to.plan.product_id.clone(),
        sku_id: to.plan.sku_id.clone(),
        offer_name: to.plan.sku_title.clone(),
        is_trial: to.plan.is_trial,
        // As of one that an order begins.
        auto_renew_enabled: renews_by_itself(&to.plan, to.billing),
        quantity: to.quantity,
        term_duration: to.term,
        billing_cycle: to.billing,
        effective_start_date: to.began.begins_at(),
        term_number: to.number,
        commitment_start_date: to.days.first.begins_at(),
        commitment_end_date: to.days.last.begins_at(),
        renewed_at: to.at,
        cancellation_allowed_until_date: to.at.plus(TIME_TO_RETURN),
        cost: to.price.cost,
        partner_price: to.price.partner_price,
        list_price: to.price.list_price,
        next_at: Some(end),
        next_warning_at: warning_days::first_after(end, to.at),
        license_sku: from.license_as(&to.plan),
        version: from.version + 1,
    };
    let same = subscriptions::table
        .find(from.id)
        .filter(subscriptions::version.eq(from.version))
        .filter(subscriptions::next_at.eq(from.next_at))
        .filter(subscriptions::state.eq(State::Active))
        .filter(subscriptions::auto_renew_enabled.eq(true));
    Ok(diesel::update(same).set(next).execute(tx.conn())? == 1)
}

/// Goes on to a state behind its last term, and after so many days to the next one. False, and nothing is changed, where it
/// is not what was decided on any more.
///
/// # Errors
/// When the row cannot be written.
pub fn leave(
    tx: &mut Tx<'_>,
    from: &Subscription,
    state: State,
    days: Option<i64>,
) -> db::Result<bool> {
    let next = from.next_at.zip(days);
    let next = next.map(|(at, days)| at.plus(Duration::days(days)));
    let never: Option<Timestamp> = None;
    let same = subscriptions::table
        .find(from.id)
        .filter(subscriptions::version.eq(from.version))
        .filter(subscriptions::next_at.eq(from.next_at))
        .filter(subscriptions::state.eq(from.state));
    let set = (
        subscriptions::state.eq(state),
        subscriptions::next_at.eq(next),
        subscriptions::next_warning_at.eq(never),
        subscriptions::version.eq(from.version + 1),
    );
    Ok(diesel::update(same).set(set).execute(tx.conn())? == 1)
}
