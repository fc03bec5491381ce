//! One request about a customer by somebody of a seller.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use crate::{
    customer_access::{CustomerAct, CustomerRequest},
    error::{AppError, Refusal},
    orders::not_a_seller,
    web::form::Admission,
};

/// As [`CustomerRequest`], and the partner is a seller. Another one is told who orders for it.
pub(super) struct SellerRequest<A: CustomerAct>(pub(super) CustomerRequest<A>);

impl<A: CustomerAct> FromRequest for SellerRequest<A> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let undecided = Admission::ask(http);
        let request = CustomerRequest::<A>::from_request(http, payload);
        Box::pin(async move {
            let _until_here = undecided;
            let on = request.await?;
            let partner = &on.request.by.staff.partner;
            match not_a_seller(partner, &on.granted.entry, on.request.paths()) {
                Some(held) => Err(AppError::Forbidden(Refusal {
                    message: held.reason,
                    people: Vec::new(),
                    step: held.step,
                })),
                None => Ok(Self(on)),
            }
        })
    }
}
