//! The list: what a reseller sent, and what came to a provider.

use super::{
    list_model::{Side, Wanted},
    list_page::ListPage,
    list_queries,
};
use crate::{
    identity::{Layout, Request, View},
    web::{Answer, list::ListView},
};

/// One list for both sides.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let view = ListView::<Wanted>::of(request.query_string())?;
    let partner = request.by.staff.partner.clone();
    let side = view.filters.side.unwrap_or_else(|| Side::usual(&partner));
    let (wanted, place, size) = (view.filters.clone(), view.position.clone(), view.size);
    let read = request
        .read(move |conn, scope| list_queries::list(conn, scope, (side, &wanted), &place, size));
    let found = read.await?;
    let now = request.now;
    let shown =
        |layout: Layout| ListPage::new(layout, &partner, (&view, side), (&found.0, &found.1), now);
    request.page(shown).await
}
