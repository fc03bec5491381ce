//! Statements on how services are administered. The services were found through a scope.

use std::collections::HashMap;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::Administration;
use crate::db::{
    self, Conn, Tx,
    ids::ServiceId,
    schema::{service_administrations, users},
};

/// How these are administered.
pub(super) fn administrations_of(
    conn: &mut Conn,
    services: &[ServiceId],
) -> db::Result<HashMap<ServiceId, Administration>> {
    if services.is_empty() {
        return Ok(HashMap::new());
    }
    let is_one = db::is_one_of(conn, "service_administrations.service_id", services);
    let found: Vec<Administration> = service_administrations::table
        .filter(is_one)
        .select(Administration::as_select())
        .load(conn)?;
    Ok(found.into_iter().map(|it| (it.service_id, it)).collect())
}

/// How one is administered, and the name of who said so last.
pub(super) fn administration(
    conn: &mut Conn,
    service: ServiceId,
) -> db::Result<Option<(Administration, String)>> {
    Ok(service_administrations::table
        .inner_join(users::table)
        .filter(service_administrations::service_id.eq(service))
        .select((Administration::as_select(), users::name))
        .first(conn)
        .optional()?)
}

/// Keeps it, if nobody else has since `version`, 0 where there was none. False, and nothing is changed, where somebody has.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    administration: &Administration,
    version: i32,
) -> db::Result<bool> {
    if version == 0 {
        let inserted = tx.attempt(|conn| {
            diesel::insert_into(service_administrations::table)
                .values(administration)
                .execute(conn)
        });
        return match inserted {
            Err(db::Error::Duplicate) => Ok(false),
            inserted => Ok(inserted? == 1),
        };
    }
    let unchanged = service_administrations::table
        .find(administration.service_id)
        .filter(service_administrations::version.eq(version));
    let set = (
        service_administrations::address.eq(&administration.address),
        service_administrations::role.eq(administration.role),
        service_administrations::version.eq(service_administrations::version + 1),
        service_administrations::changed_by.eq(administration.changed_by),
        service_administrations::changed_at.eq(administration.changed_at),
    );
    Ok(diesel::update(unchanged).set(set).execute(tx.conn())? == 1)
}
