//! Which licenses a customer has, and how many.

use askama::Template;

use super::{
    figures::Figures,
    queries::{self, Overview},
};
use crate::{
    customer_access::{AssignLicenses, Blocked, CustomerRequest, Granted, Head, SeeLicenses, Tab},
    directory::blocked,
    identity::Layout,
    web::Answer,
};

#[derive(Template)]
#[template(path = "license_assignment/list.html")]
struct ListPage {
    layout: Layout,
    record: Head,
    licenses: Vec<Figures>,
    /// Why none can be assigned.
    unassignable: Option<Blocked>,
}

/// The page.
pub(super) async fn list(mut on: CustomerRequest<SeeLicenses>) -> Answer {
    let read = on.read(|conn, by| queries::overview(conn, by.by.scope, by.customer));
    let (found, by) = (read.await?, on.granted);
    on.request
        .page(|layout| ListPage::new(layout, &by, &found))
        .await
}

impl ListPage {
    fn new(layout: Layout, by: &Granted<SeeLicenses>, found: &Overview) -> Self {
        let figures = |license| Figures::new(license, &found.own, &layout.paths);
        Self {
            record: Head::new(&by.entry, Tab::Licenses, by.between()),
            licenses: found.licenses.iter().map(figures).collect(),
            unassignable: blocked::<_, AssignLicenses>(by, &layout),
            layout: layout.in_section("customers"),
        }
    }
}
