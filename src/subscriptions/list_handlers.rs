//! The list over all customers.

use super::{
    list_model::{ListView, Side},
    list_page::{ListPage, Listed},
    list_queries,
};
use crate::{
    db,
    identity::{Layout, Request, View},
    web::Answer,
};

/// The list.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let (view, now) = (ListView::of(request.query_string())?, request.now);
    let partner = request.by.staff.partner.clone();
    let side = view.filters.side.unwrap_or_else(|| Side::usual(&partner));
    let read = request.read(move |conn, scope| {
        let found = list_queries::list(conn, scope, side, &view, now)?;
        let listed = Listed {
            resellers: match side {
                Side::Seller => list_queries::resellers(conn, scope)?,
                Side::Reseller => Vec::new(),
            },
            found,
            side,
        };
        Ok::<_, db::Error>((view, listed))
    });
    let (view, listed) = read.await?;
    let shown = |layout: Layout| ListPage::new(layout, &partner, &view, &listed);
    request.page(shown).await
}
