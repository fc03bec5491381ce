//! The list as a page.

use super::{list_page::ListPage, model::ListView, queries};
use crate::{
    db,
    identity::{Layout, Request, View},
    web::Answer,
};

/// The list.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let (view, now) = (ListView::of(request.query_string())?, request.now);
    let read = request.read(move |conn, scope| {
        let page = queries::list(conn, scope, &view, now)?;
        let total = queries::count(conn, scope, view.filters.part, now)?;
        Ok::<_, db::Error>((view.at(page.position.clone()), page, total))
    });
    let (view, page, total) = read.await?;
    let shown =
        |layout: Layout| ListPage::new(layout.in_section("privileges"), &view, page, total, now);
    request.page(shown).await
}
