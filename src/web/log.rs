//! Logs one line for each request: id, route, status, duration. Never a link, an address, a form or a query.

use std::time::Instant;

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
};
use tracing::Instrument;

/// The id that an error page shows and the log carries.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The header that carries it: every answer of the app has one.
pub const REQUEST_ID: &str = "x-request-id";

/// The outermost middleware, except the one that watches the connection.
pub async fn requests<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let id = uuid::Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", id = %id, method = %request.method());
    let start = Instant::now();
    async move {
        let mut response = next.call(request).await?;
        if let Ok(value) = HeaderValue::from_str(&id) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(REQUEST_ID), value);
        }
        // The route's pattern and not the path, which may hold a secret link.
        let route = response
            .request()
            .match_pattern()
            .unwrap_or_else(|| "(no route)".to_owned());
        let status = response.status().as_u16();
        let millis = start.elapsed().as_millis();
        tracing::info!(route, status, millis, "answered {status} for {route}");
        Ok(response)
    }
    .instrument(span)
    .await
}
