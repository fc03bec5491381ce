//! The partnerships that have ended, by their reports.

use askama::Template;

use super::{model::Report, queries};
use crate::{
    db::{ids::PartnershipId, keyset::Page, types::Timestamp},
    identity::{Layout, Request, View},
    paths::Paths,
    web::{
        Answer,
        list::{ListView, Pager},
    },
};

struct Row {
    company: String,
    domain: String,
    at: Timestamp,
    by: String,
    href: String,
}

impl Row {
    fn new(report: &Report, id: PartnershipId, paths: &Paths) -> Self {
        Self {
            company: report.company.clone(),
            domain: report.domain.clone(),
            at: report.removed_at,
            by: report.by_name.clone(),
            href: paths.partnership_report(id),
        }
    }
}

#[derive(Template)]
#[template(path = "removal_reports/partnerships.html")]
struct ListPage {
    layout: Layout,
    rows: Vec<Row>,
    pager: Pager,
}

impl ListPage {
    fn new(layout: Layout, view: &ListView<()>, page: &Page<Report>) -> Self {
        let path = layout.paths.ended_partnerships();
        let shown = match page.rows.len() {
            1 => "1 on this page".to_owned(),
            many => format!("{many} on this page"),
        };
        let row = |report: &Report| Some(Row::new(report, report.partnership_id?, &layout.paths));
        Self {
            rows: page.rows.iter().filter_map(row).collect(),
            pager: view.pager(&path, page, Report::cursor, shown),
            layout: layout.in_section("partnerships"),
        }
    }
}

/// The list.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let view = ListView::<()>::of(request.query_string())?;
    let (place, size) = (view.position.clone(), view.size);
    let read =
        request.read(move |conn, scope| queries::of_partnerships(conn, scope, (&place, size)));
    let page = read.await?;
    request
        .page(|layout| ListPage::new(layout, &view, &page))
        .await
}
