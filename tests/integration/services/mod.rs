//! Services: what a customer has, who sees it, and the way into its administration.

mod keeping;
mod opening;
mod seen;

use partner_center::{db::ids::ServiceId, identity::Role};

use crate::{
    licenses::Hall,
    support::{Company, Page, TestApp, Visitor},
};

/// Where Mail is administered, in these tests.
pub(crate) const MAIL: &str = "https://admin.mail.example/t/{customer_id}?org={domain}";

/// The Global admin of a seller.
pub(crate) async fn keeper(app: &TestApp, seller: &Company) -> Visitor {
    app.sign_in(seller, Role::GlobalAdmin).await
}

/// The key of a service in the list of whoever looks.
pub(crate) async fn service(app: &TestApp, who: &Visitor, name: &str) -> ServiceId {
    let list = app.paths().services();
    let list = who.open(&list).await.expect(200);
    let link = list.link(name);
    link.rsplit('/').next().unwrap().parse().unwrap()
}

/// Says where a service is administered, and which role that takes; the answer is not followed.
pub(crate) async fn say(
    app: &TestApp,
    who: &Visitor,
    id: ServiceId,
    address: &str,
    role: &str,
) -> Page {
    let form = app.paths().service_administration(id);
    let form = who.open(&form).await.expect(200);
    let typed = [("address", address), ("role", role)];
    who.submit(&form, "Save", &typed).await
}

/// Adatum has Mail and Files with Suite from Meridian, where Mail is administered at [`MAIL`] by whoever holds the first of these
/// roles.
pub(crate) async fn hall(named: &str, granted: &str) -> Hall {
    let hall = Hall::with(granted).await;
    hall.store.order("3").await;
    hall.with_services(&["Mail", "Files"]);
    let keeper = keeper(hall.app(), &hall.store.pair.provider).await;
    let mail = service(hall.app(), &keeper, "Mail").await;
    let saved = say(hall.app(), &keeper, mail, MAIL, named).await;
    saved.expect(303);
    hall
}

/// The services of Adatum, as this person sees them.
pub(crate) async fn page(hall: &Hall, who: &Visitor) -> Page {
    let path = hall.app().paths().customer_services(hall.customer.uuid());
    who.open(&path).await
}

/// Presses past the page; the answer is not followed.
pub(crate) async fn press(hall: &Hall, who: &Visitor, service: &str) -> Page {
    let path = hall
        .app()
        .paths()
        .customer_service_opening(hall.customer.uuid());
    who.post(&path, &[("service", service)]).await
}
