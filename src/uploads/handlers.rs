//! What the pages of all kinds of uploads do: begin to read, confirm, stop, discard.

use actix_web::{HttpRequest, HttpResponse, http::header, web::Path};

use super::{
    batch_service::{self, Acted},
    companies::Rules,
    intake::Taken,
    kind::Upload,
    model::Batch,
    reading_service,
    view::Summary,
};
use crate::{
    clock::Clock,
    db::{Db, ids::BatchId},
    domains::ConsentRules,
    error::AppError,
    identity::{CustomerManager, Layout},
    web::{Answer, layout::Flash, part, see_other},
};

/// Seconds after which a page that moves is looked at again; without a script.
const AGAIN: &str = "3";

/// Keeps a new batch with these settings, begins to read its rows in the background, and shows its page.
pub(crate) async fn begin<S: serde::Serialize>(
    request: &HttpRequest,
    admin: CustomerManager,
    layout: &Layout,
    upload: &'static dyn Upload,
    taken: Taken,
    settings: &S,
) -> Answer {
    let clock = part::<Clock>(request)?;
    let now = clock.now();
    let (partner, by) = (admin.scope.partner_id(), Some(admin.staff.id));
    let mut batch = Batch::reading(partner, by, upload.kind(), now).with_settings(settings)?;
    taken.describe(&mut batch);
    let page = upload.page(&layout.paths, batch.id);
    let db = part::<Db>(request)?;
    let (consent, kept) = (part::<ConsentRules>(request)?, batch.clone());
    let rules = db
        .write(move |tx| {
            batch_service::add(tx, &admin, upload, &kept, now)?;
            Rules::of(tx.conn(), &consent, &admin.staff.partner)
        })
        .await
        .map_err(AppError::from)?;
    let (db, clock) = (db.get_ref().clone(), clock.get_ref().clone());
    reading_service::start(db, clock, upload, batch, rules, taken.rows());
    Ok(see_other(&page))
}

/// Lets the browser come again while something is going on.
pub(crate) fn moving(mut answer: HttpResponse, about: &Summary) -> HttpResponse {
    if about.is_moving() {
        answer.headers_mut().insert(
            header::HeaderName::from_static("refresh"),
            header::HeaderValue::from_static(AGAIN),
        );
    }
    answer
}

/// Back to the page, with a word when nothing could be done.
pub(crate) fn back(request: &HttpRequest, acted: Acted, page: &str) -> HttpResponse {
    if acted == Acted::TooLate {
        Flash::attention("Nothing was changed: it is no longer in the state that your page showed. This is how it stands now.").leave(request);
    }
    see_other(page)
}

/// Confirm, and Go on, for a kind that has nothing to set.
pub(crate) async fn confirm<U: Upload + Default + Send + 'static>(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (id, now) = (id.into_inner(), part::<Clock>(&request)?.now());
    let acted = part::<Db>(&request)?
        .write(move |tx| batch_service::confirm(tx, &admin, &U::default(), id, now))
        .await
        .map_err(AppError::from)?;
    Ok(back(&request, acted, &U::default().page(&layout.paths, id)))
}

/// Stop.
pub(crate) async fn stop<U: Upload + Default + Send + 'static>(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (id, now) = (id.into_inner(), part::<Clock>(&request)?.now());
    let acted = part::<Db>(&request)?
        .write(move |tx| batch_service::stop(tx, &admin, &U::default(), id, now))
        .await
        .map_err(AppError::from)?;
    Ok(back(&request, acted, &U::default().page(&layout.paths, id)))
}

/// Discard.
pub(crate) async fn remove<U: Upload + Default + Send + 'static>(
    request: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<BatchId>,
) -> Answer {
    let (id, now) = (id.into_inner(), part::<Clock>(&request)?.now());
    let acted = part::<Db>(&request)?
        .write(move |tx| batch_service::remove(tx, &admin, &U::default(), id, now))
        .await
        .map_err(AppError::from)?;
    let upload = U::default();
    if acted == Acted::Done {
        Flash::good(upload.words().discarded).leave(&request);
        return Ok(see_other(&upload.start(&layout.paths)));
    }
    Ok(back(&request, acted, &upload.page(&layout.paths, id)))
}
