//! What the pages of all kinds of uploads do: begin to read, confirm, stop, discard.

use actix_web::{HttpResponse, http::header, web::Path};

use super::{
    batch_service::{self, Acted},
    column_choices,
    intake::Taken,
    kind::Upload,
    model::Batch,
    reading_service,
    rules::Rules,
    view::Summary,
};
use crate::{
    clock::Clock,
    db::{
        self,
        ids::{BatchId, CustomerId},
    },
    domains::ConsentRules,
    identity::{ManageCustomers, Request},
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
        see_other,
    },
};

/// Seconds after which a page reloads without a script while something runs.
const AGAIN: &str = "3";

/// A request to do something with an upload.
type Acting = Request<ManageCustomers>;

/// Keeps a new batch with these settings, of people of a customer where one is named, begins to read its rows in the
/// background, and shows its page.
pub(crate) async fn begin<S: serde::Serialize>(
    mut request: Acting,
    upload: &'static dyn Upload,
    customer: Option<CustomerId>,
    taken: Taken,
    settings: &S,
) -> Answer {
    let (by, now) = (&request.by, request.now);
    let (partner, staff) = (by.scope.partner_id(), Some(by.staff.id));
    let mut batch = Batch::reading(partner, staff, upload.kind(), now).with_settings(settings)?;
    batch.customer_id = customer;
    taken.describe(&mut batch);
    let (consent, opening) = (request.part::<ConsentRules>()?, taken.opening().clone());
    let added = request.write(move |tx, by, now| {
        let (batch, opening) = match upload.is_strict() {
            true => (batch.opened(&opening.without_values())?, opening),
            false => {
                let opening = column_choices::apply(tx.conn(), by.scope, upload, opening)?;
                (batch.opened(&opening)?, opening)
            }
        };
        batch_service::add(tx, by, upload, &batch, now)?;
        let rules = Rules::of(tx.conn(), &consent, &by.staff.partner)?;
        Ok::<_, db::Error>((batch, opening, rules))
    });
    let (batch, opening, rules) = added.await?;
    let page = upload.page(request.paths(), batch.place());
    let clock = request.part::<Clock>()?.get_ref().clone();
    let taken = taken.opened(opening);
    reading_service::start(request.db(), clock, upload, batch, rules, taken);
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
pub(crate) fn back(request: &Acting, acted: Acted, page: &str) -> HttpResponse {
    let why = match acted {
        Acted::Done => return see_other(page),
        Acted::TooLate => {
            "Nothing was changed: it is no longer in the state that your page showed. This is how it stands now."
        }
        Acted::Changed => CHANGED,
    };
    request.done(page, Flash::attention(why))
}

/// Said instead of doing what was asked on a page that shows an older preview.
const CHANGED: &str =
    "The preview has changed since your page showed it. Look again: this is how it stands now.";

/// The same beside a form, which keeps what was typed.
pub(crate) fn changed() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("", CHANGED.trim_end_matches('.'));
    errors
}

/// What Confirm sends; Go on sends nothing.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Confirmation {
    /// The version that its page has shown.
    version: String,
}

/// Confirm, and Go on, for a kind that has nothing to set.
pub(crate) async fn confirm<U: Upload + Default + Send + 'static>(
    mut request: Acting,
    id: Path<BatchId>,
    Form(form): Form<Confirmation>,
) -> Answer {
    let (id, shown) = (id.into_inner(), form.version.parse().ok());
    let acted = request
        .write(move |tx, by, now| batch_service::confirm(tx, by, &U::default(), id, shown, now));
    let acted = acted.await?;
    Ok(back(
        &request,
        acted,
        &U::default().page(request.paths(), id.into()),
    ))
}

/// Stop.
pub(crate) async fn stop<U: Upload + Default + Send + 'static>(
    mut request: Acting,
    id: Path<BatchId>,
) -> Answer {
    let id = id.into_inner();
    let acted =
        request.write(move |tx, by, now| batch_service::stop(tx, by, &U::default(), id, now));
    let acted = acted.await?;
    Ok(back(
        &request,
        acted,
        &U::default().page(request.paths(), id.into()),
    ))
}

/// Discard.
pub(crate) async fn remove<U: Upload + Default + Send + 'static>(
    mut request: Acting,
    id: Path<BatchId>,
) -> Answer {
    let (id, upload) = (id.into_inner(), U::default());
    let acted =
        request.write(move |tx, by, now| batch_service::remove(tx, by, &U::default(), id, now));
    match acted.await? {
        Acted::Done => {
            let start = upload.start(request.paths(), id.into());
            Ok(request.done(&start, Flash::good(upload.words().discarded)))
        }
        acted => Ok(back(
            &request,
            acted,
            &upload.page(request.paths(), id.into()),
        )),
    }
}
