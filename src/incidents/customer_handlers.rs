//! The customers of one's own that an incident concerns.

use actix_web::web::Path;
use askama::Template;

use super::{
    customer_queries::{Affected, cursor},
    customer_view::ListView,
    model::Incident,
    queries,
};
use crate::{
    customers::Entry,
    db::{self, ids::IncidentId, keyset::Page},
    identity::{Layout, Request, View},
    prices::{self, Service},
    web::{Answer, list::Pager},
};

#[derive(Template)]
#[template(path = "incidents/customers.html")]
struct CustomersPage {
    layout: Layout,
    incident: Incident,
    service: Service,
    text: String,
    rows: Vec<Entry>,
    export: String,
    pager: Pager,
}

/// The list.
///
/// # Errors
/// `NotFound`, also for an incident that this partner does not see.
pub(super) async fn list(mut request: Request<View>, id: Path<IncidentId>) -> Answer {
    let (view, id) = (ListView::of(request.query_string())?, *id);
    let asked = view.clone();
    let read = request.read(move |conn, scope| {
        let incident = queries::find(conn, scope, id)?;
        let service = prices::find_service(conn, incident.service_id)?;
        let affected = Affected::of(conn, scope, &service, &asked.filters.text)?;
        let page = affected.page(conn, &asked)?;
        Ok::<_, db::Error>((incident, service, page))
    });
    let (incident, service, found) = read.await?;
    request
        .page(|layout| page(layout, (incident, service), found, &view))
        .await
}

fn page(
    layout: Layout,
    (incident, service): (Incident, Service),
    found: Page<Entry>,
    view: &ListView,
) -> CustomersPage {
    let paths = layout.paths.clone();
    let path = paths.incident_customers(incident.id);
    let view = view.at(found.position.clone());
    let shown = match found.rows.len() {
        1 => "1 customer on this page".to_owned(),
        many => format!("{many} customers on this page"),
    };
    CustomersPage {
        layout: layout.in_section("services"),
        text: view.filters.text.clone(),
        export: (view.at_start()).address(&paths.incident_customers_csv(incident.id)),
        pager: view.pager(&path, &found, cursor, shown),
        rows: found.rows,
        incident,
        service,
    }
}
