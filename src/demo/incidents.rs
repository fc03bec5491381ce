//! What is and was wrong with services of the demo's sellers, and what is planned.

use chrono::Duration;

use super::{Demo, people::Company, services::keeper};
use crate::{
    db::{
        Tx,
        ids::{IncidentId, IncidentUpdateId, ServiceId},
        keyset::Position,
        types::Timestamp,
    },
    error::AppError,
    identity::{Authorized, ManageServices},
    incidents::{self, Report, Severity, Words},
    prices,
};

/// Reports them in the name of the Global admin of a seller.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn tell(demo: &Demo, seller: &'static Company) -> Result<(), AppError> {
    let now = demo.now;
    demo.db
        .write(move |tx| {
            let Some(by) = keeper(tx, seller)? else {
                return Ok(());
            };
            let page = prices::list_services(tx.conn(), by.scope, "", &Position::First, 200)?;
            let mut services = page.rows.iter().map(|service| service.id);
            let (Some(first), Some(second)) = (services.next(), services.next()) else {
                return Ok(());
            };
            over(tx, &by, second, now)?;
            going_on(tx, &by, first, now)?;
            planned(tx, &by, second, now)
        })
        .await
}

/// As a form holds a time.
fn typed(at: Timestamp) -> String {
    at.rfc3339().chars().take(16).collect()
}

fn report(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    service: ServiceId,
    report: &Report,
    at: Timestamp,
) -> Result<Option<IncidentId>, AppError> {
    let id = IncidentId::new();
    let Ok(words) = Words::of(report, at) else {
        return Ok(None);
    };
    incidents::report(tx, by, (id, service), &words, at)?;
    Ok(Some(id))
}

/// One that goes on, and has become less bad.
fn going_on(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    service: ServiceId,
    now: Timestamp,
) -> Result<(), AppError> {
    let begin = now.minus(Duration::hours(5));
    let words = Report {
        severity: "interrupted".to_owned(),
        title: "Nobody can sign in from phones".to_owned(),
        affected: "Sign-in from the apps for phones, in all countries. Browsers are not affected."
            .to_owned(),
        message: "We are looking for the cause. Signing in with a browser works.".to_owned(),
        begins: typed(begin),
        ..Report::default()
    };
    let at = begin.plus(Duration::minutes(20));
    if let Some(id) = report(tx, by, service, &words, at)? {
        let body = "Most phones can sign in again. Some have to be started anew.";
        let update = (IncidentUpdateId::new(), Severity::Degraded, body);
        incidents::update(tx, by, (id, 1), update, at.plus(Duration::hours(2)))?;
    }
    Ok(())
}

/// One that is over, with its cause.
fn over(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    service: ServiceId,
    now: Timestamp,
) -> Result<(), AppError> {
    let begin = now.minus(Duration::days(19));
    let words = Report {
        severity: "degraded".to_owned(),
        title: "Searching takes very long".to_owned(),
        affected: "The search over all items of an organisation.".to_owned(),
        begins: typed(begin),
        ..Report::default()
    };
    let at = begin.plus(Duration::minutes(40));
    let Some(id) = report(tx, by, service, &words, at)? else {
        return Ok(());
    };
    let body = "The index is being built anew. Until then old items are found later than new ones.";
    let update = (IncidentUpdateId::new(), Severity::Degraded, body);
    incidents::update(tx, by, (id, 1), update, at.plus(Duration::hours(3)))?;
    let end = begin.plus(Duration::hours(30));
    incidents::end(tx, by, (id, 2), end, end.plus(Duration::minutes(5)))?;
    let cause = "An index had grown beyond the memory of its server. It has been divided, and its size is watched from now on.";
    Ok(incidents::explain(
        tx,
        by,
        (id, 3),
        cause,
        end.plus(Duration::days(2)),
    )?)
}

/// Maintenance in the days to come.
fn planned(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageServices>,
    service: ServiceId,
    now: Timestamp,
) -> Result<(), AppError> {
    let begin = now
        .start_of_day()
        .plus(Duration::days(6) + Duration::hours(22));
    let words = Report {
        severity: "maintenance".to_owned(),
        title: "Servers are replaced".to_owned(),
        affected: "Everything. What is sent meanwhile arrives afterwards.".to_owned(),
        begins: typed(begin),
        ends: typed(begin.plus(Duration::hours(3))),
        ..Report::default()
    };
    report(tx, by, service, &words, now.minus(Duration::days(1)))?;
    Ok(())
}
