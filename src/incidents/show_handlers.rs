//! One incident.

use actix_web::web::Path;

use super::show_page::{ShowPage, Typed, find};
use crate::{
    db::ids::IncidentId,
    identity::{ManageServices, Request, View},
    web::{Answer, form::FieldErrors},
};

/// The page.
///
/// # Errors
/// `NotFound`, also for one that this partner does not see.
pub(super) async fn show(mut request: Request<View>, id: Path<IncidentId>) -> Answer {
    let (id, now) = (*id, request.now);
    let found = request.read(move |conn, scope| find(conn, scope, id));
    let found = found.await?;
    let denied = request.denied::<ManageServices>().await?;
    let typed = (
        Typed::untouched(&found.incident, now),
        FieldErrors::default(),
    );
    request
        .page(|layout| ShowPage::new(layout, found, typed, denied, now))
        .await
}
