//! Sign in and out.

use actix_session::SessionExt;
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Query},
};
use askama::Template;

use super::{
    access::{Principal, Signed},
    hashing, password,
    service::{self, Arrival, Tried},
    session::SESSION_KEY,
    sessions,
};
use crate::{
    clock::Clock,
    db::{self, Db},
    error::AppError,
    paths::Site,
    secrets,
    web::{
        Answer,
        client::{client_address, network},
        form::{FieldErrors, Form},
        html, html_422,
        layout::PublicLayout,
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
///
/// # Errors
/// None of its own.
pub(super) async fn new(layout: PublicLayout, query: Query<NextQuery>) -> Answer {
    html(&SignInPage {
        layout,
        errors: FieldErrors::default(),
        email: String::new(),
        next: query.next.clone(),
    })
}

/// Signs in.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn create(
    request: HttpRequest,
    layout: PublicLayout,
    db: Data<Db>,
    clock: Data<Clock>,
    Form(form): Form<SignInForm>,
) -> Answer {
    let email = form.email.trim().to_lowercase();
    let address = client_address(&request);
    let subject = service::subject(&email, &network(address).to_string());
    let again = |message: &str| {
        let page = SignInPage {
            layout: layout.clone(),
            errors: FieldErrors::page(message),
            email: form.email.clone(),
            next: form.next.clone(),
        };
        html_422(&page)
    };
    if email.is_empty() || form.password.is_empty() {
        return again("Enter your email address and your password");
    }
    let place = hashing::enter()?;
    let now = clock.now();
    let counted = subject.clone();
    let tried = db
        .write(move |tx| service::try_sign_in(tx, &email, &counted, now))
        .await
        .map_err(AppError::from)?;
    let candidate = match tried {
        Tried::Wait(seconds) => {
            return again(&format!(
                "Too many tries. Wait {seconds} seconds, then try again"
            ));
        }
        Tried::Candidate(user) => *user,
    };
    let hash = candidate
        .as_ref()
        .and_then(|user| user.password_hash.clone());
    let fits = password::verify(&place, form.password.clone(), hash.clone()).await?;
    let refused =
        "This email address and password do not belong together. Check both, or set a new password";
    drop(place);
    let (Some(user), Some(password_hash), true) = (candidate, hash, fits) else {
        tracing::info!("sign-in refused");
        return again(refused);
    };
    let key = secrets::random_token().map_err(|error| AppError::Internal(error.to_string()))?;
    let (id, arrival) = (
        user.id,
        Arrival {
            user: user.id,
            password_hash,
            key: key.clone(),
            subject,
            client: client_words(&request),
            address: address.to_string(),
        },
    );
    let has_kept_forms = match db
        .write(move |tx| service::start_session(tx, arrival, now))
        .await
    {
        Ok(has_kept_forms) => has_kept_forms,
        Err(db::Error::NotFound) => return again(refused),
        Err(other) => return Err(other.into()),
    };
    tracing::info!(user = %id, "signed in");
    let session = request.get_session();
    // Not `purge`: nothing can be put into a purged session.
    session.clear();
    session.renew();
    session
        .insert(SESSION_KEY, key)
        .map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(see_other(&if has_kept_forms {
        layout.paths.kept_forms()
    } else {
        known_page(&request, &form.next)
    }))
}

/// A local page that our own router knows, or the dashboard.
fn known_page(request: &HttpRequest, next: &str) -> String {
    let home = || {
        request
            .app_data::<Data<Site>>()
            .map_or("/".to_owned(), |site| site.paths().home())
    };
    let path = next.split(['?', '#']).next().unwrap_or_default();
    // As it may stand in a header: an address of ours has its other characters encoded.
    let is_plain = next.bytes().all(|byte| byte.is_ascii_graphic());
    let local =
        path.starts_with('/') && !path.starts_with("//") && !next.contains('\\') && is_plain;
    if local && request.resource_map().has_resource(path) {
        next.to_owned()
    } else {
        home()
    }
}

/// Enough of the browser's own words to recognise it on the page of sessions.
fn client_words(request: &HttpRequest) -> String {
    let agent = request
        .headers()
        .get("user-agent")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let find = |names: &[&'static str]| names.iter().find(|name| agent.contains(**name)).copied();
    let browser = find(&["Edg", "Firefox", "OPR", "Chrome", "Safari"]).unwrap_or("Unknown browser");
    let browser = match browser {
        "Edg" => "Edge",
        "OPR" => "Opera",
        other => other,
    };
    match find(&["Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux"]) {
        Some(system) => format!("{browser} on {system}"),
        None => browser.to_owned(),
    }
}

/// Signs out: the row goes, then the cookie.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn remove(
    request: HttpRequest,
    signed: Signed,
    db: Data<Db>,
    site: Data<Site>,
) -> Result<HttpResponse, AppError> {
    let Principal::Staff(staff) = signed.principal;
    db.write(move |tx| sessions::end(tx, staff.id, signed.session))
        .await?;
    request.get_session().purge();
    Ok(see_other(&site.paths().sign_in()))
}
