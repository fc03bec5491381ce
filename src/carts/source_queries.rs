//! Which providers can be asked to order: those that are connected with the customer and work with the reseller.

use diesel::{BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};

use crate::{
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId},
        schema::{partners, partnerships, relationships},
    },
    identity::{PartnerStatus, RelationshipKind, Scope},
    partnerships::State as PartnershipState,
    relationships::State,
};

/// Providers to choose from.
const MOST: i64 = 100;

/// By name.
pub(super) fn providers(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
) -> db::Result<Vec<(PartnerId, String)>> {
    Ok(relationships::table
        .inner_join(partners::table.on(partners::id.eq(relationships::partner_id)))
        .inner_join(
            partnerships::table.on(partnerships::provider_id
                .eq(relationships::partner_id)
                .and(partnerships::reseller_id.eq(scope.partner_id()))
                .and(partnerships::state.eq(PartnershipState::Active))),
        )
        .filter(relationships::customer_id.eq(customer))
        .filter(relationships::kind.eq(RelationshipKind::IndirectProvider))
        .filter(relationships::state.eq(State::Active))
        .filter(partners::status.eq(PartnerStatus::Active))
        .order((partners::name_key, partners::id))
        .limit(MOST)
        .select((partners::id, partners::legal_name))
        .load(conn)?)
}
