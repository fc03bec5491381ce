//! The partner's profile with *Bring your customers*, and the pages of one import.

use actix_web::web::{Path, Payload};
use askama::Template;

use super::{
    kind::{CustomerImport, Settings},
    portals::portal_of,
};
use crate::{
    customers::ImportedFrom,
    db::{self, ids::BatchId},
    error::AppError,
    identity::{Layout, ManageCustomers, Partner, Request, View},
    uploads::{self, ListedBatch, RowsQuery, RowsView, State, Summary, Upload},
    web::{
        Answer,
        form::{Choice, FieldErrors},
        html, html_422, upload,
    },
};

#[derive(Template)]
#[template(path = "customer_import/profile.html")]
struct ProfilePage {
    layout: Layout,
    errors: FieldErrors,
    partner: Partner,
    country: String,
    portals: Vec<Choice>,
    pasted: String,
    imports: Vec<ListedBatch>,
}

/// The portals that can be chosen; the headings tell where nothing is.
fn portals(present: &str) -> Vec<Choice> {
    let by_headings = Choice::new("", "Told by its headings", present);
    let each = ImportedFrom::ALL
        .iter()
        .map(|portal| Choice::new(portal.as_str(), portal.label(), present));
    std::iter::once(by_headings).chain(each).collect()
}

async fn profile_page<P>(
    mut request: Request<P>,
    errors: FieldErrors,
    typed: (&str, &str),
) -> Result<ProfilePage, AppError> {
    let imports =
        request.read(|conn, scope| uploads::latest(conn, scope, CustomerImport.kind(), None, 10));
    let imports = imports.await?;
    let layout = request.layout().await?;
    let partner = request.by.staff.partner.clone();
    Ok(ProfilePage {
        errors,
        country: rust_iso3166::from_alpha2(&partner.country).map_or_else(
            || partner.country.clone(),
            |country| country.name.to_owned(),
        ),
        partner,
        portals: portals(typed.0),
        pasted: typed.1.to_owned(),
        imports: imports
            .iter()
            .map(|batch| ListedBatch::of(&CustomerImport, batch, &layout.paths, request.now))
            .collect(),
        layout: layout.in_section("profile"),
    })
}

/// The profile.
pub(super) async fn profile(request: Request<View>) -> Answer {
    html(&profile_page(request, FieldErrors::default(), ("", "")).await?)
}

/// Takes a file, and begins to read it.
pub(super) async fn upload(request: Request<ManageCustomers>, payload: Payload) -> Answer {
    let mut form = upload::receive(request.http(), payload, &["portal", "pasted"]).await?;
    let mut errors = FieldErrors::default();
    let taken = match uploads::take(&mut form, &CustomerImport).await {
        Ok(taken) => taken,
        Err((field, why)) => {
            errors.add(field, why);
            return refuse(request, errors, &form).await;
        }
    };
    let chosen = form.text("portal").parse().ok();
    let Some(portal) = chosen.or_else(|| portal_of(taken.first_row())) else {
        errors.add(
            "portal",
            "The headings do not tell which portal this is from. Choose it",
        );
        return refuse(request, errors, &form).await;
    };
    uploads::begin_upload(request, &CustomerImport, None, taken, &Settings { portal }).await
}

async fn refuse(
    request: Request<ManageCustomers>,
    errors: FieldErrors,
    form: &upload::Upload,
) -> Answer {
    let typed = (form.text("portal"), form.text("pasted"));
    html_422(&profile_page(request, errors, typed).await?)
}

#[derive(Template)]
#[template(path = "customer_import/import.html")]
struct ImportPage {
    layout: Layout,
    about: Summary,
    rows: RowsView,
}

/// One import.
pub(super) async fn show(mut request: Request<View>, id: Path<BatchId>) -> Answer {
    let id = id.into_inner();
    let query = RowsQuery::of(request.query_string())?;
    let asked = query.clone();
    let found = request.read(move |conn, scope| {
        let batch = uploads::find(conn, scope, CustomerImport.kind(), id)?;
        let counts = uploads::by_verdict(conn, id)?;
        let page =
            uploads::list_rows(conn, id, asked.filters.verdict, &asked.position, asked.size)?;
        Ok::<_, db::Error>((batch, counts, page))
    });
    let (batch, counts, page) = found.await?;
    let layout = request.layout().await?.in_section("profile");
    let paths = &layout.paths;
    let page = ImportPage {
        rows: RowsView::new(&CustomerImport, id.into(), &counts, &page, &query, paths),
        about: Summary {
            portal: batch.settings::<Settings>()?.portal.label(),
            ..Summary::of(&CustomerImport, &batch, paths, request.now)
        },
        layout,
    };
    Ok(uploads::moving(html(&page)?, &page.about))
}
