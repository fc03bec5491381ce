//! What the letters need besides their words, for a request of a person.

use crate::{
    error::AppError, identity::Request, paths::Site, renewals::Desk, web::layout::Product,
};

/// Of this site.
///
/// # Errors
/// When the app was put together without a part of it.
pub(crate) fn desk<P>(request: &Request<P>) -> Result<Desk, AppError> {
    Ok(Desk {
        site: request.part::<Site>()?.get_ref().clone(),
        product: request.part::<Product>()?.0.clone(),
    })
}

/// Longest message and reason, in characters.
pub(super) const WORDS_MAX: usize = 1_000;
