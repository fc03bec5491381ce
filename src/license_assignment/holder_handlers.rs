//! One license of a customer: its numbers, and who holds it.

use std::collections::HashMap;

use askama::Template;

use super::{
    export::Of,
    figures::Figures,
    queries::{self, Holding},
};
use crate::{
    customer_access::{CustomerRequest, Granted, Head, SeeLicenses, Tab},
    db::{
        self, Conn,
        ids::{CustomerId, UserId},
        keyset::Page,
        types::Timestamp,
    },
    identity::{Layout, Scope},
    licenses::{self, License},
    paths::Paths,
    subscriptions::{self, Subscription},
    web::{
        Answer, address,
        csv::Mark,
        list::{ListView, Pager},
        page::Total,
    },
};

/// Somebody who holds it.
struct Row {
    name: String,
    user_name: String,
    href: String,
    tone: &'static str,
    state: &'static str,
    since: Timestamp,
    by: String,
    has_services_off: bool,
}

#[derive(Template)]
#[template(path = "license_assignment/holders.html")]
struct HoldersPage {
    layout: Layout,
    record: Head,
    license: Figures,
    rows: Vec<Row>,
    pager: Pager,
    export: String,
}

/// What the page shows.
struct Found {
    license: License,
    own: Vec<Subscription>,
    page: Page<Holding>,
    assigners: HashMap<UserId, String>,
}

fn read(
    conn: &mut Conn,
    scope: Scope,
    customer: CustomerId,
    view: &ListView<Of>,
) -> db::Result<Found> {
    let sku = view.filters.sku.as_str();
    let license = licenses::license(conn, customer, sku)?;
    let page = queries::holders(conn, customer, sku, &view.position, view.size)?;
    Ok(Found {
        license: license.ok_or(db::Error::NotFound)?,
        own: subscriptions::giving_licenses(conn, scope, customer)?,
        assigners: queries::assigners(conn, scope, &page.rows)?,
        page,
    })
}

/// The page.
pub(super) async fn show(mut on: CustomerRequest<SeeLicenses>) -> Answer {
    let view = ListView::<Of>::of(on.request.query_string())?;
    let read = on.read(move |conn, by| {
        let found = read(conn, by.by.scope, by.customer, &view)?;
        Ok::<_, db::Error>((view, found))
    });
    let (view, found) = read.await?;
    let by = on.granted;
    on.request
        .page(|layout| HoldersPage::new(layout, &by, &view, &found))
        .await
}

impl HoldersPage {
    fn new(layout: Layout, by: &Granted<SeeLicenses>, view: &ListView<Of>, found: &Found) -> Self {
        let record = Head::new(&by.entry, Tab::Licenses, by.between());
        let path = layout.paths.customer_license(record.key);
        let csv = layout.paths.customer_licenses_csv(record.key);
        let row = |one: &Holding| Row::new(one, found, &layout.paths);
        let held = Total::exact(found.license.assigned).of("user", "users");
        let shown = format!("{held} hold it");
        Self {
            license: Figures::new(&found.license, &found.own, &layout.paths),
            rows: found.page.rows.iter().map(row).collect(),
            pager: view.pager(&path, &found.page, queries::cursor, shown),
            export: address::with(&csv, &[("sku", view.filters.sku.clone())]),
            layout: layout.in_section("customers"),
            record,
        }
    }

    fn plain_export(&self) -> String {
        Mark::without(&self.export)
    }
}

impl Row {
    fn new((held, user): &Holding, found: &Found, paths: &Paths) -> Self {
        let by = found.assigners.get(&held.assigned_by);
        Self {
            name: user.display_name.clone(),
            user_name: user.user_name.clone(),
            href: paths.user(held.customer_id.uuid(), user.id),
            tone: user.state.tone(),
            state: user.state.label(),
            since: held.assigned_at,
            by: by.cloned().unwrap_or_else(|| "Another partner".to_owned()),
            has_services_off: !held.services_off.is_empty(),
        }
    }
}
