//! For load balancers and monitors: the process is up; the database answers and is migrated.

use std::time::Duration;

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use crate::{
    db::{Conn, Db, Error, migrations},
    installation,
    secrets::Secrets,
    web::upload::UploadFolder,
};

/// A monitor is answered within this time, whatever the database does.
const PATIENCE: Duration = Duration::from_secs(1);

/// What the database says.
enum State {
    Ready,
    Behind,
    OtherKeys,
}

/// `GET /healthz`.
pub async fn live() -> HttpResponse {
    plain(StatusCode::OK, "ok")
}

/// `GET /readyz`. A damaged file is told, and stays ready: pages that do not meet the damage still work.
pub async fn ready(
    db: Data<Db>,
    secrets: Data<Secrets>,
    folder: Data<UploadFolder>,
) -> HttpResponse {
    let fingerprint = secrets.fingerprint();
    let state = db.probe(PATIENCE, move |conn| look(conn, &fingerprint));
    let no = StatusCode::SERVICE_UNAVAILABLE;
    let state = state.await;
    if matches!(state, Ok(State::Ready))
        && let Err(error) = folder.check()
    {
        tracing::warn!(%error, "not ready: the data folder cannot be written");
        return plain(
            no,
            "The data folder (PARTNER_CENTER_DATA_DIR) cannot be written, so that no file can be uploaded.",
        );
    }
    match state {
        Ok(State::Ready) if db.damage().is_some() => plain(
            StatusCode::OK,
            "ready, but the database file is damaged: the log says where. Restore a backup.",
        ),
        Ok(State::Ready) => plain(StatusCode::OK, "ready"),
        Ok(State::Behind) => plain(no, "The database lacks migrations of this version."),
        Ok(State::OtherKeys) => plain(
            no,
            "The keys were renewed since this server started. Restart it.",
        ),
        Err(error @ Error::Unavailable(..)) => {
            tracing::warn!(%error, "not ready");
            plain(no, "The database does not answer.")
        }
        Err(error) => {
            tracing::warn!(%error, "not ready");
            plain(no, "The server cannot do its work.")
        }
    }
}

fn look(conn: &mut Conn, fingerprint: &str) -> Result<State, Error> {
    if !migrations::is_migrated(conn)? {
        return Ok(State::Behind);
    }
    Ok(match installation::fingerprint(conn)? {
        Some(found) if found != fingerprint => State::OtherKeys,
        _ => State::Ready,
    })
}

/// Plain text, with its type, so that the error pages leave it alone.
fn plain(status: StatusCode, sentence: &'static str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/plain; charset=utf-8")
        .body(sentence)
}
