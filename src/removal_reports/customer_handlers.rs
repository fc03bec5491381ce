//! The reports of one customer: that of the last removal, unless the address names another one.

use actix_web::web::Path;

use super::{
    events::ReportExported,
    export,
    model::{Line, Report},
    queries,
    show_page::{Around, NonePage, SHOWN, ShowPage, of_report},
};
use crate::{
    activity,
    customers::{self, Entry, Standing},
    db::{
        self, Conn,
        ids::{CustomerId, RemovalReportId},
    },
    error::AppError,
    identity::{Layout, Request, Scope, View},
    paths::Paths,
    web::{Answer, csv, see_other},
};

/// What the address names.
fn wanted(query: &str) -> Result<Option<RemovalReportId>, AppError> {
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    match pairs.find(|(name, _)| name == "report") {
        None => Ok(None),
        Some((_, key)) => key.parse().map(Some).map_err(|_| AppError::NotFound),
    }
}

struct Found {
    entry: Entry,
    report: Option<Report>,
    others: Vec<Report>,
    lines: Vec<Line>,
}

fn read(
    conn: &mut Conn,
    scope: Scope,
    key: uuid::Uuid,
    (wanted, most): (Option<RemovalReportId>, i64),
) -> db::Result<Found> {
    let entry = customers::find(conn, scope, key)?;
    let mut others = queries::of_entry(conn, scope, entry.id)?;
    let report = match wanted {
        Some(id) => Some(queries::find(conn, scope, entry.id, id)?),
        None => others.first().cloned(),
    };
    others.retain(|other| report.as_ref().is_none_or(|shown| shown.id != other.id));
    let lines = match &report {
        Some(report) if most > 0 => queries::lines(conn, report.id, 1, most)?,
        _ => Vec::new(),
    };
    Ok(Found {
        entry,
        report,
        others,
        lines,
    })
}

fn crumbs(entry: &Entry, paths: &Paths) -> Vec<(String, String)> {
    let former = ("Former customers".to_owned(), paths.former_customers());
    let mut crumbs = vec![("Customers".to_owned(), paths.customers())];
    crumbs.extend(Some(former).filter(|_| entry.left_at.is_some()));
    crumbs.push((entry.name.clone(), paths.customer(entry.page_key())));
    crumbs
}

fn page(layout: Layout, found: Found, report: Report) -> ShowPage {
    let (entry, paths) = (found.entry, layout.paths.clone());
    let address = paths.removal_report(entry.page_key());
    let others = found.others.iter();
    let around = Around {
        crumbs: crumbs(&entry, &paths),
        what: "The reseller relationship",
        csv: of_report(&paths.removal_report_csv(entry.page_key()), &report),
        others: others
            .map(|other| (other.removed_at, of_report(&address, other)))
            .collect(),
        now: match entry.standing {
            Standing::Connected => format!(
                "{} has accepted a reseller relationship again since.",
                entry.name
            ),
            _ => String::new(),
        },
    };
    ShowPage::new(layout.in_section("customers"), around, report, found.lines)
}

fn none(layout: Layout, entry: &Entry) -> NonePage {
    let paths = layout.paths.clone();
    NonePage {
        crumbs: crumbs(entry, &paths),
        why: match entry.left_at {
            Some(at) => format!(
                "The reseller relationship with {} ended on {}, before reports were kept. Its account page has the consent, when it ended and why.",
                entry.name,
                at.words()
            ),
            None => format!("No reseller relationship with {} was removed.", entry.name),
        },
        back: ("Open the record", paths.customer(entry.page_key())),
        layout: layout.in_section("customers"),
    }
}

/// The report.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn show(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, wanted) = (key.uuid(), wanted(request.query_string())?);
    let found = request.read(move |conn, scope| read(conn, scope, key, (wanted, SHOWN)));
    let mut found = found.await?;
    let own = found.entry.page_key();
    if key != own {
        return Ok(see_other(&request.paths().removal_report(own)));
    }
    match found.report.take() {
        Some(report) => request.page(|layout| page(layout, found, report)).await,
        None => request.page(|layout| none(layout, &found.entry)).await,
    }
}

/// The file. Recorded before the first byte leaves.
///
/// # Errors
/// As above.
pub(super) async fn file(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, wanted) = (key.uuid(), wanted(request.query_string())?);
    let mark = csv::Mark::of(request.query_string());
    let exported = request.write(move |tx, by, now| {
        let found = read(tx.conn(), by.scope, key, (wanted, 0))?;
        if let Some(report) = &found.report {
            let customer = found.entry.customer_id;
            activity::record(tx, by, &ReportExported { report, customer }, now)?;
        }
        Ok::<_, db::Error>((found.entry.page_key(), found.report))
    });
    match exported.await? {
        (_, Some(report)) => Ok(export::file(request.db(), report, mark)),
        (own, None) => Ok(see_other(&request.paths().removal_report(own))),
    }
}
