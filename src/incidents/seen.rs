//! Who sees incidents: the seller, and resellers that work with it while a customer of theirs has the service from it.

use std::collections::HashSet;

use diesel::{
    QueryDsl, RunQueryDsl,
    sql_types::{Bool, Text},
};

use crate::{
    db::{self, Conn, Sql, ids::ServiceId, schema::services, sql, types::Uuid},
    identity::Scope,
    prices::Service,
};

/// Whether an incident is one that this partner sees.
pub(super) fn is_seen(scope: Scope) -> Sql<Bool> {
    sql("(incidents.partner_id = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(" OR (EXISTS (SELECT 1 FROM partnerships AS pair WHERE pair.provider_id = incidents.partner_id AND pair.state = 'active' AND pair.reseller_id = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(") AND EXISTS (SELECT 1 FROM services AS its JOIN license_services AS given ON given.partner_id = its.partner_id AND given.service_plan_id = its.service_plan_id JOIN subscriptions AS sold ON sold.partner_id = given.partner_id AND sold.license_sku = given.provisioning_id AND sold.state IN ('active', 'expired') WHERE its.id = incidents.service_id AND sold.partner_id_on_record = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(")))")
}

/// Of which of these services a partner sees the incidents.
pub(super) fn seen(
    conn: &mut Conn,
    scope: Scope,
    services: &[Service],
) -> db::Result<HashSet<ServiceId>> {
    let is_own = |service: &&Service| service.partner_id == scope.partner_id();
    let (own, others): (Vec<&Service>, Vec<&Service>) = services.iter().partition(is_own);
    let mut seen: HashSet<ServiceId> = own.iter().map(|service| service.id).collect();
    let others: Vec<ServiceId> = others.iter().map(|service| service.id).collect();
    if !others.is_empty() {
        let found: Vec<ServiceId> = services::table
            .filter(db::is_one_of(conn, "services.id", &others))
            .filter(is_had(scope))
            .select(services::id)
            .load(conn)?;
        seen.extend(found);
    }
    Ok(seen)
}

/// Whether a customer of this reseller has the service from the provider in whose list it is, and the two work together.
fn is_had(scope: Scope) -> Sql<Bool> {
    sql("(EXISTS (SELECT 1 FROM partnerships AS pair WHERE pair.provider_id = services.partner_id AND pair.state = 'active' AND pair.reseller_id = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(") AND EXISTS (SELECT 1 FROM license_services AS given JOIN subscriptions AS sold ON sold.partner_id = given.partner_id AND sold.license_sku = given.provisioning_id AND sold.state IN ('active', 'expired') WHERE given.partner_id = services.partner_id AND given.service_plan_id = services.service_plan_id AND sold.partner_id_on_record = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql("))")
}

/// The subscriptions that give a service and work, as far as this partner has sold them or is reseller of record: `sold` in the
/// statement. It begins with FROM and ends within WHERE.
pub(super) fn sold(scope: Scope, service: &Service) -> Sql<Bool> {
    let all = sql("FROM license_services AS given JOIN subscriptions AS sold ON sold.partner_id = given.partner_id AND sold.license_sku = given.provisioning_id AND sold.state IN ('active', 'expired') WHERE given.partner_id = ")
        .bind::<Uuid, _>(service.partner_id)
        .sql(" AND given.service_plan_id = ")
        .bind::<Text, _>(service.service_plan_id.clone());
    match service.partner_id == scope.partner_id() {
        true => all,
        false => all
            .sql(" AND sold.partner_id_on_record = ")
            .bind::<Uuid, _>(scope.partner_id()),
    }
}
