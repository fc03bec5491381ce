//! How an incident goes on: updates, its end, its cause.

use super::{
    events,
    model::{Incident, Severity, Update},
    queries,
    words::wrong_end,
};
use crate::{
    activity::Changes,
    db::{
        self, Tx,
        ids::{IncidentId, IncidentUpdateId},
        types::Timestamp,
    },
    error::{AppError, Explained},
    identity::{Authorized, ManageServices},
    prices,
};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// What is typed in a field does not fit.
    #[error("{1}")]
    Field(&'static str, String),
    /// Somebody else has changed it meanwhile.
    #[error(
        "Somebody else changed this incident since you opened the page. What you typed stands in the form, not saved yet; above it is the incident as it is now"
    )]
    Stale,
    /// It is over.
    #[error("This incident is over. Report a new one where it is wrong again")]
    Over,
    /// The form was used for something else already.
    #[error("This form was sent already with other words. Press again to send these as well")]
    Reused,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for ActError {
    fn code(&self) -> &'static str {
        match self {
            Self::Field(..) => "incident_field",
            Self::Stale => "stale",
            Self::Over => "incident_over",
            Self::Reused => "form_reused",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::Field(field, _) => field,
            _ => "",
        }
    }
}

impl From<ActError> for AppError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

fn service_name(tx: &mut Tx<'_>, incident: &Incident) -> db::Result<String> {
    Ok(prices::find_service(tx.conn(), incident.service_id)?.name)
}

/// Says how it goes on, under this key; `version` is the one that was on the page. Maintenance stays what it is.
///
/// # Errors
/// See [`ActError`]; nothing is changed then.
pub fn update(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    (id, version): (IncidentId, i32),
    (key, severity, body): (IncidentUpdateId, Severity, &str),
    now: Timestamp,
) -> Result<(), ActError> {
    let incident = queries::own(tx.conn(), by.scope, id)?;
    let severity = match incident.is_maintenance() {
        true => Severity::Maintenance,
        false => severity,
    };
    if is_there(tx, id, (key, severity, body))? {
        return Ok(());
    }
    if !queries::step(tx, (id, version), severity, now)? {
        // Perhaps it was the same press.
        if is_there(tx, id, (key, severity, body))? {
            return Ok(());
        }
        return Err(behind(tx, by, id, now)?);
    }
    let update = Update {
        id: key,
        incident_id: id,
        number: version + 1,
        severity,
        body: body.to_owned(),
        // Of a window that has not begun, nothing holds before it does.
        since: now.max(incident.begins_at),
        written_by: by.staff.id,
        written_at: now,
    };
    queries::insert_update(tx, &update)?;
    let labels = (incident.severity.label(), severity.label());
    let changes = Changes::none().value("Severity", labels.0, labels.1);
    let service = service_name(tx, &incident)?;
    let of = (&incident, service.as_str());
    Ok(events::of_incident(
        tx,
        by,
        events::UPDATED,
        of,
        changes,
        now,
    )?)
}

/// Whether the update with this key is there with these words.
fn is_there(
    tx: &mut Tx<'_>,
    of: IncidentId,
    (key, severity, body): (IncidentUpdateId, Severity, &str),
) -> Result<bool, ActError> {
    match queries::update_of(tx.conn(), of, key)? {
        None => Ok(false),
        Some(known) if known.severity == severity && known.body == body => Ok(true),
        Some(_) => Err(ActError::Reused),
    }
}

/// Why a guarded statement found nothing.
fn behind(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    id: IncidentId,
    now: Timestamp,
) -> db::Result<ActError> {
    let incident = queries::own(tx.conn(), by.scope, id)?;
    Ok(match incident.is_over(now) {
        true => ActError::Over,
        false => ActError::Stale,
    })
}

/// Says when it was over. Maintenance ends by itself, and can be over before that.
///
/// # Errors
/// `Over` where it is already, by whoever was first; else see [`ActError`]. Nothing is changed then.
pub fn end(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    (id, version): (IncidentId, i32),
    ends_at: Timestamp,
    now: Timestamp,
) -> Result<(), ActError> {
    let incident = queries::own(tx.conn(), by.scope, id)?;
    if incident.is_over(now) {
        return Err(ActError::Over);
    }
    if let Some(wrong) = wrong_end(incident.begins_at, ends_at, now) {
        return Err(ActError::Field("ends", wrong));
    }
    if !queries::end(tx, (id, version), ends_at, now)? {
        return Err(behind(tx, by, id, now)?);
    }
    let before = incident.ends_at.map(Timestamp::words).unwrap_or_default();
    let changes = Changes::none().value("End", &before, &ends_at.words());
    let service = service_name(tx, &incident)?;
    let of = (&incident, service.as_str());
    Ok(events::of_incident(
        tx,
        by,
        events::ENDED,
        of,
        changes,
        now,
    )?)
}

/// Says what the cause was, once it is over.
///
/// # Errors
/// See [`ActError`]; nothing is changed then.
pub fn explain(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    (id, version): (IncidentId, i32),
    cause: &str,
    now: Timestamp,
) -> Result<(), ActError> {
    let incident = queries::own(tx.conn(), by.scope, id)?;
    if !incident.is_over(now) {
        let text = "It goes on. The cause can be entered after its end";
        return Err(ActError::Field("cause", text.to_owned()));
    }
    if incident.cause == cause {
        return Ok(());
    }
    if !queries::explain(tx, (id, version), cause, now)? {
        return match queries::own(tx.conn(), by.scope, id)?.cause == cause {
            true => Ok(()),
            false => Err(ActError::Stale),
        };
    }
    let changes = Changes::none().value("Cause", &incident.cause, cause);
    let service = service_name(tx, &incident)?;
    let of = (&incident, service.as_str());
    Ok(events::of_incident(
        tx,
        by,
        events::CAUSE,
        of,
        changes,
        now,
    )?)
}
