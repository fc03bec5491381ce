//! The partner's profile with *Bring your customers*, and the pages of one import.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Path, Payload},
};
use askama::Template;

use super::{
    batch_service::{self, Came},
    intake,
    judging::Rules,
    model::{Batch, Kind, State},
    queries, reading_service, row_queries,
    view::{Line, RowsQuery, RowsView, SIZE, Summary},
};
use crate::{
    clock::Clock,
    customers::ImportedFrom,
    db::{self, Db, ids::BatchId},
    domains::ConsentRules,
    error::AppError,
    identity::{Authorized, CustomerManager, Layout, Partner, View},
    web::{
        Answer,
        form::{Choice, FieldErrors},
        html, html_422,
        layout::Flash,
        part, see_other, upload,
    },
};

#[derive(Template)]
#[template(path = "batches/profile.html")]
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
        .read(move |conn| queries::latest(conn, scope, Kind::Import, 10))
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
            .map(|batch| Line::of(batch, &layout.paths, now))
            .collect(),
        layout: layout.in_section("profile"),
    })
}

/// The profile.
///
/// # Errors
/// When the database does not answer.
pub async fn profile(request: HttpRequest, staff: Authorized<View>, layout: Layout) -> Answer {
    let page = profile_page(&request, &staff, layout, FieldErrors::default(), ("", "")).await?;
    html(&page)
}

/// Takes a file, and begins to read it.
///
/// # Errors
/// When the form does not arrive, or the database does not answer.
pub async fn upload(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    payload: Payload,
) -> Answer {
    let mut form = upload::receive(&request, payload, &["portal", "pasted"]).await?;
    let mut errors = FieldErrors::default();
    let taken = match intake::take(&mut form, Kind::Import) {
        Ok(taken) => taken,
        Err((field, why)) => {
            errors.add(field, why);
            return refuse(&request, &admin, layout, errors, &form).await;
        }
    };
    let chosen = form.text("portal").parse().ok();
    let Some(portal) = chosen.or(taken.opening().portal) else {
        errors.add(
            "portal",
            "The headings do not tell which portal this is from. Choose it",
        );
        return refuse(&request, &admin, layout, errors, &form).await;
    };
    let clock = part::<Clock>(&request)?;
    let now = clock.now();
    let by = Some(admin.staff.id);
    let mut batch = Batch::reading(admin.scope.partner_id(), by, Kind::Import, now);
    batch.portal = Some(portal);
    taken.describe(&mut batch);
    let db = part::<Db>(&request)?;
    let (consent, own) = (part::<ConsentRules>(&request)?, admin.staff.partner.clone());
    let (kept, page) = (batch.clone(), layout.paths.import(batch.id));
    let rules = db
        .write(move |tx| {
            batch_service::add(tx, &admin, &kept, now)?;
            Rules::of(tx.conn(), &consent, &own)
        })
        .await
        .map_err(AppError::from)?;
    let (db, clock) = (db.get_ref().clone(), clock.get_ref().clone());
    reading_service::start(db, clock, batch, rules, taken.rows());
    Ok(see_other(&page))
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
#[template(path = "batches/import.html")]
struct ImportPage {
    layout: Layout,
    about: Summary,
    rows: RowsView,
}

/// One import.
///
/// # Errors
/// `NotFound`.
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
            let batch = queries::find(conn, scope, Kind::Import, id)?;
            let counts = row_queries::by_verdict(conn, id)?;
            let page = row_queries::list(conn, id, verdict, &place, SIZE)?;
            Ok::<_, db::Error>((batch, counts, page))
        })
        .await
        .map_err(AppError::from)?;
    let now = part::<Clock>(&request)?.now();
    let paths = layout.paths.clone();
    let rows = RowsView::new(&batch, paths.import(id), &counts, &page, &query, &paths);
    let page = ImportPage {
        layout: layout.in_section("profile"),
        about: Summary::of(&batch, &paths, now),
        rows,
    };
    let answer = html(&page)?;
    Ok(moving(answer, &page.about))
}

/// Seconds after which a page that moves is looked at again; without a script.
const AGAIN: &str = "3";

/// Lets the browser come again while something is going on.
pub(super) fn moving(mut answer: HttpResponse, about: &Summary) -> HttpResponse {
    if about.is_moving() {
        answer.headers_mut().insert(
            header::HeaderName::from_static("refresh"),
            header::HeaderValue::from_static(AGAIN),
        );
    }
    answer
}

/// Confirm, and Go on.
///
/// # Errors
/// `NotFound`.
pub async fn confirm(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (id, now) = (id.into_inner(), part::<Clock>(&request)?.now());
    let came = part::<Db>(&request)?
        .write(move |tx| batch_service::confirm(tx, &admin, Kind::Import, id, now))
        .await
        .map_err(AppError::from)?;
    Ok(back(&request, came, &layout.paths.import(id)))
}

/// Back to the page, with a word when nothing could be done.
pub(super) fn back(request: &HttpRequest, came: Came, page: &str) -> HttpResponse {
    if came == Came::TooLate {
        Flash::attention("Nothing was changed: it is no longer in the state that your page showed. This is how it stands now.").leave(request);
    }
    see_other(page)
}

/// Stop.
///
/// # Errors
/// `NotFound`.
pub async fn stop(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (id, now) = (id.into_inner(), part::<Clock>(&request)?.now());
    let came = part::<Db>(&request)?
        .write(move |tx| batch_service::stop(tx, &admin, Kind::Import, id, now))
        .await
        .map_err(AppError::from)?;
    Ok(back(&request, came, &layout.paths.import(id)))
}

/// Discard.
///
/// # Errors
/// `NotFound`.
pub async fn remove(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (id, now) = (id.into_inner(), part::<Clock>(&request)?.now());
    let came = part::<Db>(&request)?
        .write(move |tx| batch_service::remove(tx, &admin, Kind::Import, id, now))
        .await
        .map_err(AppError::from)?;
    if came == Came::Done {
        Flash::good("The upload is discarded. Nothing of it was stored.").leave(&request);
        return Ok(see_other(&layout.paths.profile()));
    }
    Ok(back(&request, came, &layout.paths.import(id)))
}
