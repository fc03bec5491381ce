//! The press that opens a service's own administration: recorded, then on to its address.

use actix_web::{
    HttpResponse,
    http::header::{HeaderValue, REFERRER_POLICY},
    web::Path,
};

use super::{
    at_customer::AtCustomer,
    door::{Door, act},
    opening_service::{self, NotOpened},
};
use crate::{
    customers::{self, Entry},
    db::{self, ids::CustomerId},
    identity::{OpenServices, Request},
    web::{Answer, form::Form, layout::Flash, see_other},
};

/// Which service, as all sellers know it. Where it leads, no form says.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OpeningForm {
    service: String,
}

/// Opens it.
///
/// # Errors
/// `NotFound` for another partner's customer; `Forbidden` with the way to the privilege where none covers it.
pub(super) async fn open(
    mut request: Request<OpenServices>,
    key: Path<CustomerId>,
    Form(form): Form<OpeningForm>,
) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let read = request.read(move |conn, scope| {
        let entry = customers::find(conn, scope, key)?;
        let service = match entry.customer_id {
            Some(id) => opening_service::find(conn, scope, id, &form.service, now),
            None => Err(NotOpened::Gone),
        };
        Ok::<_, db::Error>((entry, service))
    });
    let (entry, service) = read.await?;
    match service {
        Ok(service) => enter(request, entry, service).await,
        Err(error) => refuse(&request, &entry, error),
    }
}

async fn enter(mut request: Request<OpenServices>, entry: Entry, service: AtCustomer) -> Answer {
    let (Some(customer), Door::Known { role, .. }) = (entry.customer_id, &service.door) else {
        return refuse(&request, &entry, NotOpened::Changed);
    };
    let (act, at) = (act(*role), entry.clone());
    let opened = act.write(&mut request, (&entry, customer), move |tx, by, now| {
        opening_service::open(tx, by, (&at, customer), &service, now)
    });
    match opened.await? {
        Ok(address) => Ok(to(&address)),
        Err(error) => refuse(&request, &entry, error),
    }
}

/// The other site learns nothing of where one comes from: the address of a record names a customer.
fn to(address: &str) -> HttpResponse {
    let mut answer = see_other(address);
    let headers = answer.headers_mut();
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

fn refuse(request: &Request<OpenServices>, entry: &Entry, error: NotOpened) -> Answer {
    match error {
        NotOpened::Db(error) => Err(error.into()),
        error => {
            let here = request.paths().customer_services(entry.page_key());
            Ok(request.done(&here, Flash::attention(error.to_string())))
        }
    }
}
