//! For load balancers and monitors: the process is up; the database answers and is migrated.

use actix_web::{HttpResponse, http::StatusCode, web::Data};

use crate::db::Db;

/// `GET /healthz`.
pub async fn live() -> HttpResponse {
    plain(StatusCode::OK, "ok")
}

/// `GET /readyz`.
pub async fn ready(db: Data<Db>) -> HttpResponse {
    let db = Db::clone(&db);
    match tokio::task::spawn_blocking(move || db.is_migrated()).await {
        Ok(Ok(true)) => plain(StatusCode::OK, "ready"),
        Ok(Ok(false)) => plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "The database lacks migrations of this version.",
        ),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "The database does not answer.",
            )
        }
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "The server cannot do its work.",
            )
        }
    }
}

/// Plain text, with its type, so that the error pages leave it alone.
fn plain(status: StatusCode, sentence: &'static str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/plain; charset=utf-8")
        .body(sentence)
}
