//! What every page needs of HTTP: answers, forms, errors, headers, assets, paging.
//!
//! A request passes, from the outside in: `connections` (deadlines, bounds) → `log` (a span with a request id) →
//! `compression` and `security` (headers on the way out; on the way in bad text, other sites' requests, floods) → the session
//! cookie → `error_page` (turns an `AppError` into a page) → the handler. Inside the
//! cookie's, `identity` looks at forms whose session has ended.

pub mod address;
pub mod assets;
pub mod client;
pub mod compression;
pub mod connections;
pub mod csv;
pub mod error_page;
pub mod flood;
pub mod form;
pub mod layout;
pub mod list;
pub mod log;
pub mod page;
pub mod public_request;
pub mod rival;
pub mod routes;
pub mod security;
pub mod upload;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::Data,
};
use askama::Template;

use crate::error::AppError;

/// A page, or the refusal to show one.
pub type Answer = Result<HttpResponse, AppError>;

/// 200 with a page.
pub fn html(page: &impl Template) -> Answer {
    html_with(StatusCode::OK, page)
}

/// 422 with the form as it was typed.
pub fn html_422(page: &impl Template) -> Answer {
    html_with(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// A page with another status.
pub fn html_with(status: StatusCode, page: &impl Template) -> Answer {
    let body = page
        .render()
        .map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(body))
}

/// 303: go there and GET it.
#[must_use]
pub fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .finish()
}

/// A part of the app, where a handler needs more of them than it can name as arguments.
pub fn part<T: 'static>(request: &HttpRequest) -> Result<Data<T>, AppError> {
    let part = request.app_data::<Data<T>>().cloned();
    part.ok_or_else(|| AppError::Internal(format!("the app lacks {}", std::any::type_name::<T>())))
}
