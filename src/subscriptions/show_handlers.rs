//! One subscription.

use std::collections::HashMap;

use actix_web::web::Path;

use super::{
    queries,
    show_page::{ShowPage, Shown},
};
use crate::{
    customers,
    db::{self, Conn, ids::SubscriptionId},
    identity::{Request, Scope, View},
    orders, prices,
    web::Answer,
};

/// Lines of its history.
const LINES: i64 = 100;

fn read(conn: &mut Conn, scope: Scope, id: SubscriptionId) -> db::Result<Shown> {
    let subscription = queries::find(conn, scope, id)?;
    let mut partners = vec![subscription.partner_id];
    partners.extend(subscription.partner_id_on_record);
    let names: HashMap<_, _> = orders::names(conn, &partners)?;
    let renewal = subscription.term().last.ends_at();
    let next = prices::price_in_force(conn, &subscription.price_key(), renewal)?;
    Ok(Shown {
        customer: customers::find_customer(conn, subscription.customer_id)?.name,
        lines: orders::lines_of_subscription(conn, id, LINES)?,
        names,
        next: next.map(|price| price.amounts()),
        subscription,
    })
}

/// The page.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn show(mut request: Request<View>, id: Path<SubscriptionId>) -> Answer {
    let (id, now) = (id.into_inner(), request.now);
    let read = request.read(move |conn, scope| read(conn, scope, id));
    let shown = read.await?;
    let by = request.by.clone();
    request
        .page(|layout| ShowPage::new(layout, &by, &shown, now))
        .await
}
