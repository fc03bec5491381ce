//! The services in the licenses of a seller's list, each once: what `services` keeps addresses for.

use diesel::{
    ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper,
    sql_types::{Bool, Text},
};

use super::catalog::{LicenseService, LicenseSku};
use crate::{
    db::{
        self, Conn, MultiBackend, Sql, Tx,
        ids::{PartnerId, ServiceId},
        keyset::{Cursor, Kind, Order, Page, Position},
        schema::{license_services, license_skus, services},
        sql,
    },
    identity::Scope,
    text::folded,
};

/// A service of a seller's list, as its table of licenses named it last.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = services, check_for_backend(MultiBackend))]
pub struct Service {
    /// Key.
    pub id: ServiceId,
    /// The seller.
    pub partner_id: PartnerId,
    /// Which, as all sellers know it.
    pub service_plan_id: String,
    /// Its maker's short name.
    pub service_plan_name: String,
    /// What it is called.
    pub name: String,
    /// The same, folded.
    pub name_key: String,
}

impl Service {
    fn of(service: &LicenseService) -> Self {
        Self {
            id: ServiceId::new(),
            partner_id: service.partner_id,
            service_plan_id: service.service_plan_id.clone(),
            service_plan_name: service.service_plan_name.clone(),
            name: service.friendly_name.clone(),
            name_key: folded(&service.friendly_name),
        }
    }

    /// The place of one in the list.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor {
            key: self.name_key.clone(),
            id: self.id.to_string(),
        }
    }
}

const BY_NAME: Order = Order {
    column: "services.name_key",
    kind: Kind::Text,
    id: "services.id",
    descending: false,
};

/// One page of a seller's services whose name or ID holds the text.
///
/// # Errors
/// When the database does not answer.
pub fn list_services(
    conn: &mut Conn,
    scope: Scope,
    text: &str,
    position: &Position,
    size: usize,
) -> db::Result<Page<Service>> {
    BY_NAME.page(conn, position, size, || {
        let own = services::table
            .filter(services::partner_id.eq(scope.partner_id()))
            .select(Service::as_select())
            .into_boxed::<MultiBackend>();
        match text.trim() {
            "" => own,
            text => own.filter(holds(text)),
        }
    })
}

/// Whether the name, the short name or the ID holds the text.
fn holds(text: &str) -> Sql<Bool> {
    let pattern = |text: &str| {
        let escaped = text.replace('\\', r"\\");
        format!("%{}%", escaped.replace('%', r"\%").replace('_', r"\_"))
    };
    sql("(services.name_key LIKE ")
        .bind::<Text, _>(pattern(&folded(text)))
        .sql(r" ESCAPE '\' OR services.service_plan_id LIKE ")
        .bind::<Text, _>(pattern(&text.to_lowercase()))
        .sql(r" ESCAPE '\' OR services.service_plan_name LIKE ")
        .bind::<Text, _>(pattern(&text.to_uppercase()))
        .sql(r" ESCAPE '\')")
}

/// A service of any seller, for whoever sees that seller's list.
///
/// # Errors
/// `NotFound` where there is none.
pub fn find_service(conn: &mut Conn, id: ServiceId) -> db::Result<Service> {
    Ok(services::table
        .find(id)
        .select(Service::as_select())
        .first(conn)?)
}

/// These services in the lists of these sellers.
///
/// # Errors
/// When the database does not answer.
pub fn services_of(
    conn: &mut Conn,
    sellers: &[PartnerId],
    plan_ids: &[String],
) -> db::Result<Vec<Service>> {
    Ok(services::table
        .filter(services::partner_id.eq_any(sellers.to_vec()))
        .filter(services::service_plan_id.eq_any(plan_ids.to_vec()))
        .order((services::name_key, services::id))
        .select(Service::as_select())
        .load(conn)?)
}

/// Licenses that are shown of a service.
const LICENSES: i64 = 200;

/// The licenses of a seller's list in which a service is, by name.
///
/// # Errors
/// When the database does not answer.
pub fn licenses_with(conn: &mut Conn, service: &Service) -> db::Result<Vec<LicenseSku>> {
    let with = license_services::table
        .filter(license_services::partner_id.eq(service.partner_id))
        .filter(license_services::service_plan_id.eq(service.service_plan_id.clone()))
        .select(license_services::provisioning_id);
    Ok(license_skus::table
        .filter(license_skus::partner_id.eq(service.partner_id))
        .filter(license_skus::provisioning_id.eq_any(with))
        .order((license_skus::name, license_skus::provisioning_id))
        .limit(LICENSES)
        .select(LicenseSku::as_select())
        .load(conn)?)
}

/// Keeps the service of a row of a table of licenses, as it is named now.
pub(super) fn keep(tx: &mut Tx<'_>, named: &LicenseService) -> db::Result<()> {
    let service = Service::of(named);
    let own = services::table
        .filter(services::partner_id.eq(service.partner_id))
        .filter(services::service_plan_id.eq(&service.service_plan_id));
    let set = (
        services::service_plan_name.eq(&service.service_plan_name),
        services::name.eq(&service.name),
        services::name_key.eq(&service.name_key),
    );
    if diesel::update(own).set(set).execute(tx.conn())? == 0 {
        diesel::insert_into(services::table)
            .values(&service)
            .execute(tx.conn())?;
    }
    Ok(())
}
