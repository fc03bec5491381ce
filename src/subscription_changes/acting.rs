//! One request about a subscription.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, http::StatusCode};

use super::problem::NotChanged;
use crate::{
    customer_access::{CustomerAct, CustomerRequest},
    db::ids::SubscriptionId,
    error::{AppError, Refusal},
    identity::Request,
    orders,
    paths::Paths,
    subscriptions::{self, Act, Subscription},
    web::{
        form::{Admission, FieldErrors},
        layout::Flash,
    },
};

/// As [`CustomerRequest`], for the customer of the subscription that the address names: one that the partner sold, or is
/// reseller of record of.
pub(super) struct Acting<A: CustomerAct> {
    pub(super) on: CustomerRequest<A>,
    /// As it was when the request came.
    pub(super) row: Subscription,
}

impl<A: CustomerAct> FromRequest for Acting<A> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let undecided = Admission::ask(http);
        let request = Request::<A::Role>::from_request(http, payload);
        let id = http
            .match_info()
            .get("id")
            .and_then(|id| id.parse::<SubscriptionId>().ok());
        Box::pin(async move {
            let _until_here = undecided;
            let mut request = request.await?;
            let id = id.ok_or(AppError::NotFound)?;
            let read = request.read(move |conn, scope| subscriptions::find(conn, scope, id));
            let row = read.await?;
            let on = CustomerRequest::open(request, row.customer_id.uuid()).await?;
            Ok(Self { on, row })
        })
    }
}

/// As [`Acting`], by its seller. The reseller of record is told whom to ask.
pub(super) struct SellerActing<A: CustomerAct>(pub(super) Acting<A>);

impl<A: CustomerAct> FromRequest for SellerActing<A> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let undecided = Admission::ask(http);
        let path = http.path().to_owned();
        let acting = Acting::<A>::from_request(http, payload);
        Box::pin(async move {
            let _until_here = undecided;
            let mut acting = acting.await?;
            let seller = acting.row.partner_id;
            if seller == acting.on.request.scope().partner_id() {
                return Ok(Self(acting));
            }
            let read = acting
                .on
                .read(move |conn, _| orders::names(conn, &[seller]));
            let names = read.await?;
            let name = names.get(&seller).cloned().unwrap_or_default();
            Err(AppError::Forbidden(Refusal {
                message: format!("This subscription is sold by {name}. Ask them to change it."),
                people: Vec::new(),
                step: asking(acting.on.request.paths(), acting.row.id, &path),
            }))
        })
    }
}

/// The way to a request for the act whose page this is, where it can be asked for.
fn asking(paths: &Paths, id: SubscriptionId, path: &str) -> Option<(String, String)> {
    let act = path.rsplit('/').next().unwrap_or_default();
    let mut asked = Act::ALL.iter().filter(|it| it.is_asked_for());
    let act = asked.find(|it| it.name() == act)?;
    let address = paths.subscription_request(id, act.name());
    Some(("Send an order request".to_owned(), address))
}

/// What is answered to an act that was not done.
pub(super) enum Told {
    /// Another page.
    Elsewhere(HttpResponse),
    /// The page again, with what is wrong.
    Here(StatusCode, FieldErrors),
}

impl<A: CustomerAct> Acting<A> {
    /// What is answered where nothing was done.
    pub(super) async fn told(&mut self, error: NotChanged) -> Result<Told, AppError> {
        let conflict = matches!(error, NotChanged::Stale | NotChanged::Changed);
        let status = match conflict {
            true => StatusCode::CONFLICT,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut errors = FieldErrors::default();
        match error {
            NotChanged::Db(error) => return Err(error.into()),
            NotChanged::Lacking => return Err(self.on.refusal_of::<A>().await?),
            NotChanged::OtherContent(number) => {
                let order = self.on.request.paths().order(&number.to_string());
                let flash = Flash::attention(format!("{error}."));
                return Ok(Told::Elsewhere(self.on.request.done(&order, flash)));
            }
            NotChanged::Field(field, why) => errors.add(field, why),
            other => errors.add("", other.to_string()),
        }
        Ok(Told::Here(status, errors))
    }

    /// Back to the page of the subscription, which says what happened.
    pub(super) fn done(&self, flash: Flash) -> HttpResponse {
        let page = self.on.request.paths().subscription(self.row.id);
        self.on.request.done(&page, flash)
    }
}
