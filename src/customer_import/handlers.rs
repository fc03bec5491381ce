//! The partner's profile with *Bring your customers*, and the pages of one import.

use actix_web::{
    HttpRequest,
    web::{Path, Payload},
};
use askama::Template;

use super::{
    kind::{CustomerImport, Settings},
    portals::portal_of,
};
use crate::{
    clock::Clock,
    customers::ImportedFrom,
    db::{self, Db, ids::BatchId},
    error::AppError,
    identity::{Authorized, CustomerManager, Layout, Partner, View},
    uploads::{self, Line, RowsQuery, RowsView, SIZE, State, Summary, Upload},
    web::{
        Answer,
        form::{Choice, FieldErrors},
        html, html_422, part, upload,
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
    imports: Vec<Line>,
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
    request: &HttpRequest,
    staff: &Authorized<P>,
    layout: Layout,
    errors: FieldErrors,
    typed: (&str, &str),
) -> Result<ProfilePage, AppError> {
    let (scope, now) = (staff.scope, part::<Clock>(request)?.now());
    let imports = part::<Db>(request)?
        .read(move |conn| uploads::latest(conn, scope, CustomerImport.kind(), 10))
        .await
        .map_err(AppError::from)?;
    let partner = staff.staff.partner.clone();
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
            .map(|batch| Line::of(&CustomerImport, batch, &layout.paths, now))
            .collect(),
        layout: layout.in_section("profile"),
    })
}

/// The profile.
pub async fn profile(request: HttpRequest, staff: Authorized<View>, layout: Layout) -> Answer {
    let page = profile_page(&request, &staff, layout, FieldErrors::default(), ("", "")).await?;
    html(&page)
}

/// Takes a file, and begins to read it.
pub async fn upload(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    payload: Payload,
) -> Answer {
    let mut form = upload::receive(&request, payload, &["portal", "pasted"]).await?;
    let mut errors = FieldErrors::default();
    let taken = match uploads::take(&mut form, &CustomerImport) {
        Ok(taken) => taken,
        Err((field, why)) => {
            errors.add(field, why);
            return refuse(&request, &admin, layout, errors, &form).await;
        }
    };
    let chosen = form.text("portal").parse().ok();
    let Some(portal) = chosen.or_else(|| portal_of(taken.first_row())) else {
        errors.add(
            "portal",
            "The headings do not tell which portal this is from. Choose it",
        );
        return refuse(&request, &admin, layout, errors, &form).await;
    };
    let settings = Settings { portal };
    uploads::begin_upload(&request, admin, &layout, &CustomerImport, taken, &settings).await
}

async fn refuse(
    request: &HttpRequest,
    admin: &CustomerManager,
    layout: Layout,
    errors: FieldErrors,
    form: &upload::Upload,
) -> Answer {
    let typed = (form.text("portal"), form.text("pasted"));
    html_422(&profile_page(request, admin, layout, errors, typed).await?)
}

#[derive(Template)]
#[template(path = "customer_import/import.html")]
struct ImportPage {
    layout: Layout,
    about: Summary,
    rows: RowsView,
}

/// One import.
pub async fn show(
    request: HttpRequest,
    staff: Authorized<View>,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (scope, id) = (staff.scope, id.into_inner());
    let query = RowsQuery::of(request.query_string())?;
    let (verdict, place) = (query.verdict, query.place.clone());
    let (batch, counts, page) = part::<Db>(&request)?
        .read(move |conn| {
            let batch = uploads::find(conn, scope, CustomerImport.kind(), id)?;
            let counts = uploads::by_verdict(conn, id)?;
            let page = uploads::list_rows(conn, id, verdict, &place, SIZE)?;
            Ok::<_, db::Error>((batch, counts, page))
        })
        .await
        .map_err(AppError::from)?;
    let now = part::<Clock>(&request)?.now();
    let paths = layout.paths.clone();
    let rows = RowsView::new(
        &CustomerImport,
        paths.import(id),
        &counts,
        &page,
        &query,
        &paths,
    );
    let page = ImportPage {
        layout: layout.in_section("profile"),
        about: Summary {
            portal: batch.settings::<Settings>()?.portal.label(),
            ..Summary::of(&CustomerImport, &batch, &paths, now)
        },
        rows,
    };
    let answer = html(&page)?;
    Ok(uploads::moving(answer, &page.about))
}
