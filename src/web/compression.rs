//! Answers travel compressed, in what the browser understands: zstd, Brotli or gzip.
//!
//! A page that holds a secret does not. Compressed, its length tells how much of what somebody else had put on it stands there
//! a second time, and so the secret, piece by piece (the attack called BREACH). The secrets of our pages are links;
//! [`paths::holds_a_link`] looks for one in every body, so that no page has to be remembered.

use actix_http::encoding::Encoder;
use actix_web::{
    Error,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{AcceptEncoding, ContentEncoding, Encoding, Header},
    middleware::Next,
};

use crate::paths;

/// In bytes. What is shorter saves no packet.
const WORTH_IT: usize = 1024;

/// Compresses each answer that is worth it and holds no link. Files that are streamed, such as exports, hold none.
///
/// # Errors
/// What the inner services return.
pub async fn compress<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let encoding = preferred(&request);
    let response = next.call(request).await?;
    if encoding == ContentEncoding::Identity {
        return Ok(response.map_into_boxed_body());
    }
    Ok(response.map_body(|head, body| match body.try_into_bytes() {
        Ok(bytes) if bytes.len() < WORTH_IT || paths::holds_a_link(&bytes) => bytes.boxed(),
        Ok(bytes) => Encoder::response(encoding, head, bytes).boxed(),
        Err(body) => Encoder::response(encoding, head, body).boxed(),
    }))
}

/// zstd wherever it is understood, because it costs the server least; of the others, what the browser likes best.
fn preferred(request: &ServiceRequest) -> ContentEncoding {
    let among = |known: &[Encoding]| match AcceptEncoding::parse(request) {
        Ok(accepted) => match accepted.negotiate(known.iter()) {
            Some(Encoding::Known(encoding)) => encoding,
            _ => ContentEncoding::Identity,
        },
        Err(_) => ContentEncoding::Identity,
    };
    match among(&[Encoding::zstd(), Encoding::identity()]) {
        ContentEncoding::Identity => {
            among(&[Encoding::brotli(), Encoding::gzip(), Encoding::identity()])
        }
        zstd => zstd,
    }
}
