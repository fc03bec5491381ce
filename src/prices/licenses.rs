//! Statements on licenses and the services in them.

use std::collections::HashMap;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::{
    catalog::{LicenseService, LicenseSku},
    services,
};
use crate::{
    db::{
        self, Conn, Tx,
        ids::PartnerId,
        schema::{license_services, license_skus},
    },
    identity::Scope,
};

/// The services in these licenses, of each as the first of these sellers names them whose list has it. What is in a license is its
/// maker's, and the same whoever sells it.
///
/// # Errors
/// When the database does not answer.
pub fn services_in(
    conn: &mut Conn,
    sellers: &[PartnerId],
    licenses: Vec<String>,
) -> db::Result<Vec<LicenseService>> {
    let mut found: Vec<LicenseService> = license_services::table
        .filter(license_services::partner_id.eq_any(sellers.to_vec()))
        .filter(license_services::provisioning_id.eq_any(licenses))
        .order((
            license_services::friendly_name,
            license_services::service_plan_id,
        ))
        .select(LicenseService::as_select())
        .load(conn)?;
    let place = |seller: PartnerId| sellers.iter().position(|it| *it == seller);
    let mut named: HashMap<String, PartnerId> = HashMap::new();
    for service in &found {
        let first = named.entry(service.provisioning_id.clone());
        let first = first.or_insert(service.partner_id);
        if place(service.partner_id) < place(*first) {
            *first = service.partner_id;
        }
    }
    found.retain(|service| named.get(&service.provisioning_id) == Some(&service.partner_id));
    Ok(found)
}

/// A license of this seller's list by its ID, with its services; nothing where no table of licenses has named it.
pub fn license(
    conn: &mut Conn,
    scope: Scope,
    provisioning_id: &str,
) -> db::Result<Option<(LicenseSku, Vec<LicenseService>)>> {
    let Some(license) = license_sku(conn, scope, provisioning_id)? else {
        return Ok(None);
    };
    let services = license_services::table
        .filter(license_services::partner_id.eq(scope.partner_id()))
        .filter(license_services::provisioning_id.eq(provisioning_id.to_owned()))
        .order((
            license_services::friendly_name,
            license_services::service_plan_id,
        ))
        .select(LicenseService::as_select())
        .load(conn)?;
    Ok(Some((license, services)))
}

/// The same without its services.
pub fn license_sku(
    conn: &mut Conn,
    scope: Scope,
    provisioning_id: &str,
) -> db::Result<Option<LicenseSku>> {
    Ok(license_skus::table
        .find((scope.partner_id(), provisioning_id.to_owned()))
        .select(LicenseSku::as_select())
        .first(conn)
        .optional()?)
}

/// A service of a license by its ID.
pub fn service(
    conn: &mut Conn,
    scope: Scope,
    provisioning_id: &str,
    service_plan_id: &str,
) -> db::Result<Option<LicenseService>> {
    let found: Vec<LicenseService> = license_services::table
        .filter(license_services::partner_id.eq(scope.partner_id()))
        .filter(license_services::provisioning_id.eq(provisioning_id.to_owned()))
        .filter(license_services::service_plan_id.eq(service_plan_id.to_owned()))
        .select(LicenseService::as_select())
        .load(conn)?;
    Ok(found.into_iter().next())
}

/// Keeps a license and a service in it, as a file names them now.
pub fn save_service(
    tx: &mut Tx<'_>,
    license: &LicenseSku,
    service: &LicenseService,
) -> db::Result<()> {
    let own = license_skus::table.find((license.partner_id, &license.provisioning_id));
    let set = (
        license_skus::string_id.eq(&license.string_id),
        license_skus::name.eq(&license.name),
    );
    if diesel::update(own).set(set).execute(tx.conn())? == 0 {
        diesel::insert_into(license_skus::table)
            .values(license)
            .execute(tx.conn())?;
    }
    let own = license_services::table.find((
        service.partner_id,
        &service.provisioning_id,
        &service.service_plan_id,
    ));
    let set = (
        license_services::service_plan_name.eq(&service.service_plan_name),
        license_services::friendly_name.eq(&service.friendly_name),
    );
    if diesel::update(own).set(set).execute(tx.conn())? == 0 {
        diesel::insert_into(license_services::table)
            .values(service)
            .execute(tx.conn())?;
    }
    services::keep(tx, service)
}
