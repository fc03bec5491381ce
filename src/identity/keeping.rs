//! What was typed is not lost with the session: a form that arrives when the session has run out is kept for the
//! person whose session it was. They find it after signing in ([`super::kept_form_handlers`]); nothing is done before.

use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::{EitherBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{Method, StatusCode},
    middleware::Next,
    web::Bytes,
};

use super::{
    access::{Principal, Signed},
    kept_forms::{self, KeptForm, Typed},
    session::{self, Standing},
};
use crate::{
    clock::Clock,
    db::{
        Db,
        ids::{KeptFormId, UserId},
    },
    error::AppError,
    secrets::Secrets,
    web::{form, layout::Flash, part},
};

/// Names the kept form that a form on its page sends again.
pub(super) const KEPT: &str = "kept";

/// The middleware, inside the one of the session cookie. Reads a form's body ahead only where the session is over.
pub async fn keep_forms<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if *request.method() != Method::POST {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let standing = match session::standing(request.request()).await {
        Ok(standing) => standing,
        Err(refusal) => return Ok(request.error_response(refusal).map_into_right_body()),
    };
    let mut body = None;
    if standing != Standing::Usual {
        match read_ahead(&mut request).await {
            Ok(read) => body = read,
            Err(refusal) => return Ok(request.error_response(refusal).map_into_right_body()),
        }
    }
    let response = next.call(request).await?;
    let http = response.request();
    if asks_to_sign_in(&response) {
        if let Some(words) = words_for(http, standing, body).await {
            Flash::attention(words).leave(http);
        }
    } else if is_dealt_with(response.status()) {
        forget_sent(http).await;
    }
    Ok(response.map_into_left_body())
}

/// The body of an ordinary form, put back for the handler.
async fn read_ahead(request: &mut ServiceRequest) -> Result<Option<Bytes>, AppError> {
    let mut payload = request.take_payload();
    let body = form::body_of(request.request(), &mut payload).await?;
    request.set_payload(match &body {
        Some(body) => Payload::from(body.clone()),
        None => payload,
    });
    Ok(body)
}

fn asks_to_sign_in<B>(response: &ServiceResponse<B>) -> bool {
    let error = response.response().error();
    let error = error.and_then(|error| error.as_error::<AppError>());
    matches!(error, Some(AppError::SignInRequired))
}

/// What the sign-in page says of the form that was sent.
async fn words_for(
    http: &HttpRequest,
    standing: Standing,
    body: Option<Bytes>,
) -> Option<&'static str> {
    let owner = match standing {
        Standing::Usual => return None,
        Standing::Ended => {
            return Some(
                "You were signed out before this arrived, so nothing was changed and nothing of it was kept.",
            );
        }
        Standing::RanOut(owner) => owner,
    };
    let Some(body) = body else {
        return Some(
            "Your session ended before this arrived, so nothing was changed. Files are not kept: sign in and choose the file again.",
        );
    };
    let Some(typed) = Typed::new(&address_of(http), &body) else {
        return Some(
            "Your session ended before this arrived, so nothing was changed. Sign in and try again.",
        );
    };
    match keep(http, owner, &typed).await {
        Ok(()) => Some(
            "Your session ended before this arrived, so nothing was changed. What you typed is kept for 8 hours: sign in, check it, and go on.",
        ),
        Err(cause) => {
            tracing::error!(%cause, "a form could not be kept");
            Some(
                "Your session ended before this arrived. Nothing was changed, and what you typed could not be kept.",
            )
        }
    }
}

async fn keep(http: &HttpRequest, owner: UserId, typed: &Typed) -> Result<(), AppError> {
    let now = part::<Clock>(http)?.now();
    let form = KeptForm::seal(part::<Secrets>(http)?.get_ref(), owner, typed, now)
        .map_err(|cause| AppError::Internal(cause.to_string()))?;
    let db = part::<Db>(http)?;
    Ok(db.write(move |tx| kept_forms::insert(tx, &form)).await?)
}

/// Where the form was sent to, without what names a kept one.
fn address_of(http: &HttpRequest) -> String {
    let rest: Vec<&str> = http
        .query_string()
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(KEPT))
        .collect();
    if rest.is_empty() {
        http.path().to_owned()
    } else {
        format!("{}?{}", http.path(), rest.join("&"))
    }
}

/// Whether its handler had the form: done, or shown again on its own page with what was typed.
fn is_dealt_with(status: StatusCode) -> bool {
    status.is_success() || status.is_redirection() || status == StatusCode::UNPROCESSABLE_ENTITY
}

/// A kept form that was sent again is kept no longer.
async fn forget_sent(http: &HttpRequest) {
    let named = url::form_urlencoded::parse(http.query_string().as_bytes())
        .find(|(name, _)| name == KEPT)
        .and_then(|(_, id)| id.parse::<KeptFormId>().ok());
    let signed = http.extensions().get::<Signed>().cloned();
    let (Some(id), Some(signed), Ok(db)) = (named, signed, part::<Db>(http)) else {
        return;
    };
    let Principal::Staff(staff) = signed.principal;
    let forgotten = db.write(move |tx| kept_forms::remove(tx, staff.id, id));
    if let Err(cause) = forgotten.await {
        // It runs out by itself, and is offered again until then.
        tracing::warn!(%cause, "a kept form that was sent again could not be forgotten");
    }
}
