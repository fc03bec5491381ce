//! Load a price sheet, look at the rows, confirm, follow.

use actix_web::{
    HttpResponse,
    web::{Path, Payload},
};

use super::{
    confirm_service::{self, ConfirmError, Confirmed},
    headings::Sheet,
    kind::{PRICES, PriceImport},
    pages::{self, ImportPage, NewPage},
    settings::Extent,
};
use crate::{
    db::ids::BatchId,
    error::AppError,
    identity::{ManageCustomers, ManagePrices, Request, SeePrices},
    prices,
    uploads::{self, Acted, RowsQuery, Taken},
    web::{
        Answer,
        form::{FieldErrors, Unread},
        html,
        layout::Flash,
        see_other, upload,
    },
};

/// A request to change the list: of somebody who may change customers, as all uploads want it, and prices.
type Acting = Request<ManageCustomers>;

async fn demand(request: &mut Acting) -> Result<(), AppError> {
    request.demand::<ManagePrices>().await?;
    let request = &*request;
    prices::demand_list(&request.by.staff.partner, request.paths())
}

/// Load a price sheet, and those loaded so far.
pub(super) async fn new(mut request: Request<SeePrices>) -> Answer {
    prices::demand_list(&request.by.staff.partner, request.paths())?;
    let about = pages::so_far(&mut request).await?;
    request
        .page(|layout| NewPage::new(layout, about, "", FieldErrors::default()))
        .await
}

/// Takes a file, and begins to read it.
pub(super) async fn create(mut request: Acting, payload: Payload) -> Answer {
    demand(&mut request).await?;
    let mut form = upload::receive(request.http(), payload, &["extent"]).await?;
    let typed = form.text("extent").to_owned();
    let extent = match typed.as_str() {
        "whole" => Some(Extent::Whole),
        "changes" => Some(Extent::Changes),
        _ => None,
    };
    let mut errors = FieldErrors::default();
    let taken = match uploads::take(&mut form, &PRICES).await {
        Ok(taken) => Sheet::of(taken.first_row()).map(|sheet| (taken, sheet)),
        Err((_, why)) => Err(why),
    };
    match (taken, extent) {
        (Ok((taken, sheet)), extent) if extent.is_some() || sheet != Sheet::Prices => {
            return begin(request, taken, sheet, extent.unwrap_or(Extent::Changes)).await;
        }
        (Ok(_), _) => errors.add("extent", "Choose what the file is"),
        (Err(why), _) => errors.add("file", why),
    }
    refuse(request, &typed, errors).await
}

async fn begin(mut request: Acting, taken: Taken, sheet: Sheet, extent: Extent) -> Answer {
    let list_version = request.read(prices::version).await?;
    let settings = pages::settings(
        (sheet, extent),
        list_version,
        taken.first_row(),
        taken.unread(),
    );
    uploads::begin_upload(request, &PRICES, None, taken, &settings).await
}

async fn refuse(mut request: Acting, extent: &str, errors: FieldErrors) -> Answer {
    let about = pages::so_far(&mut request).await?;
    request
        .again(|layout| NewPage::new(layout, about, extent, errors))
        .await
}

/// One of them.
pub(super) async fn show(mut request: Request<SeePrices>, id: Path<BatchId>) -> Answer {
    let query = RowsQuery::of(request.query_string())?;
    let found = pages::look_up(&mut request, id.into_inner(), query).await?;
    let layout = request.layout().await?;
    let page = ImportPage::new(layout, found, FieldErrors::default());
    Ok(uploads::moving(html(&page)?, &page.about))
}

/// What the form of the preview says.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ConfirmForm {
    /// What Confirm sends; Go on sends nothing.
    version: String,
    ends: String,
}

/// Confirm, and Go on.
pub(super) async fn confirm(
    mut request: Acting,
    id: Path<BatchId>,
    form: Unread<ConfirmForm>,
) -> Answer {
    demand(&mut request).await?;
    let (id, form) = (id.into_inner(), form.read().await?);
    let confirmed = Confirmed {
        version: form.version.parse().ok(),
        may_end: form.ends == "yes",
    };
    let done =
        request.write(move |tx, by, now| confirm_service::confirm(tx, by, id, confirmed, now));
    let done = done.await;
    let page = request.paths().price_import(id);
    match done {
        Ok(()) => Ok(see_other(&page)),
        Err(ConfirmError::TooLate) => Ok(uploads::back(&request, Acted::TooLate, &page)),
        Err(ConfirmError::ListChanged) => Ok(list_changed(&request, &page)),
        Err(ConfirmError::AnotherRuns) => Ok(another_runs(&request, &page)),
        Err(error @ (ConfirmError::EndsMuch | ConfirmError::Unread)) => {
            again(request, id, &error.to_string()).await
        }
        Err(ConfirmError::Db(error)) => Err(error.into()),
    }
}

fn list_changed(request: &Acting, page: &str) -> HttpResponse {
    const TEXT: &str = "Nothing was changed: another file was confirmed since this one was read, so the preview no longer fits the price list. Discard it, and load the file again.";
    request.done(page, Flash::attention(TEXT))
}

fn another_runs(request: &Acting, page: &str) -> HttpResponse {
    const TEXT: &str = "Nothing was changed: another file is being carried out. When it is done, discard this preview, and load the file again.";
    request.done(page, Flash::attention(TEXT))
}

async fn again(mut request: Acting, id: BatchId, why: &str) -> Answer {
    let found = pages::look_up(&mut request, id, uploads::first_rows(None)).await?;
    let mut errors = FieldErrors::default();
    errors.add("ends", why);
    request
        .again(|layout| ImportPage::new(layout, found, errors))
        .await
}

/// Stop.
pub(super) async fn stop(mut request: Acting, id: Path<BatchId>) -> Answer {
    demand(&mut request).await?;
    uploads::handlers::stop::<PriceImport>(request, id).await
}

/// Discard.
pub(super) async fn remove(mut request: Acting, id: Path<BatchId>) -> Answer {
    demand(&mut request).await?;
    uploads::handlers::remove::<PriceImport>(request, id).await
}
