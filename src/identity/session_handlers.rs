//! One's own sessions: seen and ended.

use actix_session::SessionExt;
use actix_web::{HttpResponse, web::Path};
use askama::Template;

use super::{
    layout::Layout,
    permissions::View,
    request::Request,
    sessions::{self, SessionRow},
};
use crate::{
    db::{ids::SessionId, types::Timestamp},
    error::AppError,
    web::{Answer, layout::Flash, see_other},
};

/// A session as the page shows it.
struct SessionView {
    id: SessionId,
    client: String,
    address: String,
    since: Timestamp,
    seen: Timestamp,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "identity/sessions.html")]
struct SessionsPage {
    layout: Layout,
    sessions: Vec<SessionView>,
}

/// The list.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let (user, this, now) = (request.by.staff.id, request.session, request.now);
    let rows = request.read(move |conn, _| sessions::of_user(conn, user, now));
    let view = |row: SessionRow| SessionView {
        id: row.id,
        client: row.client,
        address: row.address,
        since: row.created_at,
        seen: row.last_seen_at,
        is_this: row.id == this,
    };
    let sessions = rows.await?.into_iter().map(view).collect();
    let page = |layout: Layout| SessionsPage {
        layout: layout.in_section("sessions"),
        sessions,
    };
    request.page(page).await
}

/// Ends one.
///
/// # Errors
/// `NotFound` when it is not one's own.
pub(super) async fn end(mut request: Request<View>, id: Path<SessionId>) -> Answer {
    let id = id.into_inner();
    let ended = request.write(move |tx, by, _| sessions::end(tx, by.staff.id, id));
    if !ended.await? {
        return Err(AppError::NotFound);
    }
    if id == request.session {
        return Ok(signed_out(&request));
    }
    let flash = Flash::good("That session has ended. Its browser has to sign in again.");
    Ok(request.done(&request.paths().sessions(), flash))
}

/// Ends all of them, this one included.
pub(super) async fn end_all(mut request: Request<View>) -> Answer {
    let ended = request.write(|tx, by, _| sessions::end_all(tx, by.staff.id));
    ended.await?;
    Ok(signed_out(&request))
}

fn signed_out(request: &Request<View>) -> HttpResponse {
    request.http().get_session().purge();
    see_other(&request.paths().sign_in())
}
