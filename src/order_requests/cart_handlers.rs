//! Shows a cart as it would be asked for now, and sends it.

use actix_web::http::StatusCode;

use super::{
    cart_page::CartRequestPage,
    desk::{WORDS_MAX, desk},
    send_service::{self, NotSent, SendPress},
};
use crate::{
    carts::{self, Review},
    customer_access::{CustomerAct, CustomerRequest, FillCart, PlaceOrder},
    db,
    error::AppError,
    text,
    web::{
        Answer,
        form::{FieldErrors, Form},
        layout::Flash,
        see_other,
    },
};

/// The cart as it would be asked for now; none where there is nothing in it.
async fn read<A: CustomerAct>(on: &mut CustomerRequest<A>) -> Result<Option<Review>, AppError> {
    let now = on.request.now;
    let read = on.read(
        move |conn, granted| match carts::review(conn, granted, now) {
            Ok(review) => Ok(Some(review)),
            Err(db::Error::NotFound) => Ok(None),
            Err(other) => Err(other),
        },
    );
    Ok(read.await?)
}

/// The review. A seller is shown that of its order.
pub(super) async fn show(mut on: CustomerRequest<FillCart>) -> Answer {
    let review = read(&mut on).await?;
    let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
    let review = match review {
        None => return Ok(see_other(&paths.cart(key))),
        Some(review) if review.provider.is_none() => {
            return Ok(see_other(&paths.cart_confirmation(key)));
        }
        Some(review) => review,
    };
    let (entry, now) = (on.granted.entry, on.request.now);
    on.request
        .page(|layout| CartRequestPage::new(layout, &entry, &review, now))
        .await
}

/// What was shown, and what is said.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SendForm {
    key: String,
    shown: String,
    message: String,
}

impl SendForm {
    fn parse(&self) -> Result<Option<SendPress>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let message = errors.take("message", text::paragraphs(&self.message, WORDS_MAX));
        let press = self.key.parse().ok().map(|key| SendPress {
            key,
            shown: self.shown.clone(),
            message,
        });
        errors.or(press)
    }
}

/// Sends it.
pub(super) async fn send(
    mut on: CustomerRequest<PlaceOrder>,
    Form(form): Form<SendForm>,
) -> Answer {
    let press = match form.parse() {
        Ok(Some(press)) => press,
        Ok(None) => return elsewhere(&on, &NotSent::Gone),
        Err(errors) => return again(on, &form, StatusCode::UNPROCESSABLE_ENTITY, errors).await,
    };
    let desk = desk(&on.request)?;
    let sent = on.write(move |tx, by, now| send_service::send_cart(tx, by, &desk, &press, now));
    match sent.await? {
        Ok(request) => {
            let page = on.request.paths().order_request(request.id);
            let flash =
                Flash::good("The request is sent. You are told by mail what becomes of it.");
            Ok(on.request.done(&page, flash))
        }
        Err(NotSent::Db(error)) => Err(error.into()),
        Err(error @ (NotSent::Gone | NotSent::OtherContent(_))) => elsewhere(&on, &error),
        Err(error) => {
            let status = match error {
                NotSent::Changed => StatusCode::CONFLICT,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            again(on, &form, status, FieldErrors::page(error.to_string())).await
        }
    }
}

/// There is nothing to show again.
fn elsewhere(on: &CustomerRequest<PlaceOrder>, error: &NotSent) -> Answer {
    let paths = on.request.paths();
    let address = match error {
        NotSent::OtherContent(id) => paths.order_request(*id),
        _ => paths.cart(on.granted.entry.page_key()),
    };
    let flash = Flash::attention(format!("{error}."));
    Ok(on.request.done(&address, flash))
}

async fn again(
    mut on: CustomerRequest<PlaceOrder>,
    form: &SendForm,
    status: StatusCode,
    errors: FieldErrors,
) -> Answer {
    let review = read(&mut on).await?.filter(|it| it.provider.is_some());
    let Some(review) = review else {
        return elsewhere(&on, &NotSent::Gone);
    };
    let (entry, now) = (on.granted.entry, on.request.now);
    let page = |layout| {
        let mut page = CartRequestPage::new(layout, &entry, &review, now);
        page.errors = errors;
        page.message.clone_from(&form.message);
        page
    };
    on.request.page_with(status, page).await
}
