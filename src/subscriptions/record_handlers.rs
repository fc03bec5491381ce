//! The subscriptions of one customer: those that one sold or is reseller of record of.

use actix_web::web::Path;

use super::{list_model::RecordView, list_page::RecordPage, list_queries};
use crate::{
    customer_access::{Head, Tab, look},
    db::{self, ids::CustomerId},
    identity::{Layout, Request, View},
    orders::Way,
    web::Answer,
};

/// The list.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn of_customer(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let view = RecordView::of(request.query_string())?;
    let (key, now) = (key.uuid(), request.now);
    let (place, size) = (view.position.clone(), view.size);
    let read = request.read(move |conn, scope| {
        let (entry, between) = look(conn, scope, key, now)?;
        // A company that has accepted nothing has none, and its key is none of a customer.
        let customer = CustomerId::from_uuid(entry.page_key());
        let found = list_queries::of_customer(conn, scope, customer, &place, size)?;
        Ok::<_, db::Error>((entry, between, found))
    });
    let (entry, between, found) = read.await?;
    let record = Head::new(&entry, Tab::Subscriptions, &between);
    if let Some(answer) = record.elsewhere(key, request.paths()) {
        return Ok(answer);
    }
    let way = Way::of(&mut request, &entry, &between).await?;
    let own = request.scope().partner_id();
    let shown = |layout: Layout| RecordPage::new(layout, record, way, own, (&view, &found));
    request.page(shown).await
}
