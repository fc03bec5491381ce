//! What goes on with services, and what went on: read for whoever sees their incidents.

use std::collections::HashMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper, sql_types::Bool};

use super::{
    health::Health,
    model::{Incident, Phase, Update},
    seen::seen,
    strip::{self, Piece, Strip},
};
use crate::{
    db::{
        self, Conn,
        ids::{IncidentId, ServiceId},
        schema::{incident_updates, incidents},
        sql,
        types::{Timestamp, Timestamptz},
    },
    identity::Scope,
    prices::Service,
};

/// How a service is, and how it was in the last days.
#[derive(Debug, Clone)]
pub(crate) struct Overview {
    pub(crate) health: Health,
    pub(crate) strip: Strip,
}

/// Those that had begun and were not over at an instant.
fn begun(
    conn: &mut Conn,
    services: &[ServiceId],
    since: Timestamp,
    now: Timestamp,
) -> db::Result<Vec<Incident>> {
    if services.is_empty() {
        return Ok(Vec::new());
    }
    let is_not_over = sql::<Bool>("(incidents.ends_at IS NULL OR incidents.ends_at >= ")
        .bind::<Timestamptz, _>(since)
        .sql(")");
    Ok(incidents::table
        .filter(db::is_one_of(conn, "incidents.service_id", services))
        .filter(is_not_over)
        .filter(incidents::begins_at.le(now))
        .select(Incident::as_select())
        .load(conn)?)
}

/// How these services are, as far as this partner sees their incidents.
pub(crate) fn healths(
    conn: &mut Conn,
    scope: Scope,
    services: &[Service],
    now: Timestamp,
) -> db::Result<HashMap<ServiceId, Health>> {
    let seen: Vec<ServiceId> = seen(conn, scope, services)?.into_iter().collect();
    let found = begun(conn, &seen, now, now)?;
    let of = |service| (service, health(&found, service, now));
    Ok(seen.into_iter().map(of).collect())
}

fn health(found: &[Incident], service: ServiceId, now: Timestamp) -> Health {
    let its = found.iter().filter(|it| it.service_id == service);
    let open = its.filter(|it| it.phase(now) == Phase::Open);
    open.fold(Health::default(), Health::with)
}

/// The same with the last days.
pub(crate) fn overviews(
    conn: &mut Conn,
    scope: Scope,
    services: &[Service],
    now: Timestamp,
) -> db::Result<HashMap<ServiceId, Overview>> {
    let seen: Vec<ServiceId> = seen(conn, scope, services)?.into_iter().collect();
    let found = begun(conn, &seen, strip::first_day(now), now)?;
    let updates = updates_of(conn, &found)?;
    let of = |service: ServiceId| {
        let its = found.iter().filter(|it| it.service_id == service);
        let pieces: Vec<Piece> = its.flat_map(|it| pieces(it, &updates)).collect();
        let overview = Overview {
            health: health(&found, service, now),
            strip: Strip::of(&pieces, now),
        };
        (service, overview)
    };
    Ok(seen.into_iter().map(of).collect())
}

type Updates = HashMap<IncidentId, Vec<Update>>;

/// What was said of each, in order.
fn updates_of(conn: &mut Conn, found: &[Incident]) -> db::Result<Updates> {
    let mut updates = Updates::new();
    if found.is_empty() {
        return Ok(updates);
    }
    let ids: Vec<IncidentId> = found.iter().map(|incident| incident.id).collect();
    let all: Vec<Update> = incident_updates::table
        .filter(db::is_one_of(conn, "incident_updates.incident_id", &ids))
        .order((incident_updates::incident_id, incident_updates::number))
        .select(Update::as_select())
        .load(conn)?;
    for update in all {
        updates.entry(update.incident_id).or_default().push(update);
    }
    Ok(updates)
}

/// Each severity until the next one, or until the end.
fn pieces(incident: &Incident, updates: &Updates) -> Vec<Piece> {
    let its = updates.get(&incident.id).map_or(&[][..], Vec::as_slice);
    let next = its.iter().skip(1).map(|it| Some(it.since));
    let next = next.chain(std::iter::once(None));
    let pieces = its.iter().zip(next).filter_map(|(update, next)| {
        let to = match (next, incident.ends_at) {
            (Some(next), Some(end)) => Some(next.min(end)),
            (next, end) => next.or(end),
        };
        let is_within = to.is_none_or(|to| update.since <= to);
        is_within.then_some(Piece {
            severity: update.severity,
            from: update.since,
            to,
        })
    });
    pieces.collect()
}
