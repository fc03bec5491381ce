//! On the way in: text that is not text, and changing requests from other sites. On the way out: the
//! headers that every answer carries, errors and static files included.

use actix_web::{
    Error,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};

use super::{
    flood::{self, Flood},
    form::is_clean,
};
use crate::{error::AppError, paths::Site};

/// Nothing, then exactly what our pages use. Forms may lead to `mailto:` where the draft is opened in email.
const PAGES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The customer's pages run no script at all.
const PUBLIC: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Checks each request. A refusal is an answer too, so that it keeps its request and can become a page.
///
/// # Errors
/// What the inner services return.
pub async fn guard<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match check(&request) {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(refusal) => Ok(request.error_response(refusal).map_into_right_body()),
    }
}

fn check(request: &ServiceRequest) -> Result<(), AppError> {
    if !is_clean(request.uri().path().as_bytes()) || !is_clean(request.query_string().as_bytes()) {
        return Err(AppError::BadForm {
            message: "The address holds bytes that are not text.".to_owned(),
            typed: Vec::new(),
        });
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(());
    }
    let site = request.app_data::<Data<Site>>();
    let site = site.ok_or_else(|| AppError::Internal("the app lacks its site".to_owned()))?;
    if !comes_from_here(request.headers(), site.origin()) {
        return Err(AppError::CrossSite);
    }
    match request.app_data::<Data<Flood>>() {
        Some(flood) => flood.count(flood::client_address(request.request())),
        None => Ok(()),
    }
}

/// The browser's own word (Fetch Metadata), or, where it has none, the `Origin`.
fn comes_from_here(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: HeaderName| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => text(header::ORIGIN) == Some(origin),
    }
}

/// Puts the headers on every answer.
///
/// # Errors
/// What the inner services return.
pub async fn headers<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let site = request.app_data::<Data<Site>>().cloned();
    let path = request.path().to_owned();
    let mut response = next.call(request).await?;
    let prefix = site.as_ref().map_or("", |site| site.paths().prefix());
    let is_public = path
        .strip_prefix(prefix)
        .is_some_and(|path| path.starts_with("/i/"));
    let map = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        if !map.contains_key(&name) {
            map.insert(name, HeaderValue::from_static(value));
        }
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        if is_public { PUBLIC } else { PAGES },
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::CACHE_CONTROL, "no-store");
    // Not no-referrer: browsers would then send `Origin: null` with our own forms.
    set(header::REFERRER_POLICY, "same-origin");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
    if is_public {
        set(HeaderName::from_static("x-robots-tag"), "noindex");
    }
    if site.is_some_and(|site| site.is_https()) {
        set(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        );
    }
    Ok(response)
}
