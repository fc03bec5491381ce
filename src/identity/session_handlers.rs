//! One's own sessions: seen and ended.

use actix_session::SessionExt;
use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;

use super::{access::Signed, layout::Layout, sessions};
use crate::{
    clock::Clock,
    db::{Db, ids::SessionId},
    error::AppError,
    paths::Site,
    web::{Answer, html, layout::Flash, see_other},
};

/// A session as the page shows it.
struct SessionView {
    id: SessionId,
    client: String,
    address: String,
    since: String,
    since_iso: String,
    seen: String,
    seen_iso: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "identity/sessions.html")]
struct SessionsPage {
    layout: Layout,
    sessions: Vec<SessionView>,
}

/// The list.
///
/// # Errors
/// When the database does not answer.
pub async fn list(signed: Signed, layout: Layout, db: Data<Db>, clock: Data<Clock>) -> Answer {
    let (user, now) = (signed.staff.id, clock.now());
    let rows = db
        .read(move |conn| sessions::of_user(conn, user, now))
        .await
        .map_err(AppError::from)?;
    let sessions = rows
        .into_iter()
        .map(|row| SessionView {
            id: row.id,
            client: row.client,
            address: row.address,
            since: row.created_at.words(),
            since_iso: row.created_at.rfc3339(),
            seen: row.last_seen_at.words(),
            seen_iso: row.last_seen_at.rfc3339(),
            is_this: row.id == signed.session,
        })
        .collect();
    html(&SessionsPage {
        layout: layout.in_section("sessions"),
        sessions,
    })
}

/// Ends one.
///
/// # Errors
/// `NotFound` when it is not one's own.
pub async fn end(
    request: HttpRequest,
    signed: Signed,
    id: Path<SessionId>,
    db: Data<Db>,
    site: Data<Site>,
) -> Answer {
    let (user, id) = (signed.staff.id, id.into_inner());
    if !db
        .write(move |tx| sessions::end(tx, user, id))
        .await
        .map_err(AppError::from)?
    {
        return Err(AppError::NotFound);
    }
    if id == signed.session {
        request.get_session().purge();
        return Ok(see_other(&site.paths().sign_in()));
    }
    Flash::good("That session has ended. Its browser has to sign in again.").leave(&request);
    Ok(see_other(&site.paths().sessions()))
}

/// Ends all of them, this one included.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all(
    request: HttpRequest,
    signed: Signed,
    db: Data<Db>,
    site: Data<Site>,
) -> Answer {
    let user = signed.staff.id;
    db.write(move |tx| sessions::end_all(tx, user))
        .await
        .map_err(AppError::from)?;
    request.get_session().purge();
    Ok(see_other(&site.paths().sign_in()))
}
