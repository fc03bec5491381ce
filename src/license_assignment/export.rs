//! Who holds which license, as a file: all of a customer, or one.

use super::queries::{self, Holding};
use crate::{
    customer_access::{CustomerRequest, SeeLicenses},
    db::{self, Db, ids::CustomerId, keyset::Position},
    licenses::{self, License, service_words},
    prices::LicenseService,
    web::{
        Answer,
        address::Question,
        csv,
        list::{Filters, ListView, NewestFirst},
    },
};

/// Rows that are in memory at once.
const CHUNK: usize = 1_000;

/// Which license a page or a file is of; all where it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Of {
    pub(super) sku: String,
}

impl Filters for Of {
    type Sort = NewestFirst;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            sku: question.text("sku"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("sku", self.sku.clone())]
    }
}

const HEADER: &[&str] = &[
    "License",
    "License ID",
    "Display name",
    "User name",
    "State",
    "Usage location",
    "Assigned (UTC)",
    "Services switched off",
];

/// What is still to be written: licenses, the present one last, and the place in that one.
struct Place {
    licenses: Vec<License>,
    services: Vec<LicenseService>,
    position: Position,
}

/// The file. Recorded before the first byte leaves.
pub(super) async fn export(mut on: CustomerRequest<SeeLicenses>) -> Answer {
    let mark = csv::Mark::of(on.request.query_string());
    let view = ListView::<Of>::of(on.request.query_string())?;
    let read = on.read(move |conn, by| {
        let mut licenses = licenses::licenses_of(conn, by.customer)?;
        licenses.retain(|it| [&it.license_sku, ""].contains(&view.filters.sku.as_str()));
        licenses.reverse();
        Ok::<_, db::Error>(Place {
            services: queries::services(conn, by.customer, &licenses)?,
            licenses,
            position: Position::First,
        })
    });
    let start = read.await?;
    let names = start.licenses.iter().rev();
    let names: Vec<&str> = names.map(|it| it.name.as_str()).collect();
    let what = names.join(", ");
    let recorded = on.write(move |tx, by, now| licenses::exported(tx, by, &what, now));
    recorded.await??;
    let (db, customer) = (on.request.db(), on.granted.customer);
    let name = format!("licenses-{}.csv", on.granted.entry.domain);
    let rows = move |place| next_rows(db.clone(), customer, place);
    Ok(csv::stream((&name, mark), HEADER, start, rows))
}

/// The lines from this place on, and the place behind them.
async fn next_rows(
    db: Db,
    customer: CustomerId,
    mut place: Place,
) -> db::Result<(Vec<Vec<String>>, Option<Place>)> {
    db.read(move |conn| {
        let Some(license) = place.licenses.last().cloned() else {
            return Ok((Vec::new(), None));
        };
        let sku = &license.license_sku;
        let page = queries::holders(conn, customer, sku, &place.position, CHUNK)?;
        let rows = page.rows.iter();
        let rows = rows.map(|one| cells(&license, one, &place.services));
        let rows = rows.collect();
        match page.rows.last().filter(|_| page.has_next) {
            Some(last) => place.position = Position::After(queries::cursor(last)),
            None => {
                place.licenses.pop();
                place.position = Position::First;
            }
        }
        Ok((rows, Some(place).filter(|it| !it.licenses.is_empty())))
    })
    .await
}

fn cells(license: &License, (held, user): &Holding, services: &[LicenseService]) -> Vec<String> {
    let its = services.iter();
    let its: Vec<LicenseService> = its
        .filter(|service| service.provisioning_id == license.license_sku)
        .cloned()
        .collect();
    vec![
        license.name.clone(),
        license.license_sku.clone(),
        user.display_name.clone(),
        user.user_name.clone(),
        user.state.label().to_owned(),
        user.usage_location.clone().unwrap_or_default(),
        held.assigned_at.rfc3339(),
        service_words(&its, &held.services_off),
    ]
}
