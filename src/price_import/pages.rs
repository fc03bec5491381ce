//! The pages of price sheets.

use askama::Template;

use super::{
    headings::Sheet,
    kind::PRICES,
    settings::{Asked, Extent, Settings, asked},
};
use crate::{
    db::{self, ids::BatchId, types::Timestamp},
    error::AppError,
    identity::{Denied, Layout, ManagePrices, Permission, Request},
    uploads::{
        self, Batch, BatchRow, ListedBatch, RowsQuery, RowsView, State, Summary, Upload, Verdict,
        key,
    },
    web::{
        form::{Choice, FieldErrors},
        page::{Page, thousands},
    },
};

/// What the page is made of that loading begins on.
pub(super) struct SoFar {
    batches: Vec<Batch>,
    denied: Option<Denied>,
    now: Timestamp,
}

/// Looks it up.
pub(super) async fn so_far<P: Permission>(request: &mut Request<P>) -> Result<SoFar, AppError> {
    let batches = request.read(|conn, scope| uploads::latest(conn, scope, PRICES.kind(), None, 20));
    Ok(SoFar {
        batches: batches.await?,
        denied: request.denied::<ManagePrices>().await?,
        now: request.now,
    })
}

/// Settings of a file with these headings.
pub(super) fn settings(
    (sheet, extent): (Sheet, Extent),
    list_version: i32,
    headings: &[String],
    unread: Vec<String>,
) -> Settings {
    let has = |name: &str| headings.iter().any(|text| key(text) == name);
    Settings {
        sheet,
        extent,
        list_version,
        has_partner_price: has("partnerprice"),
        has_list_price: has("erpprice"),
        in_force: 0,
        unread,
    }
}

#[derive(Template)]
#[template(path = "price_import/new.html")]
pub(super) struct NewPage {
    layout: Layout,
    errors: FieldErrors,
    extents: Vec<Choice>,
    denied: Option<Denied>,
    lines: Vec<ListedBatch>,
}

impl NewPage {
    pub(super) fn new(layout: Layout, about: SoFar, extent: &str, errors: FieldErrors) -> Self {
        let lines = about.batches.iter();
        let lines = lines.map(|it| ListedBatch::of(&PRICES, it, &layout.paths, about.now));
        Self {
            lines: lines.collect(),
            extents: vec![
                Choice::new("", "Choose", extent),
                Choice::new("whole", "The whole list: what it lacks ends", extent),
                Choice::new("changes", "Changes only: nothing else ends", extent),
            ],
            denied: about.denied,
            errors,
            layout: layout.in_section("prices"),
        }
    }
}

/// What the page of one of them is made of.
pub(super) struct Found {
    batch: Batch,
    settings: Settings,
    counts: Vec<(Verdict, i64)>,
    page: Page<BatchRow>,
    query: RowsQuery,
    denied: Option<Denied>,
    now: Timestamp,
}

/// Looks it up.
pub(super) async fn look_up<P: Permission>(
    request: &mut Request<P>,
    id: BatchId,
    query: RowsQuery,
) -> Result<Found, AppError> {
    let (now, denied) = (request.now, request.denied::<ManagePrices>().await?);
    let found = request.read(move |conn, scope| {
        let batch = uploads::find(conn, scope, PRICES.kind(), id)?;
        let (verdict, position) = (query.filters.verdict, &query.position);
        Ok::<_, db::Error>(Found {
            settings: batch.settings()?,
            counts: uploads::by_verdict(conn, id)?,
            page: uploads::list_rows(conn, id, verdict, position, query.size)?,
            batch,
            query,
            denied,
            now,
        })
    });
    Ok(found.await?)
}

#[derive(Template)]
#[template(path = "price_import/show.html")]
pub(super) struct ImportPage {
    layout: Layout,
    errors: FieldErrors,
    pub(super) about: Summary,
    sheet: &'static str,
    extent: &'static str,
    version: i32,
    /// What comes of it, in numbers.
    figures: Vec<(&'static str, String)>,
    asked: Asked,
    unread: String,
    denied: Option<Denied>,
    rows: RowsView,
}

impl ImportPage {
    pub(super) fn new(layout: Layout, found: Found, errors: FieldErrors) -> Self {
        let Found {
            batch,
            settings,
            counts,
            page,
            query,
            denied,
            now,
        } = found;
        let paths = &layout.paths;
        let figure = |(verdict, count): &(Verdict, i64)| (verdict.label(), thousands(*count));
        Self {
            about: Summary::of(&PRICES, &batch, paths, now),
            rows: RowsView::new(&PRICES, batch.id.into(), &counts, &page, &query, paths),
            sheet: settings.sheet.label(),
            extent: extent_words(&settings),
            version: settings.list_version,
            figures: counts.iter().map(figure).collect(),
            asked: asked(&settings, &counts),
            unread: settings.unread.join(", "),
            denied,
            errors,
            layout: layout.in_section("prices"),
        }
    }
}

fn extent_words(settings: &Settings) -> &'static str {
    match (settings.sheet, settings.extent) {
        (Sheet::Prices, Extent::Whole) => "The whole list of its markets, currencies and segments",
        (Sheet::Prices, Extent::Changes) => "Changes only",
        _ => "",
    }
}
