//! What happens next: the coming weeks of a partner.

use super::{
    coming_model::ComingView,
    coming_page::{Coming, ComingPage},
    weeks,
};
use crate::{
    db,
    identity::{Request, View},
    subscriptions::{self, Side, Subscription},
    web::Answer,
};

/// The page.
pub(super) async fn show(mut request: Request<View>) -> Answer {
    let view = ComingView::of(request.query_string())?;
    let (now, by) = (request.now, request.by.clone());
    let side = view
        .filters
        .side
        .unwrap_or_else(|| Side::usual(&by.staff.partner));
    let (place, size) = (view.position.clone(), view.size);
    let read = request.read(move |conn, scope| {
        let end = weeks::end(now);
        let found = subscriptions::coming(conn, scope, side, (&place, size), end)?;
        let rows: Vec<&Subscription> = found.page.rows.iter().collect();
        Ok::<_, db::Error>(Coming {
            outlook: subscriptions::outlook(conn, &rows)?,
            counts: subscriptions::counts_until(conn, scope, side, end)?,
            grace: subscriptions::grace_of(conn, scope)?,
            found,
            side,
        })
    });
    let coming = read.await?;
    request
        .page(|layout| ComingPage::new(layout, &by, &view, &coming, now))
        .await
}
