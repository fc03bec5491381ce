//! On the way in: text that is not text, and changing requests from other sites. On the way out: the
//! headers that every answer carries, errors and static files included.

use actix_web::{
    Error, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};

use super::{client::client_address, flood::Flood, form::is_clean, see_other};
use crate::{
    error::AppError,
    paths::{self, Site},
};

/// Denies everything, then allows what our pages use. Forms may lead to `mailto:` where a draft is opened in a mail
/// program.
const PAGES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The customer's pages run no script at all.
const PUBLIC: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Lets the forms of a page lead to these other sites, too: a browser refuses a form that is answered with the way to a site which
/// the page does not name. Each is a scheme, a host and perhaps a port.
pub fn let_forms_lead_to(answer: &mut HttpResponse, origins: &[String]) {
    let to = origins.join(" ");
    let policy = PAGES.replace("form-action 'self'", &format!("form-action 'self' {to}"));
    if let Ok(policy) = HeaderValue::from_str(policy.trim_end()) {
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Checks each request. A refusal is returned as an answer, so that it can become a page.
pub async fn guard<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if let Some(whole) = whole_link(&request) {
        let answer = see_other(&whole);
        return Ok(request.into_response(answer).map_into_right_body());
    }
    match check(&request) {
        Ok(()) => Ok(next.call(request).await?.map_into_left_body()),
        Err(refusal) => Ok(request.error_response(refusal).map_into_right_body()),
    }
}

/// Where a secret link leads that was opened with a sign from the text around it, such as the full stop of a sentence.
fn whole_link(request: &ServiceRequest) -> Option<String> {
    let is_opened = matches!(*request.method(), Method::GET | Method::HEAD);
    let site = request.app_data::<Data<Site>>()?;
    let (prefix, path) = (site.paths().prefix(), request.uri().path());
    let whole = paths::without_what_came_along(prefix, path).filter(|_| is_opened)?;
    Some(match request.uri().query() {
        Some(query) if is_clean(query.as_bytes()) => format!("{whole}?{query}"),
        _ => whole.to_owned(),
    })
}

fn check(request: &ServiceRequest) -> Result<(), AppError> {
    if request.app_data::<Data<LoopbackOnly>>().is_some() && !names_this_machine(request) {
        return Err(AppError::WrongHost);
    }
    if !is_clean(request.uri().path().as_bytes()) || !is_clean(request.query_string().as_bytes()) {
        return Err(AppError::BadForm {
            message: "The address holds bytes that are not text.".to_owned(),
            typed: Vec::new(),
        });
    }
    // Only POST changes anything: `routes` has no other changing method, and answers it with 405.
    if *request.method() != Method::POST {
        return Ok(());
    }
    let site = request.app_data::<Data<Site>>();
    let site = site.ok_or_else(|| AppError::Internal("the app lacks its site".to_owned()))?;
    if !comes_from_here(request.headers(), site.origin()) {
        return Err(AppError::CrossSite);
    }
    match request.app_data::<Data<Flood>>() {
        Some(flood) => flood.count(client_address(request.request())),
        None => Ok(()),
    }
}

/// Reads `Sec-Fetch-Site`, or `Origin` where the browser sends none. A header that occurs twice proves nothing: no
/// browser sends that.
fn comes_from_here(headers: &HeaderMap, origin: &str) -> bool {
    let texts = |name: HeaderName| -> Vec<&str> {
        let values = headers.get_all(name);
        values
            .map(|value| value.to_str().unwrap_or_default())
            .collect()
    };
    match texts(HeaderName::from_static("sec-fetch-site")).as_slice() {
        [] => texts(header::ORIGIN) == [origin],
        [site] => matches!(*site, "same-origin" | "none"),
        _ => false,
    }
}

/// Set when the site is only for this machine, as the demo is. Another name in `Host` then belongs to an attacker who
/// points a name of their own here (DNS rebinding), to read pages through the visitor's browser.
#[derive(Debug, Clone, Copy)]
pub struct LoopbackOnly;

/// Whether the request names this machine, in `Host` and, where it has one there, in its first line.
fn names_this_machine(request: &ServiceRequest) -> bool {
    let is_loopback = |authority: &str| {
        let name = match authority.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => authority,
        };
        matches!(name, "127.0.0.1" | "[::1]") || name.eq_ignore_ascii_case("localhost")
    };
    let host = request.headers().get(header::HOST);
    let line = request.uri().authority();
    host.is_some_and(|host| host.to_str().is_ok_and(is_loopback))
        && line.is_none_or(|line| is_loopback(line.as_str()))
}

/// How far browsers must use https (Strict-Transport-Security), when the public URL has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hsts {
    /// This host name alone.
    #[default]
    Host,
    /// All names below it, too, which only their owner can promise.
    Subdomains,
}

impl Hsts {
    fn value(self) -> &'static str {
        match self {
            Self::Host => "max-age=31536000",
            Self::Subdomains => "max-age=31536000; includeSubDomains",
        }
    }
}

/// The headers of every answer, unless the answer sets them itself.
fn always(is_public: bool, hsts: Option<Hsts>) -> Vec<(HeaderName, &'static str)> {
    let mut headers = vec![
        (
            header::CONTENT_SECURITY_POLICY,
            if is_public { PUBLIC } else { PAGES },
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        // Not no-referrer: browsers would then send `Origin: null` with our own forms.
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
    ];
    if is_public {
        headers.push((HeaderName::from_static("x-robots-tag"), "noindex"));
    }
    if let Some(hsts) = hsts {
        headers.push((header::STRICT_TRANSPORT_SECURITY, hsts.value()));
    }
    headers
}

/// The same as lines, for answers that are made before there is a request.
#[must_use]
pub fn header_lines(site: &Site, hsts: Hsts) -> String {
    always(false, site.is_https().then_some(hsts))
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect()
}

/// Puts the headers on every answer.
pub async fn headers<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let site = request.app_data::<Data<Site>>().cloned();
    let hsts = request.app_data::<Data<Hsts>>().map(|hsts| ***hsts);
    let path = request.path().to_owned();
    let mut response = next.call(request).await?;
    let prefix = site.as_ref().map_or("", |site| site.paths().prefix());
    let is_public = path
        .strip_prefix(prefix)
        .is_some_and(paths::is_of_public_link);
    let is_https = site.as_ref().is_some_and(|site| site.is_https());
    let map = response.headers_mut();
    for (name, value) in always(is_public, hsts.filter(|_| is_https)) {
        if !map.contains_key(&name) {
            map.insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(response)
}
