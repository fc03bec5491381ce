//! Folds the rows that say how many more or fewer subscriptions there are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, sql_types::Bool};

use super::{list_model::Side, model::State};
use crate::{
    db::{self, Conn, Tx, ids::PartnerId, schema::subscription_counts, sql, types::Timestamp},
    jobs::{Job, Step, Task},
};

/// New rows that one step folds.
const BATCH: i64 = 100;

/// The job; runs every minute. Rows that are added while it works have other keys, so none is lost and none is counted twice.
pub struct FoldCounts;

impl Job for FoldCounts {
    fn kind(&self) -> &'static str {
        "subscription-counts-fold"
    }

    fn every(&self) -> Option<Duration> {
        Some(Duration::minutes(1))
    }

    fn step(&self, tx: &mut Tx<'_>, _task: &Task, _now: Timestamp) -> db::Result<Step> {
        let kinds = new_ones(tx.conn())?;
        for kind in &kinds {
            fold(tx, kind)?;
        }
        Ok(match kinds.is_empty() {
            true => Step::Done,
            false => Step::More,
        })
    }
}

/// What is counted together.
type Kind = (PartnerId, Side, State, bool, Option<Timestamp>);

/// The kinds of the first new rows.
fn new_ones(conn: &mut Conn) -> db::Result<BTreeSet<Kind>> {
    let found: Vec<Kind> = subscription_counts::table
        .filter(sql::<Bool>("subscription_counts.is_new"))
        .order(subscription_counts::id)
        .limit(BATCH)
        .select((
            subscription_counts::partner_id,
            subscription_counts::side,
            subscription_counts::state,
            subscription_counts::auto_renew_enabled,
            subscription_counts::next_at,
        ))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// All rows of a kind become one or, where nothing is left, none.
fn fold(tx: &mut Tx<'_>, kind: &Kind) -> db::Result<()> {
    let (partner, side, state, renews, next) = *kind;
    let rows = subscription_counts::table
        .filter(subscription_counts::partner_id.eq(partner))
        .filter(subscription_counts::side.eq(side))
        .filter(subscription_counts::state.eq(state))
        .filter(subscription_counts::auto_renew_enabled.eq(renews))
        .select((subscription_counts::id, subscription_counts::number));
    let rows: BTreeMap<i64, i64> = match next {
        Some(at) => rows
            .filter(subscription_counts::next_at.eq(at))
            .load::<(i64, i64)>(tx.conn())?,
        None => rows
            .filter(subscription_counts::next_at.is_null())
            .load::<(i64, i64)>(tx.conn())?,
    }
    .into_iter()
    .collect();
    for id in rows.keys() {
        diesel::delete(subscription_counts::table.find(id)).execute(tx.conn())?;
    }
    let number: i64 = rows.values().sum();
    if number == 0 {
        return Ok(());
    }
    diesel::insert_into(subscription_counts::table)
        .values((
            subscription_counts::partner_id.eq(partner),
            subscription_counts::side.eq(side),
            subscription_counts::state.eq(state),
            subscription_counts::auto_renew_enabled.eq(renews),
            subscription_counts::next_at.eq(next),
            subscription_counts::number.eq(number),
            subscription_counts::is_new.eq(false),
        ))
        .execute(tx.conn())?;
    Ok(())
}
