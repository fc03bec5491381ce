//! One service of a seller's list: which licenses give it, and how it is administered.

use actix_web::web::Path;
use askama::Template;

use super::{model::Administration, queries};
use crate::{
    db::{self, Conn, ids::ServiceId},
    identity::{Denied, Layout, ManageServices, Partner, Request, View},
    prices::{self, LicenseSku, Seller, Service, choose_seller},
    web::Answer,
};

/// All that the page shows.
struct Found {
    service: Service,
    seller: Seller,
    licenses: Vec<LicenseSku>,
    known: Option<(Administration, String)>,
}

#[derive(Template)]
#[template(path = "services/show.html")]
struct ServicePage {
    layout: Layout,
    found: Found,
    /// Empty where there is none.
    address: String,
    denied: Option<Denied>,
}

fn find(conn: &mut Conn, by: &Partner, id: ServiceId) -> db::Result<Found> {
    let service = prices::find_service(conn, id)?;
    let seller = choose_seller(conn, by, Some(service.partner_id))?.chosen;
    Ok(Found {
        seller: seller.ok_or(db::Error::NotFound)?,
        licenses: prices::licenses_with(conn, &service)?,
        known: queries::administration(conn, id)?,
        service,
    })
}

/// The page.
///
/// # Errors
/// `NotFound`, also for that of a seller whose list this partner does not see.
pub(super) async fn show(mut request: Request<View>, id: Path<ServiceId>) -> Answer {
    let (id, partner) = (*id, request.by.staff.partner.clone());
    let found = request
        .read(move |conn, _| find(conn, &partner, id))
        .await?;
    let denied = request.denied::<ManageServices>().await?;
    let page = |layout: Layout| ServicePage {
        layout: layout.in_section("services"),
        address: match &found.known {
            Some((known, _)) => known.address.clone(),
            None => String::new(),
        },
        found,
        denied,
    };
    request.page(page).await
}
