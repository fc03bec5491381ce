//! Sign in and out.

use actix_session::SessionExt;
use actix_web::{HttpRequest, web::Query};
use askama::Template;

use super::{
    access::{Principal, Signed},
    session::SESSION_KEY,
    sessions,
    sign_in_service::{Begun, SignIn, SignInError},
};
use crate::{
    error::AppError,
    web::{
        Answer,
        client::client_address,
        form::{FieldErrors, Form},
        layout::PublicLayout,
        public_request::PublicRequest,
        see_other,
    },
};

#[derive(Template)]
#[template(path = "identity/sign_in.html")]
struct SignInPage {
    layout: PublicLayout,
    errors: FieldErrors,
    email: String,
    next: String,
}

impl SignInPage {
    fn new(layout: PublicLayout, errors: FieldErrors, email: String, next: String) -> Self {
        Self {
            layout,
            errors,
            email,
            next,
        }
    }
}

/// What is typed to sign in, and where to go then.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SignInForm {
    email: String,
    password: String,
    next: String,
}

/// Where to go after signing in.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct NextQuery {
    next: String,
}

/// The form.
pub(super) async fn new(request: PublicRequest, query: Query<NextQuery>) -> Answer {
    let (email, next) = (String::new(), query.into_inner().next);
    request.page(|layout| SignInPage::new(layout, FieldErrors::default(), email, next))
}

/// Signs in.
pub(super) async fn create(request: PublicRequest, Form(form): Form<SignInForm>) -> Answer {
    let sign_in = SignIn {
        email: form.email.clone(),
        password: form.password,
        client: client_words(request.http()),
        address: client_address(request.http()),
    };
    match sign_in.begin(request.db(), request.now).await {
        Ok(begun) => {
            keep_key(request.http(), &begun)?;
            Ok(see_other(&match begun.has_kept_forms {
                true => request.paths().kept_forms(),
                false => known_page(&request, form.next),
            }))
        }
        Err(SignInError::Accident(error)) => Err(error),
        Err(refused) => {
            let mut errors = FieldErrors::default();
            errors.explain(&refused);
            request.again(|layout| SignInPage::new(layout, errors, form.email, form.next))
        }
    }
}

/// Puts the key of the session into a fresh cookie.
fn keep_key(http: &HttpRequest, begun: &Begun) -> Result<(), AppError> {
    let session = http.get_session();
    // Not `purge`: nothing can be put into a purged session.
    session.clear();
    session.renew();
    let kept = session.insert(SESSION_KEY, &begun.key);
    kept.map_err(|error| AppError::Internal(error.to_string()))
}

/// A local page that our own router knows, or the dashboard.
fn known_page(request: &PublicRequest, next: String) -> String {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    // As it may stand in a header: an address of ours has its other characters encoded.
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic());
    let is_local =
        path.starts_with('/') && !path.starts_with("//") && !next.contains('\\') && is_plain;
    match is_local && request.http().resource_map().has_resource(path) {
        true => next,
        false => request.paths().home(),
    }
}

/// Enough of the browser's own words to recognise it on the page of sessions.
fn client_words(http: &HttpRequest) -> String {
    let agent = http
        .headers()
        .get("user-agent")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let find = |names: &[&'static str]| names.iter().find(|name| agent.contains(**name)).copied();
    let browser = match find(&["Edg", "Firefox", "OPR", "Chrome", "Safari"]) {
        None => "Unknown browser",
        Some("Edg") => "Edge",
        Some("OPR") => "Opera",
        Some(other) => other,
    };
    match find(&["Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux"]) {
        Some(system) => format!("{browser} on {system}"),
        None => browser.to_owned(),
    }
}

/// Signs out: the row goes, then the cookie. For whoever is signed in, with a role or without one.
pub(super) async fn remove(request: PublicRequest, signed: Signed) -> Answer {
    let Principal::Staff(staff) = signed.principal;
    let ended = request.write(move |tx, _| sessions::end(tx, staff.id, signed.session));
    ended.await?;
    request.http().get_session().purge();
    Ok(see_other(&request.paths().sign_in()))
}
