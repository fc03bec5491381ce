//! Statements of the list. It reads partnerships, partners and what customers they have in common, and writes nothing.

use diesel::{ExpressionMethods, IntoSql, JoinOnDsl, QueryDsl, RunQueryDsl, sql_types::Integer};

use super::model::Across;
use crate::{
    db::{
        self, Conn, counted,
        ids::{PartnerId, PartnershipId},
        schema::{joint_entries, partners, partnerships},
        types::Timestamp,
    },
    identity::{self, Partner, PartnerStatus, Scope},
    partnership_asks::{self, OpenJoint},
    partnerships::{Partnership, Side, State, find},
};

/// Customers in common are counted up to here.
pub(super) const CAP: i64 = 1_000;

type Row = (
    PartnershipId,
    PartnerId,
    String,
    String,
    String,
    PartnerStatus,
    Timestamp,
);

/// The active partnerships in which this partner is on `side`.
pub(super) fn active(conn: &mut Conn, scope: Scope, side: Side) -> db::Result<Vec<Across>> {
    let columns = (
        partnerships::id,
        partners::id,
        partners::legal_name,
        partners::domain,
        partners::country,
        partners::status,
        partnerships::started_at,
    );
    let own = scope.partner_id();
    let rows: Vec<Row> = match side {
        Side::Provider => partnerships::table
            .inner_join(partners::table.on(partners::id.eq(partnerships::reseller_id)))
            .filter(partnerships::provider_id.eq(own))
            .filter(partnerships::state.eq(State::Active))
            .select(columns)
            .load(conn)?,
        Side::Reseller => partnerships::table
            .inner_join(partners::table.on(partners::id.eq(partnerships::provider_id)))
            .filter(partnerships::reseller_id.eq(own))
            .filter(partnerships::state.eq(State::Active))
            .select(columns)
            .load(conn)?,
    };
    let across = |(id, other, name, domain, country, status, since): Row| Across {
        id,
        other,
        name,
        domain,
        country,
        status,
        since,
    };
    Ok(rows.into_iter().map(across).collect())
}

/// How many customers this partner is connected with together with another, counted up to the cap and one.
pub(super) fn in_common(conn: &mut Conn, scope: Scope, other: PartnerId) -> db::Result<i64> {
    let rows = joint_entries::table
        .filter(joint_entries::partner_id.eq(scope.partner_id()))
        .filter(joint_entries::other_id.eq(other))
        // No column at all: the index alone answers.
        .select(1.into_sql::<Integer>())
        .limit(CAP + 1);
    let [number] = db::numbers(conn, [counted(rows)])?;
    Ok(number)
}

/// How one partnership stands, and what its removal would stop.
pub(super) struct Standing {
    pub(super) partnership: Partnership,
    /// The partner across.
    pub(super) other: Partner,
    /// Customers in common.
    pub(super) common: i64,
    pub(super) open: OpenJoint,
    /// Who ended it, when it was somebody of this partner.
    pub(super) ender: Option<String>,
}

/// One of this partner's partnerships.
pub(super) fn standing(conn: &mut Conn, scope: Scope, id: PartnershipId) -> db::Result<Standing> {
    let partnership = find(conn, scope, id)?;
    let own_side = partnership.side_of(scope.partner_id());
    let other = identity::find_partner(conn, partnership.partner(own_side.other()))?;
    let ender = partnership
        .ended_by
        .and_then(|user| identity::user(conn, scope, user).ok());
    Ok(Standing {
        common: in_common(conn, scope, other.id)?,
        open: partnership_asks::open_joint(conn, scope, own_side, &other)?,
        other,
        ender: ender.map(|user| user.name),
        partnership,
    })
}
