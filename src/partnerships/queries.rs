//! Statements on partnerships. Every one that reads starts from the scope of one of the two.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{BigInt, Bool, Integer},
};

use super::model::{Partnership, Side, State};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, Tx, counted,
        ids::{PartnerId, PartnershipId, UserId},
        schema::{partners, partnerships},
        sql,
        types::{Timestamp, Uuid},
    },
    identity::{Partner, Scope},
};

/// Most partners that a form offers to choose from.
const CHOICES: i64 = 1_000;

type Query<'q> = partnerships::BoxedQuery<'q, MultiBackend>;

/// The partnerships in which this partner is on `side`.
fn of<'q>(scope: Scope, side: Side) -> Query<'q> {
    let query = partnerships::table.into_boxed();
    match side {
        Side::Provider => query.filter(partnerships::provider_id.eq(scope.partner_id())),
        Side::Reseller => query.filter(partnerships::reseller_id.eq(scope.partner_id())),
    }
}

/// One of this partner's partnerships, also an ended one.
pub fn find(conn: &mut Conn, scope: Scope, id: PartnershipId) -> db::Result<Partnership> {
    let own = partnerships::provider_id
        .eq(scope.partner_id())
        .or(partnerships::reseller_id.eq(scope.partner_id()));
    Ok(partnerships::table
        .filter(partnerships::id.eq(id).and(own))
        .select(Partnership::as_select())
        .first(conn)?)
}

/// The active partnership of this partner, on `side`, with another.
pub fn active_with(
    conn: &mut Conn,
    scope: Scope,
    side: Side,
    other: PartnerId,
) -> db::Result<Option<Partnership>> {
    let query = of(scope, side).filter(partnerships::state.eq(State::Active));
    let query = match side {
        Side::Provider => query.filter(partnerships::reseller_id.eq(other)),
        Side::Reseller => query.filter(partnerships::provider_id.eq(other)),
    };
    Ok(query
        .select(Partnership::as_select())
        .first(conn)
        .optional()?)
}

/// The active partnership between the two, locked until the transaction ends so that it cannot be removed.
pub fn hold(
    tx: &mut Tx<'_>,
    provider: PartnerId,
    reseller: PartnerId,
) -> db::Result<Option<Partnership>> {
    let active = partnerships::table
        .filter(
            partnerships::provider_id
                .eq(provider)
                .and(partnerships::reseller_id.eq(reseller)),
        )
        .filter(partnerships::state.eq(State::Active));
    // An update to the same value locks the row on PostgreSQL; SQLite has a single writer.
    diesel::update(active)
        .set(partnerships::state.eq(State::Active))
        .execute(tx.conn())?;
    Ok(active
        .select(Partnership::as_select())
        .first(tx.conn())
        .optional()?)
}

/// The partners with whom this one, on `side`, has an active partnership, by name.
pub fn others(conn: &mut Conn, scope: Scope, side: Side) -> db::Result<Vec<Partner>> {
    let active = of(scope, side).filter(partnerships::state.eq(State::Active));
    let across = match side {
        Side::Provider => active.select(partnerships::reseller_id),
        Side::Reseller => active.select(partnerships::provider_id),
    };
    Ok(partners::table
        .filter(sql::<Bool>("partners.id IN (").part(across).sql(")"))
        .order((partners::legal_name, partners::id))
        .limit(CHOICES)
        .select(Partner::as_select())
        .load(conn)?)
}

/// The sides on which this partner has an active partnership with anybody.
pub fn active_sides(conn: &mut Conn, scope: Scope) -> db::Result<Vec<Side>> {
    let any = |side| {
        let active = of(scope, side).filter(partnerships::state.eq(State::Active));
        counted(active.select(1.into_sql::<Integer>()).limit(1))
    };
    let [as_provider, as_reseller] = db::numbers(conn, [any(Side::Provider), any(Side::Reseller)])?;
    let there = |side: &Side| match side {
        Side::Provider => as_provider > 0,
        Side::Reseller => as_reseller > 0,
    };
    Ok(Side::ALL.iter().copied().filter(there).collect())
}

/// The partners with whom this one has or had a partnership on either side, by name.
pub fn known(conn: &mut Conn, scope: Scope) -> db::Result<Vec<Partner>> {
    let own = scope.partner_id();
    let known =
        sql::<Bool>("partners.id IN (SELECT reseller_id FROM partnerships WHERE provider_id = ")
            .bind::<Uuid, _>(own)
            .sql(" UNION SELECT provider_id FROM partnerships WHERE reseller_id = ")
            .bind::<Uuid, _>(own)
            .sql(")");
    Ok(partners::table
        .filter(known)
        .order((partners::legal_name, partners::id))
        .limit(CHOICES)
        .select(Partner::as_select())
        .load(conn)?)
}

/// Begins a partnership.
///
/// # Errors
/// `Duplicate` when one is active between the two; the transaction goes on.
pub fn insert(tx: &mut Tx<'_>, partnership: &Partnership) -> db::Result<()> {
    tx.attempt(|conn| {
        diesel::insert_into(partnerships::table)
            .values(partnership)
            .execute(conn)
    })?;
    Ok(())
}

/// How many active partnerships this partner has on `side`, counted up to one more than `most`.
#[must_use]
pub fn number_active(scope: Scope, side: Side, most: i64) -> Sql<BigInt> {
    let active = of(scope, side).filter(partnerships::state.eq(State::Active));
    counted(active.select(1.into_sql::<Integer>()).limit(most + 1))
}

/// Ends one of this partner's partnerships; true for exactly one caller, of either side. Its row stays locked until
/// the transaction ends, so that an acceptance that relies on it comes either before or after.
pub fn end(
    tx: &mut Tx<'_>,
    scope: Scope,
    id: PartnershipId,
    by: UserId,
    reason: &str,
    statements_version: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let own = partnerships::provider_id
        .eq(scope.partner_id())
        .or(partnerships::reseller_id.eq(scope.partner_id()));
    let guarded = partnerships::table
        .filter(partnerships::id.eq(id).and(own))
        .filter(partnerships::state.eq(State::Active));
    let set = (
        partnerships::state.eq(State::Ended),
        partnerships::ended_at.eq(now),
        partnerships::ended_by.eq(by),
        partnerships::end_reason.eq(reason),
        partnerships::statements_version.eq(statements_version),
    );
    Ok(diesel::update(guarded).set(set).execute(tx.conn())? == 1)
}
