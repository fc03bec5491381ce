//! A seller reports what is wrong with one of its services, or plans maintenance.

use super::{
    act_service::ActError,
    events,
    model::{Incident, Update},
    queries,
    words::Words,
};
use crate::{
    activity::Changes,
    db::{
        self, Conn, Tx,
        ids::{IncidentId, IncidentUpdateId, ServiceId},
        types::Timestamp,
    },
    identity::{Authorized, ManageServices, Scope},
    prices::{self, Service},
    text::folded,
};

/// A service of one's own list.
///
/// # Errors
/// `NotFound`, also for another seller's.
pub(super) fn own_service(conn: &mut Conn, scope: Scope, id: ServiceId) -> db::Result<Service> {
    let service = prices::find_service(conn, id)?;
    match service.partner_id == scope.partner_id() {
        true => Ok(service),
        false => Err(db::Error::NotFound),
    }
}

/// Reports it under this key. The same key with the same words is the same incident.
///
/// # Errors
/// `NotFound` for another seller's service; `Reused` where the key has other words. Nothing is changed then.
pub fn report(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    (id, service): (IncidentId, ServiceId),
    words: &Words,
    now: Timestamp,
) -> Result<(), ActError> {
    let service = own_service(tx.conn(), by.scope, service)?;
    let incident = Incident {
        id,
        partner_id: service.partner_id,
        service_id: service.id,
        severity: words.severity,
        title: words.title.clone(),
        title_key: folded(&words.title),
        affected: words.affected.clone(),
        begins_at: words.begins_at,
        ends_at: words.ends_at,
        cause: String::new(),
        version: 1,
        opened_by: by.staff.id,
        opened_at: now,
    };
    let update = Update {
        id: IncidentUpdateId::new(),
        incident_id: id,
        number: 1,
        severity: words.severity,
        body: words.message.clone(),
        since: words.begins_at,
        written_by: by.staff.id,
        written_at: now,
    };
    if !queries::insert(tx, &incident, &update)? {
        return match is_known(tx.conn(), by.scope, &incident, &update)? {
            true => Ok(()),
            false => Err(ActError::Reused),
        };
    }
    let changes = Changes::none().value("Severity", "", words.severity.label());
    let of = (&incident, service.name.as_str());
    Ok(events::of_incident(
        tx,
        by,
        events::REPORTED,
        of,
        changes,
        now,
    )?)
}

/// Whether this is what was reported under its key.
fn is_known(
    conn: &mut Conn,
    scope: Scope,
    incident: &Incident,
    update: &Update,
) -> db::Result<bool> {
    let known = queries::own(conn, scope, incident.id)?;
    let first = queries::first_update(conn, incident.id)?;
    Ok(known.service_id == incident.service_id
        && known.title == incident.title
        && known.affected == incident.affected
        && known.begins_at == incident.begins_at
        // An act may have set another end since.
        && (known.version > 1 || known.ends_at == incident.ends_at)
        && first.severity == update.severity
        && first.body == update.body)
}
