//! The list of a seller's services: one's own, or those of a provider that one works with.

use super::{
    list_page::{Found, ListView, page},
    queries,
};
use crate::{
    db::{self, Conn, ids::ServiceId, keyset::Page, types::Timestamp},
    identity::{ManageServices, Partner, Request, Scope, View},
    incidents,
    prices::{self, choose_seller, keeps_list},
    web::Answer,
};

/// The list.
///
/// # Errors
/// `NotFound` for a seller whose list this partner does not see.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let view = ListView::of(request.query_string())?;
    let partner = request.by.staff.partner.clone();
    let keeps_own = keeps_list(&partner);
    let denied = request.denied::<ManageServices>().await?;
    let asked = view.clone();
    let now = request.now;
    let read = request.read(move |conn, scope| find(conn, (&partner, scope), &asked, now));
    let found = read.await?;
    let page = |layout| page(layout, &found, &view, keeps_own, denied);
    request.page(page).await
}

fn find(
    conn: &mut Conn,
    (by, scope): (&Partner, Scope),
    asked: &ListView,
    now: Timestamp,
) -> db::Result<Found> {
    let sellers = choose_seller(conn, by, asked.filters.seller)?;
    let (place, size) = (&asked.position, asked.size);
    let page = match &sellers.chosen {
        Some(seller) => {
            prices::list_services(conn, seller.scope, &asked.filters.text, place, size)?
        }
        None => Page::from_rows(Vec::new(), size, place),
    };
    let ids: Vec<ServiceId> = page.rows.iter().map(|service| service.id).collect();
    Ok(Found {
        overviews: incidents::overviews(conn, scope, &page.rows, now)?,
        known: queries::administrations_of(conn, &ids)?,
        sellers,
        page,
    })
}
