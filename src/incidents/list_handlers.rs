//! The list of a seller's incidents: one's own, or those of a provider that concern customers of one's own.

use super::{
    list_model::ListView,
    list_page::{Found, page},
    list_queries::{self, chosen},
};
use crate::{
    db::{self, Conn, keyset::Page, types::Timestamp},
    identity::{ManageServices, Partner, Request, Scope, View},
    prices::keeps_list,
    web::Answer,
};

/// The list.
///
/// # Errors
/// `NotFound` for a seller whose list this partner does not see.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let view = ListView::of(request.query_string())?;
    let (partner, now) = (request.by.staff.partner.clone(), request.now);
    let keeps_own = keeps_list(&partner);
    let denied = request.denied::<ManageServices>().await?;
    let asked = view.clone();
    let read = request.read(move |conn, scope| find(conn, (&partner, scope), &asked, now));
    let found = read.await?;
    let denied = denied.filter(|_| keeps_own);
    request
        .page(|layout| page(layout, &found, &view, denied, now))
        .await
}

fn find(
    conn: &mut Conn,
    (by, scope): (&Partner, Scope),
    view: &ListView,
    now: Timestamp,
) -> db::Result<Found> {
    let chosen = chosen(conn, by, &view.filters)?;
    let page = match chosen.seller() {
        Some(seller) => list_queries::list(conn, (scope, seller.id), view, now)?,
        None => Page::from_rows(Vec::new(), view.size, &view.position),
    };
    Ok(Found { chosen, page })
}
