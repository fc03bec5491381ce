//! Turns an [`AppError`] into a page that says what to do next. The only place that logs one.

use actix_web::{
    Error, HttpMessage, HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
};
use askama::Template;

use super::{layout::PublicLayout, log::RequestId, see_other};
use crate::{
    error::AppError,
    language::Language,
    paths,
    translations::{Text, Texts, staff},
};

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::BadList(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignInRequired => StatusCode::SEE_OTHER,
            Self::Forbidden(_) | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::BadForm { .. } => StatusCode::BAD_REQUEST,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Empty: [`pages`] fills it, because the request is known only there.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    layout: PublicLayout,
    title: String,
    message: String,
    people: Vec<String>,
    /// The way to what is missing.
    step: Option<(String, String)>,
    /// What cannot be understood, and the list without it.
    unclear: Vec<String>,
    whole_list: Option<String>,
    typed: Vec<(String, String)>,
    /// Where to go on; nowhere for a customer, who has no account here.
    home: Option<String>,
    /// Shown where somebody may want to report it.
    request_id: Option<String>,
}

/// A page that an extractor returns instead of its handler's answer.
#[derive(Debug)]
pub struct Instead {
    status: StatusCode,
    body: String,
}

impl Instead {
    /// From a page.
    pub fn new(status: StatusCode, page: &impl Template) -> Result<Self, AppError> {
        let body = page.render();
        let body = body.map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(Self { status, body })
    }
}

impl std::fmt::Display for Instead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "another page: {}", self.status)
    }
}

impl ResponseError for Instead {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::build(self.status)
            .content_type("text/html; charset=utf-8")
            .body(self.body.clone())
    }
}

/// Replaces every error answer, also actix's own, by our page; [`Instead`] is one.
pub async fn pages<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    // The router must be able to change the request: a copy held here would prevent that.
    let response = next.call(request).await?;
    let is_ours = response.headers().contains_key(header::CONTENT_TYPE);
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let error = response.response().error();
    if error.is_some_and(|error| error.as_error::<Instead>().is_some()) {
        return Ok(response.map_into_left_body());
    }
    let from_app = error.is_some();
    if !from_app && (is_ours || !failed) {
        return Ok(response.map_into_left_body());
    }
    let error = match response.response().error() {
        Some(error) => known(error),
        None => by_status(response.status()),
    };
    let mut answer = page_for(response.request(), &error);
    // The session's middleware is inside this one: keep the headers that it set on the first answer.
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        answer
            .headers_mut()
            .append(header::SET_COOKIE, cookie.clone());
    }
    Ok(response.into_response(answer).map_into_right_body())
}

/// Our own error as it is; actix's by its status code.
fn known(error: &Error) -> AppError {
    match error.as_error::<AppError>() {
        Some(error) => copy_of(error),
        None => by_status(error.as_response_error().status_code()),
    }
}

fn by_status(status: StatusCode) -> AppError {
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => AppError::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        status if status.is_client_error() => AppError::BadForm {
            message: "This request cannot be read.".to_owned(),
            typed: Vec::new(),
        },
        status => AppError::Internal(format!("status {status}")),
    }
}

fn copy_of(error: &AppError) -> AppError {
    match error {
        AppError::NotFound => AppError::NotFound,
        AppError::MethodNotAllowed(methods) => AppError::MethodNotAllowed(methods.clone()),
        AppError::WrongHost => AppError::WrongHost,
        AppError::BadList(unclear) => AppError::BadList(unclear.clone()),
        AppError::SignInRequired => AppError::SignInRequired,
        AppError::Forbidden(refusal) => AppError::Forbidden(refusal.clone()),
        AppError::CrossSite => AppError::CrossSite,
        AppError::BadForm { message, typed } => AppError::BadForm {
            message: message.clone(),
            typed: typed.clone(),
        },
        AppError::UnsupportedMediaType => AppError::UnsupportedMediaType,
        AppError::TooLarge => AppError::TooLarge,
        AppError::TooSlow => AppError::TooSlow,
        AppError::TooMany(seconds) => AppError::TooMany(*seconds),
        AppError::Busy(seconds) => AppError::Busy(*seconds),
        AppError::Unavailable(outage) => AppError::Unavailable(outage.clone()),
        AppError::Internal(text) => AppError::Internal(text.clone()),
    }
}

fn page_for(request: &HttpRequest, error: &AppError) -> HttpResponse {
    let Some(mut layout) = PublicLayout::of(request) else {
        return HttpResponse::new(error.status_code());
    };
    if matches!(error, AppError::SignInRequired) {
        return see_other(&sign_in_and_back(request, &layout));
    }
    let customers = language_of_customer(request, &layout);
    let (title, message) = match customers {
        Some(language) => words_for_customer(Texts::of(language), error),
        None => words(error),
    };
    let home = customers.is_none().then(|| layout.paths.home());
    if let Some(language) = customers {
        language.as_str().clone_into(&mut layout.lang);
    }
    let (mut people, mut typed, mut unclear, mut whole_list) =
        (Vec::new(), Vec::new(), Vec::new(), None);
    let mut step = None;
    match error {
        AppError::Forbidden(refusal) => {
            people.clone_from(&refusal.people);
            step.clone_from(&refusal.step);
        }
        AppError::BadForm { typed: fields, .. } => typed.clone_from(fields),
        AppError::BadList(sentences) => {
            unclear.clone_from(sentences);
            whole_list = Some(request.path().to_owned());
        }
        _ => {}
    }
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(|id| id.0.clone());
    let is_accident = matches!(error, AppError::Internal(_) | AppError::Unavailable(_));
    match error {
        AppError::Internal(cause) => tracing::error!(cause, "a page could not be shown: {error}"),
        AppError::Unavailable(_) => tracing::error!("a page could not be shown: {error}"),
        _ => {}
    }
    let page = ErrorPage {
        layout,
        title,
        message,
        people,
        step,
        unclear,
        whole_list,
        typed,
        home,
        request_id: id.filter(|_| is_accident),
    };
    let mut answer = HttpResponse::build(error.status_code());
    if let Some(seconds) = retry_after(error) {
        answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if let AppError::MethodNotAllowed(methods) = error {
        answer.insert_header((header::ALLOW, methods.as_str()));
    }
    match page.render() {
        Ok(body) => answer.content_type("text/html; charset=utf-8").body(body),
        Err(cause) => {
            tracing::error!(%cause, "the error page could not be shown");
            answer.finish()
        }
    }
}

/// After how many seconds another try makes sense, if known.
fn retry_after(error: &AppError) -> Option<u64> {
    match error {
        AppError::TooMany(seconds) | AppError::Busy(seconds) => Some(*seconds),
        AppError::Unavailable(outage) => Some(outage.retry_after),
        _ => None,
    }
}

/// The address to try again, if a page was asked for: a form cannot be sent again by a link.
fn sign_in_and_back(request: &HttpRequest, layout: &PublicLayout) -> String {
    let sign_in = layout.paths.sign_in();
    if request.method() != Method::GET {
        return sign_in;
    }
    let back = request
        .uri()
        .path_and_query()
        .map_or("/", |back| back.as_str());
    let back: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
    format!("{sign_in}?next={back}")
}

fn words(error: &AppError) -> (String, String) {
    let (title, message) = match error {
        AppError::NotFound | AppError::SignInRequired => {
            ("Page not found", "There is nothing at this address, or nothing that you can see. Check the address, or start from the dashboard.".to_owned())
        }
        AppError::MethodNotAllowed(_) => ("This cannot be done here", "The address exists, but it does not take requests of this kind. Nothing was changed.".to_owned()),
        AppError::WrongHost => ("This address leads elsewhere", "The demo answers on this machine alone, under localhost, 127.0.0.1 or [::1]. Open the address that it printed when it started.".to_owned()),
        AppError::BadList(_) => ("Nothing is shown", "The address of this list asks for something that cannot be understood. So that you do not take everything for what you asked for, nothing is shown:".to_owned()),
        AppError::Forbidden(refusal) => ("You cannot do this", refusal.message.clone()),
        AppError::CrossSite => {
            ("This request was stopped", "It did not come from a page of this site, so nothing was changed. Open the page here and send the form from it.".to_owned())
        }
        AppError::BadForm { message, .. } => ("This form could not be read", format!("{message} Nothing was changed.")),
        AppError::UnsupportedMediaType => ("This form could not be read", "Only ordinary web forms are read here. Nothing was changed.".to_owned()),
        AppError::TooLarge => ("This form is too large", "A form may hold at most 64 KiB, an upload 32 MiB and 1 MiB of pasted text. Go back, send less, and try again. Nothing was changed.".to_owned()),
        AppError::TooSlow => ("This took too long", "The form did not arrive in time. Go back and send it again. Nothing was changed.".to_owned()),
        AppError::TooMany(seconds) => ("Too many tries", format!("Wait {}, then try again. Nothing was changed.", wait_words(*seconds))),
        AppError::Busy(seconds) => ("Busy at the moment", format!("More people are signing in than this server can serve at once. Wait {}, then try again. Nothing was changed.", wait_words(*seconds))),
        AppError::Unavailable(outage) => ("Not at the moment", outage.message.to_owned()),
        AppError::Internal(_) => ("Something went wrong here", "It is our fault, not yours, and it has been noted. Try again; if it stays, tell your administrator the request ID.".to_owned()),
    };
    (title.to_owned(), message)
}

/// The language of the person who has opened a customer's link: the one that was chosen there, or the browser's.
fn language_of_customer(request: &HttpRequest, layout: &PublicLayout) -> Option<Language> {
    let path = request.path().strip_prefix(layout.paths.prefix())?;
    if !paths::is_of_public_link(path) {
        return None;
    }
    let mut pairs = url::form_urlencoded::parse(request.query_string().as_bytes());
    let chosen = pairs.find(|(name, _)| name == "lang");
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    Some(match chosen.and_then(|(_, tag)| tag.parse().ok()) {
        Some(language) => language,
        None => Language::of_browser(accepted.unwrap_or_default()),
    })
}

fn words_for_customer(t: Texts, error: &AppError) -> (String, String) {
    let (title, message) = match error {
        AppError::NotFound | AppError::SignInRequired => (t.lost_title(), t.lost_message()),
        AppError::Internal(_) => (t.fault_title(), t.fault_message()),
        AppError::TooMany(_) | AppError::Busy(_) | AppError::Unavailable(_) => {
            (t.wait_title(), t.wait_message())
        }
        _ => (t.unread_title(), t.unread_message()),
    };
    (title.into_owned(), message.into_owned())
}

fn wait_words(seconds: u64) -> Text {
    match seconds {
        0..=90 => staff::wait_seconds(seconds),
        _ => staff::wait_minutes(seconds.div_ceil(60)),
    }
}
