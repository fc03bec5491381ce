//! The report of a partnership that has ended: each of the two companies has one of its own.

use actix_web::web::Path;

use super::{
    events::ReportExported,
    export,
    model::{Line, Report},
    queries,
    show_page::{Around, NonePage, SHOWN, ShowPage},
};
use crate::{
    activity,
    db::{self, Conn, ids::PartnershipId},
    identity::{Layout, Request, Scope, View},
    partnerships::{self, Partnership, State},
    paths::Paths,
    web::{Answer, csv, see_other},
};

struct Found {
    partnership: Partnership,
    report: Option<(Report, Vec<Line>)>,
}

fn read(conn: &mut Conn, scope: Scope, id: PartnershipId) -> db::Result<Found> {
    let partnership = partnerships::find(conn, scope, id)?;
    let report = match queries::of_partnership(conn, scope, id)? {
        Some(report) => {
            let lines = queries::lines(conn, report.id, 1, SHOWN)?;
            Some((report, lines))
        }
        None => None,
    };
    Ok(Found {
        partnership,
        report,
    })
}

fn crumbs(layout: &Layout, paths: &Paths) -> Vec<(String, String)> {
    vec![
        (layout.partnerships_title().to_owned(), paths.partnerships()),
        ("Ended partnerships".to_owned(), paths.ended_partnerships()),
    ]
}

fn none(layout: Layout, partnership: &Partnership) -> NonePage {
    let paths = layout.paths.clone();
    NonePage {
        crumbs: crumbs(&layout, &paths),
        why: match partnership.state {
            State::Ended => "This partnership ended before reports were kept.".to_owned(),
            State::Active => "This partnership has not ended.".to_owned(),
        },
        back: ("Show your partnerships", paths.partnerships()),
        layout: layout.in_section("partnerships"),
    }
}

/// The report.
///
/// # Errors
/// `NotFound`, also for one of other partners.
pub(super) async fn show(mut request: Request<View>, id: Path<PartnershipId>) -> Answer {
    let id = id.into_inner();
    let found = request.read(move |conn, scope| read(conn, scope, id));
    let found = found.await?;
    let Some((report, lines)) = found.report else {
        return request
            .page(|layout| none(layout, &found.partnership))
            .await;
    };
    let page = |layout: Layout| {
        let paths = layout.paths.clone();
        let around = Around {
            crumbs: crumbs(&layout, &paths),
            what: "The partnership",
            csv: paths.partnership_report_csv(id),
            others: Vec::new(),
            now: String::new(),
        };
        ShowPage::new(layout.in_section("partnerships"), around, report, lines)
    };
    request.page(page).await
}

/// The file. Recorded before the first byte leaves.
///
/// # Errors
/// As above.
pub(super) async fn file(mut request: Request<View>, id: Path<PartnershipId>) -> Answer {
    let id = id.into_inner();
    let mark = csv::Mark::of(request.query_string());
    let exported = request.write(move |tx, by, now| {
        partnerships::find(tx.conn(), by.scope, id)?;
        let report = queries::of_partnership(tx.conn(), by.scope, id)?;
        if let Some(report) = &report {
            let customer = None;
            activity::record(tx, by, &ReportExported { report, customer }, now)?;
        }
        Ok::<_, db::Error>(report)
    });
    match exported.await? {
        Some(report) => Ok(export::file(request.db(), report, mark)),
        None => Ok(see_other(&request.paths().partnership_report(id))),
    }
}
