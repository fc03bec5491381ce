//! The page of one incident, with the forms of what can be done to it.

use askama::Template;

use super::{
    model::{Incident, Phase, Severity, Update},
    queries,
    words::field,
};
use crate::{
    db::{
        self, Conn,
        ids::{IncidentId, IncidentUpdateId},
        types::Timestamp,
    },
    identity::{Denied, Layout, Scope, find_partner},
    prices::{self, Service},
    web::form::{Choice, FieldErrors},
};

/// All that the page shows.
pub(super) struct Found {
    pub(super) incident: Incident,
    pub(super) service: Service,
    /// Empty where it is one's own.
    pub(super) seller: String,
    pub(super) updates: Vec<(Update, String)>,
}

/// One that this partner sees.
///
/// # Errors
/// `NotFound`, also for one that it does not see.
pub(super) fn find(conn: &mut Conn, scope: Scope, id: IncidentId) -> db::Result<Found> {
    let incident = queries::find(conn, scope, id)?;
    Ok(Found {
        seller: match incident.partner_id == scope.partner_id() {
            true => String::new(),
            false => find_partner(conn, incident.partner_id)?.legal_name,
        },
        service: prices::find_service(conn, incident.service_id)?,
        updates: queries::updates(conn, id)?,
        incident,
    })
}

/// What is typed in the forms of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) key: String,
    pub(super) severity: String,
    pub(super) body: String,
    pub(super) ends: String,
    pub(super) cause: String,
}

impl Typed {
    /// Nothing yet.
    pub(super) fn untouched(incident: &Incident, now: Timestamp) -> Self {
        Self {
            key: IncidentUpdateId::new().to_string(),
            severity: incident.severity.as_str().to_owned(),
            body: String::new(),
            ends: field(now),
            cause: incident.cause.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "incidents/show.html")]
pub(super) struct ShowPage {
    layout: Layout,
    errors: FieldErrors,
    found: Found,
    phase: Phase,
    is_own: bool,
    /// Why this person cannot change it; nothing for those of another company.
    denied: Option<Denied>,
    severities: Vec<Choice>,
    typed: Typed,
    /// What was typed and cannot be sent any more.
    left_over: String,
}

impl ShowPage {
    pub(super) fn new(
        layout: Layout,
        found: Found,
        (typed, errors): (Typed, FieldErrors),
        denied: Option<Denied>,
        now: Timestamp,
    ) -> Self {
        let choice = |it: &Severity| Choice::new(it.as_str(), it.label(), &typed.severity);
        let (phase, is_own) = (found.incident.phase(now), found.seller.is_empty());
        Self {
            layout: layout.in_section("services"),
            errors,
            phase,
            is_own,
            denied: denied.filter(|_| is_own),
            severities: Severity::UNPLANNED.iter().map(choice).collect(),
            left_over: match phase {
                Phase::Ended => typed.body.clone(),
                Phase::Open | Phase::Planned => String::new(),
            },
            found,
            typed,
        }
    }

    fn can_change(&self) -> bool {
        self.is_own && self.denied.is_none()
    }
}
