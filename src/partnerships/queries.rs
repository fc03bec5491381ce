//! Statements on partnerships. Every one that reads starts from the scope of one of the two.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, OptionalExtension, QueryDsl, RunQueryDsl,
    SelectableHelper,
    sql_types::{BigInt, Bool, Integer, Text},
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
    identity::Scope,
};

type Query<'q> = partnerships::BoxedQuery<'q, MultiBackend>;

/// The partnerships in which this partner is on `side`.
pub(super) fn of<'q>(scope: Scope, side: Side) -> Query<'q> {
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

/// Whether this partner has or had a partnership with another, on either side.
pub(super) fn was_ever_with(conn: &mut Conn, scope: Scope, other: PartnerId) -> db::Result<bool> {
    let own = scope.partner_id();
    // With the name, which stands in the middle of the indexes.
    let known =
        sql::<Bool>("(EXISTS (SELECT 1 FROM partnerships WHERE partnerships.provider_id = ")
            .bind::<Uuid, _>(own)
            .sql(" AND partnerships.reseller_name_key = partners.name_key AND partnerships.reseller_id = partners.id) OR EXISTS (SELECT 1 FROM partnerships WHERE partnerships.reseller_id = ")
            .bind::<Uuid, _>(own)
            .sql(" AND partnerships.provider_name_key = partners.name_key AND partnerships.provider_id = partners.id))");
    let found: Option<PartnerId> = partners::table
        .find(other)
        .filter(known)
        .select(partners::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Begins a partnership. The foreign keys keep the names of both, by which the lists are sorted.
///
/// # Errors
/// `Duplicate` when one is active between the two; the transaction goes on.
pub fn insert(tx: &mut Tx<'_>, partnership: &Partnership) -> db::Result<()> {
    let name_key = |partner| {
        sql::<Text>("(SELECT partners.name_key FROM partners WHERE partners.id = ")
            .bind::<Uuid, _>(partner)
            .sql(")")
    };
    let keys = (
        partnerships::provider_name_key.eq(name_key(partnership.provider_id)),
        partnerships::reseller_name_key.eq(name_key(partnership.reseller_id)),
    );
    tx.attempt(|conn| {
        diesel::insert_into(partnerships::table)
            .values((partnership, keys))
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

/// The same, with those that have ended.
pub(super) fn number_known(scope: Scope, side: Side, most: i64) -> Sql<BigInt> {
    counted(
        of(scope, side)
            .select(1.into_sql::<Integer>())
            .limit(most + 1),
    )
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
