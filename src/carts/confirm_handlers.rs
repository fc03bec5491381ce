//! Shows a cart as it would be ordered now, and orders it.

use actix_web::http::StatusCode;

use super::{
    confirm_service::{self, Choice, NotOrdered, Ordered, Pressed},
    opened::Whose,
    review::{self, Beside, Review},
    review_page::ReviewPage,
    seller_request::SellerRequest,
};
use crate::{
    customer_access::{CustomerAct, CustomerRequest, FillCart, PlaceOrder},
    db::{self, ids::OrderPress},
    error::AppError,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
        see_other,
    },
};

/// The cart as it would be ordered now; none where there is nothing to order.
async fn read<A: CustomerAct>(
    on: &mut CustomerRequest<A>,
) -> Result<Option<(Review, Beside)>, AppError> {
    let now = on.request.now;
    let read = on.read(move |conn, granted| {
        let whose = Whose {
            scope: granted.by.scope,
            user: granted.by.staff.id,
            entry: &granted.entry,
            customer: granted.customer,
        };
        let partner = &granted.by.staff.partner;
        let found = review::read(conn, partner, whose, now)?;
        let Some(review) = found.ok().flatten() else {
            return Ok(None);
        };
        let beside = review::beside(conn, &review, now)?;
        Ok::<_, db::Error>(Some((review, beside)))
    });
    Ok(read.await?)
}

/// The review. Who asks a provider to order is shown that of the request.
pub(super) async fn show(mut on: CustomerRequest<FillCart>) -> Answer {
    let found = read(&mut on).await?;
    let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
    let (review, beside) = match found {
        None => return Ok(see_other(&paths.cart(key))),
        Some((review, _)) if review.provider.is_some() => {
            return Ok(see_other(&paths.cart_request(key)));
        }
        Some(found) => found,
    };
    let (entry, now) = (on.granted.entry, on.request.now);
    let partner = on.request.by.staff.partner.clone();
    let found = (&review, &beside);
    on.request
        .page(|layout| ReviewPage::new(layout, &entry, &partner, found, "", now))
        .await
}

/// What was shown, and what is stated.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ConfirmForm {
    key: String,
    shown: String,
    reseller: String,
}

/// Orders it.
pub(super) async fn confirm(
    SellerRequest(mut on): SellerRequest<PlaceOrder>,
    Form(form): Form<ConfirmForm>,
) -> Answer {
    let Some(choice) = Choice::of(&form.reseller) else {
        let mut errors = FieldErrors::default();
        errors.add("reseller", NOT_STATED);
        return again(on, &form, StatusCode::UNPROCESSABLE_ENTITY, errors).await;
    };
    let Ok(key) = form.key.parse::<OrderPress>() else {
        return gone(&on, &NotOrdered::Gone);
    };
    let pressed = Pressed {
        key,
        shown: form.shown.clone(),
        choice,
    };
    let entry = on.granted.entry.clone();
    let ordered = on
        .request
        .write(move |tx, by, now| confirm_service::confirm(tx, by, &entry, &pressed, now));
    match ordered.await {
        Ok(ordered) => Ok(done(&on, &ordered)),
        Err(NotOrdered::Db(error)) => Err(error.into()),
        Err(NotOrdered::Lacking) => Err(on.refusal_of::<PlaceOrder>().await?),
        Err(error @ (NotOrdered::Gone | NotOrdered::OtherContent(_))) => gone(&on, &error),
        Err(error) => refused(on, &form, &error).await,
    }
}

const NOT_STATED: &str = "Say whether you act indirectly for a reseller, or sell directly";

fn done(on: &CustomerRequest<PlaceOrder>, ordered: &Ordered) -> actix_web::HttpResponse {
    let (Ordered::Now(order) | Ordered::Before(order)) = ordered;
    let number = order.number();
    let paths = on.request.paths();
    let flash = Flash::good(format!(
        "Order {number} is placed, and its subscriptions have begun."
    ))
    .with_link(
        "Show the subscriptions",
        paths.customer_subscriptions(order.customer_id.uuid()),
    );
    on.request.done(&paths.order(&number.to_string()), flash)
}

/// There is nothing to show again.
fn gone(on: &CustomerRequest<PlaceOrder>, error: &NotOrdered) -> Answer {
    let paths = on.request.paths();
    let key = on.granted.entry.page_key();
    let address = match error {
        NotOrdered::OtherContent(number) => paths.order(&number.to_string()),
        _ => paths.cart(key),
    };
    let flash = Flash::attention(format!("{error}."));
    Ok(on.request.done(&address, flash))
}

/// With the cause, beside what would be ordered now.
async fn refused(
    on: CustomerRequest<PlaceOrder>,
    form: &ConfirmForm,
    error: &NotOrdered,
) -> Answer {
    let status = match error {
        NotOrdered::Changed => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut errors = FieldErrors::default();
    match error {
        NotOrdered::OnRecord(why) => errors.add("reseller", why.to_string()),
        other => errors.add("", other.to_string()),
    }
    again(on, form, status, errors).await
}

async fn again(
    mut on: CustomerRequest<PlaceOrder>,
    form: &ConfirmForm,
    status: StatusCode,
    errors: FieldErrors,
) -> Answer {
    // What is asked of a provider is none of this page, which shows the cost.
    let own = read(&mut on).await?;
    let own = own.filter(|(review, _)| review.provider.is_none());
    let Some((review, beside)) = own else {
        return gone(&on, &NotOrdered::Gone);
    };
    let (entry, now) = (on.granted.entry, on.request.now);
    let partner = on.request.by.staff.partner.clone();
    let found = (&review, &beside);
    let page = |layout| {
        let mut page = ReviewPage::new(layout, &entry, &partner, found, &form.reseller, now);
        page.errors = errors;
        page
    };
    on.request.page_with(status, page).await
}
