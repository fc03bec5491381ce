//! Lists as files: what the address shows, all pages of it, read and sent a thousand rows at a time. Recorded before the first byte
//! leaves.

use actix_web::web::Path;

use super::{
    customer_queries::{self, Affected},
    customer_view,
    events::{CustomersExported, ListExported},
    list_model::ListView,
    list_queries::{self, Row, chosen},
    queries,
};
use crate::{
    activity,
    customers::Entry,
    db::{
        self, Db,
        ids::{IncidentId, PartnerId},
        keyset::Position,
        types::Timestamp,
    },
    error::AppError,
    identity::{Request, Scope, View},
    prices,
    web::{Answer, csv},
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

const INCIDENTS: &[&str] = &[
    "Service",
    "Severity",
    "State",
    "Incident",
    "Affected",
    "Begin (UTC)",
    "End (UTC)",
    "Cause",
    "Incident ID",
];

const CUSTOMERS: &[&str] = &["Company name", "Primary domain", "Customer ID"];

/// The list of incidents.
///
/// # Errors
/// `NotFound` for a seller whose list this partner does not see.
pub(super) async fn incidents(mut request: Request<View>) -> Answer {
    let mark = csv::Mark::of(request.query_string());
    let view = ListView {
        size: CHUNK,
        ..ListView::of(request.query_string())?.at_start()
    };
    let asked = view.clone();
    let recorded = request.write(move |tx, by, now| {
        let chosen = chosen(tx.conn(), &by.staff.partner, &asked.filters)?;
        let each = asked.filters.each(chosen.service_name()).into_iter();
        let shown: Vec<String> = each.map(|(words, _)| words).collect();
        let exported = ListExported {
            partner: by.scope.partner_id(),
            shown: shown.join(", "),
        };
        activity::record(tx, by, &exported, now)?;
        Ok::<_, AppError>(chosen.seller().map(|seller| seller.id))
    });
    let seller = recorded.await?;
    let (db, scope, now) = (request.db(), request.scope(), request.now);
    let rows = move |view| next_incidents(db.clone(), (scope, seller), view, now);
    Ok(csv::stream(("incidents.csv", mark), INCIDENTS, view, rows))
}

/// The lines from this place on, and the place behind them.
async fn next_incidents(
    db: Db,
    (scope, seller): (Scope, Option<PartnerId>),
    view: ListView,
    now: Timestamp,
) -> db::Result<(Vec<Vec<String>>, Option<ListView>)> {
    let Some(seller) = seller else {
        return Ok((Vec::new(), None));
    };
    db.read(move |conn| {
        let page = list_queries::list(conn, (scope, seller), &view, now)?;
        let last = page.rows.last().filter(|_| page.has_next);
        let behind = last.map(|(row, _)| view.at(Position::After(row.cursor())));
        let lines = page.rows.iter().map(|row| cells(row, now));
        Ok((lines.collect(), behind))
    })
    .await
}

fn cells((incident, service): &Row, now: Timestamp) -> Vec<String> {
    vec![
        service.clone(),
        incident.severity.as_str().to_owned(),
        incident.phase(now).as_str().to_owned(),
        incident.title.clone(),
        incident.affected.clone(),
        incident.begins_at.rfc3339(),
        incident.ends_at.map(Timestamp::rfc3339).unwrap_or_default(),
        incident.cause.clone(),
        incident.id.to_string(),
    ]
}

/// The customers that one concerns.
///
/// # Errors
/// `NotFound`, also for an incident that this partner does not see.
pub(super) async fn customers(mut request: Request<View>, id: Path<IncidentId>) -> Answer {
    let mark = csv::Mark::of(request.query_string());
    let (id, view) = (
        *id,
        customer_view::ListView {
            size: CHUNK,
            ..customer_view::ListView::of(request.query_string())?.at_start()
        },
    );
    let text = view.filters.text.clone();
    let recorded = request.write(move |tx, by, now| {
        let incident = queries::find(tx.conn(), by.scope, id)?;
        let service = prices::find_service(tx.conn(), incident.service_id)?;
        let affected = Affected::of(tx.conn(), by.scope, &service, &text)?;
        let exported = CustomersExported {
            incident: id,
            shown: format!("{}: {}", service.name, incident.title),
        };
        activity::record(tx, by, &exported, now)?;
        Ok::<_, AppError>(affected)
    });
    let (affected, db) = (recorded.await?, request.db());
    let rows = move |view| next_customers(db.clone(), affected.clone(), view);
    Ok(csv::stream(
        ("affected-customers.csv", mark),
        CUSTOMERS,
        view,
        rows,
    ))
}

async fn next_customers(
    db: Db,
    affected: Affected,
    view: customer_view::ListView,
) -> db::Result<(Vec<Vec<String>>, Option<customer_view::ListView>)> {
    db.read(move |conn| {
        let page = affected.page(conn, &view)?;
        let last = page.rows.last().filter(|_| page.has_next);
        let behind = last.map(|row| view.at(Position::After(customer_queries::cursor(row))));
        Ok((page.rows.iter().map(customer_cells).collect(), behind))
    })
    .await
}

fn customer_cells(entry: &Entry) -> Vec<String> {
    let customer_id = entry.customer_id.map(|id| id.to_string());
    vec![
        entry.name.clone(),
        entry.domain.clone(),
        customer_id.unwrap_or_default(),
    ]
}
