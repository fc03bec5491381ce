//! What the list of incidents shows.

use askama::Template;

use super::{
    list_model::ListView,
    list_queries::{Chosen, Row},
    model::{Phase, Severity},
};
use crate::{
    db::{ids::PartnerId, keyset::Page, types::Timestamp},
    identity::{Denied, Layout},
    paths::Paths,
    web::{
        form::{Choice, FieldErrors},
        list::{self, Chip, Pager},
    },
};

/// An incident as the list shows it.
struct RowView {
    href: String,
    title: String,
    service: String,
    severity: Severity,
    phase: Phase,
    begins: Timestamp,
    ends: Option<Timestamp>,
}

impl RowView {
    fn of((incident, service): &Row, paths: &Paths, now: Timestamp) -> Self {
        Self {
            href: paths.incident(incident.id),
            title: incident.title.clone(),
            service: service.clone(),
            severity: incident.severity,
            phase: incident.phase(now),
            begins: incident.begins_at,
            ends: incident.ends_at,
        }
    }
}

#[derive(Template)]
#[template(path = "incidents/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    /// Why this person cannot report any; nothing for those whose company keeps none.
    denied: Option<Denied>,
    is_own: bool,
    /// Empty where there is none.
    seller: String,
    sellers: Vec<Choice>,
    phases: Vec<Choice>,
    severities: Vec<Choice>,
    /// The service that is chosen, and where one of it is reported.
    service: Option<(String, String)>,
    text: String,
    chips: Vec<Chip>,
    rows: Vec<RowView>,
    export: String,
    pager: Pager,
}

/// All that is found.
pub(super) struct Found {
    pub(super) chosen: Chosen,
    pub(super) page: Page<Row>,
}

/// The page of what was found.
pub(super) fn page(
    layout: Layout,
    found: &Found,
    view: &ListView,
    denied: Option<Denied>,
    now: Timestamp,
) -> ListPage {
    let (paths, wanted) = (layout.paths.clone(), &view.filters);
    let view = view.at(found.page.position.clone());
    let path = paths.incidents();
    let seller = found.chosen.seller();
    let chosen_id = seller.map(|it| it.id.to_string()).unwrap_or_default();
    let choice =
        |(id, name): &(PartnerId, String)| Choice::new(&id.to_string(), name.clone(), &chosen_id);
    let phases = Phase::ALL.iter().map(|it| (it.as_str(), it.label()));
    let severities = Severity::ALL.iter().map(|it| (it.as_str(), it.label()));
    let service = found.chosen.service.as_ref();
    let number = found.page.rows.len();
    let shown = match number {
        1 => "1 incident on this page".to_owned(),
        many => format!("{many} incidents on this page"),
    };
    ListPage {
        errors: FieldErrors::default(),
        denied,
        is_own: seller.is_some_and(|seller| seller.is_own),
        seller: seller.map(|it| it.name.clone()).unwrap_or_default(),
        sellers: found.chosen.sellers.all.iter().map(choice).collect(),
        phases: list::choices("All", wanted.phase.map_or("", Phase::as_str), phases),
        severities: list::choices(
            "All",
            wanted.severity.map_or("", Severity::as_str),
            severities,
        ),
        service: service.map(|it| (it.id.to_string(), paths.new_incident_of(it.id))),
        text: wanted.text.clone(),
        chips: view.chips(&path, wanted.each(found.chosen.service_name())),
        rows: (found.page.rows.iter())
            .map(|row| RowView::of(row, &paths, now))
            .collect(),
        export: view.at_start().address(&paths.incidents_csv()),
        pager: view.pager(&path, &found.page, |(row, _)| row.cursor(), shown),
        layout: layout.in_section("services"),
    }
}
