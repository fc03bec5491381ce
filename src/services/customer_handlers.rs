//! The services of a customer.

use std::collections::HashMap;

use actix_web::web::Path;

use super::{
    at_customer::{self, AtCustomer},
    customer_page::{CustomerServicesPage, Looking, is_named, origins},
    door::Door,
};
use crate::{
    customer_access::{Between, CustomerAct, Head, SeeLicenses, Tab, look},
    customers::Entry,
    db::{
        self, Conn,
        ids::{CustomerId, ServiceId},
        types::Timestamp,
    },
    error::AppError,
    identity::{
        Denied, Layout, ManageCustomers, ManageServices, OpenServices, Request, Scope, View,
        people_with,
    },
    incidents::{self, Health},
    web::{Answer, address::Question, security::let_forms_lead_to},
};

/// What is read.
struct Found {
    entry: Entry,
    between: Between,
    services: Vec<AtCustomer>,
    /// How they are, as far as this partner sees it.
    healths: HashMap<ServiceId, Health>,
    /// Who says how services are administered.
    people: Vec<String>,
}

fn read(conn: &mut Conn, scope: Scope, key: uuid::Uuid, now: Timestamp) -> db::Result<Found> {
    let (entry, between) = look(conn, scope, key, now)?;
    let services = match entry.customer_id {
        Some(customer) => at_customer::all(conn, scope, customer, &between)?,
        None => Vec::new(),
    };
    let sold = services.iter().flat_map(|service| &service.sold_as);
    let sold: Vec<_> = sold.cloned().collect();
    let healths = incidents::healths(conn, scope, &sold, now)?;
    let is_unsaid = |it: &AtCustomer| matches!(it.door, Door::Unsaid(Some(_)));
    let people = match services.iter().any(is_unsaid) {
        true => people_with::<ManageServices>(conn, scope)?,
        false => Vec::new(),
    };
    Ok(Found {
        entry,
        between,
        services,
        healths,
        people,
    })
}

/// The page.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn list(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let text = asked(request.query_string())?;
    let found = request.read(move |conn, scope| read(conn, scope, key, now));
    let found = found.await?;
    let head = Head::new(&found.entry, Tab::Services, &found.between);
    if let Some(answer) = head.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let denied = request.denied::<OpenServices>().await?;
    let to = origins(&found.services);
    let may_ask = request.by.with::<ManageCustomers>().is_some();
    let may_say = request.by.with::<ManageServices>().is_some();
    let may = (may_ask, may_say);
    let page = |layout| page(layout, head, found, text, may, denied);
    let mut answer = request.page(page).await?;
    let_forms_lead_to(&mut answer, &to);
    Ok(answer)
}

/// What is searched for.
fn asked(query: &str) -> Result<String, AppError> {
    let mut question = Question::of(query);
    let text = question.text("q");
    question.answer(text)
}

fn page(
    layout: Layout,
    record: Head,
    found: Found,
    text: String,
    (may_ask, may_say): (bool, bool),
    denied: Option<Denied>,
) -> CustomerServicesPage {
    let looking = Looking {
        entry: &found.entry,
        between: &found.between,
        may_ask,
        may_say,
        denied: denied.is_some(),
        healths: &found.healths,
        paths: &layout.paths,
    };
    let named = found.services.iter().filter(|it| is_named(it, &text));
    CustomerServicesPage {
        record,
        services: named.map(|it| looking.view(it)).collect(),
        has_any: !found.services.is_empty(),
        reads: SeeLicenses::NEEDS.are_met_by(&found.between),
        people: match may_say {
            true => Vec::new(),
            false => found.people,
        },
        text,
        denied,
        layout: layout.in_section("customers"),
    }
}
