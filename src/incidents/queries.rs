//! Statements on incidents and their updates. Every one starts from a scope, or from an incident that was found through one.

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper, sql_types::Bool,
};

use super::{
    model::{Incident, Severity, Update},
    seen::is_seen,
};
use crate::{
    db::{
        self, Conn, Sql, Tx,
        ids::{IncidentId, IncidentUpdateId},
        schema::{incident_updates, incidents, users},
        sql,
        types::{Timestamp, Timestamptz},
    },
    identity::Scope,
};

/// Updates that are shown of one.
const UPDATES: i64 = 500;

/// One that this partner sees.
///
/// # Errors
/// `NotFound`, also for one that it does not see.
pub(super) fn find(conn: &mut Conn, scope: Scope, id: IncidentId) -> db::Result<Incident> {
    Ok(incidents::table
        .filter(incidents::id.eq(id))
        .filter(is_seen(scope))
        .select(Incident::as_select())
        .first(conn)?)
}

/// One of a service of one's own list.
///
/// # Errors
/// `NotFound`, also for another seller's.
pub(super) fn own(conn: &mut Conn, scope: Scope, id: IncidentId) -> db::Result<Incident> {
    Ok(incidents::table
        .filter(incidents::id.eq(id))
        .filter(incidents::partner_id.eq(scope.partner_id()))
        .select(Incident::as_select())
        .first(conn)?)
}

/// What was said of one, the latest first, each with the name of who wrote it.
pub(super) fn updates(conn: &mut Conn, of: IncidentId) -> db::Result<Vec<(Update, String)>> {
    Ok(incident_updates::table
        .inner_join(users::table)
        .filter(incident_updates::incident_id.eq(of))
        .order(incident_updates::number.desc())
        .limit(UPDATES)
        .select((Update::as_select(), users::name))
        .load(conn)?)
}

/// The report of one.
pub(super) fn first_update(conn: &mut Conn, of: IncidentId) -> db::Result<Update> {
    Ok(incident_updates::table
        .filter(incident_updates::incident_id.eq(of))
        .filter(incident_updates::number.eq(1))
        .select(Update::as_select())
        .first(conn)?)
}

/// The update with this key, if it is one of this incident.
pub(super) fn update_of(
    conn: &mut Conn,
    of: IncidentId,
    id: IncidentUpdateId,
) -> db::Result<Option<Update>> {
    Ok(incident_updates::table
        .find(id)
        .filter(incident_updates::incident_id.eq(of))
        .select(Update::as_select())
        .first(conn)
        .optional()?)
}

/// Keeps a new one with its first update; false where its key is taken.
pub(super) fn insert(tx: &mut Tx<'_>, incident: &Incident, update: &Update) -> db::Result<bool> {
    let inserted = tx.attempt(|conn| {
        diesel::insert_into(incidents::table)
            .values(incident)
            .execute(conn)
    });
    match inserted {
        Err(db::Error::Duplicate) => Ok(false),
        inserted => {
            inserted?;
            insert_update(tx, update)?;
            Ok(true)
        }
    }
}

/// Keeps an update. The incident was raised to its version before, so that nobody else is doing the same.
pub(super) fn insert_update(tx: &mut Tx<'_>, update: &Update) -> db::Result<()> {
    diesel::insert_into(incident_updates::table)
        .values(update)
        .execute(tx.conn())?;
    Ok(())
}

fn is_not_over(now: Timestamp) -> Sql<Bool> {
    sql("(incidents.ends_at IS NULL OR incidents.ends_at > ")
        .bind::<Timestamptz, _>(now)
        .sql(")")
}

/// Raises one that is not over, if nobody else has since `version`, to this severity.
pub(super) fn step(
    tx: &mut Tx<'_>,
    (id, version): (IncidentId, i32),
    severity: Severity,
    now: Timestamp,
) -> db::Result<bool> {
    let unchanged = incidents::table
        .filter(incidents::id.eq(id))
        .filter(incidents::version.eq(version))
        .filter(is_not_over(now));
    let set = (
        incidents::severity.eq(severity),
        incidents::version.eq(incidents::version + 1),
    );
    Ok(diesel::update(unchanged).set(set).execute(tx.conn())? == 1)
}

/// Ends one that is not over, if nobody else has changed it since `version`.
pub(super) fn end(
    tx: &mut Tx<'_>,
    (id, version): (IncidentId, i32),
    ends_at: Timestamp,
    now: Timestamp,
) -> db::Result<bool> {
    let unchanged = incidents::table
        .filter(incidents::id.eq(id))
        .filter(incidents::version.eq(version))
        .filter(is_not_over(now));
    let set = (
        incidents::ends_at.eq(ends_at),
        incidents::version.eq(incidents::version + 1),
    );
    Ok(diesel::update(unchanged).set(set).execute(tx.conn())? == 1)
}

/// Keeps the cause of one that is over, if nobody else has changed it since `version`.
pub(super) fn explain(
    tx: &mut Tx<'_>,
    (id, version): (IncidentId, i32),
    cause: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let unchanged = incidents::table
        .filter(incidents::id.eq(id))
        .filter(incidents::version.eq(version))
        .filter(incidents::ends_at.le(now));
    let set = (
        incidents::cause.eq(cause),
        incidents::version.eq(incidents::version + 1),
    );
    Ok(diesel::update(unchanged).set(set).execute(tx.conn())? == 1)
}
