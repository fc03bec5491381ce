//! How many subscriptions a partner has in each state that change at each instant, without counting them: triggers keep rows
//! of it beside each change, and [`super::FoldCounts`] folds them. A reader adds up what there is.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper};

use super::{
    list_model::{Renews, Side},
    model::State,
};
use crate::{
    db::{self, Conn, MultiBackend, schema::subscription_counts, types::Timestamp},
    identity::Scope,
};

/// So many more of one kind, or fewer: all rows of a kind have to be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = subscription_counts, check_for_backend(MultiBackend))]
pub struct Count {
    /// Where they stand.
    pub state: State,
    /// Whether they are to be renewed.
    pub auto_renew_enabled: bool,
    /// When their state changes by itself.
    pub next_at: Option<Timestamp>,
    /// How many.
    pub number: i64,
}

/// Of all subscriptions of a partner. As many rows as there are days on which something comes, and not as there are
/// subscriptions.
///
/// # Errors
/// When the database does not answer.
pub fn counts(conn: &mut Conn, scope: Scope, side: Side) -> db::Result<Vec<Count>> {
    Ok(subscription_counts::table
        .filter(subscription_counts::partner_id.eq(scope.partner_id()))
        .filter(subscription_counts::side.eq(side))
        .select(Count::as_select())
        .load(conn)?)
}

/// How many of these there are in a state.
#[must_use]
pub fn number_in(counts: &[Count], state: State) -> i64 {
    let rows = counts.iter().filter(|count| count.state == state);
    rows.map(|count| count.number).sum()
}

/// How many of these renew within so many days, as the list that is asked for them has it.
#[must_use]
pub fn number_renewing(counts: &[Count], within: Renews, now: Timestamp) -> i64 {
    let end = within.ends_before(now);
    let rows = counts.iter().filter(|count| {
        let last_day = count.next_at.map(|at| at.minus(Duration::days(1)));
        count.state == State::Active
            && count.auto_renew_enabled
            && last_day.is_some_and(|at| at < end)
    });
    rows.map(|count| count.number).sum()
}

/// Of those whose state changes by itself before an instant.
///
/// # Errors
/// When the database does not answer.
pub fn counts_until(
    conn: &mut Conn,
    scope: Scope,
    side: Side,
    end: Timestamp,
) -> db::Result<Vec<Count>> {
    Ok(subscription_counts::table
        .filter(subscription_counts::partner_id.eq(scope.partner_id()))
        .filter(subscription_counts::side.eq(side))
        .filter(subscription_counts::next_at.lt(end))
        .select(Count::as_select())
        .load(conn)?)
}
